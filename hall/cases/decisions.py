"""One decision of staff about one case."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from hall.audit import Act, record
from hall.cases.actions import NEED_REASONS, TARGETS, Action, actions_of
from hall.cases.content import applicant_of, content_of
from hall.cases.ledger import Actor, Move, move_along
from hall.cases.parcels import Handover, ParcelDesk
from hall.cases.states import CaseState
from hall.record_seal import RecordSeal
from hall.storage.case_tables import Case


class DecisionRefusedError(Exception):
    """Not now, not without reasons, or somebody else was quicker; the message is for staff."""


@dataclass(frozen=True)
class Decision:
    action: Action
    reasons: tuple[str, ...]
    """each a gap with its remedy, or a reason"""
    seen_version: int | None
    """of the case when the form was shown; None from scripts that do not care"""


@dataclass(frozen=True)
class DecisionDesk:
    parcels: ParcelDesk
    seal: RecordSeal = field(repr=False)

    def decide(self, session: Session, case: Case, decision: Decision, actor: Actor, now: datetime) -> Handover | None:
        """Raises DecisionRefusedError, NoHolderError. A hand-over gives the parcel's label."""
        self._check(case, decision)
        handover = None
        note = "；".join(decision.reasons)
        if decision.action is Action.HAND_OVER:
            applicant = applicant_of(content_of(self.seal, case))
            handover = self.parcels.hand_over(session, case, applicant, now)
            note = f"封装 {handover.label}"
        if decision.action is Action.BRING_BACK:
            self.parcels.bring_back(session, case, now)
        move_along(session, case, Move(TARGETS[decision.action], actor, decision.action, note), now)
        record(session, case.terminal_id, Act(actor.id, f"case.{decision.action}", case.case_number), now)
        return handover

    def _check(self, case: Case, decision: Decision) -> None:
        if decision.seen_version is not None and decision.seen_version != case.version:
            raise DecisionRefusedError("这件刚被别人处理过，请看最新情况再决定")
        if decision.action not in actions_of(CaseState(case.state)):
            raise DecisionRefusedError("现在的状态不能这样处理")
        if decision.action in NEED_REASONS and not decision.reasons:
            raise DecisionRefusedError("请写明理由：没有理由不能退、不能拒")
