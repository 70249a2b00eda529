"""A result can be picked up at the installation of the terminal that is there now, whatever it was handed in at."""

import base64
import re

import pytest
from sqlalchemy import select

from hall.cases.content import applicant_of, content_of
from hall.cases.messages import latest
from hall.storage.case_tables import Case, Parcel
from offline_cache import wire
from offline_cache.parcel_book import code_verifier, holder_of
from tests.hall.rig import Rig
from tests.hall.terminal import NOON, Terminal
from tests.hall.test_greeting import hello

APPLICANT = "320100199005060012"
"""of the bodies that tests hand in"""


@pytest.fixture
def old(rig: Rig) -> Terminal:
    """An installation that handed a case in and is about to be replaced."""
    terminal = rig.terminal()
    rig.submit(terminal)
    hello(rig, terminal, last_seq=1)
    return terminal


def box(rig: Rig) -> str:
    with rig.database.write() as session:
        case = session.scalars(select(Case)).one()
        applicant = applicant_of(content_of(rig.hall.seal, case))
        return rig.hall.parcels.hand_over(session, case, applicant, rig.clock()).parcel_id


def delivered(rig: Rig, terminal: Terminal, parcel_id: str) -> str:
    """It lies in its cell; the code that the customer was sent."""
    rig.tell(terminal, wire.LockerEvent(kind="delivered", cell=3, parcel_id=parcel_id, at=NOON))
    return sent(rig)[0]


def sent(rig: Rig) -> list[str]:
    """The codes of all messages, newest first."""
    with rig.database.read() as session:
        texts = [message.text for message in latest(session, rig.hall.seal)]
    return ["".join(re.findall(r"取件码 (\w{4}) (\w{4})", text)[0]) for text in texts]


def told(rig: Rig, terminal: Terminal) -> list[wire.LockerAssignment]:
    batch = rig.inbox(terminal)
    assert batch is not None
    return [entry.message for entry in batch.entries if isinstance(entry.message, wire.LockerAssignment)]


def opens(terminal: Terminal, assignment: wire.LockerAssignment, code: str) -> bool:
    key = base64.b64decode(terminal.identity["pickup_key"])
    return (assignment.holder, assignment.code) == (
        holder_of(key, APPLICANT),
        code_verifier(key, assignment.parcel_id, code),
    )


def test_a_result_boxed_after_a_new_installation_spoke_can_be_picked_up_there(rig: Rig, old: Terminal) -> None:
    new = rig.terminal()
    hello(rig, new)
    code = delivered(rig, new, box(rig))
    (assignment,) = told(rig, new)
    assert opens(new, assignment, code)


def test_until_a_new_installation_speaks_the_old_one_hands_out(rig: Rig, old: Terminal) -> None:
    rig.terminal()
    code = delivered(rig, old, box(rig))
    assert opens(old, told(rig, old)[0], code)


def test_a_result_on_its_way_is_announced_to_a_new_installation_with_the_same_code(rig: Rig, old: Terminal) -> None:
    parcel_id = box(rig)
    new = rig.terminal()
    hello(rig, new)
    first, again = told(rig, new)
    code = delivered(rig, new, parcel_id)
    assert opens(old, first, code)
    assert opens(new, again, code)
    assert len(sent(rig)) == 1


def test_a_code_that_a_new_installation_cannot_check_is_replaced_once(rig: Rig, old: Terminal) -> None:
    before = delivered(rig, old, box(rig))
    rig.clock.pass_(days=1)
    new = rig.terminal()
    for terminal in (new, old, new):
        assert hello(rig, terminal, last_seq=2)[0] == 200, "a clone that still speaks changes nothing"
    code, *others = sent(rig)
    assert others == [before]
    assert opens(new, told(rig, new)[-1], code)


def test_a_result_that_was_picked_up_is_not_announced_again(rig: Rig, old: Terminal) -> None:
    parcel_id = box(rig)
    delivered(rig, old, parcel_id)
    rig.tell(old, wire.LockerEvent(kind="picked-up", cell=3, parcel_id=parcel_id, at=NOON))
    new = rig.terminal()
    hello(rig, new)
    assert len(told(rig, new)) == 1
    assert rig.count(Parcel) == 1
