"""No dead keys: whatever a page offers changes the visit or starts something, on every page that can be come to."""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from flows import activities as act
from flows import outcomes as out
from flows import pages as pg
from flows.engine.rehearsal import default_answer
from flows.events import Chose, PinTyped, Pressed, ScreenEvent, Signed, Typed, VendorCornerHeld
from flows.pages_of.snapshot import snapshot_of
from flows.session.advance import advance
from flows.session.browsing_stages import Product
from flows.session.drafts import write_draft
from flows.session.end_stages import Ended
from flows.session.locker_stages import TypingCode
from flows.session.staff_stages import StaffLogin
from flows.session.stages import Asking, LookingForDraft, Sealing, Signing, Stage
from flows.session.state import Session
from flows.wanted import activity_of
from offline_cache.submission import Draft, NotSealed, StoreFailure
from tests.flows.session.branch import Board
from tests.flows.session.manual_clock import START
from tests.flows.session.rig import INK, terminal
from tests.flows.session.test_any_way import moment, outcomes_for
from tests.flows.session.test_journeys import CODE
from tests.flows.session.visits import ADDRESS_CHANGE, NO_RECORD, PROOF

OPEN_QUESTION = "PH-P-025"
SERVICES = (PROOF, NO_RECORD, ADDRESS_CHANGE, "B02", "PH-L-001", OPEN_QUESTION)
BEGINNINGS: tuple[ScreenEvent, ...] = (
    *(Pressed(f"tile:{code}") for code in SERVICES),
    Pressed("primary"),
    Pressed("pickup"),
    Pressed("search"),
    Pressed("row:departments"),
    VendorCornerHeld(),
)
ENOUGH = 700
"""situations; more than there are with the services above"""
CALLS_STAFF = (Pressed("help"), Pressed("row:staff"))
"""once staff are called, which stands on every page, another touch need not call them again"""


def offered(value: Any, ask: str = "") -> Iterator[ScreenEvent]:
    """What a touch on each control of a page posts; not where the page says itself that it cannot be had today."""
    if isinstance(value, pg.Choice):
        if not value.cannot and not value.chosen:
            yield Chose(ask, (value.id,)) if ask else Pressed(value.id)
    elif isinstance(value, pg.Button | pg.Row):
        if not getattr(value, "cannot", ""):
            yield Pressed(value.id)
    elif isinstance(value, tuple):
        for part in value:
            yield from offered(part, ask)
    elif hasattr(value, "__dataclass_fields__"):
        inside = value.ask if isinstance(value, pg.QuestionPage) else ask
        for name in value.__dataclass_fields__:
            yield from offered(getattr(value, name), inside)


def touchable(session: Session, page: pg.Page) -> list[ScreenEvent]:
    """The screen draws what stands below the signature once there is ink."""
    unsigned = isinstance(session.stage, Signing) and not session.stage.strokes
    return [event for event in offered(page) if not (unsigned and event in (Pressed("clear"), Pressed("primary")))]


def other_ways(session: Session) -> Iterator[ScreenEvent]:
    """What a customer does without touching a control of the page."""
    yield Pressed("leave")
    match session.stage:
        case Asking(question=question):
            usual = default_answer(question.ask)
            yield Typed(question.ask.id, usual) if isinstance(usual, str) else Chose(question.ask.id, usual)
        case TypingCode():
            yield Typed("code", CODE)
        case Signing():
            yield Signed(INK)
        case StaffLogin():
            yield from (PinTyped(entry, "1") for entry in ("number", "pin"))


def after(session: Session, event: ScreenEvent | out.StepEnded) -> Session:
    return advance(session, event, terminal(), moment(session))


def page_of(session: Session) -> pg.Page:
    return snapshot_of(session, terminal(), moment(session)).page


def situation(session: Session, page: pg.Page) -> tuple[object, ...]:
    """What makes a page another one for this test: where it is, and what it offers."""
    keys = tuple(sorted({kind_of(event) for event in offered(page)}))
    activity = activity_of(session, terminal())
    stage = type(session.stage).__name__
    return (stage, service_of(session), detail_of(session.stage), keys, type(activity).__name__, session.role)


def detail_of(stage: Stage) -> object:
    match stage:
        case Asking():
            return stage.question.ask.id, bool(stage.chosen or stage.text)
        case StaffLogin():
            return bool(stage.number), len(stage.pin)
        case Signing():
            return bool(stage.strokes)
        case _:
            return ""


def service_of(session: Session) -> str:
    stage = session.stage
    if isinstance(stage, Product) and stage.code in SERVICES:
        return stage.code
    return session.application.code if session.application is not None else ""


def kind_of(event: ScreenEvent) -> str:
    """All services of a list, all papers, all cells are of one kind."""
    pressed = event.id if isinstance(event, Pressed) else str(event)
    before, _, name = pressed.partition(":")
    return pressed if before in ("row", "rate", "reason") and name.replace("-", "").isalpha() else before


def ends(activity: act.Activity) -> list[out.Outcome]:
    full = [out.SealEnded(NotSealed(reason)) for reason in StoreFailure] if isinstance(activity, act.Seal) else []
    return [*outcomes_for(activity), *full]


def with_draft(session: Session) -> Session:
    """Somebody with this card was here before."""
    assert session.application is not None
    draft = Draft("d" * 32, START, write_draft(session.application), {})
    return after(session, out.StepEnded(out.DraftLooked(draft)))


def next_sessions(session: Session, page: pg.Page) -> Iterator[Session]:
    for event in (*touchable(session, page), *other_ways(session)):
        yield after(session, event)
    activity = activity_of(session, terminal())
    if activity is not None:
        for outcome in ends(activity):
            yield after(session, out.StepEnded(outcome))
    if isinstance(session.stage, LookingForDraft):
        yield with_draft(session)


@cache
def situations() -> tuple[Session, ...]:
    """One session for each situation that can be come to, breadth first."""
    fresh = Session(id="a" * 32, touched=0.0, devices=Board().statuses())
    waiting = deque([fresh, *(after(fresh, event) for event in BEGINNINGS)])
    found: dict[tuple[object, ...], Session] = {}
    while waiting and len(found) < ENOUGH:
        session = waiting.popleft()
        page = page_of(session)
        kind = situation(session, page)
        if kind in found or session.leaving is not None or isinstance(session.stage, Ended):
            continue
        found[kind] = session
        waiting.extend(next_sessions(session, page))
    return tuple(found.values())


def test_every_control_of_every_page_does_something() -> None:
    dead = {
        (type(session.stage).__name__, event)
        for session in situations()
        for event in touchable(session, page_of(session))
        if not (session.staff_called and event in CALLS_STAFF)
        if replace(after(session, event), touched=0) == replace(session, touched=0)
    }
    assert dead == set()


def test_the_pages_come_to_are_all_kinds_of_pages_also_those_of_trouble() -> None:
    pages = {type(page_of(session)) for session in situations()}
    assert len(pages) > 14
    stages = {type(session.stage).__name__ for session in situations()}
    assert len(stages) > 45
    assert {"Refused", "NoProof", "Answered", "DoorFailed", "NoCell", "TicketLeft", "OfferResume", "Scanning"} <= stages
    failed = [session.stage for session in situations() if isinstance(session.stage, Sealing) and session.stage.failure]
    assert failed
    assert len(situations()) < ENOUGH
