"""What a customer or a member of staff does on the screen. kiosk makes these from touches; nothing else does."""

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True)
class Pressed:
    """A button or row of the current page, by its id. An id that the page does not carry changes nothing."""

    id: str


@dataclass(frozen=True)
class Chose:
    """The choices of the current question: one for a choice, any number for ticks."""

    ask: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Typed:
    """The whole text of the field so far (search, question, code)."""

    entry: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Signed:
    """The ink: strokes of (x, y, milliseconds since the first touch), in the pad's own units 0 to 1000."""

    strokes: tuple[tuple[tuple[int, int, int], ...], ...] = field(repr=False)


@dataclass(frozen=True)
class Rated:
    stars: int
    """1 to 5"""


@dataclass(frozen=True)
class Preferred:
    """A foot key: voice, size, contrast, language or lower."""

    key: str


@dataclass(frozen=True)
class Touched:
    """Any touch: the customer is still there."""


@dataclass(frozen=True)
class VendorCornerHeld:
    """The hidden corner was held for five seconds."""


@dataclass(frozen=True)
class PinTyped:
    """One key of the staff pad, for number or PIN: a digit or "back"."""

    entry: str
    key: str = field(repr=False)


ScreenEvent: TypeAlias = Pressed | Chose | Typed | Signed | Rated | Preferred | Touched | VendorCornerHeld | PinTyped
