"""What staff may do with a case now: pure."""

from enum import StrEnum
from typing import Final

from hall.cases.states import CaseState, MoveRefusedError, path


class Action(StrEnum):
    ACCEPT = "accept"
    CORRECTION = "correction"
    """补正: every gap at once"""
    TOLERATE = "tolerate"
    """容缺受理: accepted although something secondary is still missing"""
    NOT_ACCEPT = "not-accept"
    CORRECTED = "corrected"
    LAPSE = "lapse"
    """what was missing did not come in time"""
    APPROVE = "approve"
    REFUSE = "refuse"
    SPECIAL = "special"
    RESUME = "resume"
    HAND_OVER = "hand-over"
    BRING_BACK = "bring-back"
    """the courier could not put it into the locker"""
    POST = "post"
    """寄递"""
    DELIVER = "deliver"
    """taken at the window, or signed for at the door"""
    CLOSE = "close"
    REVIEW = "review"
    """复议: the applicant asks for another look at a refusal"""
    WITHDRAW = "withdraw"


TARGETS: Final[dict[Action, CaseState]] = {
    Action.ACCEPT: CaseState.ACCEPTED,
    Action.CORRECTION: CaseState.CORRECTION,
    Action.TOLERATE: CaseState.TOLERANT,
    Action.NOT_ACCEPT: CaseState.NOT_ACCEPTED,
    Action.CORRECTED: CaseState.RECEIVED,
    Action.LAPSE: CaseState.LAPSED,
    Action.APPROVE: CaseState.APPROVED,
    Action.REFUSE: CaseState.REFUSED,
    Action.SPECIAL: CaseState.SPECIAL,
    Action.RESUME: CaseState.REVIEWING,
    Action.HAND_OVER: CaseState.IN_TRANSIT,
    Action.BRING_BACK: CaseState.RETURNED,
    Action.POST: CaseState.COURIER,
    Action.DELIVER: CaseState.DELIVERED,
    Action.CLOSE: CaseState.CLOSED,
    Action.REVIEW: CaseState.REVIEW_REQUESTED,
    Action.WITHDRAW: CaseState.WITHDRAWN,
}
NEED_REASONS: Final = frozenset(
    {
        Action.CORRECTION,
        Action.TOLERATE,
        Action.NOT_ACCEPT,
        Action.LAPSE,
        Action.REFUSE,
        Action.SPECIAL,
        Action.BRING_BACK,
        Action.REVIEW,
        Action.WITHDRAW,
    }
)
"""no reason, no refusal (行政许可法 art. 38); what is missing, and who asked for an end, is written down as well"""
EXPLAINED: Final = frozenset(TARGETS[action] for action in NEED_REASONS)
"""states in which the citizen is told what staff wrote, in whatever language they read"""
_ONLY_FROM: Final[dict[Action, frozenset[CaseState]]] = {
    Action.CORRECTED: frozenset({CaseState.CORRECTION}),
    Action.RESUME: frozenset({CaseState.SPECIAL, CaseState.REVIEW_REQUESTED}),
    Action.BRING_BACK: frozenset({CaseState.IN_TRANSIT}),
    Action.POST: frozenset({CaseState.APPROVED, CaseState.MAKING, CaseState.RETURNED}),
    Action.DELIVER: frozenset({CaseState.RETURNED, CaseState.COURIER}),
    Action.CLOSE: frozenset({CaseState.APPROVED, CaseState.REVIEW_REQUESTED}),
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
