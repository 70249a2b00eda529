"""Synthetic persons and companies that the demonstration sources know. Nobody in the file exists."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any


class PeopleFileError(Exception):
    """The file of synthetic persons is not what it should be."""


@dataclass(frozen=True)
class Person:
    card: str
    kind: str
    name: str = field(repr=False)
    sex: str = field(repr=False)
    birth: date = field(repr=False)
    address: str = field(repr=False)
    id_number: str = field(repr=False)
    mobile: str = field(repr=False)
    hukou: str = field(repr=False)
    nation: str = field(default="", repr=False)
    company: str = ""


@dataclass(frozen=True)
class Company:
    id: str
    name: str
    uscc: str
    type: str
    status: str
    address: str
    capital_fen: int
    scope: tuple[str, ...]
    legal_representative: str
    """card of the person"""


@dataclass(frozen=True)
class Registers:
    people: tuple[Person, ...]
    companies: tuple[Company, ...]

    def person(self, id_number: str) -> Person | None:
        return next((one for one in self.people if one.id_number == id_number.upper()), None)

    def person_of_card(self, card: str) -> Person | None:
        return next((one for one in self.people if one.card == card), None)

    def company(self, company_id: str) -> Company | None:
        return next((one for one in self.companies if one.id == company_id), None)

    def company_led_by(self, person: Person) -> Company | None:
        return next((one for one in self.companies if one.legal_representative == person.card), None)


def load_registers(path: Path) -> Registers:
    """Raises PeopleFileError naming file and reason."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        people = tuple(_person(entry) for entry in raw.get("person", []))
        companies = tuple(_company(entry) for entry in raw.get("company", []))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PeopleFileError(f"{path.name}: {type(error).__name__}: {error}") from error
    return Registers(people, companies)


def _person(raw: dict[str, Any]) -> Person:
    return Person(
        card=raw["card"],
        kind=raw["kind"],
        name=raw["name"],
        sex=raw["sex"],
        birth=raw["birth"],
        address=raw["address"],
        id_number=raw["id_number"],
        mobile=raw["mobile"],
        hukou=raw["hukou"],
        nation=raw.get("nation", ""),
        company=raw.get("company", ""),
    )


def _company(raw: dict[str, Any]) -> Company:
    return Company(
        id=raw["id"],
        name=raw["name"],
        uscc=raw["uscc"],
        type=raw["type"],
        status=raw["status"],
        address=raw["address"],
        capital_fen=raw["capital_fen"],
        scope=tuple(raw["scope"]),
        legal_representative=raw["legal_representative"],
    )
