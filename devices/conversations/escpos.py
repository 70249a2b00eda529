"""Asking an ESC/POS printer and sending it a job, on the printer's thread."""

from collections import deque
from collections.abc import Callable

from devices.clock import Clock
from devices.codecs.escpos_job import SENTINEL
from devices.codecs.escpos_status import (
    REAL_TIME_REQUEST,
    Automatic,
    PrinterFlags,
    QueuedStatus,
    RealTime,
    StatusParser,
    decode_real_time,
)
from devices.delays import PRINTER_SENTINEL_LOOK, PRINTER_STATUS_ANSWER
from devices.transport.port import Port

CHUNK = 4096
REQUESTS = (1, 2, 3, 4)


class PrinterConversation:
    """Reads only what it asked for; statements that nobody asked for are taken as news."""

    def __init__(self, port: Port, clock: Clock) -> None:
        self._port = port
        self._clock = clock
        self._parser = StatusParser()
        self._heard: deque[RealTime | QueuedStatus] = deque()
        self.flags = PrinterFlags()

    def ask_status(self, requests: tuple[int, ...] = REQUESTS) -> PrinterFlags:
        """What the printer says now; what it does not answer stays None. Never waits longer than 300 ms a question.

        A printer that does not answer the first question twice is not asked the others.
        """
        answered = self._ask(requests[0]) or self._ask(requests[0])
        for request in requests[1:] if answered else ():
            self._ask(request)
        return self.flags

    def send(self, job: bytes) -> None:
        for at in range(0, len(job), CHUNK):
            self._port.write(job[at : at + CHUNK])

    def await_end(self, within_s: float, gave_up: Callable[[PrinterFlags], bool]) -> bool:
        """True when the printer answered that everything sent before was processed.

        False at the deadline, or as soon as the status, asked in between, says that it will not go on.
        """
        self._drop_old()
        self._port.write(SENTINEL)
        deadline = self._clock.now() + within_s
        while self._clock.now() < deadline:
            if isinstance(self._hear(PRINTER_SENTINEL_LOOK), QueuedStatus):
                return True
            for request in (1, 2, 3):
                if self._answer(request) is None:
                    return True
            if gave_up(self.flags):
                return False
        return False

    def text(self, request: bytes) -> str:
        """The answer to GS I 65 to 69: an underscore, ASCII, a zero. Empty when there is none."""
        self._drop_old()
        self._port.write(request)
        answer = b""
        while b"\0" not in answer and (chunk := self._port.read(PRINTER_STATUS_ANSWER)):
            answer += chunk
        body, end, _ = answer.partition(b"\0")
        return body[1:].decode("ascii", "replace") if end and body.startswith(b"_") else ""

    def _ask(self, request: int) -> bool:
        self._drop_old()
        return bool(self._answer(request))

    def _answer(self, request: int) -> bool | None:
        """True: answered and noted. False: silence. None: the end of the job was answered instead."""
        self._port.write(REAL_TIME_REQUEST + bytes([request]))
        match self._hear(PRINTER_STATUS_ANSWER):
            case RealTime(byte):
                self._note(decode_real_time(request, byte))
                return True
            case QueuedStatus():
                return None
            case _:
                return False

    def _hear(self, within_s: float) -> RealTime | QueuedStatus | None:
        """The next statement that was asked for; automatic ones are noted on the way."""
        deadline = self._clock.now() + within_s
        while not self._heard:
            left = deadline - self._clock.now()
            if left <= 0:
                return None
            self._take(self._port.read(left))
        return self._heard.popleft()

    def _take(self, data: bytes) -> None:
        for statement in self._parser.feed(data):
            if isinstance(statement, Automatic):
                self._note(statement.flags)
            else:
                self._heard.append(statement)

    def _note(self, flags: PrinterFlags) -> None:
        self.flags = self.flags.merged(flags)

    def _drop_old(self) -> None:
        """What was still coming answers nothing that is asked from now on; automatic statements are noted."""
        while late := self._port.read(0):
            self._take(late)
        self._heard.clear()
