"""What every fault of a device means, in words for the customer, the staff and the engineer."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("zh", "en")
TABLE: Final = Path(__file__).resolve().parent.parent / "assets" / "i18n" / "device_faults.toml"


@dataclass(frozen=True)
class FaultTexts:
    customer: str
    """what the customer can do; never names parts"""
    staff: str
    """may say `{detail}` where it is of no use without what the fault's detail says: which doors, which board"""
    engineer: str


def texts_of(kind: str, language: str) -> FaultTexts:
    """`kind` is that of a Fault, `language` zh or en. KeyError for a kind that the table does not have."""
    return _table()[kind][language]


def kinds() -> frozenset[str]:
    return frozenset(_table())


@cache
def _table() -> Mapping[str, Mapping[str, FaultTexts]]:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {kind: {language: FaultTexts(**row[language]) for language in LANGUAGES} for kind, row in rows.items()}
