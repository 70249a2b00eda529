"""The states of a case and the moves between them: pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class CaseState(StrEnum):
    RECEIVED = "RECEIVED"
    CORRECTION = "CORRECTION"
    TOLERANT = "TOLERANT"
    ACCEPTED = "ACCEPTED"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    REVIEWING = "REVIEWING"
    SPECIAL = "SPECIAL"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    REVIEW_REQUESTED = "REVIEW_REQUESTED"
    MAKING = "MAKING"
    IN_TRANSIT = "IN_TRANSIT"
    COURIER = "COURIER"
    IN_LOCKER = "IN_LOCKER"
    OVERDUE_PICKUP = "OVERDUE_PICKUP"
    RETURNED = "RETURNED"
    DELIVERED = "DELIVERED"
    CLOSED = "CLOSED"
    LAPSED = "LAPSED"
    WITHDRAWN = "WITHDRAWN"


class ClockKind(StrEnum):
    ANSWER = "answer"
    """5 working days to accept, refuse or name every gap"""
    DECISION = "decision"
    """the promised limit of the item"""
    DELIVERY = "delivery"
    """10 working days from the decision"""
    PAUSED = "paused"
    PICKUP = "pickup"
    NONE = "none"


@dataclass(frozen=True)
class StateRule:
    clock: ClockKind
    onward: frozenset[CaseState]
    shown_zh: str
    """what the citizen reads"""
    shown_en: str
    final: bool = False


class MoveRefusedError(Exception):
    """This state does not lead there."""


def check_move(source: CaseState, target: CaseState) -> None:
    """Raises MoveRefusedError."""
    if target not in RULES[source].onward:
        raise MoveRefusedError(f"{source} does not lead to {target}")


def path(source: CaseState, target: CaseState) -> tuple[CaseState, ...]:
    """The moves that one decision of staff stands for, `target` last. Raises MoveRefusedError."""
    if target in RULES[source].onward:
        return (target,)
    between = _STEPS_ON_THE_WAY.get((source, target))
    if between is None:
        raise MoveRefusedError(f"{source} does not lead to {target}")
    return (*between, target)


_S = CaseState


def _rule(clock: ClockKind, shown_zh: str, shown_en: str, *onward: CaseState, final: bool = False) -> StateRule:
    return StateRule(clock, frozenset(onward), shown_zh, shown_en, final)


RULES: Final[dict[CaseState, StateRule]] = {
    _S.RECEIVED: _rule(
        ClockKind.ANSWER,
        "大厅已收到",
        "The hall has it",
        _S.ACCEPTED,
        _S.CORRECTION,
        _S.NOT_ACCEPTED,
        _S.TOLERANT,
        _S.WITHDRAWN,
    ),
    _S.CORRECTION: _rule(ClockKind.PAUSED, "请补材料", "Something is missing", _S.RECEIVED, _S.WITHDRAWN, _S.LAPSED),
    _S.TOLERANT: _rule(ClockKind.DECISION, "先办，材料后补", "Under way, papers to follow", _S.REVIEWING, _S.LAPSED),
    _S.ACCEPTED: _rule(ClockKind.DECISION, "已受理", "Accepted", _S.REVIEWING, _S.WITHDRAWN),
    _S.NOT_ACCEPTED: _rule(ClockKind.NONE, "不能受理", "Cannot be accepted", final=True),
    _S.REVIEWING: _rule(
        ClockKind.DECISION, "审查中", "Under review", _S.SPECIAL, _S.APPROVED, _S.REFUSED, _S.WITHDRAWN
    ),
    _S.SPECIAL: _rule(ClockKind.PAUSED, "检验或听证中", "Inspection or hearing", _S.REVIEWING),
    _S.APPROVED: _rule(ClockKind.DELIVERY, "已通过", "Approved", _S.MAKING, _S.CLOSED),
    _S.REFUSED: _rule(ClockKind.NONE, "未通过", "Refused", _S.REVIEW_REQUESTED, final=True),
    _S.REVIEW_REQUESTED: _rule(ClockKind.NONE, "已申请复议", "Review requested", _S.REVIEWING, _S.CLOSED),
    _S.MAKING: _rule(ClockKind.DELIVERY, "制证中", "Being made", _S.IN_TRANSIT, _S.COURIER),
    _S.IN_TRANSIT: _rule(ClockKind.DELIVERY, "正送往网点", "On its way to the branch", _S.IN_LOCKER, _S.RETURNED),
    _S.COURIER: _rule(ClockKind.DELIVERY, "寄递中", "With the courier", _S.DELIVERED),
    _S.IN_LOCKER: _rule(ClockKind.PICKUP, "请取件", "Ready to collect", _S.DELIVERED, _S.OVERDUE_PICKUP),
    _S.OVERDUE_PICKUP: _rule(ClockKind.NONE, "已逾期，仍可取", "Overdue, still here", _S.DELIVERED, _S.RETURNED),
    _S.RETURNED: _rule(
        ClockKind.NONE, "已退回大厅，请到窗口领取", "Returned to the hall", _S.IN_TRANSIT, _S.COURIER, _S.DELIVERED
    ),
    _S.DELIVERED: _rule(ClockKind.NONE, "已办结", "Done", final=True),
    _S.CLOSED: _rule(ClockKind.NONE, "已办结", "Done", final=True),
    _S.LAPSED: _rule(ClockKind.NONE, "逾期未补，已终止", "Lapsed", final=True),
    _S.WITHDRAWN: _rule(ClockKind.NONE, "已撤回", "Withdrawn", final=True),
}

_STEPS_ON_THE_WAY: Final[dict[tuple[CaseState, CaseState], tuple[CaseState, ...]]] = {
    (_S.ACCEPTED, _S.APPROVED): (_S.REVIEWING,),
    (_S.ACCEPTED, _S.REFUSED): (_S.REVIEWING,),
    (_S.TOLERANT, _S.APPROVED): (_S.REVIEWING,),
    (_S.TOLERANT, _S.REFUSED): (_S.REVIEWING,),
    (_S.APPROVED, _S.IN_TRANSIT): (_S.MAKING,),
    (_S.APPROVED, _S.COURIER): (_S.MAKING,),
}
