"""Whatever arrives, and in whatever pieces, the simulated devices take it as one stream and never break."""

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.simulated.boards.board_options import BoardOptions
from devices.simulated.boards.locker_doors import LockerDoors
from devices.simulated.chips import ga467
from devices.simulated.ipp import message as ipp
from devices.simulated.paper.escpos_commands import CommandStream, Piece
from devices.simulated.paper.escpos_machine import EscPosMachine
from devices.simulated.pickup_locker import FAMILIES, board_of
from devices.simulated.wire.control_server import Changes
from tests.devices.simulated.tapped_line import TappedLine

READ = bytes.fromhex("AAAAAA96690003300132")
OPENING = {
    "8a": "8A0101119B",
    "wkly": "574B4C590900820183",
    "cu48": "020000510356",
    "cu60": "020000610366",
    "cu16": "0200310336",
    "modbus": "010500FF0000FDFA",
}
RECEIPT = (
    b"\x1b@\x1c&"
    + "回执".encode("gbk")
    + b"\n\x1dv0\x00\x01\x00\x02\x00\x10\x04\x1dk\x49\x05{B123\x1d(k\x03\x001Q0\x1dV\x41\x10"
)
noise = st.binary(max_size=60)


def pieces(data: bytes, cuts: Iterable[int]) -> list[bytes]:
    edges = [0, *sorted(cut for cut in cuts if cut < len(data)), len(data)]
    return [data[start:end] for start, end in pairwise(edges)]


@given(noise, st.lists(st.integers(0, 80), max_size=6))
def test_a_request_after_any_noise_is_understood_in_any_pieces(before: bytes, cuts: list[int]) -> None:
    whole = ga467.RequestStream()
    expected = list(whole.feed(before + READ))
    split = ga467.RequestStream()
    assert [one for piece in pieces(before + READ, cuts) for one in split.feed(piece)] == expected
    if b"\xaa" not in before:
        assert expected[-1] == ga467.Request(0x3001)


def commands(data: bytes, cuts: Iterable[int] = ()) -> list[tuple[Piece, bytes]]:
    stream, taken = CommandStream(), []
    for piece in pieces(data, cuts):
        stream.feed(piece)
        while one := stream.take():
            taken.append(one)
    return taken


@given(noise)
def test_any_bytes_on_the_receipt_printer_are_printed_complained_about_or_waited_for(data: bytes) -> None:
    stream = CommandStream()
    machine = EscPosMachine(384, stream)
    stream.feed(data)
    while one := stream.take():
        machine.do(one[0])
    machine.paper.picture()


@given(st.lists(st.integers(0, len(RECEIPT)), max_size=8))
def test_a_receipt_is_the_same_in_any_pieces(cuts: list[int]) -> None:
    assert b"".join(raw for _, raw in commands(RECEIPT, cuts)) == RECEIPT
    not_text = [one for one in commands(RECEIPT, cuts) if type(one[0]).__name__ != "Run"]
    assert not_text == [one for one in commands(RECEIPT) if type(one[0]).__name__ != "Run"]


@given(noise)
def test_any_bytes_are_an_ipp_message_or_refused_as_malformed(data: bytes) -> None:
    try:
        message = ipp.decode(data)
    except ipp.MalformedError:
        return
    assert ipp.decode(ipp.encode(message)) == message


@pytest.mark.parametrize("family", list(FAMILIES))
@given(before=noise, cuts=st.lists(st.integers(0, 80), max_size=6))
def test_boards_take_any_noise_in_any_pieces(family: str, before: bytes, cuts: list[int]) -> None:
    request = before + bytes.fromhex(OPENING[family])
    sent, opened = [], []
    for parts in ([request], pieces(request, cuts)):
        line, doors = TappedLine(), LockerDoors(16, Changes())
        board = board_of(family, line, doors, BoardOptions(channels=8))
        for part in parts:
            board.received(part)
        sent.append(line.sent)
        opened.append([cell for cell, door in doors.doors.items() if door.open])
    assert sent[0] == sent[1]
    assert opened[0] == opened[1]
