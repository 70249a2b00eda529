"""The wire between a simulated device and the terminal: what goes out, in which pieces, at which pace."""

import asyncio
import contextlib
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

BITS_PER_BYTE = 10
"""8N1 on a serial wire"""


@dataclass(frozen=True)
class Delivery:
    """Bytes for the terminal and how they arrive: in pieces of `piece` bytes, `pause_s` apart."""

    data: bytes
    piece: int = 0
    """0: all in one"""
    pause_s: float = 0.0
    then_break: bool = False
    """the cable goes after the last byte"""


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

    @property
    def connected(self) -> bool:
        return self._wire is not None

    def connect(self, wire: Wire | None) -> None:
        self._wire = wire
        with contextlib.suppress(asyncio.QueueEmpty):
            while True:
                self._queue.get_nowait()

    def send(self, delivery: Delivery) -> None:
        if self._wire is not None and not self.silent:
            self._queue.put_nowait(delivery)

    def break_off(self) -> None:
        if self._wire is not None:
            self._wire.break_off()

    def received(self, data: bytes) -> None:
        self._log.note("device", data)

    async def run(self) -> None:
        while True:
            delivery = await self._queue.get()
            wire = self._wire
            size = delivery.piece or max(len(delivery.data), 1)
            for start in range(0, len(delivery.data), size):
                await self._write(wire, delivery.data[start : start + size])
                if delivery.pause_s and start + size < len(delivery.data):
                    await asyncio.sleep(delivery.pause_s)
            if delivery.then_break and wire is self._wire:
                self.break_off()

    async def _write(self, wire: Wire | None, data: bytes) -> None:
        if wire is None or wire is not self._wire:
            return
        if self.baud:
            await asyncio.sleep(len(data) * BITS_PER_BYTE / self.baud)
        self._log.note("terminal", data)
        wire.write(data)
