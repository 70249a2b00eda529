"""A customer in front of the real screen: real session, content and QML, every touch a touch event; devices, store and
hall are those of the headless tests. What a keyboard would type is typed at once: keyboards have tests of their own.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from flows import pages as pg
from flows.engine.rehearsal import default_answer
from flows.events import ScreenEvent, Touched, Typed
from flows.hall_facts import FactsAnswered, FactsOutcome
from flows.pages import Snapshot
from flows.session.stages import Asking
from kiosk.gallery import Gallery
from offline_cache.wire import FactAnswer, FactQuery, FactValue
from tests.flows.content.opened_content import DEFAULT
from tests.flows.session.branch import CHEN, LI, LICENCE_CODE, Hall
from tests.flows.session.manual_clock import START, settled
from tests.flows.session.rig import Rig
from tests.kiosk.screens.audit import faults, find
from tests.kiosk.screens.finger import draw, tap, wait

MOST_PAGES = 120
MOST_LEAVES = 12
A_MOMENT_MS = 30
PATIENCE = 60
"""moments until a touch must have changed the page"""
STROKE = [(0.2, 0.6), (0.4, 0.3), (0.6, 0.7), (0.8, 0.4)]
ENDS = (pg.DonePage, pg.RefusalPage)


class LostError(AssertionError):
    """No customer would know what to do on this page."""


@dataclass
class KnowingHall(Hall):
    """Every source is up and knows something of everybody."""

    known: Mapping[str, object] = field(default_factory=lambda: DEFAULT.sources)

    async def query_facts(self, query: FactQuery) -> FactsOutcome:
        facts = {
            fact: FactValue.model_validate(
                {"value": self.known[fact], "source": "hall.shared", "trust": "A", "at": START.isoformat()}
            )
            for fact in query.facts
            if fact in self.known
        }
        return FactsAnswered(FactAnswer(facts=facts, credential="verified" if query.credential else "absent"))


@dataclass
class Visit:
    gallery: Gallery
    rig: Rig
    answers: Mapping[str, tuple[str, ...] | str] = field(default_factory=dict)
    looks: bool = False
    """every page is looked at for what is cut, small, covered or out of reach"""
    touches: int = 0
    kinds: list[type] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    async def play(self, code: str) -> pg.Page:
        """From the home page to the number, the answer or the refusal. Raises LostError."""
        await self._find(code)
        for _ in range(MOST_PAGES):
            page = self._page()
            self.kinds.append(type(page))
            self._look(page)
            if isinstance(page, ENDS) or _is_answer(page):
                return page
            await self._act(page)
        raise LostError(f"{code}: no end, at {self._page()}")

    async def prefer(self, *keys: str) -> None:
        for key in keys:
            await self._tap(f"foot:{key}")

    def _look(self, page: pg.Page) -> None:
        if self.looks:
            found = faults(self.gallery.screen.window, self.rig.snapshot.frame.preferences)
            self.faults += [f"{type(page).__name__} {page.heading.title}: {fault}" for fault in found]

    async def _find(self, code: str) -> None:
        """On the home page if it is there, else by its name in the search."""
        page = self._page()
        assert isinstance(page, pg.HomePage)
        names = [row.id for row in (*page.scenarios, *page.hot)]
        here = next((name for name in names if name.split(":")[1] == code), None)
        if here is None:
            await self._tap("search")
            info = self.rig.place.catalogue.info(code, self.rig.session.language)
            self.gallery.screen.bridge.happened.emit(Typed("search", info.name))
            await self._settle()
            here = f"tile:{code}"
        self.touches = 0
        await self._tap(here)

    async def _act(self, page: pg.Page) -> None:
        match page:
            case pg.PresentPage(picture="card" | "card2" as picture):
                self.rig.reader.put(LI if picture == "card2" else CHEN)
                await self._settle()
            case pg.PresentPage():
                self.rig.scanner.show(LICENCE_CODE)
                await self._settle()
            case pg.QuestionPage():
                await self._answer(page)
            case pg.CapturePage(taken=0):
                self.rig.camera.lay()
                await self._settle()
            case pg.SignPage():
                draw(self.gallery, find(self.gallery.screen.window, "ink"), STROKE)
                await self._settle()
                await self._tap("primary")
            case pg.WorkingPage():
                await self.rig.wait(1)
                await self._settle()
            case pg.ServicePage() | pg.NoticePage() | pg.CapturePage() | pg.ReviewPage():
                await self._tap("primary")
            case _:
                raise LostError(f"no customer knows what to do on {page}")

    async def _answer(self, page: pg.QuestionPage) -> None:
        """What is preset stays; a touch on a choice, or the words; then on, where the page does not go by itself."""
        stage = self.rig.session.stage
        assert isinstance(stage, Asking)
        ask = stage.question.ask
        given = self.answers.get(ask.id.partition("#")[0]) or DEFAULT.answers.get(ask.id) or self._usual(page, stage)
        if isinstance(given, str):
            self.gallery.screen.bridge.happened.emit(Typed(ask.id, given))
            await self._settle()
        else:
            chosen = {choice.id for choice in page.choices if choice.chosen}
            for one in given:
                if one not in chosen:
                    await self._tap(f"choice:{one}")
        for _ in range(2):
            now = self._page()
            if isinstance(now, pg.QuestionPage) and now.ask == ask.id and now.primary is not None:
                await self._tap("primary")

    def _usual(self, page: pg.QuestionPage, stage: Asking) -> tuple[str, ...] | str:
        offered = tuple(choice.id for choice in page.choices)
        return ("yes",) if offered[:2] == ("yes", "other") else default_answer(stage.question.ask)

    async def _tap(self, name: str) -> None:
        """Turns leaves until it is there; waits until something came of the touch."""
        for _ in range(MOST_LEAVES):
            if self._there(name):
                break
            tap(self.gallery, next((one for one in ("found", "more", "key:done") if self._there(one)), "more"))
        before = len(self.rig.shown)
        self.touches += 1
        self._touch(name)
        for _ in range(PATIENCE):
            await self._settle()
            if len(self.rig.shown) > before:
                return
            wait(A_MOMENT_MS)
        raise LostError(f"nothing came of {name} on {self._page()}")

    def _touch(self, name: str) -> None:
        tap(self.gallery, name)

    def _there(self, name: str) -> bool:
        try:
            find(self.gallery.screen.window, name)
        except LookupError:
            return False
        return True

    async def _settle(self) -> None:
        await settled()
        self.gallery.settle()
        await settled()

    def _page(self) -> pg.Page:
        page: pg.Page = self.rig.snapshot.page
        return page


class Shown(list[Snapshot]):
    """What the runner publishes goes to the screen as well."""

    def __init__(self, gallery: Gallery) -> None:
        super().__init__()
        self._gallery = gallery

    def append(self, snapshot: Snapshot) -> None:
        super().append(snapshot)
        self._gallery.screen.bridge.show(snapshot)


async def visit(
    gallery: Gallery,
    code: str,
    answers: Mapping[str, tuple[str, ...] | str],
    *,
    prefer: tuple[str, ...] = (),
    looks: bool = False,
    how: type[Visit] = Visit,
) -> Visit:
    """One customer from the first touch to the end of one service. `prefer`: foot keys touched at first."""
    rig = Rig(hall=KnowingHall(), shown=Shown(gallery))
    bridge = gallery.screen.bridge

    def post(event: ScreenEvent) -> None:
        if not isinstance(event, Touched):
            rig.runner.post(event)

    bridge.happened.connect(post)
    running = asyncio.create_task(rig.runner.run())
    try:
        await settled()
        gallery.settle()
        played = how(gallery, rig, answers, looks)
        await played.prefer(*prefer)
        await played.play(code)
        return played
    finally:
        bridge.happened.disconnect(post)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def _is_answer(page: pg.Page) -> bool:
    return isinstance(page, pg.MessagePage) and any(way.id == "row:print" for way in page.ways)
