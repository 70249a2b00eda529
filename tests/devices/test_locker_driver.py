"""The locker driver over a null modem, against scripted boards."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from operator import xor
from pathlib import Path

from devices.codecs.modbus_rtu import close
from devices.drivers.pickup_locker.board_8a80 import Codec8A80
from devices.drivers.pickup_locker.board_cu16 import CodecCu16
from devices.drivers.pickup_locker.board_cu48 import CodecCu48
from devices.drivers.pickup_locker.board_cu60 import CodecCu60
from devices.drivers.pickup_locker.board_wkly import CodecWkly
from devices.drivers.pickup_locker.relay_modbus import CodecModbus
from devices.locker.driver import LockerDriver
from devices.locker.options import LockerOptions
from devices.pickup_locker import CellNumber, CellPlace, DoorState, Opened, OpenFailed, OpenFailure, OpenUncertain
from devices.status import DeviceState
from tests.devices.contracts.pickup_locker_contract import PickupLockerContract
from tests.devices.scripted.locker import ScriptedLocker
from tests.devices.virtual_clock import VirtualClock

THREE = CellNumber(3)


def checked(body: bytes) -> bytes:
    return body + bytes([reduce(xor, body)])


def answer_state(board: int, closed: dict[int, bool]) -> bytes:
    bits = sum(1 << cell - 1 for cell, is_closed in closed.items() if is_closed)
    return checked(bytes([0x80, board]) + bits.to_bytes(3, "big") + b"\x33")


def boards() -> ScriptedLocker:
    return ScriptedLocker(Codec8A80(), answer_state, lambda board, channel: checked(bytes([0x8A, board, channel, 0])))


def driver(peer: ScriptedLocker, time: VirtualClock, **options: object) -> LockerDriver:
    settings = LockerOptions.model_validate(options)
    return LockerDriver(peer.codec, lambda: peer.port(time.clock), settings, time.clock)


def bits(closed: dict[int, bool], size: int) -> bytes:
    return sum(1 << cell - 1 for cell, is_closed in closed.items() if is_closed).to_bytes(size, "little")


def wkly(board: int, command: int, data: bytes) -> bytes:
    return checked(b"WKLY" + bytes([8 + len(data), board, command]) + data)


def kerong(body: bytes) -> bytes:
    frame = b"\x02" + body + b"\x03"
    return frame + bytes([sum(frame) & 0xFF])


FAMILIES = {
    "8a": boards,
    "wkly": lambda: ScriptedLocker(
        CodecWkly(),
        lambda board, closed: wkly(board, 0x84, bytes([0, len(closed), *closed.values()])),
        lambda board, channel: wkly(board, 0x82, bytes([0, channel, 1])),
    ),
    "cu48": lambda: ScriptedLocker(
        CodecCu48(), lambda board, closed: kerong(bytes([board, 0, 0x65]) + bits(closed, 6)), lambda *_: b""
    ),
    "cu60": lambda: ScriptedLocker(
        CodecCu60(), lambda board, closed: kerong(bytes([board, 0, 0x75]) + bits(closed, 6) + bytes(6)), lambda *_: b""
    ),
    "cu16": lambda: ScriptedLocker(
        CodecCu16(),
        lambda board, closed: kerong(bytes([board << 4, 0x35]) + bits(closed, 2) + bytes(2)),
        lambda *_: b"",
    ),
    "modbus": lambda: ScriptedLocker(
        CodecModbus(),
        lambda board, closed: close(bytes([board, 2, 2]) + bits(closed, 2)),
        lambda board, channel: CodecModbus().open_request(board, channel),
    ),
}


class LockerFamily(PickupLockerContract):
    family: str

    @contextmanager
    def rig(self) -> Iterator[tuple[LockerDriver, ScriptedLocker]]:
        peer = FAMILIES[self.family]()
        yield driver(peer, VirtualClock()), peer


class TestBoard8A80(LockerFamily):
    family = "8a"


class TestBoardWkly(LockerFamily):
    family = "wkly"


class TestBoardCu48(LockerFamily):
    family = "cu48"


class TestBoardCu60(LockerFamily):
    family = "cu60"


class TestBoardCu16(LockerFamily):
    family = "cu16"


class TestRelayModbus(LockerFamily):
    family = "modbus"


def test_a_board_that_refuses_to_open_gave_no_pulse() -> None:
    peer = FAMILIES["modbus"]()
    peer.answer_open = lambda board, channel: close(bytes([board, 0x85, 2]))
    outcome = asyncio.run(driver(peer, VirtualClock()).open_cell(THREE, intent_id="a"))
    assert outcome == OpenFailed(THREE, OpenFailure.OFFLINE, "the board refused to give a pulse")


def test_relays_are_switched_off_at_start() -> None:
    peer = FAMILIES["modbus"]()
    locker = driver(peer, VirtualClock())
    asyncio.run(locker.connect())
    assert peer.last is not None
    assert peer.last.written[0] == bytes.fromhex("010500FF0000FDFA")


def test_a_lost_acknowledgement_does_not_repeat_the_pulse() -> None:
    peer = boards()
    peer.mute_acknowledgement = True
    assert asyncio.run(driver(peer, VirtualClock()).open_cell(THREE, intent_id="a")) == Opened(THREE)
    assert peer.pulses(3) == 1


def test_a_board_that_falls_silent_after_the_pulse_leaves_it_uncertain() -> None:
    peer = boards()
    peer.quiet_after_pulse = True
    outcome = asyncio.run(driver(peer, VirtualClock()).open_cell(THREE, intent_id="a"))
    assert outcome == OpenUncertain(THREE, "the sensor cannot be read")
    assert peer.pulses(3) == 1


def test_the_port_is_opened_afresh_after_a_silence() -> None:
    peer = boards()
    locker = driver(peer, VirtualClock())

    async def scene() -> None:
        await locker.connect()
        peer.quiet = True
        assert await locker.door(THREE) is DoorState.UNKNOWN
        peer.quiet = False
        assert await locker.door(THREE) is DoorState.CLOSED

    asyncio.run(scene())
    assert peer.opened_ports == 2


def test_another_boards_late_answer_is_no_answer() -> None:
    peer = boards()
    peer.late = answer_state(2, dict.fromkeys(range(1, 13), False))
    assert asyncio.run(driver(peer, VirtualClock()).door(THREE)) is DoorState.CLOSED


def test_an_echoing_adapter_is_a_setting() -> None:
    peer = boards()
    peer.echo = True
    assert asyncio.run(driver(peer, VirtualClock(), echo=True).door(THREE)) is DoorState.CLOSED


def test_one_dead_board_does_not_stop_the_others() -> None:
    peer = boards()
    two = [{"address": 2, "channels": 2}, {"address": 1, "channels": 12}]
    locker = driver(peer, VirtualClock(), boards=two)

    async def scene() -> None:
        await locker.connect()
        status = await locker.status()
        assert status.state is DeviceState.ONLINE
        assert status.fault is not None
        assert (status.fault.kind, status.fault.detail) == ("board_silent", "board 2: no answer")
        assert await locker.open_cell(CellNumber(5), intent_id="a") == Opened(CellNumber(5))

    asyncio.run(scene())
    assert peer.pulses(3) == 1, "cell 5 is the third of board 1"


def test_a_door_left_open_is_reported_to_staff() -> None:
    peer, time = boards(), VirtualClock()
    locker = driver(peer, time)

    async def scene() -> None:
        await locker.open_cell(THREE, intent_id="a")
        assert (await locker.status()).fault is None
        time.pause(61)
        fault = (await locker.status()).fault
        assert fault is not None
        assert (fault.kind, fault.detail) == ("door_left_open", "03")
        peer.close(3)
        assert (await locker.status()).fault is None

    asyncio.run(scene())


def test_switches_wired_the_other_way_are_a_setting() -> None:
    peer = boards()
    assert asyncio.run(driver(peer, VirtualClock(), closed_level=0).door(THREE)) is DoorState.OPEN


def test_the_map_may_be_given_cell_by_cell() -> None:
    given = [{"cell": 1, "column": 0, "row": 0, "height": 2, "size": "l"}, {"cell": 2, "column": 1, "row": 0}]
    locker = driver(boards(), VirtualClock(), cells=given)
    assert locker.cells() == (
        CellPlace(CellNumber(1), 0, 0, 2, "l"),
        CellPlace(CellNumber(2), 1, 0),
    )


def test_an_intent_is_carried_out_once_also_by_the_next_process(tmp_path: Path) -> None:
    peer, time = boards(), VirtualClock()
    for expected in (Opened(THREE), OpenFailed(THREE, OpenFailure.ALREADY_OPENED)):
        locker = driver(peer, time, intents_file=str(tmp_path / "intents"))
        assert asyncio.run(locker.open_cell(THREE, intent_id="p-1")) == expected
    assert peer.pulses(3) == 1


def test_an_intent_that_cannot_be_kept_opens_nothing(tmp_path: Path) -> None:
    peer = boards()
    locker = driver(peer, VirtualClock(), intents_file=str(tmp_path / "gone" / "intents"))
    outcome = asyncio.run(locker.open_cell(THREE, intent_id="p-1"))
    assert isinstance(outcome, OpenFailed)
    assert outcome.reason is OpenFailure.OFFLINE
    assert peer.pulses(3) == 0
