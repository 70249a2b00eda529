"""How far a case is, from what this terminal sealed and what the hall told it since. Nothing personal is read."""

from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from offline_cache.schema import case_states, items
from offline_cache.submission import CaseProgress, Delivery, SubmissionState
from offline_cache.wire import CaseState

_STATE = TypeAdapter(CaseState)


def progress_of(connection: Connection, number: str) -> CaseProgress | None:
    """None for a number that this terminal never gave."""
    item = connection.execute(select(items).where(items.c.number == number, items.c.purpose == "submission")).first()
    if item is None:
        return None
    told = connection.execute(select(case_states.c.message).where(case_states.c.sub_id == item.sub_id)).scalar()
    return CaseProgress(
        number=number,
        item_code=item.item_code,
        sealed_at=datetime.fromisoformat(item.sealed_at),
        delivery=Delivery(SubmissionState(item.state), item.case_number),
        latest=None if told is None else _STATE.validate_json(told),
    )
