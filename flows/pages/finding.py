"""Pages on which a customer finds a matter and learns what it takes."""

from dataclasses import dataclass

from flows.pages.parts import Button, Fact, Heading, Keyboard, Panel, Row


@dataclass(frozen=True)
class HomePage:
    heading: Heading
    search_hint: str
    scenarios_title: str
    scenarios_note: str
    scenarios: tuple[Row, ...]
    """at most six"""
    hot_title: str
    hot: tuple[Row, ...]
    """at most six"""
    links: tuple[Row, ...]
    """by department, all items, bank services (icon "bank" draws the bank's colours)"""
    pickup: Button
    primary: Button


@dataclass(frozen=True)
class ListPage:
    """Search results, departments, all items: rows and, for a search, the field and its keyboard."""

    heading: Heading
    rows: tuple[Row, ...]
    back: Button
    search_text: str | None = None
    """None: no search field on this page"""
    keyboard: Keyboard = Keyboard.NONE
    empty: Panel | None = None
    """what to do instead, when there are no rows"""
    more: Button | None = None


@dataclass(frozen=True)
class ServicePage:
    """The product page: who, what to bring, how long, how you get it; then start."""

    heading: Heading
    facts: tuple[Fact, ...]
    steps: tuple[str, ...]
    panel: Panel | None
    back: Button
    primary: Button
    demo_mark: str = ""
    """演示数据, with its reason; empty in production"""


@dataclass(frozen=True)
class NoticePage:
    heading: Heading
    rows: tuple[tuple[str, str], ...]
    """label and text: who, purpose, kinds, how long, your rights"""
    back: Button
    primary: Button
