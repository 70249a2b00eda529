"""Scanners that send the code as a line of text over a serial line."""

import threading
from dataclasses import replace
from functools import partial

from pydantic import Field

from devices.clock import Clock
from devices.code_scanner import CodeOutcome, CodeRead, NoCode, ScannerUnavailable
from devices.codecs.code_lines import LineParser
from devices.delays import SAME_CODE_AGAIN, SCAN_LOOK, SHOWN_EARLY
from devices.errors import DeviceError
from devices.link import PortLink
from devices.settings import DeviceSettings, DriverOptions, parse_options
from devices.status import Capabilities, DeviceClass, DeviceState, DeviceStatus
from devices.transport.port import OpenPort, Port
from devices.transport.serial_port import open_serial
from devices.trouble import in_trouble


class Options(DriverOptions):
    baudrate: int = Field(default=9600, ge=1200, le=256000)


def create(settings: DeviceSettings, clock: Clock) -> "SerialTextScanner":
    options = parse_options(Options, settings.options)
    return SerialTextScanner(open_serial(settings.port, baudrate=options.baudrate, now=clock.now), clock)


class SerialTextScanner:
    """A scanner only talks: that it is there is known from its open port, nothing more.

    The same code within 2 s is the same showing. A code shown more than 2 s before it was asked for is forgotten.
    """

    def __init__(self, open_port: OpenPort, clock: Clock) -> None:
        self._link = PortLink("code_scanner", open_port, clock)
        self._clock = clock
        self._lines = LineParser()
        self._last = ("", float("-inf"))
        self._early = ("", float("-inf"))
        """a code that nobody had asked for yet, and the earliest moment at which it can have been shown"""
        self._emptied_at = clock.now()
        capabilities = Capabilities(features=frozenset({"qr", "code128"}))
        self._status = DeviceStatus(DeviceClass.CODE_SCANNER, DeviceState.STARTING, capabilities=capabilities)

    async def connect(self) -> None:
        await self._link.talk(self._empty, within_s=1.0)
        self._status = replace(self._status, state=DeviceState.ONLINE, fault=None)

    async def close(self) -> None:
        await self._link.close()

    async def status(self) -> DeviceStatus:
        if self._link.busy:
            return replace(self._status, state=DeviceState.DEVICE_BUSY)
        try:
            await self._link.talk(self._empty, within_s=1.0)
        except DeviceError as error:
            self._note_trouble(error)
        else:
            self._status = replace(self._status, state=DeviceState.ONLINE, fault=None)
        return self._status

    async def attached(self) -> bool:
        return (await self.status()).usable

    async def read_code(self, *, deadline_s: float) -> CodeOutcome:
        deadline, left_alone = self._clock.now() + deadline_s, threading.Event()
        try:
            while (left := deadline - self._clock.now()) > 0:
                look = min(SCAN_LOOK, left)
                text = await self._link.talk(partial(self._look, look, left_alone), within_s=look)
                if text:
                    return CodeRead(text)
        except DeviceError as error:
            self._note_trouble(error)
            return ScannerUnavailable(str(error))
        finally:
            left_alone.set()
        return NoCode()

    # On the scanner's thread

    def _look(self, within_s: float, left_alone: threading.Event, port: Port) -> str:
        """Also what came while somebody asked the status between two looks.

        What comes when nobody waits any more is kept a moment for who asks next.
        """
        if early := self._take_early(port):
            return early
        for text in self._lines.feed(port.read(within_s)):
            if self._is_new(text):
                if not left_alone.is_set():
                    return text
                self._early = (text, self._clock.now())
        self._emptied_at = self._clock.now()
        return ""

    def _take_early(self, port: Port) -> str:
        self._empty(port)
        (text, at), self._early = self._early, ("", float("-inf"))
        return text if self._clock.now() - at <= SHOWN_EARLY else ""

    def _empty(self, port: Port) -> None:
        while data := port.read(0):
            for text in self._lines.feed(data):
                if self._is_new(text):
                    self._early = (text, self._emptied_at)
        self._emptied_at = self._clock.now()

    def _is_new(self, text: str) -> bool:
        before, at = self._last
        now = self._clock.now()
        self._last = (text, now)
        return text != before or now - at >= SAME_CODE_AGAIN

    def _note_trouble(self, error: DeviceError) -> None:
        self._status = in_trouble(self._status, error)
