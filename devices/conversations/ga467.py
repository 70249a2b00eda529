"""Request and answer with an ID-card reader: resynchronises twice, then says that the reader cannot be understood."""

from devices.clock import Clock
from devices.codecs.ga467_card import PHOTO_BYTES, SAM_ID_BYTES
from devices.codecs.ga467_frame import Command, Reply, ReplyParser, Status, encode_request
from devices.codecs.ga467_text import TEXT_BYTES
from devices.delays import (
    CARD_ADDRESS_ANSWER,
    CARD_BYTE_GAP,
    CARD_FIND_ANSWER,
    CARD_FRAME_LIMIT,
    CARD_SELECT_ANSWER,
)
from devices.errors import FaultError, ReplyError, UnavailableError
from devices.transport.port import Port, drain

ATTEMPTS = 3
NO_ANSWER = "no answer"
ANSWER_LIMIT = ATTEMPTS * CARD_FRAME_LIMIT
RESEND = frozenset({Status.HOST_CHECKSUM_WRONG, Status.HOST_LENGTH_WRONG, Status.HOST_COMMAND_WRONG})
OUT_OF_SERVICE = frozenset({Status.SELF_TEST_FAILED, Status.NOT_AUTHORISED})
_SUCCESS_BYTES = {
    Command.FIND_CARD: 4,
    Command.SELECT_CARD: 8,
    Command.SAM_ID: SAM_ID_BYTES,
    Command.READ_BASE: 4 + TEXT_BYTES + PHOTO_BYTES,
    Command.SAM_STATUS: 0,
    Command.RESET_SAM: 0,
}


class Conversation:
    """One request at a time, on the reader's thread."""

    def __init__(self, port: Port, clock: Clock) -> None:
        self._port = port
        self._clock = clock
        self._repeated = False
        """the last request had to be sent more than once"""

    def ask(self, command: Command, answer_within_s: float) -> Reply:
        """The reply to this command.

        UnavailableError when nothing comes, ReplyError when nothing sensible comes in three attempts, FaultError when
        the security module is out of service.
        """
        trouble = ReplyError(NO_ANSWER)
        while self._port.read(0):
            pass
        for attempt in range(ATTEMPTS):
            self._repeated = attempt > 0
            self._port.write(encode_request(command))
            try:
                reply = _fitting(command, self._receive(answer_within_s))
            except ReplyError as error:
                trouble = error
                drain(self._port, self._clock)
                continue
            if reply.status in OUT_OF_SERVICE:
                raise FaultError(f"the security module answers {reply.status:02X}")
            if reply.status not in RESEND:
                return reply
            trouble = ReplyError(f"the reader did not understand the request ({reply.status:02X})")
        if str(trouble) == NO_ANSWER:
            raise UnavailableError(NO_ANSWER)
        raise trouble

    def require_ok(self, command: Command, answer_within_s: float) -> None:
        reply = self.ask(command, answer_within_s)
        if reply.status is not Status.OK:
            raise FaultError(f"{command.name.lower()} answers {reply.status:02X}")

    def find(self, *, tap_may_be_lost: bool = False) -> Status:
        """CARD_FOUND or NO_CARD.

        Many readers say 'found' once per tap. When that one answer was damaged, selecting tells (`tap_may_be_lost`).
        """
        status = self.ask(Command.FIND_CARD, CARD_FIND_ANSWER).status
        if tap_may_be_lost and self._repeated and status is Status.NO_CARD and self.select().status is Status.OK:
            return Status.CARD_FOUND
        return status if status is Status.CARD_FOUND else Status.NO_CARD

    def select(self) -> Reply:
        return self.ask(Command.SELECT_CARD, CARD_SELECT_ANSWER)

    def latest_address(self) -> Reply:
        return self.ask(Command.READ_LATEST_ADDRESS, CARD_ADDRESS_ANSWER)

    def _receive(self, answer_within_s: float) -> Reply:
        parser = ReplyParser()
        limit = self._clock.now() + CARD_FRAME_LIMIT
        wait, came = answer_within_s, 0
        while self._clock.now() < limit and (chunk := self._port.read(wait)):
            came += len(chunk)
            wait = CARD_BYTE_GAP
            for piece in parser.feed(chunk):
                if isinstance(piece, Reply):
                    return piece
        raise ReplyError(f"{came} bytes came, but no whole frame" if came else NO_ANSWER)


def _fitting(command: Command, reply: Reply) -> Reply:
    """The reply, if it can be one to this command: a late answer to an earlier one is none."""
    success = Status.CARD_FOUND if command is Command.FIND_CARD else Status.OK
    if reply.status in (Status.OK, Status.CARD_FOUND):
        size = _SUCCESS_BYTES.get(command, len(reply.data))
        if reply.status is not success or len(reply.data) != size:
            raise ReplyError(f"{reply.status:02X} with {len(reply.data)} bytes is no answer to {command.name.lower()}")
    return reply
