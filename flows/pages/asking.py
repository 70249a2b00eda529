"""Pages on which something is asked for: a card, an answer, a sheet of paper."""

from dataclasses import dataclass
from enum import StrEnum

from flows.pages.parts import Button, Choice, Heading, Keyboard, Panel


@dataclass(frozen=True)
class PresentPage:
    """Put something on or in front of a device: the card, a code, a second person's card."""

    heading: Heading
    picture: str
    """card, code, card2, voucher"""
    trouble: Panel | None
    back: Button
    others: tuple[Button, ...] = ()
    hint: str = ""
    """what happens by itself, in place of a primary button"""


class Control(StrEnum):
    CHOICE = "choice"
    MULTI = "multi"
    CONSENT = "consent"
    """two equal buttons, none preset"""
    TEXT = "text"
    DATE = "date"
    """presets as choices, and a day picker"""
    ADDRESS = "address"


@dataclass(frozen=True)
class QuestionPage:
    heading: Heading
    ask: str
    control: Control
    back: Button
    choices: tuple[Choice, ...] = ()
    value: str = ""
    """typed so far"""
    keyboard: Keyboard = Keyboard.NONE
    field_label: str = ""
    error: str = ""
    reason_title: str = ""
    reason: str = ""
    help: Button | None = None
    primary: Button | None = None
    """None where a touch on a choice moves on; then `hint` says so"""
    hint: str = ""


@dataclass(frozen=True)
class CapturePage:
    """The document camera's page. The live frame comes beside the snapshot, not in it."""

    heading: Heading
    guidance: str
    arrow: str
    """up, down, left, right, closer or empty"""
    checks: tuple[tuple[str, bool], ...]
    taken: int
    taken_text: str
    back: Button
    by_hand: Button | None
    primary: Button | None
    """「拍好了，下一步」 once a page is taken"""
    retake: Button | None
    later: Button | None = None
    """the paper may come later, against a promise; the heading says by when"""
    camera_on: bool = True
