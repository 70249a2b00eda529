"""The wire between a simulated device and the terminal: what goes out, in which pieces, at which pace."""

import asyncio
import contextlib
import json
import time
from pathlib import Path
from typing import Protocol

from devices.simulated.wire.control_server import Control, Parameters, RefusedError
from devices.simulated.wire.line_faults import Delivery, LineFault, deliver

BITS_PER_BYTE = 10
"""8N1 on a serial wire"""
PACED_PIECE = 64
"""bytes that a USB adapter hands over at once"""


class Wire(Protocol):
    """One open connection."""

    def write(self, data: bytes) -> None: ...

    def break_off(self) -> None: ...


class WireLog:
    """Every byte that passed, as JSON lines `{"at", "to", "hex"}`; `to` is device or terminal."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)

    def note(self, to: str, data: bytes) -> None:
        if self._path is None:
            return
        with self._path.open("a", encoding="utf-8") as log:
            log.write(json.dumps({"at": round(time.time(), 4), "to": to, "hex": data.hex()}) + "\n")


class Line:
    """The device's end: deliveries go out one after the other, to whoever is connected, or nowhere."""

    def __init__(self, log: WireLog, *, baud: int = 0) -> None:
        """`baud` 0: as fast as the socket; otherwise the pace of a serial wire."""
        self.baud = baud
        self.silent = False
        self._log = log
        self._wire: Wire | None = None
        self._queue: asyncio.Queue[Delivery] = asyncio.Queue()
        self._fault = LineFault.NORMAL
        self._fault_at: int | None = None
        self._faults_left = 0

    @property
    def connected(self) -> bool:
        return self._wire is not None

    def connect(self, wire: Wire | None) -> None:
        self._wire = wire
        with contextlib.suppress(asyncio.QueueEmpty):
            while True:
                self._queue.get_nowait()

    def send(self, data: bytes) -> None:
        """One answer of the device; the fault of the line is spent on it."""
        if self._wire is None or self.silent:
            return
        self._queue.put_nowait(deliver(data, self._fault, at=self._fault_at))
        if self._faults_left:
            self._faults_left -= 1
            if not self._faults_left:
                self._fault = LineFault.NORMAL

    def spoil(self, fault: LineFault, *, times: int = 0, at: int | None = None) -> None:
        """The next `times` answers (0: all) suffer the fault."""
        self._fault, self._faults_left, self._fault_at = fault, times, at

    def controls(self) -> tuple[Control, ...]:
        return (Control("silent", ("on",), self._set_silent), Control("line", ("as", "times", "at"), self._set_fault))

    def break_off(self) -> None:
        if self._wire is not None:
            self._wire.break_off()

    def received(self, data: bytes) -> None:
        self._log.note("device", data)

    async def run(self) -> None:
        while True:
            delivery = await self._queue.get()
            wire = self._wire
            await asyncio.sleep(delivery.delay_s)
            for number, part in enumerate(delivery.parts):
                if number and delivery.pause_s:
                    await asyncio.sleep(delivery.pause_s)
                await self._write(wire, part)
            if delivery.then_break and wire is self._wire:
                self.break_off()

    async def _write(self, wire: Wire | None, data: bytes) -> None:
        """At the pace of the wire, a few milliseconds' worth at a time."""
        size = PACED_PIECE if self.baud else max(len(data), 1)
        for start in range(0, len(data), size):
            piece = data[start : start + size]
            if self.baud:
                await asyncio.sleep(len(piece) * BITS_PER_BYTE / self.baud)
            if wire is None or wire is not self._wire:
                return
            self._log.note("terminal", piece)
            wire.write(piece)

    def _set_silent(self, parameters: Parameters) -> None:
        self.silent = parameters.flag("on", True)

    def _set_fault(self, parameters: Parameters) -> None:
        try:
            fault = LineFault(parameters.text("as"))
        except ValueError as error:
            raise RefusedError(str(error)) from error
        at = parameters.number("at", -1)
        self.spoil(fault, times=parameters.number("times", 0), at=None if at < 0 else at)
