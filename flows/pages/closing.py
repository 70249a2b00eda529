"""Pages from the last look to the number: check, sign, wait, done, refused, one message."""

from dataclasses import dataclass
from enum import StrEnum

from flows.pages.parts import Button, Choice, Heading, Masked, Panel, PhoneCode, Row, TimelineRow


@dataclass(frozen=True)
class ReviewRow:
    label: str
    value: str | Masked
    edit: Button | None = None


@dataclass(frozen=True)
class ReviewGroup:
    icon: str
    title: str
    aside: str
    rows: tuple[ReviewRow, ...]


@dataclass(frozen=True)
class ReviewPage:
    heading: Heading
    panel: Panel
    groups: tuple[ReviewGroup, ...]
    back: Button
    primary: Button


@dataclass(frozen=True)
class SignPage:
    """Declaration, read aloud on request, and the ink signature under it."""

    heading: Heading
    clauses: tuple[str, ...]
    field_label: str
    clear: Button
    back: Button
    primary: Button
    """drawn only once there is ink; before that `hint` stands in its place"""
    hint: str


@dataclass(frozen=True)
class WorkingPage:
    heading: Heading
    detail: str = ""
    cancel: Button | None = None
    picture: str = ""
    """send, print, hall"""


class DoneState(StrEnum):
    DELIVERED = "delivered"
    """the hall's signed receipt is here"""
    SAVED = "saved"
    """sealed on this terminal, the hall does not have it yet"""


@dataclass(frozen=True)
class DonePage:
    heading: Heading
    state: DoneState
    number_label: str
    number: str
    """groups of four"""
    mark: str
    receipt_title: str
    """drawn on the little slip"""
    receipt_line: str
    """where the slip comes out, or why it does not"""
    receipt_trouble: Panel | None
    next_title: str
    timeline: tuple[TimelineRow, ...]
    rating_title: str
    ratings: tuple[Choice, ...]
    second: Button | None
    """print again, or put the original in"""
    primary: Button


@dataclass(frozen=True)
class RefusalPage:
    heading: Heading
    reason: Panel
    said_by: str
    fate: str
    """what becomes of what was typed"""
    ways: tuple[Row, ...]
    back: Button
    primary: Button | None = None
    more: tuple[Panel, ...] = ()
    """further reasons, each as weighty as the first"""


@dataclass(frozen=True)
class MessagePage:
    """One message, its reason and the ways on: out of service, apology, thanks, card left behind."""

    heading: Heading
    panel: Panel | None = None
    picture: str = ""
    ways: tuple[Row, ...] = ()
    back: Button | None = None
    primary: Button | None = None
    timeline: tuple[TimelineRow, ...] = ()
    """how far a case is: drawn on the line, below the panel"""
    phone: PhoneCode | None = None
    """to take it along; below the panel too"""
