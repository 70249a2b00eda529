"""Results and originals in the locker's cells. Every function runs in the caller's transaction."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from sqlalchemy import Connection, Row, Select, Update, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from offline_cache.schema import deposits, held_cells, intents, parcels
from offline_cache.submission import CodeCheck, DoorIntent, DoorPurpose, HeldCell, Parcel
from offline_cache.wire import AssignmentEnded, LockerAssignment, LockerEvent

MAX_TRIES: Final = 5
CALLED_BACK: Final = "assignment-ended"
"""why a cell is held in which a result lies that is not to be handed out any more"""


def holder_of(pickup_key: bytes, id_number: str) -> str:
    """Keyed hash of an identity number, as in LockerAssignment.holder."""
    return hmac.new(pickup_key, id_number.upper().encode(), hashlib.sha256).hexdigest()


def code_verifier(pickup_key: bytes, parcel_id: str, code: str) -> str:
    """Keyed hash of a pickup code, as in LockerAssignment.code."""
    return hmac.new(pickup_key, f"{parcel_id}:{code.upper()}".encode(), hashlib.sha256).hexdigest()


def announce(connection: Connection, message: LockerAssignment) -> None:
    """A repeated or corrected assignment replaces the one before; where the parcel is does not change."""
    values = {
        "label": message.label,
        "number": message.number,
        "holder": message.holder,
        "assignment": message.model_dump_json(),
    }
    connection.execute(
        upsert(parcels)
        .values(parcel_id=message.parcel_id, state="announced", tries=0, **values)
        .on_conflict_do_update(index_elements=["parcel_id"], set_=values)
    )


def end_assignment(connection: Connection, message: AssignmentEnded, now: datetime) -> None:
    """Not to be handed out any more; one that lies in a cell stays there until staff take it out."""
    row = connection.execute(select(parcels).where(parcels.c.parcel_id == message.parcel_id)).first()
    if row is not None and row.state == "in-cell":
        hold_cell(connection, row.cell, CALLED_BACK, now)
    connection.execute(update(parcels).where(parcels.c.parcel_id == message.parcel_id).values(state="ended", cell=None))


def parcels_of(connection: Connection, holder: str) -> tuple[Parcel, ...]:
    found = select(parcels).where(parcels.c.holder == holder, parcels.c.state == "in-cell").order_by(parcels.c.cell)
    return tuple(_parcel(row) for row in connection.execute(found))


def parcel_labelled(connection: Connection, label: str) -> Parcel | None:
    row = connection.execute(select(parcels).where(parcels.c.label == label, parcels.c.state == "announced")).first()
    return None if row is None else _parcel(row)


def to_collect(connection: Connection, now: datetime) -> tuple[Parcel, ...]:
    """Originals, results kept longer than promised, and results that are not to be handed out any more."""
    originals = connection.execute(select(deposits).where(deposits.c.state == "in-cell").order_by(deposits.c.cell))
    kept = connection.execute(select(parcels).where(parcels.c.state == "in-cell").order_by(parcels.c.cell))
    held = connection.execute(select(held_cells.c.cell).where(held_cells.c.reason == CALLED_BACK)).scalars()
    return (
        *(Parcel(row.sub_id, row.number, row.cell) for row in originals),
        *(_parcel(row) for row in kept if _overdue(row, now)),
        *(parcel for cell in held for parcel in _called_back(connection, cell)),
    )


def deposit_expected(connection: Connection, number: str) -> bool:
    found = connection.execute(select(deposits.c.state).where(deposits.c.number == number)).scalar()
    return found == "expected"


def cells_in_use(connection: Connection) -> frozenset[int]:
    """Cells with a parcel or an original, cells held, and cells a door was asked to open for without a known end."""
    return frozenset(cell for query in _CELL_QUERIES for cell in connection.execute(query).scalars())


def hold_cell(connection: Connection, cell: int, reason: str, now: datetime) -> None:
    connection.execute(
        upsert(held_cells)
        .values(cell=cell, reason=reason, since=now.isoformat())
        .on_conflict_do_nothing(index_elements=["cell"])
    )


def cells_held(connection: Connection) -> tuple[HeldCell, ...]:
    found = connection.execute(select(held_cells).order_by(held_cells.c.cell))
    return tuple(HeldCell(row.cell, row.reason, datetime.fromisoformat(row.since)) for row in found)


def release(connection: Connection, cell: int) -> bool:
    """Staff found it empty. False for a cell that was not held."""
    return bool(connection.execute(delete(held_cells).where(held_cells.c.cell == cell)).rowcount)


def openings(connection: Connection) -> Mapping[int, int]:
    """Cell -> how often it was opened."""
    found = connection.execute(select(intents.c.cell, func.count()).group_by(intents.c.cell))
    return {row[0]: row[1] for row in found}


def count_try(connection: Connection, parcel_id: str, now: datetime, lock_until: datetime) -> CodeCheck | None:
    """Counts a try before the code is looked at; an answer if it may not be looked at. Raises KeyError.

    A code stays valid, past the promised days too, until staff have taken the result out.
    """
    row = connection.execute(select(parcels).where(parcels.c.parcel_id == parcel_id)).first()
    if row is None or row.state != "in-cell":
        raise KeyError(parcel_id)
    if row.locked_until is not None and datetime.fromisoformat(row.locked_until) > now:
        return CodeCheck.LOCKED
    tries = row.tries % MAX_TRIES + 1
    locked = lock_until.isoformat() if tries == MAX_TRIES else None
    connection.execute(update(parcels).where(parcels.c.parcel_id == parcel_id).values(tries=tries, locked_until=locked))
    return None


def judge_code(connection: Connection, pickup_key: bytes, parcel_id: str, code: str) -> CodeCheck:
    """After count_try was committed. A right code, also at the last try, forgets the wrong ones."""
    row = connection.execute(select(parcels).where(parcels.c.parcel_id == parcel_id)).one()
    expected = LockerAssignment.model_validate_json(row.assignment).code
    if not hmac.compare_digest(code_verifier(pickup_key, parcel_id, code), expected):
        return CodeCheck.LOCKED if row.locked_until is not None else CodeCheck.WRONG
    connection.execute(update(parcels).where(parcels.c.parcel_id == parcel_id).values(tries=0, locked_until=None))
    return CodeCheck.RIGHT


def add_intent(connection: Connection, intent: DoorIntent, now: datetime) -> None:
    connection.execute(
        insert(intents),
        {
            "intent_id": intent.intent_id,
            "cell": intent.cell,
            "purpose": intent.purpose.value,
            "parcel_id": intent.parcel_id,
            "number": intent.number,
            "recorded_at": now.isoformat(),
        },
    )


def open_intents(connection: Connection) -> tuple[DoorIntent, ...]:
    found = connection.execute(select(intents).where(intents.c.ended_by.is_(None)).order_by(intents.c.recorded_at))
    return tuple(_intent(row) for row in found)


def intent_of(connection: Connection, intent_id: str) -> DoorIntent:
    """An intent without outcome. Raises KeyError."""
    row = connection.execute(select(intents).where(intents.c.intent_id == intent_id)).first()
    if row is None or row.ended_by is not None:
        raise KeyError(intent_id)
    return _intent(row)


def end_intent(connection: Connection, intent_id: str, event: LockerEvent, event_id: str, now: datetime) -> None:
    """Moves the books to what the door event says."""
    connection.execute(update(intents).where(intents.c.intent_id == intent_id).values(ended_by=event_id))
    by_parcel = update(parcels).where(parcels.c.parcel_id == event.parcel_id)
    by_number = update(deposits).where(deposits.c.number == event.number)
    match event.kind:
        case "deposited":
            _move_in(connection, by_number.values(state="in-cell", cell=event.cell), event.cell, now)
        case "delivered":
            values = {"state": "in-cell", "cell": event.cell, "tries": 0, "locked_until": None}
            _move_in(connection, by_parcel.values(values), event.cell, now)
        case "picked-up":
            connection.execute(by_parcel.values(state="picked-up", cell=None))
        case "collected":
            connection.execute(by_number.values(state="collected", cell=None))
            connection.execute(by_parcel.values(state="ended", cell=None))
            connection.execute(delete(held_cells).where(held_cells.c.cell == event.cell))
        case "door-uncertain":
            hold_cell(connection, event.cell, "door-uncertain", now)
        case _:
            assert_never(event.kind)


_CELL_QUERIES: Final[tuple[Select[int], ...]] = (
    select(parcels.c.cell).where(parcels.c.state == "in-cell"),
    select(deposits.c.cell).where(deposits.c.state == "in-cell"),
    select(held_cells.c.cell),
    select(intents.c.cell).where(intents.c.ended_by.is_(None)),
)


def _move_in(connection: Connection, change: Update, cell: int, now: datetime) -> None:
    if connection.execute(change).rowcount == 0:
        hold_cell(connection, cell, "content-not-in-the-books", now)


def _parcel(row: Row[tuple[object, ...]]) -> Parcel:
    assignment = LockerAssignment.model_validate_json(row.assignment)
    return Parcel(row.parcel_id, row.number, row.cell, assignment)


def _called_back(connection: Connection, cell: int) -> Iterator[Parcel]:
    """The one that was put into this cell last."""
    there = intents.c.cell == cell, intents.c.purpose == DoorPurpose.DELIVERY.value, parcels.c.state == "ended"
    found = select(parcels).join(intents, intents.c.parcel_id == parcels.c.parcel_id).where(*there)
    row = connection.execute(found.order_by(intents.c.recorded_at.desc())).first()
    if row is not None:
        yield replace(_parcel(row), cell=cell)


def _overdue(row: Row[tuple[object, ...]], now: datetime) -> bool:
    return datetime.fromisoformat(LockerAssignment.model_validate_json(row.assignment).expires_at) <= now


def _intent(row: Row[tuple[object, ...]]) -> DoorIntent:
    return DoorIntent(row.intent_id, row.cell, DoorPurpose(row.purpose), row.parcel_id, row.number)
