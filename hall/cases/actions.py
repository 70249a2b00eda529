"""What staff may do with a case now: pure."""

from enum import StrEnum
from typing import Final

from hall.cases.states import CaseState, MoveRefusedError, path


class Action(StrEnum):
    ACCEPT = "accept"
    CORRECTION = "correction"
    """补正: every gap at once"""
    NOT_ACCEPT = "not-accept"
    CORRECTED = "corrected"
    LAPSE = "lapse"
    """what was missing did not come in time"""
    APPROVE = "approve"
    REFUSE = "refuse"
    SPECIAL = "special"
    RESUME = "resume"
    HAND_OVER = "hand-over"
    CLOSE = "close"


TARGETS: Final[dict[Action, CaseState]] = {
    Action.ACCEPT: CaseState.ACCEPTED,
    Action.CORRECTION: CaseState.CORRECTION,
    Action.NOT_ACCEPT: CaseState.NOT_ACCEPTED,
    Action.CORRECTED: CaseState.RECEIVED,
    Action.LAPSE: CaseState.LAPSED,
    Action.APPROVE: CaseState.APPROVED,
    Action.REFUSE: CaseState.REFUSED,
    Action.SPECIAL: CaseState.SPECIAL,
    Action.RESUME: CaseState.REVIEWING,
    Action.HAND_OVER: CaseState.IN_TRANSIT,
    Action.CLOSE: CaseState.CLOSED,
}
NEED_REASONS: Final = frozenset({Action.CORRECTION, Action.NOT_ACCEPT, Action.REFUSE, Action.SPECIAL, Action.LAPSE})
"""no reason, no refusal (行政许可法 art. 38)"""
_ONLY_FROM: Final[dict[Action, frozenset[CaseState]]] = {
    Action.CORRECTED: frozenset({CaseState.CORRECTION}),
    Action.RESUME: frozenset({CaseState.SPECIAL}),
    Action.CLOSE: frozenset({CaseState.APPROVED}),
    Action.HAND_OVER: frozenset({CaseState.APPROVED, CaseState.MAKING, CaseState.RETURNED}),
}


def actions_of(state: CaseState) -> frozenset[Action]:
    return frozenset(action for action in Action if _is_open(state, action))


def _is_open(state: CaseState, action: Action) -> bool:
    if state not in _ONLY_FROM.get(action, frozenset(CaseState)):
        return False
    try:
        return bool(path(state, TARGETS[action]))
    except MoveRefusedError:
        return False
