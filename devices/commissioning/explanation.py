"""What is told about one frame of a serial log."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Explanation:
    """`fields` holds texts, numbers, truths, and lists and maps of them."""

    family: str
    kind: str
    fields: Mapping[str, object]
