"""Reads the authored content and gives the three parts that the rest of the terminal uses."""

from dataclasses import dataclass
from pathlib import Path

from flows.decision import Catalogue, Engine, Texts


@dataclass(frozen=True)
class LoadedContent:
    engine: Engine
    catalogue: Catalogue
    texts: Texts


class ContentRefused(Exception):
    """The content has faults; all of them, each with file, line and what to do. Nothing of it is used."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def load_content(path: Path) -> LoadedContent:
    """`path`: a folder as flows/content, or a compiled pack. Raises ContentRefused."""
    raise ContentRefused((f"{path}: nothing to read here yet",))
