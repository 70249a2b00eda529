"""The other families of lock-control boards, against the vectors of the protocol notes."""

import asyncio
from functools import reduce
from operator import xor

import pytest

from devices.simulated.boards.board_modbus import crc16
from devices.simulated.boards.board_options import BoardOptions
from devices.simulated.boards.locker_doors import LockerDoors
from devices.simulated.pickup_locker import FAMILIES, Board, board_of
from devices.simulated.wire.control_server import Changes
from tests.devices.simulated.host import running
from tests.devices.simulated.tapped_line import TappedLine


class Bench:
    """Boards of one family, with the doors `opened` already open."""

    def __init__(self, family: str, *, cells: int = 96, opened: tuple[int, ...] = (), **wiring: int | bool) -> None:
        self.line = TappedLine()
        self.locker = LockerDoors(cells, Changes())
        for cell in opened:
            self.locker.pulse(cell)
        options = BoardOptions(**{"channels": FAMILIES[family], **wiring})  # type: ignore[arg-type]
        self.board: Board = board_of(family, self.line, self.locker, options)

    def ask(self, request: str) -> str:
        self.line.sent = b""
        self.board.received(bytes.fromhex(request))
        return self.line.sent.hex().upper()

    def opened(self) -> list[int]:
        return [cell for cell, door in self.locker.doors.items() if door.open]


def compact(text: str) -> str:
    return text.replace(" ", "")


@pytest.mark.parametrize(
    ("request_hex", "reply", "opened"),
    [
        ("574B4C590900820183", "574B4C590B008200010081", [1]),
        ("574B4C590901820182", "574B4C590B01820001 00 80", [5]),
        ("574B4C590900830182", "574B4C590B00830001 01 81", []),
        ("574B4C590C00800301020386", "574B4C590900800080", [1, 2, 3]),
        ("574B4C590C00870301020381", "574B4C590900870087", [1, 2, 3]),
        ("574B4C590900810180", "574B4C590A0081000183", []),
        ("574B4C5908008687", "574B4C590900860086", [1, 2, 3, 4]),
    ],
)
def test_a_wkly_board_answers_the_golden_requests(request_hex: str, reply: str, opened: list[int]) -> None:
    bench = Bench("wkly", channels=4)
    assert bench.ask(request_hex) == compact(reply)
    assert bench.opened() == opened


def test_a_wkly_board_fails_for_a_channel_that_it_has_not() -> None:
    bench = Bench("wkly", channels=4)
    request = bytes.fromhex("574B4C5909008209")
    assert bench.ask((request + bytes([reduce(xor, request)])).hex())[14:16] == "FF"
    assert bench.opened() == []


def test_a_wkly_board_tells_the_state_of_all() -> None:
    bench = Bench("wkly", channels=4, opened=(1, 4))
    assert bench.ask("574B4C5908008485") == compact("574B4C590E00840004000101 0087")


def test_a_wkly_board_with_reports_tells_of_a_door_that_moved() -> None:
    bench = Bench("wkly", channels=4, reports=True)
    bench.locker.pulse(1)
    bench.locker.doors[1].open = False
    bench.line.sent = b""
    bench.locker.moved(1)
    assert bench.line.sent.hex().upper() == "574B4C590A0085010186"


def test_a_cu48_board_tells_its_locks_and_never_answers_an_unlock() -> None:
    open_ones = tuple(cell for cell in range(1, 49) if cell not in (1, 2, 3, 47, 48))
    bench = Bench("cu48", cells=48, opened=open_ones)
    assert bench.ask("020000500355") == compact("0200006507000000 00C00331")
    assert bench.ask("020000510356") == ""
    assert 1 in bench.opened()


def test_every_cu48_board_answers_the_bus_and_one_order_opens_a_board() -> None:
    open_ones = (*range(1, 24), *range(25, 97))
    bench = Bench("cu48", opened=(*range(1, 49), *(cell for cell in open_ones if cell > 48 and cell != 72)))
    assert bench.ask("020A0050035F") == compact("020000650000000000000 36A 0201006500008000000003EB")
    fresh = Bench("cu48")
    fresh.ask("020030510386")
    assert fresh.opened() == list(range(1, 49))


@pytest.mark.parametrize(("closed", "reply"), [((), "037A"), ((1,), "037B"), ((5,), "038A"), ((14,), "039A")])
def test_a_cu60_board_tells_locks_and_light_barriers(closed: tuple[int, ...], reply: str) -> None:
    bench = Bench("cu60", cells=48, opened=tuple(cell for cell in range(1, 49) if cell not in closed))
    answer = bench.ask("020000600365")
    assert answer.startswith("02000075")
    assert answer.endswith(reply)
    bench.locker.doors[9].content = True
    assert bench.ask("020000600365")[8 + 12 :][2:4] == "01"


def test_a_cu60_board_unlocks_by_number() -> None:
    bench = Bench("cu60", cells=48)
    for request in ("020000610366", "020001610367", "02000461036A"):
        assert bench.ask(request) == ""
    assert bench.opened() == [1, 2, 5]


def test_a_cu16_board_tells_hooks_and_items_after_its_lock_opened() -> None:
    bench = Bench("cu16", cells=16)
    bench.locker.doors[3].content = True
    assert bench.ask("0200310336") == ""
    assert bench.ask("0200300335") == compact("020035 FEFF 0400 03 3B")
    assert bench.ask("02F0320327")[:6] == "020036"


def test_a_sulking_cu16_board_answers_again_once_it_is_asked_for_its_time() -> None:
    bench = Bench("cu16", cells=16, sulks=True)
    bench.ask("0200310336")
    assert bench.ask("0200300335") == ""
    assert bench.ask("020038033D") != ""
    assert bench.ask("0200300335") != ""


def test_a_modbus_board_times_its_pulses_itself() -> None:
    async def scene() -> None:
        bench = Bench("modbus", cells=8)
        assert bench.ask("0105020000024DB3") == "0105020000024DB3"
        assert bench.opened() == [1]
        assert bench.ask("0101000000083DCC")[:8] == "01010101"
        assert bench.ask("01020000000879CC")[:8] == "010201FE"
        assert bench.ask("010500FF0000FDFA") == "010500FF0000FDFA"
        assert bench.board.state() == {"energised": []}

    asyncio.run(scene())


def test_a_modbus_board_that_is_told_to_hold_a_relay_holds_it() -> None:
    bench = Bench("modbus", cells=8)
    bench.ask("01050000FF008C3A")
    assert bench.board.state() == {"energised": [1]}


@pytest.mark.parametrize(
    ("request_hex", "trouble"),
    [("010502090002", "0185"), ("010200000009", "0182"), ("010600000001", "0186"), ("010500000002", "0185")],
)
def test_a_modbus_board_refuses_what_it_has_not(request_hex: str, trouble: str) -> None:
    request = bytes.fromhex(request_hex)
    assert Bench("modbus", cells=8).ask((request + crc16(request)).hex())[:4] == trouble


@pytest.mark.parametrize("family", list(FAMILIES))
def test_broken_frames_open_nothing_and_get_no_answer(family: str) -> None:
    bench = Bench(family)
    for frame in ("8A0101119A", "574B4C590900820182", "020000510357", "0200310337", "0105020000024DB4"):
        assert bench.ask(frame) == ""
    assert bench.opened() == []


def test_a_line_with_an_echo_gives_the_request_back_first() -> None:
    with running("pickup_locker", "--family", "wkly", "--echo") as host:
        request = "574b4c590900820183"
        assert host.ask(request, 9 + 11) == request + "574b4c590b008200010081"


def test_a_dead_board_is_silent_and_the_others_go_on() -> None:
    bench = Bench("cu48")
    bench.locker.dead_boards.add(1)
    assert bench.ask("020000500355") == ""
    assert bench.ask("020A0050035F").startswith("02010065")
