"""Materials as the catalogue writes them: a name and, in brackets, where the paper comes from."""

import re
from dataclasses import dataclass
from enum import StrEnum


class MaterialClass(StrEnum):
    CARD = "card"
    """read from an identity card"""
    ELICENCE = "elicence"
    HALL = "hall"
    """the hall holds it: never asked for"""
    SCAN = "scan"
    OWN_MADE = "own-made"
    """made or signed by the applicant, filled in by the terminal where possible"""
    ORIGINAL = "original"
    """shown or handed in"""


@dataclass(frozen=True)
class ListedMaterial:
    name: str
    kind: MaterialClass


def listed_materials(cell: str) -> tuple[ListedMaterial, ...]:
    """`cell`: "居民身份证[card]|租赁合同[scan]". Raises ValueError for an unknown class."""
    return tuple(_one(part) for part in cell.split("|") if part)


def _one(part: str) -> ListedMaterial:
    found = re.fullmatch(r"(.+)\[([a-z-]+)\]", part)
    if found is None:
        raise ValueError(f"{part}: the source class in brackets is missing")
    return ListedMaterial(found[1], MaterialClass(found[2]))
