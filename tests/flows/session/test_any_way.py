"""Whatever a customer does, in whatever order: the screen can be drawn, and leaving ends in nothing left."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices.code_scanner import CodeRead, NoCode, ScannerUnavailable
from devices.document_camera import CameraUnavailable, Guidance, NoPage, PageCaptured
from devices.id_card_reader import CardRead, CardTrouble, CardUnreadable, NoCard, ReaderUnavailable
from devices.pickup_locker import CellNumber, Opened, OpenFailed, OpenFailure, OpenUncertain
from devices.receipt_printer import NotPrinted, NotPrintedReason, Printed, Uncertain
from flows import activities as act
from flows import outcomes as out
from flows import pages as pg
from flows.clock import Moment
from flows.events import Chose, PinTyped, Preferred, Pressed, ScreenEvent, Signed, Typed, VendorCornerHeld
from flows.hall_facts import FactsAnswered, ProofDenied, ProofMade, Unreachable
from flows.pages_of.snapshot import snapshot_of
from flows.session.advance import advance
from flows.session.end_stages import Departing, Dropping, Ended
from flows.session.leaving import cannot_stop
from flows.session.state import Session
from flows.staff import Admitted, DeviceTest, NotCarried, Role, Wrong
from flows.wanted import activity_of
from offline_cache.submission import (
    Backlog,
    CaseProgress,
    CodeCheck,
    Delivery,
    DoorIntent,
    DoorPurpose,
    Good,
    HeldCell,
    NotSealed,
    Parcel,
    Sealed,
    StaffCall,
    StoreFailure,
    SubmissionState,
)
from offline_cache.wire import FactAnswer, FactQuery
from tests.flows.session.branch import CHEN, COMPANY, LI, LICENCE_CODE, PEOPLE, QUALITY, WANG
from tests.flows.session.manual_clock import START
from tests.flows.session.rig import INK, terminal
from tests.flows.session.test_journeys import parcel

HOT = ("tile:PH-P-001", "tile:312000218000", "tile:PH-L-002")
ANYWHERE = (*HOT, "primary", "primary", "primary", "back", "staff", "leave", "pickup", "second", "row:pickup")


def event_for(session: Session, data: st.DataObject) -> ScreenEvent:
    """Something this page offers, or something it does not."""
    page = snapshot_of(session, terminal(), moment(session)).page
    offered: list[ScreenEvent] = [Pressed(one) for one in controls(page)]
    if isinstance(page, pg.QuestionPage):
        ids = [choice.id for choice in page.choices]
        offered += [Chose(page.ask, (one,)) for one in ids] + [
            Chose(page.ask, tuple(ids[:2])),
            Typed(page.ask, "13900000034"),
        ]
        offered += [Typed(page.ask, "梧桐路8号"), Typed("code", "7KQ4M2XP")]
    if isinstance(page, pg.SignPage):
        offered += [Signed(INK), Signed(())]
    if isinstance(page, pg.StaffLoginPage):
        offered += [PinTyped("pin", "1"), PinTyped("number", "1"), PinTyped("pin", "back")]
    strange: list[ScreenEvent] = [Pressed(one) for one in ANYWHERE]
    strange += [Preferred("language"), Preferred("size"), VendorCornerHeld()]
    return data.draw(st.sampled_from(offered * 3 + strange))


def controls(value: Any) -> list[str]:
    """The ids of every button and row in a page."""
    if isinstance(value, pg.Button | pg.Row | pg.Choice):
        return [value.id]
    if isinstance(value, tuple):
        return [one for part in value for one in controls(part)]
    if hasattr(value, "__dataclass_fields__"):
        return [one for name in value.__dataclass_fields__ for one in controls(getattr(value, name))]
    return []


def moment(session: Session) -> Moment:
    return Moment(START, session.touched + 1)


def outcomes_for(activity: act.Activity) -> list[out.Outcome]:
    """Everything an activity may end in."""
    seals: list[Sealed | NotSealed] = [Sealed("1" * 32, "K071126112400001X", START), NotSealed(StoreFailure.DISK_FULL)]
    match activity:
        case act.ReadCard():
            cards: list[out.Outcome] = [CardRead(one) for one in (WANG, LI, CHEN)]
            return [*cards, NoCard(), CardUnreadable(CardTrouble.REPLACE_CARD), ReaderUnavailable()]
        case act.ScanCode():
            return [CodeRead(LICENCE_CODE), CodeRead("E-0007"), CodeRead("中文"), NoCode(), ScannerUnavailable()]
        case act.LookForDraft():
            return [out.DraftLooked(None)]
        case act.FetchFacts(query=query):
            return [answer(query), Unreachable(), FactsAnswered(FactAnswer(facts={}, down=("hall.police.population",)))]
        case act.CapturePage():
            return [PageCaptured(b"jpeg", QUALITY, straightened=True), NoPage(Guidance.BLURRED), CameraUnavailable()]
        case act.Seal():
            return [out.SealEnded(one) for one in seals]
        case act.MakeProof():
            return [ProofMade("t", "c", b"%PDF"), ProofDenied(), Unreachable()]
        case act.PrintProof():
            return [out.ProofPrinted(one) for one in prints()]
        case act.PrintReceipt():
            return [out.ReceiptEnded(one) for one in prints()]
        case act.AwaitDelivery():
            states = (SubmissionState.SEALED, SubmissionState.RECEIPTED)
            return [out.DeliveryKnown(Delivery(state)) for state in states]
        case act.SealRating():
            return [out.RatingEnded(one) for one in seals]
        case act.SealTicket():
            return [out.TicketEnded(one) for one in seals]
        case act.DropDraft():
            return [out.DraftDropped()]
        case act.LookForCard():
            return [out.CardLooked(left=False), out.CardLooked(left=True)]
        case act.Wait():
            return [out.Waited()]
        case _:
            return beside(activity, seals)


def beside(activity: act.Activity, seals: list[Sealed | NotSealed]) -> list[out.Outcome]:
    cell = CellNumber(1)
    two = (parcel(), Parcel("8" * 32, "K071126112400002X", 5))
    match activity:
        case act.FindParcels():
            return [out.ParcelsFound(()), out.ParcelsFound((parcel(),)), out.ParcelsFound(two)]
        case act.FindCases():
            cases = tuple(CaseProgress(f"K{n}", "PH-P-001", START, Delivery(SubmissionState.SEALED)) for n in range(3))
            return [out.CasesFound(cases[:n]) for n in (0, 1, 3)]
        case act.CarryByStick():
            return [out.StickDone(NotCarried("none"))]
        case act.ReleaseCell() | act.AnswerCalls():
            return [out.DeskChanged()]
        case act.CheckCode():
            return [out.CodeChecked(one) for one in CodeCheck]
        case act.CheckVoucher():
            return [out.VoucherChecked(allowed=True), out.VoucherChecked(allowed=False)]
        case act.LookUpProgress():
            return [out.ProgressFound(None)]
        case act.CheckLabel():
            return [out.LabelChecked(None), out.LabelChecked(parcel(None))]
        case act.ChooseCell():
            return [out.CellChosen(1), out.CellChosen(None)]
        case act.OpenDoor():
            ends = (Opened(cell), OpenFailed(cell, OpenFailure.JAMMED), OpenUncertain(cell))
            return [out.DoorMoved(one) for one in ends]
        case act.WatchDoor():
            return [out.DoorWatched(closed=True), out.DoorWatched(closed=False)]
        case act.RecordDoor():
            return [out.DoorRecorded(one) for one in seals]
        case act.CheckStaff():
            return [out.GateAnswered(Admitted(Role.BRANCH, "1001")), out.GateAnswered(Wrong(2))]
        case act.ReadDesk():
            intent = DoorIntent("9" * 32, 2, DoorPurpose.PICKUP)
            books = (Backlog(1, START, 1, 3), (intent,), (Parcel("5" * 32, "K1", 3),))
            seen = [StaffCall(START, reason) for reason in ("asked", "door", "proof", "refused", "locker", "card-left")]
            calls = [out.DeskRead(*books, held=(HeldCell(4, "door-uncertain", START),), calls=(one,)) for one in seen]
            return [out.DeskRead(*books), *calls]
        case act.PrepareStore():
            return [out.StoreSeen("plenty", Good()), out.StoreSeen("out_of_service", Good())]
        case act.TestDevice(device=device):
            return [out.DeviceTested(device, DeviceTest(passed=True))]
        case _:
            raise AssertionError(activity)


def answer(query: FactQuery) -> FactsAnswered:
    from offline_cache.wire import FactValue

    known = {**COMPANY, **PEOPLE.get(query.subject_idno or "", {})}
    facts = {
        fact: FactValue(value=known[fact], source="hall.account.profile", trust="A", at=START.isoformat())
        for fact in query.facts
        if fact in known
    }
    return FactsAnswered(FactAnswer(facts=facts, credential="verified" if query.credential else "absent"))


def prints() -> list[Printed | NotPrinted | Uncertain]:
    return [Printed(), NotPrinted(NotPrintedReason.PAPER_OUT), NotPrinted(NotPrintedReason.JAMMED), Uncertain()]


def step(session: Session, data: st.DataObject) -> Session:
    activity = activity_of(session, terminal())
    if activity is not None and data.draw(st.integers(0, 3)):
        outcome = data.draw(st.sampled_from(outcomes_for(activity)))
        return advance(session, out.StepEnded(outcome), terminal(), moment(session))
    return advance(session, event_for(session, data), terminal(), moment(session))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), st.integers(1, 45))
def test_from_anywhere_the_screen_can_be_drawn_and_leaving_leaves_nothing(data: st.DataObject, steps: int) -> None:
    session = Session(id="a" * 32, touched=0.0)
    session = advance(
        session, Pressed(data.draw(st.sampled_from((*HOT, "primary", "pickup")))), terminal(), moment(session)
    )
    for _ in range(steps):
        session = step(session, data)
        if isinstance(session.stage, Ended):
            break
        snapshot = snapshot_of(session, terminal(), moment(session))
        assert snapshot.script
        assert snapshot.page.heading.title
    assert_gone(left(session, data))


def left(session: Session, data: st.DataObject) -> Session:
    """Leaves, and lets what cannot be interrupted come to its end."""
    for _ in range(40):
        if isinstance(session.stage, Ended):
            return session
        if not isinstance(session.stage, Departing | Dropping):
            session = advance(session, Pressed("leave"), terminal(), moment(session))
            session = advance(session, Pressed("row:leave"), terminal(), moment(session))
        if session.pristine:
            return session
        activity = activity_of(session, terminal())
        if activity is not None and (cannot_stop(session) or isinstance(session.stage, Departing | Dropping)):
            good = outcomes_for(activity)[0]
            session = advance(session, out.StepEnded(good), terminal(), moment(session))
    raise AssertionError(f"no end from {session.stage}")


def assert_gone(session: Session) -> None:
    assert session.card is None
    assert session.application is None
    assert session.trail == ()
    assert session.role is None
