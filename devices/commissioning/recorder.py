"""Sits between a program and a device, passes every byte on and keeps a redacted record that can be played back.

A record is JSON lines: `{"at": 0.123, "from": "terminal", "hex": "AAAAAA9669…"}`, seconds since its beginning.
"""

import contextlib
import json
import socket
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn

from devices.clock import Clock
from devices.commissioning.redaction import Redact, Side
from devices.transport.memory_port import Arrival, Chunk
from devices.transport.port import Port

LOOPBACK = "127.0.0.1"
LOOK, ACCEPT_LOOK = 0.01, 0.2
PIECE = 4096


@dataclass(frozen=True)
class Passage:
    at: float
    side: Side
    data: bytes


class Record:
    """Keeps what the redaction leaves of each passage."""

    def __init__(self, out: IO[str], redact: Redact, clock: Clock) -> None:
        self._out = out
        self._redact = redact
        self._now = clock.now
        self.kept = 0
        """passages"""
        self._began = clock.now()

    def keep(self, side: Side, data: bytes) -> None:
        if kept := self._redact(side, data):
            line = {"at": round(self._now() - self._began, 3), "from": str(side), "hex": kept.hex().upper()}
            self._out.write(json.dumps(line) + "\n")
            self._out.flush()
            self.kept += 1


def pass_on(port: Port, terminal: socket.socket, record: Record, stop: Callable[[], bool]) -> None:
    """Until the terminal hangs up or `stop` says so. UnavailableError when the device is lost."""
    terminal.settimeout(LOOK)
    while not stop():
        with contextlib.suppress(TimeoutError):
            data = terminal.recv(PIECE)
            if not data:
                return
            record.keep(Side.TERMINAL, data)
            port.write(data)
        if answer := port.read(LOOK):
            record.keep(Side.DEVICE, answer)
            terminal.sendall(answer)


def read_record(path: Path) -> list[Passage]:
    """ValueError names the file and the first line that is not a passage."""
    try:
        return parse_record(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}, {error}") from error


def listen(port: int) -> socket.socket:
    """On this machine only; 0 takes any free port. OSError when the port is taken."""
    return socket.create_server((LOOPBACK, port))


def record_all(port: Port, server: socket.socket, record: Record) -> NoReturn:
    """One program after the other, until interrupted. UnavailableError when the device is lost."""
    server.settimeout(ACCEPT_LOOK)
    while True:
        with contextlib.suppress(TimeoutError), server.accept()[0] as terminal:
            pass_on(port, terminal, record, stop=lambda: False)


def parse_record(text: str) -> list[Passage]:
    """ValueError names the first line that is not a passage."""
    passages = []
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            passages += [_passage(line)] if line else []
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise ValueError(f"line {number}: not a passage ({error})") from error
    return passages


class Replay:
    """The device's part of a record, as the peer of a MemoryPort: answers each request as the device did."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._turns = list(_turns(passages))

    def __call__(self, data: bytes) -> Iterable[Arrival]:
        """Nothing for a request that was never recorded."""
        for at, (request, answers) in enumerate(self._turns):
            if request == data:
                del self._turns[at]
                return answers
        return []


def _passage(line: str) -> Passage:
    told = json.loads(line)
    passage = Passage(float(told["at"]), Side(told["from"]), bytes.fromhex(told["hex"]))
    if not 0 <= passage.at < float("inf"):
        raise ValueError(f"no time is {passage.at}")
    return passage


def _turns(passages: Iterable[Passage]) -> Iterator[tuple[bytes, list[Arrival]]]:
    """Each request with what came before the next one, and how long after it."""
    request, answers, last = b"", list[Arrival](), 0.0
    for passage in passages:
        if passage.side is Side.TERMINAL:
            if request:
                yield request, answers
            request, answers = passage.data, []
        else:
            answers.append(Chunk(passage.data, after_s=max(0.0, passage.at - last)))
        last = passage.at
    if request:
        yield request, answers
