"""The number is out: the slip, the hall's receipt, the rating, and what may follow."""

from dataclasses import replace

from devices.receipt_printer import Printed
from flows.clock import Moment
from flows.decision import FactBook, Ready
from flows.events import Pressed, Rated
from flows.masking import paper_mobile, paper_name
from flows.outcomes import DeliveryKnown, RatingEnded, ReceiptEnded, StepEnded
from flows.session.end_stages import EndReason
from flows.session.events import SessionEvent
from flows.session.following import promise_for
from flows.session.leaving import leave
from flows.session.locker_stages import ChoosingCell, DoorJob, ShowingVoucher
from flows.session.papers import pages_for
from flows.session.rating import asks_why, reason_in
from flows.session.stages import Finished
from flows.session.state import Application, Session, at, onward
from flows.session.submission_builder import material_source
from flows.session.verdicts import granted
from flows.terminal import Terminal
from flows.voucher import Voucher, VoucherMaterial
from offline_cache.submission import DoorPurpose, Sealed, SubmissionState

FREE_COPIES = 1
DELIVERED = frozenset({SubmissionState.RECEIPTED, SubmissionState.PURGED})


def finished(session: Session, ready: Ready, sealed: Sealed, terminal: Terminal) -> Session:
    """Sealed: from here on nothing leads back, and the answers are not needed any more."""
    application = session.application
    if application is None:
        return session
    voucher = _voucher(application, ready, sealed, terminal, session.language)
    done = Finished(voucher, deposit_due=bool(ready.originals) and bool(terminal.profile.cells))
    others = tuple(one for one in session.drafts if one != application.sub_id)
    return at(replace(session, application=None, trail=(), drafts=others), done)


def delivered(stage: Finished) -> bool:
    return stage.delivery is not None and stage.delivery.state in DELIVERED


def on_finished(session: Session, stage: Finished, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    match event:
        case StepEnded(outcome=DeliveryKnown(delivery=delivery)):
            return at(session, replace(stage, delivery=delivery, waited=True))
        case StepEnded(outcome=ReceiptEnded(outcome=outcome)):
            return _printed(session, replace(stage, receipt=outcome, printing=False))
        case StepEnded(outcome=RatingEnded()):
            rated = replace(stage, rated=True, deposit_next=False)
            return _deposit(session, rated) if stage.deposit_next else at(session, rated)
        case Rated(stars=stars) if stage.rating is None and 1 <= stars <= 5:
            return at(session, replace(stage, rating=stars))
        case Pressed(id=pressed) if pressed.startswith("rate:"):
            stars = int(pressed.removeprefix("rate:")) if pressed[5:].isdigit() else 0
            return on_finished(session, stage, Rated(stars), terminal, now)
        case Pressed(id=pressed) if asks_why(stage.rating, stage.reasons) and reason_in(pressed):
            return at(session, replace(stage, reasons=reason_in(pressed)))
        case Pressed(id="second"):
            return _second(session, stage)
        case Pressed(id="primary"):
            return leave(session, EndReason.FINISHED)
        case _:
            return session


def may_reprint(stage: Finished) -> bool:
    return not stage.printing and stage.copies < FREE_COPIES


def _printed(session: Session, stage: Finished) -> Session:
    """Who said goodbye while the slip was printing, and did not get it, hears of it first."""
    stays = session.leaving is EndReason.FINISHED and not isinstance(stage.receipt, Printed)
    return at(replace(session, leaving=None) if stays else session, stage)


def _second(session: Session, stage: Finished) -> Session:
    """A rating that waits for its reason does without, so that the original can go in."""
    if stage.printing:
        return session
    if stage.deposit_due and stage.rating is not None and not stage.rated:
        return at(session, replace(stage, reasons=stage.reasons or (), deposit_next=True))
    if stage.deposit_due:
        return _deposit(session, stage)
    if may_reprint(stage):
        return at(session, replace(stage, printing=True, copies=stage.copies + 1))
    return session


def _deposit(session: Session, stage: Finished) -> Session:
    """The original goes in against the slip's barcode; without a slip at once."""
    if isinstance(stage.receipt, Printed):
        return onward(at(session, stage), ShowingVoucher())
    return at(session, ChoosingCell(DoorJob(DoorPurpose.DEPOSIT, stage.voucher.number, size="")))


def _voucher(application: Application, ready: Ready, sealed: Sealed, terminal: Terminal, language: str) -> Voucher:
    facts = application.facts
    mobile = facts.get("person.mobile")
    due = {paper.id: promise_for(paper, application, terminal, language).due for paper in ready.following}
    materials = [
        VoucherMaterial(need.title, material_source(application, need), due.get(need.id)) for need in ready.materials
    ]
    listed = {need.id for need in ready.materials}
    materials += [
        VoucherMaterial(application.titles[one], "scan") for one in pages_for(application, ready) if one not in listed
    ]
    materials += [VoucherMaterial(text, "original") for text in ready.originals]
    info = terminal.catalogue.info(application.code, language)
    chosen = facts.get("delivery.mode")
    offered = ready.deliveries or info.deliveries
    deliveries = tuple(way for way in offered if way != "locker" or terminal.profile.cells)
    return Voucher(
        sub_id=application.sub_id,
        number=sealed.number,
        item_code=application.code,
        received_at=sealed.sealed_at,
        applicant=_applicant(facts),
        mobile=paper_mobile(str(mobile.value)) if mobile and mobile.confirmed else "",
        materials=tuple(materials),
        members=() if ready.items == (application.code,) else ready.items,
        originals=ready.originals,
        delivery=str(chosen.value) if chosen else (deliveries[0] if deliveries else ""),
        outcome=ready.outcome,
        proofs=application.proofs,
        by_rules=granted(application, ready, terminal),
    )


def _applicant(facts: FactBook) -> str:
    """A person's name is covered; a company's is public, with the covered name of who came for it."""
    person, company = facts.get("person.name"), facts.get("company.name")
    covered = paper_name(str(person.value)) if person else ""
    if company is None:
        return covered
    return f"{company.value}（{covered}）" if covered else str(company.value)
