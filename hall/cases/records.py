"""The cases of a department as the portrait sees them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hall.cases.portrait import CaseRecord
from hall.cases.states import CaseState
from hall.cases.tickets import WORST, FollowUp, followed_in_time
from hall.catalogue import CENTRE, codes_of, item_of
from hall.storage.case_tables import Case, Rating

LIMIT: Final = 5000
COMPARED: Final = 20_000
_TURNED_DOWN: Final = frozenset({CaseState.REFUSED, CaseState.NOT_ACCEPTED})
_SEEN: Final = (
    Case.terminal_id,
    Case.sub_id,
    Case.case_number,
    Case.number,
    Case.item_code,
    Case.department,
    Case.state,
    Case.opened_at,
    Case.accepted_at,
    Case.due_at,
    Case.decided_at,
    Case.decided_late,
    Case.corrections,
)
"""never the contents: they are long, and nobody's business here"""


def records_of(session: Session, department: str, now: datetime) -> tuple[CaseRecord, ...]:
    """The newest 5,000 of a department; of all when it is empty."""
    mine = (Case.department == department,) if department else ()
    return _records(session, select(*_SEEN).where(*mine).order_by(Case.opened_at.desc()).limit(LIMIT), department, now)


def records_by_department(session: Session, now: datetime) -> dict[str, list[CaseRecord]]:
    """The newest 20,000 of the hall, to compare departments by."""
    newest = select(*_SEEN).order_by(Case.opened_at.desc()).limit(COMPARED)
    found: dict[str, list[CaseRecord]] = {}
    for record in _records(session, newest, "", now):
        found.setdefault(record.department, []).append(record)
    return found


def follow_up_of(rating: Rating) -> FollowUp:
    return FollowUp(rating.stars, rating.at, rating.contacted_at, rating.hard_since, rating.rectified_at)


def _records(
    session: Session, query: "Select[*tuple[Any, ...]]", department: str, now: datetime
) -> tuple[CaseRecord, ...]:
    cases = session.execute(query).all()
    if not cases:
        return ()
    ratings = _ratings(session, department, min(case.opened_at for case in cases))
    return tuple(_record(case, ratings.get((case.terminal_id, case.number), []), now) for case in cases)


def _ratings(session: Session, department: str, since: datetime) -> dict[tuple[str, str], list[FollowUp]]:
    """By terminal and number of the case, oldest first: a case is rated when it is handed in and when it ends."""
    seen = (Rating.stars, Rating.at, Rating.contacted_at, Rating.hard_since, Rating.rectified_at)
    query = select(Rating.terminal_id, Rating.number, *seen).where(Rating.at >= since).order_by(Rating.at)
    if department and department != CENTRE:
        query = query.where(Rating.item_code.in_(codes_of(department)))
    found: dict[tuple[str, str], list[FollowUp]] = {}
    for row in session.execute(query):
        told = FollowUp(row.stars, row.at, row.contacted_at, row.hard_since, row.rectified_at)
        found.setdefault((row.terminal_id, row.number), []).append(told)
    return found


def _record(case: Any, ratings: list[FollowUp], now: datetime) -> CaseRecord:
    is_decided = case.decided_at is not None
    return CaseRecord(
        terminal_id=case.terminal_id,
        sub_id=case.sub_id,
        case_number=case.case_number,
        item_code=case.item_code,
        department=case.department,
        opened_at=case.opened_at,
        decided_at=case.decided_at,
        late=bool(case.decided_late) if is_decided else case.due_at is not None and case.due_at < now,
        approved=is_decided and case.state not in _TURNED_DOWN,
        answered=is_decided or case.accepted_at is not None or case.corrections > 0,
        corrections=case.corrections,
        promised_days=item_of(case.item_code).promised_working_days,
        stars=ratings[-1].stars if ratings else None,
        bad_rating_followed=_followed(ratings, now),
    )


def _followed(ratings: Iterable[FollowUp], now: datetime) -> bool | None:
    """Whether every bad rating of the case was followed up in time, as far as its clocks have run."""
    told = [followed_in_time(rating, now) for rating in ratings if rating.stars <= WORST]
    known = [one for one in told if one is not None]
    return all(known) if known else None
