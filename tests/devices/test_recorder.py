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

from devices.codecs.ga467_frame import encode_reply
from devices.commissioning.recorder import Record, Replay, parse_record, pass_on, read_record
from devices.commissioning.redaction import FAMILIES, Side, redactor
from devices.drivers.id_card_reader.ga467 import Ga467Reader, Options
from devices.id_card_reader import CardOutcome, CardRead, IdCard
from devices.transport.memory_port import Arrival, MemoryPort
from tests.devices.scripted.id_card_reader import CARDS, ScriptedReader
from tests.devices.virtual_clock import VirtualClock


def recorded_reading(path: Path, card: str) -> IdCard:
    """Reads the card through the recorder's eyes."""
    time, peer = VirtualClock(), ScriptedReader()
    peer.address = "上海市测试区新路2号"
    with path.open("w") as out:
        record = Record(out, redactor("ga467"), time.clock)

        def overheard(data: bytes) -> list[Arrival]:
            record.keep(Side.TERMINAL, data)
            arrivals = list(peer.received(data))
            for arrival in arrivals:
                record.keep(Side.DEVICE, arrival.data)  # type: ignore[union-attr]
            return arrivals

        reader = Ga467Reader([lambda: MemoryPort(overheard, time.clock)], Options(), time.clock)
        peer.insert(card)
        return read(reader)


def read(reader: Ga467Reader) -> IdCard:
    async def scene() -> CardOutcome:
        await reader.connect()
        return await reader.read_card(deadline_s=5)

    outcome = asyncio.run(scene())
    assert isinstance(outcome, CardRead)
    return outcome.card


@pytest.mark.parametrize("card", sorted(CARDS))
def test_a_recorded_card_becomes_nobodys_of_its_kind_and_can_be_read_again(tmp_path: Path, card: str) -> None:
    path = tmp_path / "reader.jsonl"
    real = recorded_reading(path, card)
    raw = path.read_text()
    secrets = {real.name, real.english_name, real.id_number, real.latest_address, real.pass_number} - {""}
    for secret in secrets - {"测试甲", "11010519491231002X"}:
        assert secret.encode("utf-16-le").hex().upper() not in raw, secret
    time = VirtualClock()
    replay = Replay(read_record(path))
    nobody = read(Ga467Reader([lambda: MemoryPort(replay, time.clock)], Options(), time.clock))
    assert nobody.kind is real.kind
    assert nobody.name in ("测试甲", "测试乙", "测试丙")
    assert nobody.latest_address == "北京市朝阳区测试路2号"


def test_numbers_of_chips_and_modules_are_not_kept() -> None:
    redact = redactor("ga467")
    for number in (bytes.fromhex("1122334455667788"), bytes(range(1, 17))):
        kept = redact(Side.DEVICE, encode_reply(0x90, number))
        assert kept == encode_reply(0x90, bytes(len(number)))


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
        ("escpos", Side.TERMINAL, "王玉兰".encode("gbk"), b"X" * 6),
        ("escpos", Side.TERMINAL, b"\x10\x04\x01" + "王玉兰".encode("gbk"), b"X" * 9),
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
    with pytest.raises(ValueError, match=r"x\.jsonl, line 2: not a passage"):
        read_record(path)


@pytest.mark.parametrize(
    "line",
    [
        "[" * 100_000,
        '{"at": 1e999, "from": "device", "hex": "00"}',
        '{"at": NaN, "from": "device", "hex": "00"}',
        '{"at": -1, "from": "device", "hex": "00"}',
        '{"at": 1' + "0" * 400 + ', "from": "device", "hex": "00"}',
        '{"at": 0, "from": "nobody", "hex": "00"}',
        '{"at": 0, "from": "device", "hex": "0"}',
        "7",
    ],
    ids=lambda line: line[:24],
)
def test_a_damaged_record_is_refused_by_its_line(line: str) -> None:
    with pytest.raises(ValueError, match="line 1: not a passage"):
        parse_record(line)


def test_what_is_no_card_is_kept_as_zeros() -> None:
    other = "王玉兰".encode("utf-16-le") + bytes(range(256)) * 2
    kept = redactor("ga467")(Side.DEVICE, encode_reply(0x90, other))
    assert kept == encode_reply(0x90, bytes(len(other)))
