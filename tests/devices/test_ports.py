"""Ports: bytes and deadlines, on a null modem, a real socket and a pseudo terminal."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from devices.errors import AbsentError, TakenError, UnavailableError
from devices.transport.memory_port import Chunk, MemoryPort, Unplug
from devices.transport.port import Port, drain
from devices.transport.serial_port import SerialPort, open_serial
from devices.transport.usb_printer_port import UsbPrinterPort, open_usb_printer
from devices.trouble import state_of
from tests.devices.pseudo_terminals import needs_pseudo_terminals
from tests.devices.virtual_clock import VirtualClock


@contextmanager
def far_end() -> Iterator[tuple[str, socket.socket]]:
    """The URL of a port and the socket at its other end."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken: list[socket.socket] = []
        accepting = threading.Thread(target=lambda: taken.append(server.accept()[0]))
        accepting.start()
        url = f"socket://127.0.0.1:{server.getsockname()[1]}"
        port = open_serial(url, baudrate=9600)()
        accepting.join()
        PORTS[url] = port
        with taken[0]:
            yield url, taken[0]
        PORTS.pop(url).close()


PORTS: dict[str, Port] = {}


def test_what_is_written_arrives_and_what_comes_is_read() -> None:
    with far_end() as (url, far):
        PORTS[url].write(b"\x01\x02")
        assert far.recv(10) == b"\x01\x02"
        far.sendall(b"\x03" * 300)
        taken = b""
        while len(taken) < 300:
            taken += PORTS[url].read(1)
        assert taken == b"\x03" * 300
        assert PORTS[url].read(0) == b""
        assert PORTS[url].read(0.01) == b""


def test_a_far_end_that_goes_away_is_unavailable() -> None:
    with far_end() as (url, far):
        far.close()
        with pytest.raises(UnavailableError):
            PORTS[url].read(1)


def test_what_came_before_the_far_end_went_away_is_still_read() -> None:
    with far_end() as (url, far):
        far.sendall(b"last words")
        far.close()
        assert PORTS[url].read(1) == b"last words"
        with pytest.raises(UnavailableError):
            PORTS[url].read(1)


def test_a_port_in_the_network_keeps_to_the_clock_it_was_given() -> None:
    time = VirtualClock()

    def hurried() -> float:
        time.pause(0.5)
        return time.now()

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = open_serial(f"socket://127.0.0.1:{server.getsockname()[1]}", baudrate=9600, now=hurried)()
        began = time.now()
        assert port.read(60) == b""
        assert time.now() - began == pytest.approx(60, abs=1)
        port.close()


@pytest.mark.parametrize(
    "url", ["socket://127.0.0.1:1", "socket://", "socket://127.0.0.1:x", "/dev/no-such-port", "nonsense://x"]
)
def test_a_port_with_nothing_at_it_is_absent(url: str) -> None:
    with pytest.raises(AbsentError):
        open_serial(url, baudrate=9600)()


@needs_pseudo_terminals
def test_a_pseudo_terminal_is_a_port_and_is_taken_once() -> None:
    import tty  # POSIX only

    master, slave = os.openpty()
    tty.setraw(slave)
    name = os.ttyname(slave)
    port = SerialPort(name, baudrate=115200)
    os.write(master, b"\xaa\x00\xff")
    taken = b""
    while len(taken) < 3:
        taken += port.read(1)
    assert taken == b"\xaa\x00\xff"
    with pytest.raises(TakenError) as refused:
        SerialPort(name, baudrate=115200)
    assert state_of(refused.value)[1].kind == "port_taken", "nobody shall look for a broken cable"
    os.close(slave)
    os.close(master)
    with pytest.raises(UnavailableError):
        port.read(1)
    port.close()


def test_the_null_modem_keeps_its_times() -> None:
    time = VirtualClock()
    port = MemoryPort(lambda data: [Chunk(b"a", after_s=0.5), Chunk(b"b", after_s=0.5), Unplug()], time.clock)
    began = time.now()
    port.write(b"x")
    assert port.read(0.2) == b""
    assert port.read(1) == b"a"
    assert time.now() - began == pytest.approx(0.5)
    assert port.read(1) == b"b"
    with pytest.raises(UnavailableError, match="pulled"):
        port.read(1)


def test_draining_waits_for_quiet_and_gives_up_on_chatter() -> None:
    time = VirtualClock()
    port = MemoryPort(lambda data: [Chunk(b"a", after_s=0.01)] * 3, time.clock)
    port.write(b"x")
    assert drain(port, time.clock) == b"aaa"
    chattering = MemoryPort(lambda data: [Chunk(b"a", after_s=0.01)] * 500, time.clock)
    chattering.write(b"x")
    with pytest.raises(UnavailableError, match="quiet"):
        drain(chattering, time.clock)


class UsbDevice:
    """A printer's two end points, as pyusb shows them."""

    def __init__(self) -> None:
        self.written: list[tuple[int, bytes]] = []
        self.answers: list[bytes | OSError] = []

    def write(self, end_point: int, data: bytes, timeout: int) -> None:
        self.written.append((end_point, data))

    def read(self, end_point: int, size: int, timeout: int) -> bytes:
        answer = self.answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer


class UsbPrinter:
    in_ep, out_ep = 0x82, 0x01

    def __init__(self) -> None:
        self.device = UsbDevice()

    def close(self) -> None:
        raise OSError("already gone")


def test_a_printer_on_usb_is_a_port() -> None:
    printer = UsbPrinter()
    printer.device.answers = [b"\x12", OSError(110, "Operation timed out"), OSError(19, "No such device")]
    port = UsbPrinterPort(printer)
    port.write(b"\x10\x04\x01")
    assert printer.device.written == [(0x01, b"\x10\x04\x01")]
    assert port.read(0.3) == b"\x12"
    assert port.read(0.3) == b""
    with pytest.raises(UnavailableError, match="No such device"):
        port.read(0.3)
    port.close()


@pytest.mark.parametrize("url", ["usb://0416", "usb://xyz1:5011", "usb://0416:5011"])
def test_a_usb_printer_that_is_not_there_is_absent(url: str) -> None:
    with pytest.raises(AbsentError):
        open_usb_printer(url)()
