"""How far a case is, from what this terminal sealed and what the hall told it since. Nothing personal is read."""

from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, insert, select

from offline_cache.delays import HOLDER_LIFE
from offline_cache.schema import case_holders, case_states, items
from offline_cache.submission import CASES_SHOWN, CaseProgress, Delivery, SubmissionState
from offline_cache.wire import CaseState

_STATE = TypeAdapter(CaseState)


def progress_of(connection: Connection, number: str) -> CaseProgress | None:
    """None for a number that this terminal never gave."""
    item = connection.execute(select(items).where(items.c.number == number, items.c.purpose == "submission")).first()
    return None if item is None else _progress(connection, item)


def note_holder(connection: Connection, sub_id: str, holder: str, now: datetime) -> None:
    """Whose case it is; what is older than HOLDER_LIFE is forgotten."""
    connection.execute(delete(case_holders).where(case_holders.c.sealed_at < _oldest(now)))
    connection.execute(insert(case_holders), {"sub_id": sub_id, "holder": holder, "sealed_at": now.isoformat()})


def cases_of(connection: Connection, holder: str, now: datetime) -> tuple[CaseProgress, ...]:
    """Newest first."""
    found = (
        select(items)
        .join(case_holders, case_holders.c.sub_id == items.c.sub_id)
        .where(case_holders.c.holder == holder, case_holders.c.sealed_at >= _oldest(now))
        .order_by(case_holders.c.sealed_at.desc(), items.c.seq.desc())
        .limit(CASES_SHOWN)
    )
    return tuple(_progress(connection, item) for item in connection.execute(found).all())


def _oldest(now: datetime) -> str:
    return (now - timedelta(seconds=HOLDER_LIFE)).isoformat()


def _progress(connection: Connection, item: Row[tuple[object, ...]]) -> CaseProgress:
    told = connection.execute(select(case_states.c.message).where(case_states.c.sub_id == item.sub_id)).scalar()
    return CaseProgress(
        number=item.number,
        item_code=item.item_code,
        sealed_at=datetime.fromisoformat(item.sealed_at),
        delivery=Delivery(SubmissionState(item.state), item.case_number),
        latest=None if told is None else _STATE.validate_json(told),
    )
