"""Receipt printers that speak ESC/POS over a serial line or a socket, with Chinese characters."""

from dataclasses import replace
from typing import Literal

from devices.clock import Clock
from devices.codecs.escpos_job import FEED_AND_CUT, NO_AUTOMATIC_STATUS, PAPERS, encode_receipt
from devices.codecs.escpos_printer import hindrance, status_of
from devices.codecs.escpos_raster import LARGEST_PICTURE
from devices.codecs.escpos_status import PrinterFlags
from devices.conversations.escpos import JobEnd, PrinterConversation
from devices.delays import PRINTER_SENTINEL_MARGIN, PRINTER_STATUS_ANSWER, WRITE
from devices.errors import DeviceError, UnavailableError
from devices.link import PortLink
from devices.receipt_printer import NotPrinted, NotPrintedReason, Printed, PrintOutcome, ReceiptDocument, Uncertain
from devices.settings import DeviceSettings, DriverOptions, parse_options
from devices.status import Capabilities, DeviceClass, DeviceState, DeviceStatus
from devices.transport.port import OpenPort, Port
from devices.transport.serial_port import open_serial
from devices.transport.usb_printer_port import USB_SCHEME, open_usb_printer
from devices.trouble import in_trouble

BITS_PER_BYTE = 10
STATUS_LIMIT = 10 * PRINTER_STATUS_ANSWER
ENCODE_LIMIT = 5.0
IN_STEP_LIMIT = 10.0
"""besides the wire time of one picture"""
GS_I = b"\x1d\x49"
FIRMWARE, VENDOR, MODEL, SERIAL = (bytes([n]) for n in (65, 66, 67, 68))


class Options(DriverOptions):
    baudrate: Literal[9600, 19200, 38400, 57600, 115200] = 115200
    width_mm: Literal[58, 80] = 80
    fonts: tuple[str, ...] = ()


def create(settings: DeviceSettings, clock: Clock) -> "EscposPrinter":
    options = parse_options(Options, settings.options)
    if settings.port.startswith(USB_SCHEME):
        return EscposPrinter(open_usb_printer(settings.port), options, clock)
    return EscposPrinter(open_serial(settings.port, baudrate=options.baudrate, now=clock.now), options, clock)


class EscposPrinter:
    """Says Printed only after the printer processed the whole job and was well afterwards."""

    def __init__(self, open_port: OpenPort, options: Options, clock: Clock) -> None:
        self._link = PortLink("receipt_printer", open_port, clock)
        self._options = options
        self._clock = clock
        self._status = DeviceStatus(DeviceClass.RECEIPT_PRINTER, DeviceState.STARTING)

    async def connect(self) -> None:
        """UnavailableError when the printer does not answer its status."""
        self._in_step = False
        flags, capabilities = await self._link.talk(self._identify, within_s=STATUS_LIMIT + self._in_step_s)
        self._status = replace(status_of(flags), capabilities=capabilities)

    async def close(self) -> None:
        await self._link.close()

    async def attached(self) -> bool:
        return await self._link.attached()

    async def status(self) -> DeviceStatus:
        if self._link.busy:
            return replace(self._status, state=DeviceState.DEVICE_BUSY)
        try:
            flags = await self._link.talk(self._ask, within_s=STATUS_LIMIT)
        except DeviceError as error:
            self._status = in_trouble(self._status, error)
        else:
            self._status = replace(status_of(flags), capabilities=self._status.capabilities)
        return self._status

    async def print_receipt(self, document: ReceiptDocument) -> PrintOutcome:
        paper, fonts = PAPERS[self._options.width_mm], self._options.fonts
        try:
            job = await self._link.compute(lambda: encode_receipt(document, paper, fonts), within_s=ENCODE_LIMIT)
            return await self._deliver(job)
        except UnavailableError as error:
            self._scrap = self._scrap or self._sending
            return Uncertain(str(error)) if self._sending else NotPrinted(NotPrintedReason.OFFLINE, str(error))
        finally:
            self._sending = False

    async def _deliver(self, job: bytes) -> PrintOutcome:
        """A port that died since it was last used is opened afresh, as long as nothing of the job was sent."""
        sending_s = self._wire_s(len(job))
        limit_s = sending_s + WRITE + PRINTER_SENTINEL_MARGIN + 2 * STATUS_LIMIT + self._in_step_s
        try:
            return await self._link.talk(lambda port: self._print(port, job, sending_s), within_s=limit_s)
        except UnavailableError:
            if self._sending or self._link.hanging:
                raise
        return await self._link.talk(lambda port: self._print(port, job, sending_s), within_s=limit_s)

    @property
    def _in_step_s(self) -> float:
        return IN_STEP_LIMIT + self._wire_s(LARGEST_PICTURE)

    def _wire_s(self, count: int) -> float:
        return count * BITS_PER_BYTE / self._options.baudrate

    # On the printer's thread

    _sending = False
    """bytes of the job may have reached the printer"""
    _scrap = False
    """a part of an earlier slip may hang in the slot: it is cut off first, it may be another customer's"""
    _in_step = False
    """the printer is known to wait for a command, not for the rest of a picture"""
    _confirms: bool | None = None
    """it answers sentinels; None until the first job"""

    def _ask(self, port: Port) -> PrinterFlags:
        flags = PrinterConversation(port, self._clock).ask_status()
        if flags.offline is None:
            raise UnavailableError("no answer")
        return flags

    def _identify(self, port: Port) -> tuple[PrinterFlags, Capabilities]:
        flags = self._ask(port)
        conversation = PrinterConversation(port, self._clock)
        self._find_step(conversation, flags)
        port.write(NO_AUTOMATIC_STATUS)
        features = frozenset({"code128", "qr", f"{self._options.width_mm}mm"})
        if not (model := conversation.text(GS_I + MODEL)):
            return flags, Capabilities(features=features)
        vendor, serial, firmware = (conversation.text(GS_I + what) for what in (VENDOR, SERIAL, FIRMWARE))
        return flags, Capabilities(vendor, model, serial, firmware, features)

    def _print(self, port: Port, job: bytes, sending_s: float) -> PrintOutcome:
        conversation = PrinterConversation(port, self._clock)
        before = conversation.ask_status()
        if before.offline is None:
            raise UnavailableError("no answer")
        if reason := hindrance(before):
            return NotPrinted(reason)
        self._find_step(conversation, before)
        was_in_step, self._in_step, self._sending = self._in_step, False, True
        conversation.send(FEED_AND_CUT + job if self._scrap else job)
        end = conversation.await_end(sending_s + PRINTER_SENTINEL_MARGIN, lambda flags: bool(hindrance(flags)))
        if end is not JobEnd.PROCESSED:
            return self._unfinished(conversation)
        self._confirms, self._in_step, self._scrap = True, True, False
        after = conversation.ask_status((2, 4))
        if reason := hindrance(replace(after, offline=None)):
            return Uncertain(f"{reason} right after the end")
        return Printed(paper_low=bool(after.paper_low)) if was_in_step else Uncertain("the printer was not ready")

    def _find_step(self, conversation: PrinterConversation, flags: PrinterFlags) -> None:
        """After a job that broke off, here or in an earlier process, the printer may still wait for its rest."""
        if self._in_step or self._confirms is False or hindrance(flags):
            return
        self._in_step = conversation.in_step() or (self._confirms is True and conversation.fill_up())

    def _unfinished(self, conversation: PrinterConversation) -> PrintOutcome:
        """A stopped printer prints the rest when it is mended, unless it says that it has thrown it away."""
        reason = hindrance(conversation.flags)
        if reason is None:
            self._confirms = self._confirms or bool(conversation.sentinels)
            return Uncertain("the end was not confirmed")
        self._scrap = True
        self._in_step = nothing_left = conversation.clear()
        if nothing_left and not conversation.sentinels:
            return NotPrinted(reason, "while printing")
        return Uncertain(f"{reason} while printing")
