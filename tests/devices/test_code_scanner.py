"""The scanner: lines of text, one showing counted once, nothing old taken for new."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.code_scanner import CodeRead, NoCode, ScannerUnavailable
from devices.codecs.code_lines import LONGEST, LineParser
from devices.driver import CodeScannerDriver
from devices.drivers.code_scanner.serial_text import SerialTextScanner
from devices.errors import UnavailableError
from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.status import DeviceClass, DeviceState
from devices.transport.memory_port import Chunk, MemoryPort, Unplug
from tests.devices.contracts.code_scanner_contract import CodeScannerContract
from tests.devices.scripted.line import ScriptedLine
from tests.devices.simulated.hand import OnSimulator, SimulatedHand, simulator
from tests.devices.virtual_clock import VirtualClock


class Bench:
    def __init__(self) -> None:
        self.time = VirtualClock()
        self.port = MemoryPort(lambda data: [], self.time.clock)
        self.scanner = SerialTextScanner(lambda: self.port, self.time.clock)
        asyncio.run(self.scanner.connect())

    def show(self, data: bytes, after_s: float = 0.0) -> None:
        self.port.arrive(Chunk(data, after_s))

    def read(self, deadline_s: float = 5) -> object:
        return asyncio.run(self.scanner.read_code(deadline_s=deadline_s))


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n"])
def test_a_line_is_a_code_whatever_ends_it(end: bytes) -> None:
    bench = Bench()
    bench.show("一码通:AB12".encode() + end, after_s=1)
    assert bench.read() == CodeRead("一码通:AB12")


def test_nothing_shown_ends_at_the_deadline() -> None:
    bench = Bench()
    began = bench.time.now()
    assert bench.read(3) == NoCode()
    assert bench.time.now() - began == pytest.approx(3)


def test_one_showing_counts_once() -> None:
    bench = Bench()
    bench.show(b"A\rA\rA\r", after_s=0.1)
    assert bench.read() == CodeRead("A")
    assert bench.read(1) == NoCode()
    bench.show(b"A\r", after_s=3)
    assert bench.read() == CodeRead("A")


def test_a_code_shown_just_before_it_was_asked_for_counts() -> None:
    bench = Bench()
    bench.show(b"A\r")
    asyncio.run(bench.scanner.status())
    bench.time.pause(1)
    assert bench.read(1) == CodeRead("A")
    assert bench.read(1) == NoCode()


class LatePort(MemoryPort):
    """A code comes exactly when somebody empties the port between two looks."""

    late = b""

    def read(self, within_s: float) -> bytes:
        if within_s == 0 and self.late:
            late, self.late = self.late, b""
            return late
        return super().read(within_s)


def test_a_code_that_comes_between_two_looks_is_not_lost() -> None:
    time = VirtualClock()
    port = LatePort(lambda data: [], time.clock)
    scanner = SerialTextScanner(lambda: port, time.clock)

    async def scene() -> None:
        await scanner.connect()
        reading = asyncio.create_task(scanner.read_code(deadline_s=60))
        await asyncio.sleep(0)
        port.late = b"A\r"
        while not reading.done():
            await scanner.status()
            await asyncio.sleep(0)
        assert reading.result() == CodeRead("A")

    asyncio.run(scene())


def test_an_earlier_customers_code_is_forgotten() -> None:
    bench = Bench()
    bench.show(b"A\r")
    bench.time.pause(30)
    assert bench.read(1) == NoCode()


def test_a_pulled_cable_is_unavailable() -> None:
    bench = Bench()
    bench.port.arrive(Unplug())
    assert isinstance(bench.read(), ScannerUnavailable)
    assert asyncio.run(bench.scanner.status()).state is DeviceState.OFFLINE


def test_a_scanner_whose_port_is_missing_does_not_connect() -> None:
    def nobody() -> MemoryPort:
        raise UnavailableError("no such port")

    with pytest.raises(UnavailableError):
        asyncio.run(SerialTextScanner(nobody, VirtualClock().clock).connect())


@pytest.mark.parametrize("noise", [b"\xff\xfe\r", b"A\x00B\r", b"   \r", b"\r\r\r", b"A" * (LONGEST + 1) + b"\r"])
def test_noise_is_no_code(noise: bytes) -> None:
    assert LineParser().feed(noise + b"B\r") == ["B"]


@given(st.binary(max_size=80), st.lists(st.integers(0, 80), max_size=4))
def test_codes_do_not_depend_on_how_bytes_are_split(data: bytes, cuts: list[int]) -> None:
    parser, edges = LineParser(), [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    assert [text for at, to in pairwise(edges) for text in parser.feed(data[at:to])] == LineParser().feed(data)


class ScriptedScanner(ScriptedLine):
    def show(self, text: str) -> None:
        self.send(Chunk(text.encode() + b"\r", after_s=0.1))

    def hide(self) -> None:
        self.clock.pause(3)


class TestSerialText(CodeScannerContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[SerialTextScanner, ScriptedScanner]]:
        clock = VirtualClock().clock
        scanner = ScriptedScanner(clock)
        yield SerialTextScanner(scanner.open, clock), scanner


class SimulatedWindow(SimulatedHand):
    def show(self, text: str) -> None:
        self.control.do("show", text=text)

    def hide(self) -> None:
        """A shown code is sent once."""


code_scanner = simulator("code_scanner")


@pytest.mark.usefixtures("code_scanner")
class TestOnTheSimulator(OnSimulator, CodeScannerContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[CodeScannerDriver, SimulatedWindow]]:
        hand = SimulatedWindow(self.simulator.control)
        hand.plug()
        yield create_device(DeviceClass.CODE_SCANNER, DeviceSettings("serial_text", self.simulator.url)), hand
