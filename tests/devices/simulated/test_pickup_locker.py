"""The simulated locker against the 8A/80 vectors of the protocol notes."""

from collections.abc import Iterator
from typing import Any

import pytest

from devices.simulated.boards.board_8a import Board8A
from devices.simulated.boards.board_options import BoardOptions
from devices.simulated.boards.locker_doors import LockerDoors
from devices.simulated.wire.control_server import Changes
from tests.devices.simulated.host import Host, running
from tests.devices.simulated.tapped_line import TappedLine


@pytest.fixture
def locker() -> Iterator[Host]:
    with running("pickup_locker") as host:
        yield host


def board(*, cells: int = 40, **options: Any) -> tuple[Board8A, LockerDoors, TappedLine]:
    doors, line = LockerDoors(cells, Changes()), TappedLine()
    return Board8A(line, doors, BoardOptions(**options)), doors, line


def exchange(request: str, **options: Any) -> str:
    made, _, line = board(**options)
    made.received(bytes.fromhex(request))
    return line.sent.hex().upper()


@pytest.mark.parametrize(
    ("request_hex", "reply"),
    [
        ("8A0101119B", "8A0101008A"),
        ("8A0106119C", "8A0106008D"),
        ("8A0101110398", "8A0101008A"),
        ("9A0101118B", "9A0101009A"),
        ("80010133B3", "80010111 91"),
        ("80010033B2", "8001FFFFFF 334D"),
    ],
)
def test_a_board_answers_the_golden_requests(request_hex: str, reply: str) -> None:
    assert exchange(request_hex) == reply.replace(" ", "")


def test_one_open_lock_shows_in_the_last_byte_of_a_board_state() -> None:
    made, doors, line = board(closed_level=0)
    doors.pulse(2)
    made.received(bytes.fromhex("80010033B2"))
    assert line.sent == bytes.fromhex("800100000233B0")


def test_one_open_lock_shows_in_the_first_byte_of_a_board_that_counts_upwards() -> None:
    made, doors, line = board(closed_level=0, highest_first=False)
    doors.pulse(2)
    made.received(bytes.fromhex("80010033B2"))
    assert line.sent == bytes.fromhex("800102000033B0")


def test_a_batch_opens_the_doors_of_its_bitmap_without_an_answer() -> None:
    made, doors, line = board()
    made.received(bytes.fromhex("900102020293"))
    assert [cell for cell, door in doors.doors.items() if door.open] == [2, 10, 18]
    assert line.sent == b""


def test_the_second_board_has_the_next_cells() -> None:
    made, doors, _ = board()
    made.received(bytes.fromhex("8A02011198"))
    assert [cell for cell, door in doors.doors.items() if door.open] == [25]


@pytest.mark.parametrize("request_hex", ["8A0101119A", "80010133B2", "8A0901119B", "8A011F1185", "FFFFFFFF"])
def test_broken_frames_and_frames_for_nobody_get_no_answer(request_hex: str) -> None:
    assert exchange(request_hex) == ""


def test_a_frame_in_pieces_after_garbage_is_understood() -> None:
    made, _, line = board()
    for byte in bytes.fromhex("00FF8A0101119B"):
        made.received(bytes([byte]))
    assert line.sent == bytes.fromhex("8A0101008A")


def test_a_board_with_reports_tells_of_a_door_that_moved() -> None:
    _, doors, line = board(reports=True)
    doors.pulse(3)
    assert line.sent == bytes.fromhex("8201030080")


def test_a_door_opens_on_the_pulse_and_is_closed_by_a_hand(locker: Host) -> None:
    assert locker.ask("8A0107119D", 5) == "8a0107008c"
    assert locker.ask("80010733B5", 5) == "8001070086"
    locker.control.do("close", cell=7)
    assert locker.ask("80010733B5", 5) == "8001071197"
    assert [event["event"] for event in locker.control.state()["events"]] == ["pulse", "opened", "closed"]


def test_a_blocked_door_stays_closed_and_says_so(locker: Host) -> None:
    locker.control.do("block", cell=7)
    assert locker.ask("8A0107119D", 5) == "8a0107119d"
    assert [event["event"] for event in locker.control.state()["events"]] == ["pulse", "stuck"]


def test_a_stuck_switch_hides_the_open_door(locker: Host) -> None:
    locker.control.do("sensor", cell=7, reads="closed")
    assert locker.ask("8A0107119D", 5) == "8a0107119d"
    assert locker.control.state()["cells"][6]["open"] is True
