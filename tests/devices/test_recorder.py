"""Records: everything passes, nothing personal is kept, and a record plays the device's part again."""

import asyncio
import io
import json
import socket
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.commissioning.recorder import Record, Replay, pass_on, read_record
from devices.commissioning.redaction import FAMILIES, Side, redactor
from devices.drivers.id_card_reader.ga467 import Ga467Reader, Options
from devices.id_card_reader import CardRead
from devices.transport.memory_port import MemoryPort
from tests.devices.scripted.id_card_reader import ScriptedReader
from tests.devices.virtual_clock import VirtualClock


def recorded_reading(path: Path) -> None:
    """Reads card D through the recorder's eyes."""
    time, peer = VirtualClock(), ScriptedReader()
    peer.address = "上海市测试区新路2号"
    with path.open("w") as out:
        record = Record(out, redactor("ga467"), time.clock)

        def overheard(data: bytes) -> list[object]:
            record.keep(Side.TERMINAL, data)
            arrivals = list(peer.received(data))
            for arrival in arrivals:
                record.keep(Side.DEVICE, arrival.data)  # type: ignore[union-attr]
            return arrivals

        reader = Ga467Reader([lambda: MemoryPort(overheard, time.clock)], Options(), time.clock)  # type: ignore[arg-type]
        asyncio.run(reader.connect())
        peer.insert("D")
        assert isinstance(asyncio.run(reader.read_card(deadline_s=5)), CardRead)


def test_a_recorded_card_becomes_nobodys_and_can_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "reader.jsonl"
    recorded_reading(path)
    kept = b"".join(passage.data for passage in read_record(path)).decode("utf-16-le", "replace")
    raw = path.read_text()
    for personal in ("李安娜", "ERIKSSON", "911124198108030024", "新路"):
        assert personal.encode("utf-16-le").hex().upper() not in raw
        assert personal not in kept
    time = VirtualClock()
    replay = Replay(read_record(path))
    reader = Ga467Reader([lambda: MemoryPort(replay, time.clock)], Options(), time.clock)

    async def scene() -> object:
        await reader.connect()
        return await reader.read_card(deadline_s=5)

    outcome = asyncio.run(scene())
    assert isinstance(outcome, CardRead)
    assert outcome.card.name == "测试甲"


def test_bytes_pass_both_ways_until_the_program_hangs_up() -> None:
    time = VirtualClock()
    port = MemoryPort(lambda data: [], time.clock)
    out = io.StringIO()
    near, far = socket.socketpair()
    far.sendall(b"\x10\x04\x01")
    far.shutdown(socket.SHUT_WR)
    with near, far:
        pass_on(port, near, Record(out, redactor("open"), time.clock), stop=lambda: False)
    assert port.written == [b"\x10\x04\x01"]
    assert json.loads(out.getvalue()) == {"at": 0.0, "from": "terminal", "hex": "100401"}


def test_what_the_device_says_reaches_the_program() -> None:
    from devices.transport.memory_port import Chunk

    port = MemoryPort(lambda data: [Chunk(b"\x12")], VirtualClock().clock)
    near, far = socket.socketpair()
    done = threading.Event()
    with near, far:
        record = Record(io.StringIO(), redactor("open"), VirtualClock().clock)
        passing = threading.Thread(target=pass_on, args=(port, near, record, done.is_set))
        passing.start()
        far.sendall(b"\x10\x04\x01")
        assert far.recv(1) == b"\x12"
        done.set()
        passing.join()


@pytest.mark.parametrize(
    ("family", "side", "data", "kept"),
    [
        ("text", Side.DEVICE, b"320100199005060012\r", b"X" * 18 + b"\r"),
        ("escpos", Side.TERMINAL, b"\x1b\x40" + "王玉兰 310104".encode("gbk"), b"X" * 15),
        ("escpos", Side.TERMINAL, b"\x10\x04\x02", b"\x10\x04\x02"),
        ("escpos", Side.DEVICE, b"\x12", b"\x12"),
        ("open", Side.DEVICE, b"\x80\x01", b"\x80\x01"),
    ],
)
def test_each_family_keeps_what_is_harmless(family: str, side: Side, data: bytes, kept: bytes) -> None:
    assert redactor(family)(side, data) == kept


@given(st.binary(max_size=200))
def test_a_damaged_card_frame_is_not_kept(noise: bytes) -> None:
    kept = redactor("ga467")(Side.DEVICE, noise + "王玉兰".encode("utf-16-le"))
    assert "王玉兰".encode("utf-16-le") not in kept


def test_every_family_has_its_redaction() -> None:
    assert all(callable(redactor(family)) for family in FAMILIES)


def test_a_line_that_is_no_passage_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"at": 0, "from": "device", "hex": "00"}\n{"at": 1}\n')
    with pytest.raises(ValueError, match="line 2"):
        read_record(path)
