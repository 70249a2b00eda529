"""The service guide (办事指南): product pages, lists, search and texts of what is on offer, in one language."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from flows.decision import FactScalar, LegalBasis


@dataclass(frozen=True)
class ItemInfo:
    """What the product page, the lists and the receipt say of an item or bundle. Text already in one language."""

    code: str
    name: str
    official_name: str
    minutes: int
    who: str
    bring: tuple[str, ...]
    how_long: str
    cost: str
    how_got: str
    deliveries: tuple[str, ...]
    """print, locker, courier, electronic; the first is the default"""
    promised_days: int
    legal_days: int | None
    department: str
    hotline: str
    basis: tuple[LegalBasis, ...]
    audience: str
    """personal or legal"""
    sample: bool
    """True: some values are 演示数据"""
    deposit: tuple[str, ...] = ()
    """originals that go into the locker (text)"""
    icon: str = ""
    members: tuple[str, ...] = ()
    signs: bool = True
    """a signature belongs to it"""
    prints: bool = False
    """a paper is made and printed during the visit"""
    by_rules: bool = False
    """秒批: rules may decide it"""


@dataclass(frozen=True)
class Found:
    code: str
    name: str
    score: float


@dataclass(frozen=True)
class SearchAnswer:
    results: tuple[Found, ...]
    out_of_scope: bool


class Catalogue(Protocol):
    """The items on offer, in the customer's language ("zh" or "en")."""

    def info(self, code: str, language: str) -> ItemInfo:
        """Raises KeyError for a code that is not on offer."""
        ...

    def notice(self, code: str, language: str) -> tuple[tuple[str, str], ...]:
        """The privacy notice: label and sentence for who, purpose, kinds, how long, your rights."""
        ...

    def scenarios(self, language: str) -> tuple[ItemInfo, ...]: ...

    def hot(self, language: str) -> tuple[ItemInfo, ...]: ...

    def departments(self, language: str) -> tuple[tuple[str, str, int], ...]:
        """slug, name, number of items"""
        ...

    def in_department(self, slug: str, language: str) -> tuple[ItemInfo, ...]: ...

    def all_items(self, language: str) -> tuple[ItemInfo, ...]: ...

    def search(self, text: str, language: str) -> SearchAnswer: ...

    def working_day(self, start: date, count: int) -> date:
        """`count` working days after `start`, which is not counted."""
        ...

    def fact_label(self, fact: str, language: str) -> str: ...

    def value_label(self, fact: str, value: FactScalar, language: str) -> str:
        """Enum values as words, money in yuan, dates written out."""
        ...

    def sensitivity(self, fact: str) -> str:
        """none, pi or spi"""
        ...


class Texts(Protocol):
    def text(self, text_id: str, language: str, **arguments: str | int) -> str: ...
