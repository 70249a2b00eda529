"""The synthetic persons of assets/demo/people.toml, as their cards carry them."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PEOPLE = Path(__file__).resolve().parents[3] / "assets" / "demo" / "people.toml"


@dataclass(frozen=True)
class Person:
    """Dates as the chip writes them, YYYYMMDD; `valid_to` may be 长期."""

    card: str
    kind: str
    """resident, hkmtw, fpr2017 or fpr (the permit of 2023)"""
    name: str
    sex: str
    birth: str
    id_number: str
    valid_from: str
    valid_to: str
    authority: str = ""
    address: str = ""
    nation: str = ""
    english_name: str = ""
    nationality: str = ""
    pass_number: str = ""
    issue_count: str = "01"
    latest_address: str = ""
    fingerprint: int = 0
    """bytes of the fingerprint block: 0, 512 or 1024"""
    story: str = ""


@dataclass(frozen=True)
class Company:
    id: str
    name: str
    address: str
    legal_representative: str
    """letter of a person's card"""


def people(path: Path = PEOPLE) -> dict[str, Person]:
    """By the letter on the card."""
    listed = tomllib.loads(path.read_text(encoding="utf-8"))["person"]
    return {entry["card"]: _person(entry) for entry in listed}


def companies(path: Path = PEOPLE) -> dict[str, Company]:
    listed = tomllib.loads(path.read_text(encoding="utf-8")).get("company", [])
    return {
        entry["id"]: Company(entry["id"], entry["name"], entry["address"], entry["legal_representative"])
        for entry in listed
    }


def _person(entry: dict[str, Any]) -> Person:
    texts = {key: entry[key] for key in Person.__dataclass_fields__ if key in entry}
    for key in ("birth", "valid_from", "valid_to"):
        texts[key] = f"{entry[key]:%Y%m%d}" if key in entry else "长期"
    return Person(**texts)
