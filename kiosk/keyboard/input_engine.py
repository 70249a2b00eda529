"""What any input method offers the on-screen keyboard. Other engines (librime, handwriting) implement the same."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Candidate:
    """`consumed` keys of the composed string become `text`; the rest stays composed."""

    text: str
    consumed: int


class InputEngine(Protocol):
    def candidates(self, keys: str, limit: int = 200) -> tuple[Candidate, ...]:
        """Best first. A pure function of `keys`: the same keys always give the same list, whoever typed before."""
        ...
