"""ID-card readers that speak GA 467 frames over a serial line."""

from dataclasses import dataclass, replace
from typing import Literal

from pydantic import Field

from devices.clock import Clock
from devices.codecs.ga467_card import decode_base_and_fingerprint, decode_sam_id
from devices.codecs.ga467_frame import Command, Reply, Status
from devices.codecs.ga467_text import decode_address
from devices.conversations.ga467 import ANSWER_LIMIT, Conversation
from devices.delays import CARD_POLL, CARD_READ_ANSWER, CARD_READ_FINGERPRINT_ANSWER, SAM_ANSWER
from devices.errors import DeviceError, ReplyError, UnavailableError
from devices.id_card_reader import (
    CardOutcome,
    CardRead,
    CardTrouble,
    CardUnreadable,
    IdCard,
    NoCard,
    ReaderUnavailable,
)
from devices.link import PortLink
from devices.settings import DeviceSettings, DriverOptions, parse_options
from devices.status import Capabilities, DeviceClass, DeviceState, DeviceStatus, MediaState
from devices.transport.port import OpenPort, Port
from devices.transport.serial_port import open_serial
from devices.trouble import state_of

BAUDRATES = (115200, 57600, 38400, 19200, 9600)
REJECTIONS = frozenset(
    {
        Status.CARD_REJECTED_SAM,
        Status.SAM_REJECTED_CARD,
        Status.INFORMATION_NOT_VERIFIED,
        Status.WRONG_CARD_TYPE,
        Status.NOT_PERMITTED,
    }
)
ABSENCES_BEFORE_GONE = 2


class Options(DriverOptions):
    baudrate: Literal[0, 115200, 57600, 38400, 19200, 9600] = 115200
    require_fresh_tap: bool = True
    """a card that was read is only read again after it was away"""
    read_latest_address: bool = True
    read_fingerprint: bool = False
    """asks for it and throws it away: some readers answer only this command"""
    poll_s: float = Field(default=CARD_POLL, ge=0.1, le=2.0)
    """between two looks for a card; one maker's note asks for 0.3 or more"""
    check_by_reading: bool = True
    """many readers answer 'no card' for one that was read and still lies there; only reading tells"""


@dataclass(frozen=True)
class Absent:
    """Nothing (new) lies on the reader."""


def create(settings: DeviceSettings, clock: Clock) -> "Ga467Reader":
    options = parse_options(Options, settings.options)
    rates = BAUDRATES if options.baudrate == 0 else (options.baudrate,)
    return Ga467Reader([open_serial(settings.port, baudrate=rate, now=clock.now) for rate in rates], options, clock)


class Ga467Reader:
    """Reads one card at a time. Between two looks the port is free for others to ask the status."""

    def __init__(self, open_ports: list[OpenPort], options: Options, clock: Clock) -> None:
        self._links = [PortLink("id_card_reader", open_port, clock) for open_port in open_ports]
        self._link = self._links[0]
        self._options = options
        self._clock = clock
        self._status = DeviceStatus(DeviceClass.ID_CARD_READER, DeviceState.STARTING)
        self._spent = False
        """the card that came last was read, or could not be"""
        self._pending = False
        """a tap was noticed while looking whether a card was left; it is still to be read"""
        self._absences = 0
        """answers 'no card' in a row since the last read"""

    async def connect(self) -> None:
        """Tries each line speed in turn until the security module answers."""
        for link in self._links:
            self._link = link
            try:
                sam_id = await link.talk(self._identify, within_s=3 * ANSWER_LIMIT)
            except (ReplyError, UnavailableError):
                await link.close()
                if link is self._links[-1]:
                    raise
            else:
                capabilities = Capabilities(serial=sam_id, features=frozenset({"base", "latest_address"}))
                self._status = replace(self._status, state=DeviceState.ONLINE, capabilities=capabilities, fault=None)
                return

    async def close(self) -> None:
        await self._link.close()

    async def attached(self) -> bool:
        return await self._link.attached()

    async def status(self) -> DeviceStatus:
        if self._link.busy:
            return replace(self._status, state=DeviceState.DEVICE_BUSY)
        try:
            await self._link.talk(self._check_module, within_s=ANSWER_LIMIT)
        except DeviceError as error:
            self._note_trouble(error)
        else:
            self._status = replace(self._status, state=DeviceState.ONLINE, fault=None)
        return self._status

    async def read_card(self, *, deadline_s: float) -> CardOutcome:
        deadline = self._clock.now() + deadline_s
        try:
            while isinstance(look := await self._link.talk(self._look, within_s=4 * ANSWER_LIMIT), Absent):
                if self._clock.now() + self._options.poll_s > deadline:
                    return NoCard()
                await self._clock.rest(self._options.poll_s)
        except DeviceError as error:
            self._note_trouble(error)
            return ReaderUnavailable(str(error))
        return look

    async def card_left(self) -> bool:
        """Two silences in a row count as gone. An unreachable reader holds no card that anybody could call out."""
        try:
            return await self._link.talk(self._lies_there, within_s=4 * ANSWER_LIMIT)
        except DeviceError as error:
            self._note_trouble(error)
            return False

    # On the reader's thread

    def _identify(self, port: Port) -> str:
        conversation = Conversation(port, self._clock)
        conversation.require_ok(Command.SAM_STATUS, SAM_ANSWER)
        reply = conversation.ask(Command.SAM_ID, SAM_ANSWER)
        return decode_sam_id(reply.data).text if reply.status is Status.OK else ""

    def _check_module(self, port: Port) -> None:
        Conversation(port, self._clock).require_ok(Command.SAM_STATUS, SAM_ANSWER)

    def _look(self, port: Port) -> CardOutcome | Absent:
        conversation = Conversation(port, self._clock)
        if not self._tapped(conversation):
            reread = self._spent and not self._options.require_fresh_tap
            return self._reread(conversation) if reread else Absent()
        selected = conversation.select()
        if selected.status is not Status.OK and not self._spent:
            return self._unreadable(selected)
        return self._read(conversation)

    def _tapped(self, conversation: Conversation) -> bool:
        """A card came that was not read yet. Some readers say 'found' once per tap, others all the time."""
        if self._pending:
            self._pending = False
            return True
        if conversation.find(tap_may_be_lost=not self._spent) is Status.NO_CARD:
            self._absences += 1
            return False
        if not self._spent or self._absences >= ABSENCES_BEFORE_GONE or not self._options.require_fresh_tap:
            return True
        self._absences = 0
        return conversation.find() is Status.NO_CARD

    def _reread(self, conversation: Conversation) -> CardOutcome | Absent:
        conversation.select()
        outcome = self._read(conversation)
        return Absent() if isinstance(outcome, CardUnreadable) else outcome

    def _read(self, conversation: Conversation) -> CardOutcome:
        self._spent, self._absences = True, 0
        if self._options.read_fingerprint:
            reply = conversation.ask(Command.READ_BASE_AND_FINGERPRINT, CARD_READ_FINGERPRINT_ANSWER)
        else:
            reply = conversation.ask(Command.READ_BASE, CARD_READ_ANSWER)
        if reply.status is not Status.OK:
            return self._unreadable(reply)
        try:
            card = decode_base_and_fingerprint(reply.data)
        except ReplyError as error:
            return CardUnreadable(CardTrouble.REPLACE_CARD, str(error))
        return CardRead(self._with_latest_address(conversation, card))

    def _with_latest_address(self, conversation: Conversation, card: IdCard) -> IdCard:
        if not self._options.read_latest_address:
            return card
        reply = conversation.latest_address()
        return replace(card, latest_address=decode_address(reply.data)) if reply.status is Status.OK else card

    def _unreadable(self, reply: Reply) -> CardUnreadable:
        self._spent, self._absences = True, 0
        trouble = CardTrouble.REJECTED if reply.status in REJECTIONS else CardTrouble.REPLACE_CARD
        return CardUnreadable(trouble, f"{reply.status.name.lower()} ({reply.status:02X})")

    def _lies_there(self, port: Port) -> bool:
        conversation = Conversation(port, self._clock)
        if self._pending:
            self._pending = conversation.select().status is Status.OK
            return self._pending
        for _ in range(ABSENCES_BEFORE_GONE):
            if self._tapped(conversation):
                self._pending = True
            if self._pending or self._absences == 0:
                return True
        if not (self._spent and self._options.check_by_reading):
            return False
        self._spent = conversation.latest_address().status in (Status.OK, Status.ITEM_ABSENT)
        return self._spent

    def _note_trouble(self, error: DeviceError) -> None:
        state, fault = state_of(error)
        self._status = replace(self._status, state=state, media=MediaState.UNKNOWN, fault=fault)
