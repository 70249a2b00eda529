"""What every page is made of."""

from dataclasses import dataclass, field
from enum import StrEnum


class NodeState(StrEnum):
    DONE = "done"
    NOW = "now"
    LATER = "later"
    WAITING = "waiting"
    REFUSED = "refused"


@dataclass(frozen=True)
class Button:
    id: str
    text: str
    icon: str = ""
    note: str = ""


@dataclass(frozen=True)
class Progress:
    """「第 2 步，共 5 步 · 大约还要 3 分钟」 and the nodes on the line."""

    text: str
    nodes: tuple[NodeState, ...] = ()


@dataclass(frozen=True)
class Heading:
    title: str
    sentence: str = ""
    official_name: str = ""
    progress: Progress | None = None


@dataclass(frozen=True)
class Masked:
    """A personal value: `head` and `tail` are shown, tape between them, `full` only while held."""

    head: str
    tail: str
    full: str = field(repr=False)


@dataclass(frozen=True)
class PhoneCode:
    """An address as a QR code for the customer's own phone."""

    address: str
    title: str
    text: str


@dataclass(frozen=True)
class Panel:
    """A quiet box: tone is note, warn, error, ok or bank."""

    tone: str
    title: str
    text: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Row:
    """A touchable row of a list. `cannot` replaces the aside when it cannot be done today, with the reason."""

    id: str
    title: str
    note: str = ""
    aside: str = ""
    minutes: str = ""
    icon: str = ""
    cannot: str = ""


class Keyboard(StrEnum):
    NONE = "none"
    NUMBER = "number"
    IDNO = "idno"
    MOBILE = "mobile"
    MONEY = "money"
    CODE = "code"
    """digits and capital letters without 0 O 1 I"""
    SERIAL = "serial"
    """every digit and capital letter: a number printed on a paper"""
    TEXT = "text"
    """pinyin and Latin letters"""


@dataclass(frozen=True)
class Fact:
    icon: str
    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Choice:
    id: str
    label: str
    note: str = ""
    chosen: bool = False
    cannot: str = ""


@dataclass(frozen=True)
class TimelineRow:
    state: NodeState
    when: str
    title: str
    note: str = ""
