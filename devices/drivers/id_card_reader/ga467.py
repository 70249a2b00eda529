"""ID-card readers that speak GA 467 frames over a serial line."""

from dataclasses import replace
from typing import Literal

from pydantic import Field

from devices.clock import Clock
from devices.codecs.ga467_card import decode_sam_id
from devices.codecs.ga467_frame import Command, Status
from devices.conversations.ga467 import ANSWER_LIMIT, Conversation
from devices.conversations.ga467_visits import Absent, CardVisits, VisitOptions
from devices.delays import CARD_POLL, SAM_ANSWER
from devices.errors import AbsentError, DeviceError, ReplyError, UnavailableError
from devices.id_card_reader import CardOutcome, NoCard, ReaderUnavailable
from devices.link import PortLink
from devices.settings import DeviceSettings, parse_options
from devices.status import Capabilities, DeviceClass, DeviceState, DeviceStatus, MediaState
from devices.transport.port import OpenPort, Port
from devices.transport.serial_port import open_serial
from devices.trouble import in_trouble

BAUDRATES = (115200, 57600, 38400, 19200, 9600)


class Options(VisitOptions):
    baudrate: Literal[0, 115200, 57600, 38400, 19200, 9600] = 115200
    """0 tries them all"""
    poll_s: float = Field(default=CARD_POLL, ge=0.1, le=2.0)
    """between two looks for a card; one maker's note asks for 0.3 or more"""


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
        self._visits = CardVisits(options)

    async def connect(self) -> None:
        """Tries each line speed in turn until the security module answers."""
        for link in self._links:
            self._link = link
            try:
                sam_id = await link.talk(self._identify, within_s=3 * ANSWER_LIMIT)
            except AbsentError:
                await link.close()
                raise
            except (ReplyError, UnavailableError):
                await link.close()
                if link is self._links[-1]:
                    raise
            else:
                features = {"base", "latest_address"} | ({"photo"} if self._options.photo_codec else set())
                capabilities = Capabilities(serial=sam_id, features=frozenset(features))
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
                    self._note_media(MediaState.NOT_PRESENT)
                    return NoCard()
                await self._clock.rest(self._options.poll_s)
        except DeviceError as error:
            self._note_trouble(error)
            return ReaderUnavailable(str(error))
        self._note_media(MediaState.PRESENT)
        return look

    async def card_left(self) -> bool:
        """An unreachable reader holds no card that anybody could call out."""
        try:
            left = await self._link.talk(self._lies_there, within_s=4 * ANSWER_LIMIT)
        except DeviceError as error:
            self._note_trouble(error)
            return False
        self._note_media(MediaState.PRESENT if left else MediaState.NOT_PRESENT)
        return left

    # On the reader's thread

    def _identify(self, port: Port) -> str:
        conversation = Conversation(port, self._clock)
        conversation.require_ok(Command.SAM_STATUS, SAM_ANSWER)
        reply = conversation.ask(Command.SAM_ID, SAM_ANSWER)
        return decode_sam_id(reply.data).text if reply.status is Status.OK else ""

    def _check_module(self, port: Port) -> None:
        Conversation(port, self._clock).require_ok(Command.SAM_STATUS, SAM_ANSWER)

    def _look(self, port: Port) -> CardOutcome | Absent:
        return self._visits.look(Conversation(port, self._clock))

    def _lies_there(self, port: Port) -> bool:
        return self._visits.lies_there(Conversation(port, self._clock))

    def _note_media(self, media: MediaState) -> None:
        """As of the last look: to look for a card only for the status would take it from who waits for it."""
        self._status = replace(self._status, media=media)

    def _note_trouble(self, error: DeviceError) -> None:
        self._status = in_trouble(self._status, error)
