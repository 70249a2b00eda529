"""A receipt printer that exists only as a script over a null modem: paper, cover, cutter, and what was cut off."""

from collections.abc import Iterable

from devices.clock import Clock
from devices.transport.memory_port import Arrival, Chunk, MemoryPort, Unplug

CUT = b"\x1d\x56\x42\x00"
SENTINEL = b"\x1d\x72\x01"


class ScriptedPrinter:
    def __init__(self) -> None:
        self.level = "ok"
        self.open = False
        self.jammed = False
        self.quiet = False
        self.mute_sentinel = False
        self.unplug_in_job = False
        self.lines_left: int | None = None
        self.received_job = b""
        self.cut_off: list[bytes] = []
        self.last: MemoryPort | None = None

    def paper(self, level: str) -> None:
        self.level = level

    def paper_out_after(self, lines: int) -> None:
        self.lines_left = lines

    def cover(self, *, is_open: bool) -> None:
        self.open = is_open

    def jam_at_cut(self) -> None:
        self.jammed = True

    def silent(self, *, on: bool) -> None:
        self.quiet = on

    def printed(self) -> int:
        return len(self.cut_off)

    def port(self, clock: Clock) -> MemoryPort:
        self.last = MemoryPort(self.received, clock)
        return self.last

    def received(self, data: bytes) -> Iterable[Arrival]:
        if self.quiet:
            return []
        if self.unplug_in_job and data.startswith(b"\x1b\x40"):
            return [Unplug()]
        if data[:2] == b"\x10\x04" and len(data) == 3:
            return [Chunk(bytes([self._real_time(data[2])]))]
        self.received_job += data
        return self._process()

    def _process(self) -> list[Arrival]:
        if self.lines_left is not None and self.received_job.count(b"\n") > self.lines_left:
            self.level = "out"
        if self._stopped():
            return []
        while (cut := self.received_job.find(CUT)) >= 0:
            if self.jammed:
                return []
            self.cut_off.append(self.received_job[:cut])
            self.received_job = self.received_job[cut + len(CUT) :]
        asked = self.received_job.endswith(SENTINEL) and not self.mute_sentinel
        self.received_job = b""
        return [Chunk(b"\x00", after_s=0.1)] if asked else []

    def _stopped(self) -> bool:
        return self.level == "out" or self.open

    def _real_time(self, request: int) -> int:
        cutter_stuck = self.jammed and CUT in self.received_job
        match request:
            case 1:
                return 0x1A if self._stopped() or cutter_stuck else 0x12
            case 2:
                return 0x12 | (0x04 if self.open else 0) | (0x20 if self.level == "out" else 0)
            case 3:
                return 0x1A if cutter_stuck else 0x12
            case _:
                return {"ok": 0x12, "near": 0x1E, "out": 0x7E}[self.level]
