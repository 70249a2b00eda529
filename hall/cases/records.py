"""The cases of a department as the portrait sees them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.cases.portrait import CaseRecord
from hall.cases.states import CaseState
from hall.cases.tickets import WORST, FollowUp, contacted_in_time
from hall.catalogue import item_of
from hall.storage.case_tables import Case, Rating

LIMIT = 5000
_TURNED_DOWN = frozenset({CaseState.REFUSED, CaseState.NOT_ACCEPTED})


def records_of(session: Session, department: str) -> tuple[CaseRecord, ...]:
    """The newest 5,000 of a department; of all when it is empty."""
    query = select(Case).order_by(Case.opened_at.desc()).limit(LIMIT)
    if department:
        query = query.where(Case.department == department)
    cases = tuple(session.scalars(query))
    ratings = _ratings(session, {case.terminal_id for case in cases})
    return tuple(_record(case, ratings.get((case.terminal_id, case.number))) for case in cases)


def follow_up_of(rating: Rating) -> FollowUp:
    return FollowUp(rating.stars, rating.at, rating.contacted_at, rating.hard_since, rating.rectified_at)


def _ratings(session: Session, terminals: set[str]) -> dict[tuple[str, str], Rating]:
    query = select(Rating).where(Rating.terminal_id.in_(terminals)).order_by(Rating.at)
    return {(rating.terminal_id, rating.number): rating for rating in session.scalars(query)}


def _record(case: Case, rating: Rating | None) -> CaseRecord:
    followed = None
    if rating is not None and rating.stars <= WORST:
        followed = contacted_in_time(follow_up_of(rating))
    return CaseRecord(
        terminal_id=case.terminal_id,
        sub_id=case.sub_id,
        case_number=case.case_number,
        item_code=case.item_code,
        opened_at=case.opened_at,
        decided_at=case.decided_at,
        decided_late=bool(case.decided_late),
        approved=case.decided_at is not None and case.state not in _TURNED_DOWN,
        corrections=case.corrections,
        promised_days=item_of(case.item_code).promised_working_days,
        stars=None if rating is None else rating.stars,
        bad_rating_followed=followed,
    )
