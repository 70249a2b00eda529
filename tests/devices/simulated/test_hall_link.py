"""The cable to the hall, with an echoing stand-in for the hall."""

import socket
import socketserver
import threading
from collections.abc import Iterator

import pytest

from devices.simulated.child import Child


class Echo(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        while data := self.request.recv(4096):
            self.request.sendall(data)


@pytest.fixture
def link() -> Iterator[Child]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as hall:
        hall.daemon_threads = True
        threading.Thread(target=hall.serve_forever, daemon=True).start()
        with Child.start("hall_link", ["--hall-port", str(hall.server_address[1])]) as child:
            yield child
        hall.shutdown()


def connect(link: Child) -> socket.socket:
    host, _, port = link.url.removeprefix("https://").partition(":")
    return socket.create_connection((host, int(port)), timeout=3)


def test_bytes_pass_both_ways_while_the_cable_is_up(link: Child) -> None:
    with connect(link) as terminal:
        terminal.sendall(b"hello")
        assert terminal.recv(5) == b"hello"
    assert link.control.state()["bytes_up"] == 5


def test_a_cut_cable_breaks_connections_and_refuses_new_ones(link: Child) -> None:
    with connect(link) as terminal:
        terminal.sendall(b"hello")
        assert terminal.recv(5) == b"hello"
        link.control.do("down")
        with pytest.raises(ConnectionRefusedError):
            connect(link)
        assert ended(terminal)
    link.control.do("up")
    with connect(link) as terminal:
        terminal.sendall(b"again")
        assert terminal.recv(5) == b"again"


def test_on_a_half_open_cable_nothing_passes_until_it_is_up(link: Child) -> None:
    link.control.do("half_open")
    with connect(link) as terminal:
        terminal.sendall(b"hello")
        terminal.settimeout(0.2)
        with pytest.raises(TimeoutError):
            terminal.recv(5)
        link.control.do("up")
        terminal.settimeout(3)
        assert terminal.recv(5) == b"hello"


def test_the_cable_can_break_after_so_many_bytes(link: Child) -> None:
    link.control.do("cut_after", bytes=3)
    with connect(link) as terminal:
        terminal.sendall(b"hello")
        link.control.wait_until(lambda state: state["mode"] == "down", timeout_s=3)
        assert ended(terminal)
    assert link.control.state()["bytes_up"] == 3


def test_a_slow_cable_takes_its_time_and_loses_nothing(link: Child) -> None:
    link.control.do("slow", bytes_per_s=2000)
    with connect(link) as terminal:
        terminal.sendall(bytes(400))
        terminal.settimeout(0.1)
        with pytest.raises(TimeoutError):
            terminal.recv(400)
        terminal.settimeout(3)
        assert len(terminal.recv(400)) == 400


def ended(terminal: socket.socket) -> bool:
    try:
        while terminal.recv(64):
            pass
    except ConnectionError:
        pass
    return True
