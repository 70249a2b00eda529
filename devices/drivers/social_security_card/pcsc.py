"""Social-security cards in any PC/SC reader."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeAlias
from urllib.parse import unquote

from devices.clock import Clock
from devices.codecs.social_security_chip import converse
from devices.delays import CARD_POLL, CHIP_ANSWER
from devices.errors import DeviceError, ReplyError, UnavailableError
from devices.settings import DeviceSettings, DriverOptions, parse_options
from devices.social_security_card import (
    ContactReaderUnavailable,
    NoSocialSecurityCard,
    SocialSecurityCardRead,
    SocialSecurityCardUnreadable,
    SocialSecurityOutcome,
)
from devices.status import DeviceClass, DeviceState, DeviceStatus
from devices.transport.pcsc import CardChannel, find_reader, open_card
from devices.trouble import in_trouble
from devices.worker import DeviceWorker

OpenCard: TypeAlias = Callable[[], CardChannel | None]
"""The card that lies in the reader; AbsentError when there is no reader."""


VIRTUAL = re.compile(r"127\.0\.0\.1:\d+")
"""where the virtual reader of vpcd listens for its card; PC/SC knows it by name"""


class Options(DriverOptions):
    pass


def create(settings: DeviceSettings, clock: Clock) -> "PcscCardReader":
    """`port`: pcsc://part-of-the-reader's-name; pcsc:// takes the first."""
    parse_options(Options, settings.options)
    name = unquote(settings.port.removeprefix("pcsc://")).strip("/")
    if VIRTUAL.fullmatch(name):
        name = "Virtual PCD"
    return PcscCardReader(partial(open_card, name), partial(find_reader, name), clock)


class PcscCardReader:
    def __init__(self, open_the_card: OpenCard, find: Callable[[], object], clock: Clock) -> None:
        self._open_card = open_the_card
        self._find = find
        self._clock = clock
        self._worker = DeviceWorker("social_security_card")
        self._status = DeviceStatus(DeviceClass.SOCIAL_SECURITY_CARD, DeviceState.STARTING)

    async def connect(self) -> None:
        """NotFittedError without pyscard or PC/SC, AbsentError without a reader; the message says which."""
        await self._worker.run(self._find, within_s=CHIP_ANSWER)
        self._status = replace(self._status, state=DeviceState.ONLINE, fault=None)

    async def close(self) -> None:
        self._worker.close()

    async def attached(self) -> bool:
        return (await self.status()).usable

    async def status(self) -> DeviceStatus:
        if self._worker.busy:
            return replace(self._status, state=DeviceState.DEVICE_BUSY)
        try:
            await self.connect()
        except DeviceError as error:
            self._note_trouble(error)
        return self._status

    async def read_card(self, *, deadline_s: float) -> SocialSecurityOutcome:
        deadline = self._clock.now() + deadline_s
        try:
            while (outcome := await self._worker.run(self._look, within_s=10 * CHIP_ANSWER)) is None:
                if self._clock.now() + CARD_POLL > deadline:
                    return NoSocialSecurityCard()
                await self._clock.rest(CARD_POLL)
        except DeviceError as error:
            self._note_trouble(error)
            return ContactReaderUnavailable(str(error))
        return outcome

    def _look(self) -> SocialSecurityOutcome | None:
        channel = self._open_card()
        if channel is None:
            return None
        try:
            return SocialSecurityCardRead(converse(channel.transmit))
        except (ReplyError, UnavailableError) as error:
            return SocialSecurityCardUnreadable(str(error))
        finally:
            channel.close()

    def _note_trouble(self, error: DeviceError) -> None:
        self._status = in_trouble(self._status, error)
