"""Opens what is complete with the hall's key, apart from intake: a body that cannot be opened never stops the next."""

import json
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NoResultFound, StatementError
from sqlalchemy.orm import Session

from hall.audit import Act, record
from hall.cases.at_once import decided_at_once
from hall.cases.content import ContentPurgedError, row_of, ticket_row
from hall.cases.ledger import Actor, Move, move, open_case
from hall.cases.locker import LockerDesk
from hall.cases.states import MoveRefusedError
from hall.catalogue import item_of
from hall.clock import Clock
from hall.intake.aside import flow_of, is_held
from hall.intake.outcomes import SubmissionStage
from hall.keys import HallKeys
from hall.known_flows import KnownFlows
from hall.record_seal import RecordSeal, RecordUnsealError
from hall.storage.case_tables import Case, Rating, StuckTicket
from hall.storage.database import Database
from hall.storage.tables import Submission
from offline_cache.sealing import UnsealError
from offline_cache.wire import LockerEvent, RatingBody, ReceiptStatement, SubmissionBody, TicketBody

SYSTEM: Final = Actor("system", "system")
BATCH: Final = 10


class _UnknownFlowError(Exception):
    """Made with content that this hall never published: nobody knows what its answers mean."""


_UNREADABLE: Final = (
    _UnknownFlowError,
    UnsealError,
    RecordUnsealError,
    ContentPurgedError,
    MoveRefusedError,
    NoResultFound,
    StatementError,
    ValueError,
    LookupError,
    OverflowError,
)
"""what the content of one submission can make of its opening"""


@dataclass(frozen=True)
class Opener:
    database: Database
    keys: HallKeys = field(repr=False)
    seal: RecordSeal = field(repr=False)
    locker: LockerDesk = field(repr=False)
    clock: Clock

    def open_waiting(self, limit: int = BATCH) -> int:
        """Open what is complete, oldest first, in one transaction. How many were taken."""
        with self.database.read() as session:
            query = (
                select(Submission.terminal_id, Submission.sub_id)
                .where(Submission.state == SubmissionStage.COMPLETE, ~is_held())
                .order_by(Submission.received_at)
                .limit(limit)
            )
            waiting = session.execute(query).all()
        if not waiting:
            return 0
        with self.database.write() as session:
            flows = KnownFlows(session)
            return sum(self._open_one(flows, terminal_id, sub_id) for terminal_id, sub_id in waiting)

    def _open_one(self, flows: KnownFlows, terminal_id: str, sub_id: str) -> bool:
        session = flows.session
        row = self._claim(session, terminal_id, sub_id)
        if row is None:
            return False
        try:
            with session.begin_nested():
                self._file(flows, row, self._unsealed(row))
        except _UNREADABLE as error:
            if isinstance(error, DBAPIError) and not isinstance(error, (DataError, IntegrityError)):
                raise  # the database's fault, not the content's: it comes to this one again
            self._set_aside(session, row, type(error).__name__.strip("_"))
        return True

    def _claim(self, session: Session, terminal_id: str, sub_id: str) -> Submission | None:
        """Another instance may be quicker: the state decides."""
        won = session.execute(
            update(Submission)
            .where(Submission.terminal_id == terminal_id, Submission.sub_id == sub_id)
            .where(Submission.state == SubmissionStage.COMPLETE)
            .values(state=SubmissionStage.OPENED)
            .returning(Submission.sub_id)
        ).first()
        return None if won is None else session.get_one(Submission, (terminal_id, sub_id), populate_existing=True)

    def _unsealed(self, row: Submission) -> str:
        if row.header is None or row.body is None:
            raise UnsealError("the bytes are gone")
        return self.keys.opening.open_body(row.header.encode(), row.body).decode()

    def _file(self, flows: KnownFlows, row: Submission, text: str) -> None:
        session = flows.session
        match row.purpose:
            case "submission":
                if not flows.has(flow_of(row)):
                    raise _UnknownFlowError
                self._open_case(session, row, text)
            case "locker-event":
                self.locker.apply(session, row, LockerEvent.model_validate_json(text), self.clock())
            case "rating":
                self._rate(session, row, RatingBody.model_validate_json(text))
            case "ticket":
                self._file_ticket(session, row, text)
            case _:
                raise UnsealError(f"unknown purpose {row.purpose}")

    def _open_case(self, session: Session, row: Submission, text: str) -> None:
        body = SubmissionBody.model_validate_json(text)
        now, received = self.clock(), row.completed_at or row.received_at
        item = item_of(row.item_code)
        case = Case(
            terminal_id=row.terminal_id,
            sub_id=row.sub_id,
            case_number=ReceiptStatement.model_validate_json(row.statement or "").case_number,
            number=row.number,
            item_code=row.item_code,
            department=item.department,
            content=self.seal.seal(text, row_of(row.terminal_id, row.sub_id)),
            opened_at=received,
        )
        open_case(session, case, SYSTEM, received)
        at_once = decided_at_once(body, item)
        if at_once is None:
            return
        for state in at_once.states:
            note = at_once.note if state is at_once.states[-1] else ""
            move(session, case, Move(state, at_once.actor, at_once.action, note), now)

    def _rate(self, session: Session, row: Submission, body: RatingBody) -> None:
        session.add(
            Rating(
                terminal_id=row.terminal_id,
                sub_id=row.sub_id,
                number=body.number,
                item_code=row.item_code,
                stars=body.stars,
                stage=body.stage,
                reasons=json.dumps(body.reasons, ensure_ascii=False),
                at=self.clock(),
            )
        )

    def _file_ticket(self, session: Session, row: Submission, text: str) -> None:
        body = TicketBody.model_validate_json(text)
        session.add(
            StuckTicket(
                terminal_id=row.terminal_id,
                sub_id=row.sub_id,
                number=row.number,
                item_code=row.item_code,
                about=body.about,
                case_number=body.case or "",
                content=self.seal.seal(text, ticket_row(row.terminal_id, row.sub_id)),
                at=self.clock(),
            )
        )

    def _set_aside(self, session: Session, row: Submission, reason: str) -> None:
        """Kept whole, seen by staff, out of the way of the next."""
        row.state = SubmissionStage.QUARANTINED
        act = Act(f"terminal:{row.terminal_id}", "submission.unreadable", row.sub_id, reason)
        record(session, row.terminal_id, act, self.clock())
