"""Asking an ESC/POS printer and sending it a job, on the printer's thread."""

from collections import deque
from collections.abc import Callable
from enum import Enum, auto

from devices.clock import Clock
from devices.codecs.escpos_job import SENTINEL, SENTINELS
from devices.codecs.escpos_raster import LARGEST_PICTURE
from devices.codecs.escpos_status import (
    CLEAR_BUFFERS,
    REAL_TIME_REQUEST,
    Automatic,
    Cleared,
    PrinterFlags,
    QueuedStatus,
    RealTime,
    StatusParser,
    decode_real_time,
)
from devices.delays import PRINTER_CATCHES_UP, PRINTER_SENTINEL_LOOK, PRINTER_STATUS_ANSWER
from devices.transport.port import Port

CHUNK = 4096
REQUESTS = (1, 2, 3, 4)
WHITE = bytes(1024)


class JobEnd(Enum):
    PROCESSED = auto()
    STOPPED = auto()
    """the status says that it does not go on"""
    UNKNOWN = auto()


class PrinterConversation:
    """Reads only what it asked for; statements that nobody asked for are taken as news."""

    def __init__(self, port: Port, clock: Clock) -> None:
        self._port = port
        self._clock = clock
        self._parser = StatusParser()
        self._answers: deque[RealTime] = deque()
        self._cleared = False
        self.sentinels = 0
        """answered since the last job began"""
        self.flags = PrinterFlags()

    def ask_status(self, requests: tuple[int, ...] = REQUESTS) -> PrinterFlags:
        """What the printer says now; what it does not answer stays None. Never waits longer than 300 ms a question.

        A printer that does not answer the first question twice is not asked the others.
        """
        answered = self._ask(requests[0]) or self._ask(requests[0])
        for request in requests[1:] if answered else ():
            self._ask(request)
        return self.flags

    def in_step(self) -> bool:
        """The printer takes the next byte as the beginning of a command: it answers a sentinel.

        Only for a printer that is well; one that is stopped would answer much later, to another question.
        """
        return self._probe(PRINTER_CATCHES_UP) or self.clear()

    def fill_up(self) -> bool:
        """Ends a picture that a cut cable left unfinished: white, which as text is nothing. True: in step again."""
        for _ in range(0, LARGEST_PICTURE + len(WHITE), len(WHITE)):
            self._port.write(WHITE)
            if self._probe(PRINTER_STATUS_ANSWER):
                return True
        return False

    def clear(self) -> bool:
        """Throws away what the printer has not printed yet. True only when it said that nothing is left."""
        self._cleared = False
        self._port.write(CLEAR_BUFFERS)
        return self._wait(lambda: self._cleared, PRINTER_STATUS_ANSWER)

    def send(self, job: bytes) -> None:
        self._drop_old()
        self.sentinels = 0
        for at in range(0, len(job), CHUNK):
            self._port.write(job[at : at + CHUNK])

    def await_end(self, within_s: float, gave_up: Callable[[PrinterFlags], bool]) -> JobEnd:
        """Until all sentinels of the job are answered; the status, asked in between, may say that it will not go on."""
        deadline = self._clock.now() + within_s
        while self._clock.now() < deadline:
            if self._wait(self._processed, PRINTER_SENTINEL_LOOK):
                return JobEnd.PROCESSED
            for request in (1, 2, 3):
                self._ask(request)
            if self._processed():
                return JobEnd.PROCESSED
            if gave_up(self.flags):
                return JobEnd.STOPPED
        return JobEnd.UNKNOWN

    def text(self, request: bytes) -> str:
        """The answer to GS I 65 to 69: an underscore, ASCII, a zero. Empty when there is none."""
        self._drop_old()
        self._port.write(request)
        answer = b""
        while b"\0" not in answer and (chunk := self._port.read(PRINTER_STATUS_ANSWER)):
            answer += chunk
        body, end, _ = answer.partition(b"\0")
        return body[1:].decode("ascii", "replace") if end and body.startswith(b"_") else ""

    def _processed(self) -> bool:
        return self.sentinels >= SENTINELS

    def _probe(self, within_s: float) -> bool:
        self._drop_old()
        self.sentinels = 0
        self._port.write(SENTINEL)
        return self._wait(lambda: self.sentinels > 0, within_s)

    def _ask(self, request: int) -> bool:
        """Answered and noted."""
        self._drop_old()
        self._port.write(REAL_TIME_REQUEST + bytes([request]))
        if not self._wait(lambda: bool(self._answers), PRINTER_STATUS_ANSWER):
            return False
        self._note(decode_real_time(request, self._answers.popleft().byte))
        return True

    def _wait(self, until: Callable[[], bool], within_s: float) -> bool:
        """Hears the printer out until `until` holds; False when the time is over first."""
        deadline = self._clock.now() + within_s
        while not until():
            left = deadline - self._clock.now()
            if left <= 0:
                return False
            self._take(self._port.read(left))
        return True

    def _take(self, data: bytes) -> None:
        for statement in self._parser.feed(data):
            match statement:
                case Automatic(flags):
                    self._note(flags)
                case RealTime():
                    self._answers.append(statement)
                case QueuedStatus():
                    self.sentinels += 1
                case Cleared():
                    self._cleared = True

    def _note(self, flags: PrinterFlags) -> None:
        self.flags = self.flags.merged(flags)

    def _drop_old(self) -> None:
        """What was still coming answers nothing that is asked from now on; automatic statements are noted."""
        while late := self._port.read(0):
            self._take(late)
        self._answers.clear()
