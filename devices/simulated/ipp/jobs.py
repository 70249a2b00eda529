"""The works of the A4 printer: jobs go through it page by page, and stop when something is wrong."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path

from devices.simulated.delays import PAGE_S
from devices.simulated.wire.control_server import Changes, Control, Parameters, RefusedError


class JobState(IntEnum):
    """RFC 8011, job-state."""

    PENDING = 3
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9

    @property
    def ended(self) -> bool:
        return self >= JobState.CANCELED


class MediaLevel(StrEnum):
    OK = "ok"
    LOW = "low"
    OUT = "out"


TONER_LOW_AT = 10
"""per cent"""
REASONS = {
    JobState.PENDING: "none",
    JobState.PROCESSING: "job-printing",
    JobState.STOPPED: "printer-stopped",
    JobState.CANCELED: "job-canceled-by-user",
    JobState.ABORTED: "aborted-by-system",
    JobState.COMPLETED: "job-completed-successfully",
}


@dataclass
class Job:
    number: int
    name: str
    user: str
    created: float
    pages: int = 1
    octets: int = 0
    pdf: Path | None = None
    """as it was sent, kept whatever becomes of the job; None while the document has not come"""
    state: JobState = JobState.PENDING
    done_pages: int = 0
    started: float | None = None
    ended: float | None = None
    doomed: bool = False

    @property
    def reason(self) -> str:
        return "job-incoming" if self.pdf is None and not self.state.ended else REASONS[self.state]


class DocumentJobs:
    def __init__(self, changes: Changes, tray: Path, *, clock: Callable[[], float] = time.time) -> None:
        tray.mkdir(parents=True, exist_ok=True)
        self.jobs: dict[int, Job] = {}
        self.media = MediaLevel.OK
        self.toner = 80
        """per cent"""
        self.jammed = False
        self.cover_open = False
        self.accepting = True
        self.clock = clock
        self.started = clock()
        self._abort_next = False
        self._changes = changes
        self._tray = tray.resolve()
        self._last = max((int(place.stem) for place in tray.glob("[0-9]*.pdf")), default=0)
        self._work = asyncio.Event()

    @property
    def stopped(self) -> bool:
        return self.media is MediaLevel.OUT or self.jammed or self.cover_open or not self.toner

    @property
    def busy(self) -> bool:
        return any(not job.state.ended for job in self.jobs.values())

    def reasons(self) -> tuple[str, ...]:
        """printer-state-reasons."""
        named = (
            (self.media is MediaLevel.OUT, "media-empty-error"),
            (self.media is MediaLevel.LOW, "media-low-warning"),
            (self.jammed, "media-jam-error"),
            (self.cover_open, "cover-open-error"),
            (not self.toner, "toner-empty-error"),
            (0 < self.toner <= TONER_LOW_AT, "toner-low-warning"),
        )
        return tuple(name for is_so, name in named if is_so) or ("none",)

    def create(self, *, name: str, user: str) -> Job:
        """A job that still waits for its document."""
        self._last += 1
        job = Job(self._last, name, user, self.clock(), doomed=self._abort_next)
        self._abort_next = False
        self.jobs[job.number] = job
        self._tell()
        return job

    def give(self, job: Job, pdf: bytes) -> None:
        """Its document; printing starts."""
        place = self._tray / f"{job.number:04d}.pdf"
        place.write_bytes(pdf)
        job.pages = max(1, pdf.count(b"/Type /Page") + pdf.count(b"/Type/Page") - pdf.count(b"/Pages"))
        job.octets, job.pdf = len(pdf), place
        self._tell()

    def cancel(self, job: Job) -> None:
        self._turn(job, JobState.CANCELED)

    async def run(self) -> None:
        """Prints the jobs in their order, for ever."""
        while True:
            waiting = [job for job in self.jobs.values() if not job.state.ended and job.pdf is not None]
            if waiting:
                await self._print(waiting[0])
            else:
                await self._next_change()

    def controls(self) -> tuple[Control, ...]:
        return (
            Control("media", ("level",), self._set_media),
            Control("toner", ("percent",), self._set_toner),
            Control("jam", ("on",), self._set_jam),
            Control("cover", ("open",), self._set_cover),
            Control("accepting", ("on",), self._set_accepting),
            Control("abort_next", (), self._set_abort_next),
        )

    def state(self) -> dict[str, object]:
        jobs = [
            {"id": job.number, "state": job.state.name.lower(), "reasons": [job.reason], "name": job.name}
            | {"pages": job.pages, "pdf": str(job.pdf or "")}
            for job in self.jobs.values()
        ]
        return {
            "media": self.media,
            "toner": self.toner,
            "jammed": self.jammed,
            "cover_open": self.cover_open,
            "accepting": self.accepting,
            "jobs": jobs,
        }

    async def _print(self, job: Job) -> None:
        job.started = job.started or self.clock()
        while not job.state.ended:
            if self.stopped:
                self._turn(job, JobState.STOPPED)
                await self._next_change()
                continue
            self._turn(job, JobState.PROCESSING)
            await asyncio.sleep(PAGE_S)
            if job.state.ended or self.stopped:
                continue
            job.done_pages += 1
            if job.doomed:
                self._turn(job, JobState.ABORTED)
            elif job.done_pages >= job.pages:
                self._turn(job, JobState.COMPLETED)

    async def _next_change(self) -> None:
        self._work.clear()
        await self._work.wait()

    def _turn(self, job: Job, state: JobState) -> None:
        if job.state is state:
            return
        job.state = state
        if state.ended:
            job.ended = self.clock()
        self._tell()

    def _tell(self) -> None:
        self._work.set()
        self._changes.tell()

    def _set_media(self, parameters: Parameters) -> None:
        try:
            self.media = MediaLevel(parameters.text("level"))
        except ValueError as error:
            raise RefusedError(str(error)) from error
        self._tell()

    def _set_toner(self, parameters: Parameters) -> None:
        percent = parameters.number("percent")
        if not 0 <= percent <= 100:
            raise RefusedError(f"not a level: {percent}")
        self.toner = percent
        self._tell()

    def _set_jam(self, parameters: Parameters) -> None:
        self.jammed = parameters.flag("on", True)
        self._tell()

    def _set_cover(self, parameters: Parameters) -> None:
        self.cover_open = parameters.flag("open", True)
        self._tell()

    def _set_accepting(self, parameters: Parameters) -> None:
        self.accepting = parameters.flag("on")

    def _set_abort_next(self, _: Parameters) -> None:
        self._abort_next = True
