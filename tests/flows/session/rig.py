"""A terminal without a screen: the real session, engine and content; devices, store, hall and clock in memory."""

import asyncio
import hashlib
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from devices.status import DeviceClass
from devices.ups import PowerAdvice
from flows.clock import Moment
from flows.context import StepContext
from flows.events import Chose, Preferred, Pressed, ScreenEvent, Signed, Typed
from flows.loading import LoadedContent, load_content
from flows.pages import Page, Snapshot
from flows.runner import SessionRunner
from flows.session.end_stages import EndReason
from flows.session.state import Session
from flows.staff import Ferry
from flows.terminal import Profile, Terminal
from tests.flows.session.branch import (
    CELLS,
    Board,
    Camera,
    DocumentPrinter,
    Gate,
    Hall,
    Lamps,
    Locker,
    Reader,
    ReceiptPrinter,
    Scanner,
)
from tests.flows.session.manual_clock import ManualClock, settled
from tests.flows.session.memory_store import MemoryStore

P = TypeVar("P")
INK = (((100, 100, 0), (200, 300, 40), (400, 200, 90)),)
PROFILE = Profile("T001", branch_zh="木兰路支行", branch_en="Mulan Road Branch", simulated=True, cells=CELLS)


@cache
def content() -> LoadedContent:
    return load_content(Path(__file__).parents[3] / "flows" / "content")


def terminal(profile: Profile = PROFILE) -> Terminal:
    loaded = content()
    return Terminal(profile, loaded.engine, loaded.catalogue, loaded.texts)


@dataclass
class Rig:
    """What the test holds: the devices to move, the runner to post to, and every snapshot shown."""

    reader: Reader = field(default_factory=Reader)
    scanner: Scanner = field(default_factory=Scanner)
    camera: Camera = field(default_factory=Camera)
    receipts: ReceiptPrinter = field(default_factory=ReceiptPrinter)
    documents: DocumentPrinter = field(default_factory=DocumentPrinter)
    locker: Locker = field(default_factory=Locker)
    store: MemoryStore = field(default_factory=MemoryStore)
    hall: Hall = field(default_factory=Hall)
    gate: Gate = field(default_factory=Gate)
    board: Board = field(default_factory=Board)
    clock: ManualClock = field(default_factory=ManualClock)
    shown: list[Snapshot] = field(default_factory=list)
    calls: list[bool] = field(default_factory=list)
    touches: int = 0
    lamps: Lamps | None = None
    used: list[DeviceClass] = field(default_factory=list)
    """devices that were watched closely, in the order in which that began"""
    in_use: Counter[DeviceClass] = field(default_factory=Counter)
    advice: list[PowerAdvice] = field(default_factory=list)
    ended: EndReason | None = None
    place: Terminal = field(default_factory=terminal)
    ferry: Ferry | None = None
    runner: SessionRunner = field(init=False)

    def __post_init__(self) -> None:
        ids = itertools.count(1)
        context = StepContext(
            reader=self.reader,
            scanner=self.scanner,
            camera=self.camera,
            receipt_printer=self.receipts,
            document_printer=self.documents,
            locker=self.locker,
            store=self.store,
            hall=self.hall,
            gate=self.gate,
            board=self.board,
            clock=self.clock,
            new_id=lambda: f"{next(ids):032x}",
            holder=lambda number: hashlib.sha256(number.encode()).hexdigest(),
            lights=self.lamps,
            ferry=self.ferry,
            in_use=self._watched,
        )
        self.runner = SessionRunner(
            context, self.place, self.shown.append, on_staff_call=self.calls.append, on_power=self.advice.append
        )

    @contextmanager
    def _watched(self, device: DeviceClass) -> Iterator[None]:
        self.used.append(device)
        self.in_use[device] += 1
        try:
            yield
        finally:
            self.in_use[device] -= 1

    @property
    def session(self) -> Session:
        return self.runner.session

    @property
    def snapshot(self) -> Snapshot:
        return self.shown[-1]

    def page(self, kind: type[P]) -> P:
        page: Page = self.snapshot.page
        assert isinstance(page, kind), f"expected {kind.__name__}, shown is {page}"
        return page

    @property
    def now(self) -> Moment:
        return self.clock.moment()

    async def post(self, event: ScreenEvent) -> None:
        self.runner.post(event)
        await settled()

    async def press(self, *ids: str) -> None:
        for one in ids:
            self.touches += 1
            await self.post(Pressed(one))

    async def choose(self, ask: str, *ids: str) -> None:
        self.touches += 1
        await self.post(Chose(ask, ids))

    async def type(self, entry: str, text: str) -> None:
        await self.post(Typed(entry, text))

    async def sign(self) -> None:
        await self.post(Signed(INK))

    async def prefer(self, key: str) -> None:
        await self.post(Preferred(key))

    async def wait(self, seconds: float) -> None:
        await self.clock.pass_time(seconds)


@asynccontextmanager
async def running(rig: Rig) -> AsyncIterator[Rig]:
    """The runner runs until the session ends or the test is over."""

    async def run() -> None:
        rig.ended = await rig.runner.run()

    task = asyncio.create_task(run())
    await settled()
    yield rig
    if not task.done():
        task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    if not task.cancelled():
        task.result()
