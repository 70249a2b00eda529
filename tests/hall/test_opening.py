"""What was taken in is opened, each once; what cannot be opened is set aside, and the next one goes on."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from hall.cases.locker import LockerDesk
from hall.clock import CITY_TIME
from hall.storage.case_tables import Case
from hall.storage.tables import Submission
from offline_cache import wire
from tests.hall.rig import Rig
from tests.hall.terminal import Terminal


def waiting_event(rig: Rig, terminal: Terminal) -> str:
    """One locker event, taken in and not opened."""
    event = wire.LockerEvent(kind="deposited", cell=1, number="K0001261124000011", at="2026-11-24T12:00:00+08:00")
    return rig.hand_in(terminal, event.model_dump_json().encode(), purpose="locker-event")


def state_of(rig: Rig, terminal: Terminal, sub_id: str) -> str:
    with rig.database.read() as session:
        return session.get_one(Submission, (terminal.id, sub_id)).state


def test_a_body_that_does_not_open_is_set_aside_and_the_next_is_opened(rig: Rig) -> None:
    terminal = rig.terminal()
    rig.submit(terminal, b"not a submission", number="K0001261124000011")
    good = rig.submit(terminal, number="K0001261124000022")
    with rig.database.read() as session:
        states = {row.sub_id: row.state for row in session.scalars(select(Submission))}
    assert sorted(states.values()) == ["opened", "quarantined"]
    assert states[good] == "opened"
    assert rig.count(Case) == 1


def test_two_instances_open_a_submission_once(rig: Rig) -> None:
    terminal = rig.terminal()
    for _ in range(5):
        rig.hand_in(terminal)
    with ThreadPoolExecutor(2) as pool:
        taken = list(pool.map(lambda _: rig.hall.opener.open_waiting(), range(2)))
    assert sum(taken) == 5
    assert rig.count(Case) == 5


@pytest.mark.parametrize("event", [{"cell": 2**70}, {"cell": 1, "number": "K" * 500}, {"cell": 1, "number": "K\x00"}])
def test_a_sealed_event_that_no_database_holds_is_set_aside(rig: Rig, event: dict[str, object]) -> None:
    terminal = rig.terminal()
    hostile = wire.LockerEvent.model_validate({"kind": "deposited", "at": "2026-11-24T12:00:00+08:00"} | event)
    rig.submit(terminal, hostile.model_dump_json().encode(), purpose="locker-event")
    good = rig.submit(terminal)
    with rig.database.read() as session:
        states = {row.sub_id: row.state for row in session.scalars(select(Submission))}
    assert states[good] == "opened"


@pytest.mark.row("F17")
@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00", "2026-11-24T12:00:00", "yesterday", "\x00"]
)
def test_an_event_of_a_time_that_cannot_be_is_set_aside_and_the_next_is_opened(rig: Rig, at: str) -> None:
    terminal = rig.terminal()
    hostile = rig.tell(terminal, wire.LockerEvent(kind="deposited", cell=1, number="K0001261124000011", at=at))
    good = rig.submit(terminal)
    assert (state_of(rig, terminal, hostile), state_of(rig, terminal, good)) == ("quarantined", "opened")


def test_an_event_from_a_clock_without_a_battery_is_an_event(rig: Rig) -> None:
    terminal = rig.terminal()
    event = wire.LockerEvent(kind="deposited", cell=1, number="K0001261124000011", at="1970-01-01T00:03:00+08:00")
    assert state_of(rig, terminal, rig.tell(terminal, event)) == "opened"


class Unbindable(LockerDesk):
    """Lets a value through that cannot even be handed to the database."""

    def apply(self, session: Session, row: Submission, event: wire.LockerEvent, now: datetime) -> None:
        session.execute(update(Submission).values(received_at=datetime.min.replace(tzinfo=CITY_TIME)))


class Unreachable(LockerDesk):
    def apply(self, session: Session, row: Submission, event: wire.LockerEvent, now: datetime) -> None:
        raise OperationalError("SELECT 1", {}, Exception("the server closed the connection"))


@pytest.mark.row("F17")
def test_a_value_that_cannot_be_handed_to_the_database_is_the_contents_fault(rig: Rig) -> None:
    terminal, opener = rig.terminal(), rig.hall.opener
    told = waiting_event(rig, terminal)
    replace(opener, locker=Unbindable(opener.locker.parcels, opener.seal)).open_waiting()
    assert state_of(rig, terminal, told) == "quarantined"


def test_a_database_that_is_away_is_nobodys_fault_and_opening_goes_on_when_it_is_back(rig: Rig) -> None:
    terminal, opener = rig.terminal(), rig.hall.opener
    told = waiting_event(rig, terminal)
    with pytest.raises(OperationalError):
        replace(opener, locker=Unreachable(opener.locker.parcels, opener.seal)).open_waiting()
    assert state_of(rig, terminal, told) == "complete"
    assert opener.open_waiting() == 1
    assert state_of(rig, terminal, told) == "opened"
