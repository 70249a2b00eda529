"""Runs one session: keeps exactly the wanted activity going, feeds outcomes back, publishes what the screen shows."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from devices.document_camera import Guidance, PreviewFrame
from devices.errors import DeviceError
from devices.ups import PowerAdvice
from flows import delays
from flows.activities import UNINTERRUPTIBLE, Activity, DropDraft, Seal
from flows.autosave import Autosave
from flows.context import CameraFeed, StepContext
from flows.device_use import device_of
from flows.events import ScreenEvent
from flows.milestones import log_milestone
from flows.outcomes import DevicesSeen, Guided, IoEvent, Outcome, StepEnded, Ticked
from flows.pages import Snapshot
from flows.pages_of.snapshot import snapshot_of
from flows.session.advance import advance
from flows.session.end_stages import Apology, Ended, EndReason
from flows.session.state import Session, wiped
from flows.slot_lights import SlotLights
from flows.staff_calls import StaffCalls
from flows.steps.perform import perform
from flows.terminal import Terminal
from flows.trouble import outcome_of_trouble
from flows.wanted import activity_of

LOG = logging.getLogger(__name__)


class SessionRunner:
    """One customer from the home page to the end.

    `publish(Snapshot)` is called on the loop's thread whenever the screen changes; `preview(PreviewFrame)` on the
    camera's thread; `on_staff_call(bool)` when a customer calls staff or takes it back; `on_power(PowerAdvice)` when
    what the power supply advises changes. `await run()` returns why the session ended; the process is then replaced.
    `post(event)` must be called on the loop's thread.
    """

    def __init__(
        self,
        context: StepContext,
        terminal: Terminal,
        publish: Callable[[Snapshot], None],
        preview: Callable[[PreviewFrame], None] | None = None,
        on_staff_call: Callable[[bool], None] | None = None,
        on_power: Callable[[PowerAdvice], None] | None = None,
    ) -> None:
        self._context = context
        self._terminal = terminal
        self._publish = publish
        self._preview = preview or _nothing
        self._on_staff_call = on_staff_call or _nothing
        self._on_power = on_power or _nothing
        self._session = Session(id=context.new_id(), touched=context.clock.moment().mono)
        self._shown: Snapshot | None = None
        self._events: asyncio.Queue[ScreenEvent | IoEvent | _Reported | _Broken] = asyncio.Queue()
        self._running: _Run | None = None
        self._runs = 0
        self._cancelled: set[asyncio.Task[None]] = set()
        self._autosave = Autosave(context)
        self._calls = StaffCalls(context)
        self._lights = SlotLights(context.lights)

    @property
    def session(self) -> Session:
        return self._session

    def post(self, event: ScreenEvent) -> None:
        self._events.put_nowait(event)

    async def run(self) -> EndReason:
        ticking = asyncio.create_task(self._tick())
        try:
            self._settle()
            while not isinstance(self._session.stage, Ended):
                self._handle(await self._events.get())
            return self._session.stage.reason
        finally:
            ticking.cancel()
            await self._lights.dark()
            await self._stop_activities()
            await self._autosave.settled()
            await self._calls.settled()

    def _handle(self, event: "ScreenEvent | IoEvent | _Reported | _Broken") -> None:
        match event:
            case _Broken(run=run):
                if self._is_current(run):
                    self._running = None
                    self._apologise()
            case _Reported(run=run, event=reported):
                if self._is_current(run):
                    self._running = self._running if isinstance(reported, Guided) else None
                    self._apply(reported)
            case _:
                self._apply(event)

    def _is_current(self, run: int) -> bool:
        return self._running is not None and self._running.number == run

    def _apply(self, event: ScreenEvent | IoEvent) -> None:
        before = self._session
        try:
            self._session = advance(before, event, self._terminal, self._context.clock.moment())
            log_milestone(before, event, self._session)
            self._calls.follow(before, self._session)
            if self._session.power_advice != before.power_advice:
                self._on_power(self._session.power_advice)
            if self._session.staff_called != before.staff_called:
                self._on_staff_call(self._session.staff_called)
            self._settle()
        except Exception:
            LOG.exception("session-fault", extra={"stage": type(before.stage).__name__})
            self._apologise()

    def _apologise(self) -> None:
        """A fault of ours: nothing of the customer stays, and the process is replaced."""
        self._session = wiped(self._session, Apology())
        try:
            self._settle()
        except Exception:
            LOG.exception("apology-fault")
            self._cancel_running()
            self._session = wiped(self._session, Ended(EndReason.CRASH))

    def _settle(self) -> None:
        """Makes the outside agree with the session: the activity, the draft, the screen."""
        wanted = activity_of(self._session, self._terminal)
        if self._running is not None and not _goes_on(self._running.activity, wanted):
            self._cancel_running()
        if self._running is None and wanted is not None:
            self._start(wanted)
        self._autosave.follow(self._session)
        self._lights.follow(self._session)
        snapshot = snapshot_of(self._session, self._terminal, self._context.clock.moment())
        if snapshot != self._shown:
            self._shown = snapshot
            self._publish(snapshot)

    def _start(self, activity: Activity) -> None:
        self._runs += 1
        task = asyncio.create_task(self._perform(self._runs, activity))
        self._running = _Run(self._runs, activity, task)

    def _cancel_running(self) -> None:
        if self._running is not None:
            self._running.task.cancel()
            self._cancelled.add(self._running.task)
            self._running.task.add_done_callback(self._cancelled.discard)
            self._running = None

    async def _perform(self, run: int, activity: Activity) -> None:
        try:
            if isinstance(activity, Seal | DropDraft):
                await self._autosave.settled()
            outcome = await self._outcome_of(run, activity)
        except Exception:
            LOG.exception("activity-fault", extra={"activity": type(activity).__name__})
            self._events.put_nowait(_Broken(run))
        else:
            self._events.put_nowait(_Reported(run, StepEnded(outcome)))

    async def _outcome_of(self, run: int, activity: Activity) -> Outcome:
        try:
            with self._in_use(activity):
                return await perform(activity, self._context, self._feed(run))
        except DeviceError as error:
            outcome = outcome_of_trouble(activity, error)
            await self._context.clock.sleep(delays.TROUBLE_PAUSE)
            return outcome

    def _in_use(self, activity: Activity) -> AbstractContextManager[None]:
        device = device_of(activity)
        return nullcontext() if device is None else self._context.in_use(device)

    def _feed(self, run: int) -> CameraFeed:
        loop = asyncio.get_running_loop()

        def on_guidance(guidance: Guidance) -> None:
            loop.call_soon_threadsafe(self._events.put_nowait, _Reported(run, Guided(guidance)))

        return CameraFeed(self._preview, on_guidance)

    async def _tick(self) -> None:
        while True:
            statuses = self._context.board.statuses()
            if statuses != self._session.devices:
                self._events.put_nowait(DevicesSeen(dict(statuses)))
            self._events.put_nowait(Ticked())
            await self._context.clock.sleep(delays.TICK)

    async def _stop_activities(self) -> None:
        self._cancel_running()
        if self._cancelled:
            await asyncio.wait(self._cancelled)


@dataclass(frozen=True)
class _Run:
    number: int
    activity: Activity
    task: "asyncio.Task[None]"


@dataclass(frozen=True)
class _Reported:
    run: int
    event: IoEvent


@dataclass(frozen=True)
class _Broken:
    run: int


def _goes_on(running: Activity, wanted: Activity | None) -> bool:
    """What cannot be interrupted is let finish, also when its words would be others by now."""
    return running == wanted or (isinstance(running, UNINTERRUPTIBLE) and type(running) is type(wanted))


def _nothing(_: object) -> None:
    pass
