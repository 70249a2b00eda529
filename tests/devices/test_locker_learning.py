"""Commissioning: what one opened door tells about polarity and byte order, and what it cannot tell."""

import asyncio
from functools import reduce
from operator import xor

import pytest

from devices.commissioning.learning import SPEEDS, Learned, NotLearnedError, find_speed, learn
from devices.drivers.pickup_locker.board_8a80 import Codec8A80
from devices.errors import AbsentError, UnavailableError
from devices.transport.memory_port import Chunk, MemoryPort
from devices.transport.port import OpenPort
from tests.devices.scripted.locker import ScriptedLocker
from tests.devices.virtual_clock import VirtualClock


def board(*, closed_is_high: bool, highest_first: bool) -> ScriptedLocker:
    def answer(address: int, closed: dict[int, bool]) -> bytes:
        bits = sum(1 << cell - 1 for cell, is_closed in closed.items() if is_closed == closed_is_high)
        body = bytes([0x80, address]) + bits.to_bytes(3, "big" if highest_first else "little") + b"\x33"
        return body + bytes([reduce(xor, body)])

    return ScriptedLocker(
        Codec8A80(), answer, lambda address, channel: bytes([0x8A, address, channel, 0, 0x8A ^ address ^ channel])
    )


def learned(peer: ScriptedLocker, channel: int = 3, *, reversible: bool = True, address: int = 1) -> Learned:
    time = VirtualClock()
    lesson = learn(
        Codec8A80(),
        lambda: peer.port(time.clock),
        time.clock,
        board=address,
        channels=12,
        channel=channel,
        reversible=reversible,
    )
    return asyncio.run(lesson)


@pytest.mark.parametrize("closed_is_high", [True, False])
@pytest.mark.parametrize("highest_first", [True, False])
def test_one_door_tells_polarity_and_byte_order(closed_is_high: bool, highest_first: bool) -> None:
    peer = board(closed_is_high=closed_is_high, highest_first=highest_first)
    order = "highest_first" if highest_first else "lowest_first"
    assert learned(peer) == Learned(int(closed_is_high), order, sees_inside=False)
    assert peer.pulses(3) == 1


def test_a_door_that_does_not_move_teaches_nothing() -> None:
    peer = board(closed_is_high=True, highest_first=True)
    peer.block(3)
    with pytest.raises(NotLearnedError, match="nothing changed"):
        learned(peer)


def test_doors_that_move_together_teach_nothing() -> None:
    peer = board(closed_is_high=True, highest_first=True)
    pulse = peer.answer_open

    def two(address: int, channel: int) -> bytes:
        peer.is_open[7] = True
        return pulse(address, channel)

    peer.answer_open = two
    with pytest.raises(NotLearnedError, match="2 doors"):
        learned(peer)


def test_swapped_plugs_are_said() -> None:
    peer = board(closed_is_high=True, highest_first=False)
    with pytest.raises(NotLearnedError, match="lock 19 moved, not 3"):
        learned(peer, reversible=False)


@pytest.mark.parametrize("own", SPEEDS)
def test_the_speed_at_which_a_board_answers_is_found(own: int) -> None:
    time, tried = VirtualClock(), []
    peer = board(closed_is_high=True, highest_first=True)

    def open_at(speed: int) -> OpenPort:
        tried.append(speed)
        garbled = MemoryPort(lambda data: [Chunk(b"\xff\x00\x7e")], time.clock)
        return lambda: peer.port(time.clock) if speed == own else garbled

    assert asyncio.run(find_speed(Codec8A80(), open_at, time.clock, board=1, channels=12)) == own
    assert tried == list(SPEEDS[: SPEEDS.index(own) + 1])
    assert peer.pulses(3) == 0, "no door moves before the speed is known"


def test_a_board_that_answers_at_no_speed_is_said_to_be_silent() -> None:
    time = VirtualClock()
    quiet = MemoryPort(lambda data: [], time.clock)
    with pytest.raises(UnavailableError, match="19200, 9600, 38400, 115200"):
        asyncio.run(find_speed(Codec8A80(), lambda _: lambda: quiet, time.clock, board=1, channels=12))


def test_a_port_that_is_not_there_is_not_tried_at_every_speed() -> None:
    def nobody() -> MemoryPort:
        raise AbsentError("no such port")

    with pytest.raises(AbsentError):
        asyncio.run(find_speed(Codec8A80(), lambda _: nobody, VirtualClock().clock, board=1, channels=12))


def test_a_silent_board_is_unavailable() -> None:
    with pytest.raises(UnavailableError):
        learned(board(closed_is_high=True, highest_first=True), address=2)
