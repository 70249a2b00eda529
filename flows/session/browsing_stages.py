"""Stages of looking for a service; nobody is known there."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True)
class Home:
    pass


class ListKind(StrEnum):
    SEARCH = "search"
    DEPARTMENTS = "departments"
    DEPARTMENT = "department"
    ALL = "all"
    BANK = "bank"


@dataclass(frozen=True)
class Listing:
    kind: ListKind
    text: str = field(default="", repr=False)
    """typed so far (search)"""
    key: str = ""
    """slug of the department"""
    first: int = 0
    """index of the first row shown"""


@dataclass(frozen=True)
class Product:
    code: str


@dataclass(frozen=True)
class LockerMenu:
    """Take a result out, or put an original in."""


BrowsingStage: TypeAlias = Home | Listing | Product | LockerMenu
