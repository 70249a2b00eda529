"""A receipt printer that exists only as a script over a null modem: paper, cover, cutter, and what was cut off.

Like a real one it goes on with what it has when it is mended, and takes what comes inside a picture for the picture.
"""

from collections.abc import Iterable

from devices.clock import Clock
from devices.errors import AbsentError
from devices.transport.memory_port import Arrival, Chunk, MemoryPort, Unplug

CUT = b"\x1d\x56\x42\x00"
SENTINEL = b"\x1d\x72\x01"
PICTURE = b"\x1d\x76\x30\x00"
PICTURE_HEAD = 8
CLEAR = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")


class ScriptedPrinter:
    def __init__(self) -> None:
        self.level = "ok"
        self.open = False
        self.stuck = False
        self.jam_next = False
        self.plugged = True
        self.quiet = False
        self.mute_sentinel = False
        self.clears = True
        self.unplug_after: int | None = None
        """the cable breaks after so many bytes of a job"""
        self.lines_left: int | None = None
        self.lines = 0
        self.pending = b""
        self.paper_so_far = b""
        self.cut_off: list[bytes] = []
        self.ports: list[MemoryPort] = []

    def paper(self, level: str) -> None:
        self.level = level
        self._answer_later(self._process())

    def paper_out_after(self, lines: int) -> None:
        self.lines, self.lines_left = 0, lines

    def cover(self, *, is_open: bool) -> None:
        self.open = is_open
        self._answer_later(self._process())

    def jam_at_cut(self) -> None:
        self.jam_next = True

    def jam_freed(self) -> None:
        self.stuck = False
        self._answer_later(self._process())

    def silent(self, *, on: bool) -> None:
        self.quiet = on

    def unplug(self) -> None:
        self.plugged = False
        self.ports[-1].unplug()

    def plug(self) -> None:
        self.plugged = True

    def printed(self) -> int:
        return len(self.cut_off)

    def port(self, clock: Clock) -> MemoryPort:
        if not self.plugged:
            raise AbsentError("no such port")
        self.ports.append(MemoryPort(self.received, clock))
        return self.ports[-1]

    def received(self, data: bytes) -> Iterable[Arrival]:
        if self.quiet:
            return []
        if self.unplug_after is not None and len(data) > self.unplug_after:
            self.pending += data[: self.unplug_after]
            self.unplug_after = None
            self._process()
            return [Unplug()]
        if data[:2] == b"\x10\x04" and len(data) == 3:
            return [Chunk(bytes([self._real_time(data[2])]))]
        if data == CLEAR:
            return self._clear()
        self.pending += data
        return self._process()

    def _clear(self) -> list[Arrival]:
        if self.clears:
            self.pending = b""
        return [Chunk(b"\x37\x25\x00")] if self.clears else []

    def _answer_later(self, answers: list[Arrival]) -> None:
        if self.ports:
            self.ports[-1].arrive(*answers)

    def _process(self) -> list[Arrival]:
        answers: list[Arrival] = []
        while self.pending and not self._stopped():
            taken = self._next()
            if not taken:
                break
            if taken == CUT and self.jam_next:
                self.stuck, self.jam_next = True, False
                break
            self.pending = self.pending[len(taken) :]
            if taken == SENTINEL:
                answers += [] if self.mute_sentinel else [Chunk(b"\x00", after_s=0.05)]
            elif taken == CUT:
                self._cut()
            else:
                self._print(taken)
        return answers

    def _next(self) -> bytes:
        """The next command, picture or character; empty while it is not all there."""
        for command in (CUT, SENTINEL):
            if self.pending.startswith(command):
                return command
        if self.pending.startswith(PICTURE):
            head = self.pending[:PICTURE_HEAD]
            size = PICTURE_HEAD + int.from_bytes(head[4:6], "little") * int.from_bytes(head[6:8], "little")
            return self.pending[:size] if len(head) == PICTURE_HEAD and len(self.pending) >= size else b""
        return self.pending[:1]

    def _print(self, taken: bytes) -> None:
        self.paper_so_far += taken
        self.lines += taken == b"\n"
        if self.lines_left is not None and self.lines >= self.lines_left:
            self.level, self.lines_left = "out", None

    def _cut(self) -> None:
        if self.paper_so_far.strip(b"\x00"):
            self.cut_off.append(self.paper_so_far)
        self.paper_so_far = b""

    def _stopped(self) -> bool:
        return self.level == "out" or self.open or self.stuck

    def _real_time(self, request: int) -> int:
        match request:
            case 1:
                return 0x1A if self._stopped() else 0x12
            case 2:
                return 0x12 | (0x04 if self.open else 0) | (0x20 if self.level == "out" else 0)
            case 3:
                return 0x1A if self.stuck else 0x12
            case _:
                return {"ok": 0x12, "near": 0x1E, "out": 0x7E}[self.level]
