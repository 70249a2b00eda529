"""Lock-control boards that exist only as a script over a null modem: bolts, switches, and every pulse counted."""

from collections.abc import Callable, Iterable

from devices.clock import Clock
from devices.errors import AbsentError
from devices.locker.codec import LockerCodec, LockerRequest
from devices.transport.memory_port import Arrival, Chunk, MemoryPort

AnswerState = Callable[[int, dict[int, bool]], bytes]
"""board and switch level by channel -> the bytes of its answer"""


class ScriptedLocker:
    """Cells 1 to 12, all behind board 1."""

    def __init__(self, codec: LockerCodec, answer_state: AnswerState, answer_open: Callable[[int, int], bytes]) -> None:
        self.codec = codec
        self.answer_state = answer_state
        self.answer_open = answer_open
        self.is_open = dict.fromkeys(range(1, 13), False)
        self.blocked: set[int] = set()
        self.stuck_sensor: dict[int, bool] = {}
        self.pulse_counts = dict.fromkeys(range(1, 13), 0)
        self.quiet = False
        self.quiet_after_pulse = False
        self.mute_acknowledgement = False
        self.late: bytes = b""
        self.echo = False
        self.last: MemoryPort | None = None
        self.plugged = True
        self.opened_ports = 0

    def close(self, cell: int) -> None:
        self.is_open[cell] = False

    def block(self, cell: int) -> None:
        self.blocked.add(cell)

    def sensor(self, cell: int, reads: str) -> None:
        self.stuck_sensor[cell] = reads == "open"

    def silent(self) -> None:
        self.quiet = True

    def pulses(self, cell: int) -> int:
        return self.pulse_counts[cell]

    def unplug(self) -> None:
        self.plugged = False
        if self.last is not None:
            self.last.unplug()

    def plug(self) -> None:
        self.plugged = True

    def port(self, clock: Clock) -> MemoryPort:
        if not self.plugged:
            raise AbsentError("no such port")
        self.opened_ports += 1
        self.last = MemoryPort(self.received, clock)
        return self.last

    def received(self, data: bytes) -> Iterable[Arrival]:
        request = self.codec.decode_request(data)
        if self.quiet or request.board != 1:
            return []
        answer = self._answer(request)
        late, self.late = self.late, b""
        return [Chunk(late)] * bool(late) + [Chunk(data)] * self.echo + [Chunk(answer)] * bool(answer)

    def _answer(self, request: LockerRequest) -> bytes:
        match request:
            case LockerRequest("open", board, int(channel)):
                return self._pulse(board, channel)
            case LockerRequest("state", board):
                return self._state(board)
            case _:
                return b""

    def _pulse(self, board: int, channel: int) -> bytes:
        self.pulse_counts[channel] += 1
        if channel not in self.blocked:
            self.is_open[channel] = True
        self.quiet = self.quiet_after_pulse
        return b"" if self.mute_acknowledgement else self.answer_open(board, channel)

    def _state(self, board: int) -> bytes:
        closed = {cell: not self.stuck_sensor.get(cell, is_open) for cell, is_open in self.is_open.items()}
        return self.answer_state(board, closed)
