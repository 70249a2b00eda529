"""How a session ends, whatever the reason."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class EndReason(StrEnum):
    FINISHED = "finished"
    LEFT = "left"
    TIMEOUT = "timeout"
    CRASH = "crash"
    POWER = "power"
    """the battery of the power supply is nearly empty"""
    CLOSED = "closed"
    """staff closed the terminal"""


@dataclass(frozen=True)
class ConfirmLeave:
    pass


@dataclass(frozen=True)
class Dropping:
    """The drafts of this visit are destroyed, one after the other."""

    reason: EndReason
    sub_ids: tuple[str, ...]


@dataclass(frozen=True)
class Departing:
    """Everything of the customer is gone already; is the card still on the reader?"""

    reason: EndReason
    attempt: int = 0
    left: bool = False
    since: float = 0.0


@dataclass(frozen=True)
class Apology:
    """A fault of the terminal itself: said, then over."""


@dataclass(frozen=True)
class Ended:
    reason: EndReason


EndStage: TypeAlias = ConfirmLeave | Dropping | Departing | Apology | Ended
