"""A4 printers over IPP: every network printer since 2013, and CUPS for the others."""

import asyncio
import contextlib
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

from devices.clock import Clock
from devices.codecs.ipp_message import Answer
from devices.codecs.ipp_printer import WANTED, JobState, hindrance, job_state, reasons, status_of, supplies
from devices.conversations.ipp import IppClient, SentUnansweredError
from devices.delays import IPP_ANSWER, IPP_JOB_LIMIT, IPP_JOB_LOOK, IPP_STOPPED_PATIENCE
from devices.errors import DeviceError, FaultError, UnavailableError
from devices.receipt_printer import NotPrinted, NotPrintedReason, Printed, PrintOutcome, Uncertain
from devices.settings import DeviceSettings, DriverOptions, parse_options
from devices.status import DeviceClass, DeviceState, DeviceStatus, SupplyState
from devices.trouble import in_trouble
from devices.worker import DeviceWorker

ASK_LIMIT = 2 * IPP_ANSWER
MISSES = 3


class Options(DriverOptions):
    media: str = "iso_a4_210x297mm"


def create(settings: DeviceSettings, clock: Clock) -> "IppPrinter":
    return IppPrinter(IppClient(settings.port), parse_options(Options, settings.options), clock)


class IppPrinter:
    """Follows each job until the printer says completed, aborted or canceled; a stuck job is taken back."""

    def __init__(self, client: IppClient, options: Options, clock: Clock) -> None:
        self._client = client
        self._media = options.media
        self._clock = clock
        self._worker = DeviceWorker("document_printer")
        self._status = DeviceStatus(DeviceClass.DOCUMENT_PRINTER, DeviceState.STARTING)
        self._printing = False
        self._cancelling: set[asyncio.Task[None]] = set()

    async def connect(self) -> None:
        answer = await self._ask_printer()
        if not answer.successful:
            raise FaultError(f"the printer refuses to tell its state ({answer.status:04X})")
        self._status = status_of(answer)

    async def close(self) -> None:
        self._worker.close()

    async def attached(self) -> bool:
        """Somebody listens at its port. Not looked at while it prints."""
        return self._worker.busy or await self._worker.run(self._client.listens, within_s=IPP_ANSWER)

    async def status(self) -> DeviceStatus:
        if self._printing or self._worker.busy:
            return replace(self._status, state=DeviceState.DEVICE_BUSY)
        try:
            self._status = status_of(await self._ask_printer())
        except DeviceError as error:
            self._status = in_trouble(self._status, error)
        return self._status

    async def print_pdf(self, pdf: bytes, *, title: str) -> PrintOutcome:
        self._printing = True
        try:
            return await self._print(pdf, title)
        except SentUnansweredError as error:
            return Uncertain(str(error))
        except DeviceError as error:
            return NotPrinted(NotPrintedReason.OFFLINE, str(error))
        finally:
            self._printing = False

    async def _print(self, pdf: bytes, title: str) -> PrintOutcome:
        before = await self._ask_printer()
        if reason := hindrance(before):
            return NotPrinted(reason, ", ".join(reasons(before)))
        sending = asyncio.ensure_future(
            self._worker.run(lambda: self._client.print_job(pdf, title=title, media=self._media), within_s=ASK_LIMIT)
        )
        try:
            sent = await asyncio.shield(sending)
        except asyncio.CancelledError:
            self._later(self._take_back_sent(sending))
            raise
        number = sent.number("job-id")
        if not sent.successful or number is None:
            return NotPrinted(NotPrintedReason.FAULT, f"the job was refused ({sent.status:04X})")
        try:
            return await self._follow(number)
        except asyncio.CancelledError:
            self._later(self._cancel(number))
            raise

    async def _follow(self, number: int) -> PrintOutcome:
        """Until the job's end. A job held up by paper, a cover or a jam is taken back after a while."""
        began = self._clock.now()
        held_since: float | None = None
        misses = 0
        while self._clock.now() - began < IPP_JOB_LIMIT:
            await self._clock.rest(IPP_JOB_LOOK)
            try:
                job, printer = await self._ask_job(number), await self._ask_printer()
            except UnavailableError as error:
                misses += 1
                if misses >= MISSES:
                    return Uncertain(f"the printer was lost while printing: {error}")
                continue
            misses = 0
            if (ended := _ended(job, printer)) is not None:
                return ended
            held_since = (held_since or self._clock.now()) if hindrance(printer) else None
            if held_since is not None and self._clock.now() - held_since >= IPP_STOPPED_PATIENCE:
                return await self._take_back(number, hindrance(printer) or NotPrintedReason.FAULT)
        return await self._take_back(number, NotPrintedReason.FAULT)

    async def _take_back(self, number: int, reason: NotPrintedReason) -> PrintOutcome:
        """Cancels, so that the job does not come out for the next customer."""
        await self._worker.run(lambda: self._client.cancel(number), within_s=ASK_LIMIT)
        match job_state(await self._ask_job(number)):
            case JobState.CANCELED | JobState.ABORTED:
                return NotPrinted(reason, "the job was taken back")
            case JobState.COMPLETED:
                return Printed()
            case state:
                return Uncertain(f"the job could not be taken back ({state})")

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        """The customer left: nobody waits for the paper any more, and it must not come out for the next one."""
        task = asyncio.ensure_future(work)
        self._cancelling.add(task)
        task.add_done_callback(self._cancelling.discard)

    async def _take_back_sent(self, sending: "asyncio.Future[Answer]") -> None:
        with contextlib.suppress(DeviceError):
            if (number := (await sending).number("job-id")) is not None:
                await self._cancel(number)

    async def _cancel(self, number: int) -> None:
        with contextlib.suppress(DeviceError):
            await self._worker.run(lambda: self._client.cancel(number), within_s=ASK_LIMIT)

    async def _ask_printer(self) -> Answer:
        return await self._worker.run(lambda: self._client.printer(WANTED), within_s=ASK_LIMIT)

    async def _ask_job(self, number: int) -> Answer:
        return await self._worker.run(lambda: self._client.job(number), within_s=ASK_LIMIT)


def _ended(job: Answer, printer: Answer) -> PrintOutcome | None:
    match job_state(job):
        case JobState.COMPLETED:
            return Printed(paper_low=any(supply.state is SupplyState.LOW for supply in supplies(printer)[:1]))
        case JobState.ABORTED | JobState.CANCELED as state:
            why = ", ".join(reasons(job, "job-state-reasons")) or state.name.lower()
            return NotPrinted(hindrance(printer) or NotPrintedReason.FAULT, why)
        case _:
            return None
