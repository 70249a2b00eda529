"""What is fuzzed: each target takes any bytes and raises when a codec crashes, hangs or believes what is not so."""

import contextlib
import random
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from devices.codecs.code_lines import LineParser
from devices.codecs.columns import width
from devices.codecs.escpos_job import PAPERS, encode_receipt
from devices.codecs.escpos_status import StatusParser, decode_automatic, decode_real_time
from devices.codecs.ga467_card import LENGTHS, decode_base, decode_base_and_fingerprint
from devices.codecs.ga467_frame import Reply, ReplyParser, encode_reply
from devices.codecs.ga467_text import decode_text
from devices.codecs.ipp_message import decode_answer
from devices.codecs.ipp_printer import STOPPED, hindrance, job_state, supplies
from devices.codecs.ld2410 import ReportParser
from devices.codecs.modbus_rtu import check, close
from devices.codecs.nut import parse_answer, power_of
from devices.codecs.receipt_lines import Line, lay_out
from devices.codecs.social_security_chip import converse
from devices.commissioning.decode import explain
from devices.errors import DeviceError
from devices.locker.codec import LockerCodec, scan
from devices.locker.options import LockerOptions
from devices.receipt_printer import NotPrintedReason, Pair, ReceiptDocument, Text
from devices.registry import driver_module, driver_names
from devices.simulated.paper.escpos_commands import Command, CommandStream, Run
from devices.status import DeviceClass, SupplyState
from tests.devices.fuzz.record_targets import CONVERSATIONS, HEX, LINES, run_hex, run_record, run_redaction
from tests.devices.vector_files import HERE, text_block, vectors

Fuzz = Callable[[bytes], None]
CITIZEN = LENGTHS + text_block(vectors("ga467")["citizen"]["fields"]) + b"\x5a" * 1024
PERMITS = tuple(text_block(block["fields"]) for block in vectors("ga467")["text_blocks"])


@dataclass(frozen=True)
class Target:
    """`seeds` are good inputs that the fuzzer damages."""

    name: str
    run: Fuzz
    seeds: tuple[bytes, ...]


def targets() -> list[Target]:
    return [
        Target("ga467 frame", _ga467, (encode_reply(0x90, CITIZEN), encode_reply(0x9F, bytes(4)), encode_reply(0x80))),
        Target("ga467 text", _ga467_text, (CITIZEN[4:260], *PERMITS)),
        Target("escpos status", _escpos, (b"\x12\x16\x1a\x32", b"\x18\x00\x0f\x00", b"\x00", b"\x37\x25\x00")),
        Target("scanner lines", _lines, (b"https://hall.example/s/1\r\n",)),
        Target("ipp answer", _ipp, (_IPP_SEED,)),
        Target("ld2410 report", _ld2410, (bytes.fromhex("F4F3F2F10D0002AA034F00644C006432005500F8F7F6F5"),)),
        Target("nut answer", _nut, (b'VAR kiosk ups.status "OL CHRG"\n',)),
        Target("modbus frame", _modbus, (bytes.fromhex("010500FF0000FDFA"), bytes.fromhex("01020000000879CC"))),
        Target(
            "receipt",
            _receipt,
            ("第1行\t陈䶮\n310104-0001 ￥12.50".encode(), b"\x10\x04\x01 \x1dr\x01"),
        ),
        Target("social-security chip", _chip, (b"\x08\x12320100199005060012\x90\x00",)),
        Target("redaction", run_redaction, CONVERSATIONS),
        Target("record", run_record, LINES),
        Target("hex of a log", run_hex, HEX),
        *(_locker_target(name) for name in driver_names(DeviceClass.PICKUP_LOCKER)),
    ]


def damage(rng: random.Random, seed: bytes) -> bytes:
    """Flips, cuts, doubles and inserts; a third of the time anything at all."""
    data = bytearray(seed)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data) + 1)
        match rng.randrange(6):
            case 0 if data:
                data[at % len(data)] ^= 1 << rng.randrange(8)
            case 1:
                del data[at : at + rng.randint(1, 9)]
            case 2:
                data[at:at] = rng.randbytes(rng.randint(1, 9))
            case 3:
                data[at:at] = data[: rng.randint(1, 40)]
            case 4 if data:
                data[at % len(data)] = rng.randrange(256)
            case _:
                data += rng.randbytes(rng.randint(1, 40))
    return bytes(data)


SENT = frozenset({"ESC @", "FS &", "ESC a", "ESC E", "GS !", "LF", "GS v", "GS r", "GS V"})
_IPP_SEED = (
    b"\x01\x01\x00\x00\x00\x00\x00\x01\x01\x47\x00\x12attributes-charset\x00\x05utf-8\x04"
    b"\x23\x00\x0dprinter-state\x00\x04\x00\x00\x00\x03\x44\x00\x15printer-state-reasons\x00\x04none\x03"
)


def _ga467(data: bytes) -> None:
    """A frame that is believed must be one of the frame's own: its data re-encode to bytes that were there."""
    for piece in ReplyParser().feed(data):
        if isinstance(piece, Reply):
            frame = encode_reply(piece.status, piece.data, card_status=piece.card_status)
            assert frame[3:] in data, "a reply that nobody sent"
            for decode in (decode_base, decode_base_and_fingerprint):
                with contextlib.suppress(DeviceError):
                    assert decode(piece.data).name
    _explained("ga467", data)


def _ga467_text(data: bytes) -> None:
    with contextlib.suppress(DeviceError):
        card = decode_text(data)
        assert card.name
        assert card.birth.year > 0


def _escpos(data: bytes) -> None:
    whole = StatusParser().feed(data)
    parser = StatusParser()
    assert [one for byte in data for one in parser.feed(bytes([byte]))] == whole
    for request in (1, 2, 3, 4):
        with contextlib.suppress(ValueError):
            decode_real_time(request, data[0] if data else 0)
    with contextlib.suppress(ValueError):
        decode_automatic(data[:4])
    _explained("escpos-status", data)


def _lines(data: bytes) -> None:
    for text in LineParser().feed(data):
        assert text.isprintable()
        assert text.encode() in data


def _ipp(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        answer = decode_answer(data)
        assert answer.status <= 0xFFFF
        assert hindrance(answer) or answer.number("printer-state") != STOPPED
        if hindrance(answer) is NotPrintedReason.PAPER_OUT:
            assert any(supply.state is SupplyState.OUT for supply in supplies(answer))
        assert job_state(answer) is None or answer.number("job-state") is not None


def _ld2410(data: bytes) -> None:
    for presence in ReportParser().feed(data):
        assert presence.somebody or not presence.moving


def _nut(data: bytes) -> None:
    with contextlib.suppress(DeviceError):
        power = power_of(parse_answer(data.partition(b"\n")[0], "kiosk", "ups.status"))
        assert power.on_battery or not power.battery_low


def _modbus(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert close(check(data)) == data


def _receipt(data: bytes) -> None:
    """Whatever stands on a receipt, no byte of it is taken for a command that we did not send."""
    text = data.decode("utf-8", "replace")
    scale, paper = 1 + len(data) % 4, PAPERS[80 if len(data) % 2 else 58]
    document = ReceiptDocument((Text(text, scale=scale), Pair(text[:20], text)))
    lines = [item for item in lay_out(document, paper.columns) if isinstance(item, Line)]
    assert all(width(line.text) * line.scale <= paper.columns for line in lines)
    job = encode_receipt(document, paper)
    assert not any(command in job for command in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))
    stream = CommandStream()
    stream.feed(job)
    while (taken := stream.take()) is not None:
        piece, raw = taken
        assert isinstance(piece, Run) or (isinstance(piece, Command) and piece.name in SENT), raw[:20].hex()
    assert not stream.waiting


def _chip(data: bytes) -> None:
    """The chip answers the fuzzed bytes to whatever is asked, for ever."""
    asked = 0

    def transmit(apdu: bytes) -> bytes:
        nonlocal asked
        asked += 1
        assert asked < 200, "the conversation does not end"
        return b"\x90\x00" if apdu[1] == 0xA4 else data

    with contextlib.suppress(DeviceError):
        assert converse(transmit).number


def _explained(family: str, data: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert explain(family, data).family == family


def _locker_target(name: str) -> Target:
    module = driver_module(DeviceClass.PICKUP_LOCKER, name)
    codec: LockerCodec = module.codec(LockerOptions())

    def run(data: bytes) -> None:
        for frame in scan(codec, data):
            assert all(channel >= 0 for channel in frame.levels)
        _explained(module.FAMILY, data)

    return Target(f"locker {module.FAMILY}", run, _seeds(module))


def _seeds(module: ModuleType) -> tuple[bytes, ...]:
    """Golden replies; of a family that has none yet the sample of its driver."""
    if not (HERE / f"locker_{module.FAMILY}.toml").exists():
        return (bytes.fromhex(module.SAMPLE["hex"]),)
    return tuple(bytes.fromhex(reply["hex"]) for reply in vectors(f"locker_{module.FAMILY}")["replies"])
