"""Whoever edits, reorders, shortens or replaces a terminal's audit log is found out by the hall at the next hello."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from hall.service.bodies import LARGEST_MESSAGE
from offline_cache.audit import append_audit, verify_audit
from offline_cache.audit_chain import NOTHING, AuditBrokenError, AuditHead, follow, verify_lines
from offline_cache.sealing import digest
from offline_cache.store_room import StoreRoom
from offline_cache.submission import DoorIntent, DoorPurpose
from offline_cache.wire import Hello, HelloAnswer
from tests.offline_cache.terminal import EPOCH, Terminal, submission


class Anchor:
    """What a hall keeps of one terminal's audit chain."""

    def __init__(self) -> None:
        self.head = NOTHING
        self.alarms: list[str] = []

    def hear(self, hello: Hello) -> HelloAnswer:
        try:
            self.head = follow(self.head, hello.audit_lines, AuditHead(hello.audit_count, hello.audit_head))
        except AuditBrokenError as error:
            self.alarms.append(str(error))
        return HelloAnswer(hall_time="2026-10-09T09:30:00+00:00", poll_seconds=60, audit_held=self.head.count)


def hello(terminal: Terminal, anchor: Anchor) -> None:
    ledger = terminal.ledger()
    while ledger.note_greeting(anchor.hear(ledger.hello("0", 1))):
        pass
    ledger.close()


def work(terminal: Terminal, *numbers: int) -> None:
    room = terminal.room()
    for number in numbers:
        room.seal(submission(f"{number:032x}"))
        room.record_intent(DoorIntent(f"i{number}", 1, DoorPurpose.PICKUP))
    room.close()


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def test_an_untouched_log_verifies_from_its_first_line(terminal: Terminal) -> None:
    work(terminal, 1, 2)
    room = terminal.room()
    with room.outbox.reading() as connection:
        assert verify_audit(connection, EPOCH).count == 5
    room.close()


@pytest.mark.row("I5")
def test_the_hall_follows_the_log_in_pieces(terminal: Terminal) -> None:
    anchor = Anchor()
    hello(terminal, anchor)
    work(terminal, *range(1, 151))
    hello(terminal, anchor)
    hello(terminal, anchor)
    assert anchor.head.count == 301
    assert anchor.alarms == []


def test_a_lost_answer_only_makes_lines_come_again(terminal: Terminal) -> None:
    anchor = Anchor()
    work(terminal, 1)
    ledger = terminal.ledger()
    anchor.hear(ledger.hello("0", 1))
    ledger.close()
    work(terminal, 2)
    hello(terminal, anchor)
    assert (anchor.head.count, anchor.alarms) == (5, [])


def test_a_hall_that_forgot_lines_gets_them_again(terminal: Terminal) -> None:
    anchor = Anchor()
    work(terminal, 1)
    hello(terminal, anchor)
    work(terminal, 2)
    anchor.head = NOTHING
    hello(terminal, anchor)
    hello(terminal, anchor)
    assert (anchor.head.count, anchor.alarms) == (5, [])


@pytest.mark.row("I5")
@settings(deadline=None, max_examples=10)
@given(fault=st.text(max_size=400), count=st.integers(1, 450))
def test_no_greeting_is_too_large_for_the_hall_and_every_line_comes(
    tmp_path_factory: pytest.TempPathFactory, fault: str, count: int
) -> None:
    terminal, anchor = Terminal(tmp_path_factory.mktemp("audit")), Anchor()
    room, ledger = terminal.room(), terminal.ledger()
    with room.outbox.transaction() as connection:
        for number in range(count):
            append_audit(connection, EPOCH, terminal.clock.now(), "quarantined", sub_id=f"{number:032x}", fault=fault)
    more = True
    while more:
        greeting = ledger.hello("0.1.0", 2**62)
        assert len(greeting.model_dump_json().encode()) <= LARGEST_MESSAGE
        more = ledger.note_greeting(anchor.hear(greeting))
    assert (anchor.head.count, anchor.alarms) == (count + 1, [])
    ledger.close()
    room.close()


def test_a_hall_that_does_not_follow_is_not_greeted_without_end(terminal: Terminal) -> None:
    work(terminal, *range(1, 151))
    ledger = terminal.ledger()
    stubborn = HelloAnswer(hall_time="2026-10-09T09:30:00+00:00", poll_seconds=60, audit_held=0)
    assert not ledger.note_greeting(stubborn)
    ledger.close()


def _drop_triggers(connection: Connection) -> None:
    connection.exec_driver_sql("DROP TRIGGER audit_is_only_appended")


def _edit(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE audit SET line = replace(line, 'sealed', 'healed') WHERE position = 4")


def _reorder(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE audit SET position = -4 WHERE position = 4")
    connection.exec_driver_sql("UPDATE audit SET position = 4 WHERE position = 5")
    connection.exec_driver_sql("UPDATE audit SET position = 5 WHERE position = -4")


def _cut_tail(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM audit WHERE position > 3")


def _cut_tail_and_hide_it(connection: Connection) -> None:
    _cut_tail(connection)
    position, line = connection.exec_driver_sql("SELECT position, line FROM audit ORDER BY position DESC").all()[0]
    connection.exec_driver_sql("UPDATE chain SET audit_count = ?, audit_head = ?", (position, digest(line.encode())))


@pytest.mark.row("S15")
@pytest.mark.parametrize("tamper", [_edit, _reorder, _cut_tail])
def test_a_changed_log_does_not_verify_on_the_terminal(
    terminal: Terminal, tamper: Callable[[Connection], None]
) -> None:
    work(terminal, 1, 2, 3)
    room = terminal.room()
    with room.outbox.transaction() as connection:
        _drop_triggers(connection)
        tamper(connection)
    with room.outbox.reading() as connection, pytest.raises(AuditBrokenError):
        verify_audit(connection, EPOCH)
    room.close()


@pytest.mark.row("S15")
@pytest.mark.parametrize("tamper", [_edit, _reorder, _cut_tail, _cut_tail_and_hide_it])
def test_the_hall_notices_a_log_changed_by_someone_who_has_the_key(
    terminal: Terminal, tamper: Callable[[Connection], None]
) -> None:
    anchor = Anchor()
    work(terminal, 1)
    if tamper is _cut_tail_and_hide_it:
        work(terminal, 2, 3)
    hello(terminal, anchor)
    work(terminal, 4, 5, 6)
    room = terminal.room()
    with room.outbox.transaction() as connection:
        _drop_triggers(connection)
        tamper(connection)
    room.close()
    hello(terminal, anchor)
    hello(terminal, anchor)
    assert anchor.alarms


@pytest.mark.row("S15")
@pytest.mark.row("F20")
def test_the_hall_notices_a_data_folder_set_back_to_an_older_copy(terminal: Terminal, tmp_path: Path) -> None:
    anchor = Anchor()
    work(terminal, 1)
    shutil.copytree(terminal.data, tmp_path / "copy")
    work(terminal, 2)
    hello(terminal, anchor)
    shutil.rmtree(terminal.data)
    shutil.copytree(tmp_path / "copy", terminal.data)
    work(terminal, 3)
    hello(terminal, anchor)
    hello(terminal, anchor)
    assert anchor.alarms


@settings(deadline=None, max_examples=10)
@given(position=st.integers(0, 9), at=st.integers(0, 40), byte=st.integers(1, 255))
def test_no_byte_of_a_line_can_change(
    tmp_path_factory: pytest.TempPathFactory, position: int, at: int, byte: int
) -> None:
    terminal = Terminal(tmp_path_factory.mktemp("audit"))
    room: StoreRoom = terminal.room()
    with room.outbox.transaction() as connection:
        for number in range(9):
            append_audit(connection, EPOCH, terminal.clock.now(), "tick", number=number)
        lines = list(connection.exec_driver_sql("SELECT line FROM audit ORDER BY position").scalars())
        head = verify_audit(connection, EPOCH)
    room.close()
    changed = bytearray(lines[position].encode())
    changed[at % len(changed)] ^= byte
    lines[position] = changed.decode("latin-1")
    assert _verdict(lines) != head


def _verdict(lines: list[str]) -> AuditHead | None:
    try:
        return verify_lines(lines)
    except AuditBrokenError:
        return None
