"""The one activity that should be running now, from the session alone."""

from datetime import datetime

from devices.receipt_printer import ReceiptDocument
from flows import activities as act
from flows import delays
from flows.note_layout import lay_out_note
from flows.pages import Panel
from flows.pages_of.answer import answer_page
from flows.pages_of.findings import rules_line
from flows.pages_of.refusal import no_proof_page, refusal_page
from flows.pages_of.ticket import ticket_left_page
from flows.receipt_layout import lay_out_case_slip, lay_out_receipt
from flows.session.browsing_stages import Home
from flows.session.end_stages import Apology, Departing, Dropping
from flows.session.finishing import delivered
from flows.session.ids import rating_id
from flows.session.locker_stages import (
    CheckingLabel,
    CheckingVoucher,
    ChoosingCell,
    DoorDone,
    DoorStands,
    LookingForCases,
    LookingForParcels,
    OpeningDoor,
    ProgressShown,
    RecordingDoor,
    ShowingLabel,
    ShowingVoucher,
    TypingCode,
)
from flows.session.note import Note
from flows.session.rating import may_seal
from flows.session.staff_stages import ReleasingCell, StaffLogin, VendorDesk
from flows.session.stages import (
    Answered,
    BeginningAnew,
    Fetching,
    Finished,
    LeavingTicket,
    LookingForDraft,
    MakingProof,
    NoProof,
    Noted,
    PrintingProof,
    PutCard,
    Refused,
    Scanning,
    Sealing,
    SecondCard,
    SecondCode,
    ShowCredential,
    TicketLeft,
)
from flows.session.state import Session
from flows.session.submission_builder import build_rating
from flows.terminal import Terminal
from flows.wording import Wording
from offline_cache.submission import Submission
from offline_cache.wire import ProgressQuery, ProofQuery, RatingBody


def activity_of(session: Session, terminal: Terminal) -> act.Activity | None:
    """None where the terminal only waits for a touch."""
    match session.stage:
        case PutCard(attempt=attempt):
            return act.ReadCard(attempt)
        case SecondCard(attempt=attempt):
            return act.ReadCard(attempt, second=True)
        case ShowCredential(attempt=n) | SecondCode(attempt=n) | ShowingVoucher(attempt=n) | ShowingLabel(attempt=n):
            return act.ScanCode(n)
        case LookingForDraft() if session.card is not None:
            return act.LookForDraft(session.card.id_number)
        case Fetching(query=query):
            return act.FetchFacts(query)
        case Scanning(live=True) as stage:
            return act.CapturePage(stage.material.id, stage.attempt, stage.by_hand)
        case Sealing(failure=None) as stage:
            return act.Seal(stage.submission, stage.attempt)
        case MakingProof(item=item, attempt=attempt):
            return act.MakeProof(_proof_query(session, item), attempt)
        case PrintingProof(outcome=None) as stage:
            return act.PrintProof(stage.title, stage.pdf, stage.attempt)
        case Finished() as stage:
            return _after_the_number(session, stage, terminal)
        case Answered(lines=None) as stage:
            return act.MakeProof(_proof_query(session, stage.ready.items[0]), stage.attempt)
        case LeavingTicket(sealing=Submission() as submission):
            return act.SealTicket(submission)
        case Refused() | NoProof() | Answered() | TicketLeft() as stage if (
            stage.note is Note.PRINTING and stage.noted_at
        ):
            return act.PrintReceipt(_note(session, stage, stage.noted_at, terminal))
        case BeginningAnew(sub_id=sub_id) | Dropping(sub_ids=(sub_id, *_)):
            return act.DropDraft(sub_id)
        case Departing(attempt=attempt):
            return act.LookForCard(attempt)
        case Apology():
            return act.Wait(delays.APOLOGY)
        case _:
            return _at_the_locker(session, terminal) or _on_the_staff_side(session)


def _note(session: Session, stage: Noted, at: datetime, terminal: Terminal) -> ReceiptDocument:
    w = Wording(terminal, session.language)
    match stage:
        case Refused():
            page = refusal_page(session, stage, w)
            said_by = page.said_by if stage.denied is None else rules_line(stage.denied, w)
            return lay_out_note(page.heading, (page.reason, *page.more), said_by, w, at)
        case NoProof():
            page = no_proof_page(session, stage, w)
            return lay_out_note(page.heading, (page.reason,), page.said_by, w, at)
        case TicketLeft():
            left = ticket_left_page(stage, w)
            return lay_out_note(left.heading, (left.panel or Panel("note", ""),), "", w, at)
        case Answered():
            answer = answer_page(session, stage, w)
            return lay_out_note(answer.heading, (answer.panel or Panel("note", ""),), "", w, at)


def _after_the_number(session: Session, stage: Finished, terminal: Terminal) -> act.Activity | None:
    voucher = stage.voucher
    if not stage.waited:
        return act.AwaitDelivery(voucher.sub_id, delays.DELIVERY_WAIT)
    if stage.printing:
        document = lay_out_receipt(voucher, stage.delivery, terminal, session.language, reprint=stage.copies > 0)
        return act.PrintReceipt(document, stage.copies)
    if not stage.rated and may_seal(stage.rating, stage.reasons, session):
        body = RatingBody(number=voucher.number, stars=stage.rating or 0, reasons=stage.reasons or ())
        return act.SealRating(build_rating(body, rating_id(session), voucher.sub_id, voucher.item_code, terminal))
    return None if delivered(stage) else act.AwaitDelivery(voucher.sub_id, None)


def _at_the_locker(session: Session, terminal: Terminal) -> act.Activity | None:
    match session.stage:
        case LookingForParcels() if session.card is not None:
            return act.FindParcels(session.card.id_number)
        case LookingForCases() if session.card is not None:
            return act.FindCases(session.card.id_number)
        case TypingCode(checking=True) as stage:
            return act.CheckCode(stage.parcel.parcel_id, stage.text)
        case CheckingVoucher(number=number, asks_progress=asks):
            return act.LookUpProgress(number) if asks else act.CheckVoucher(number)
        case ProgressShown(note=Note.PRINTING, progress=progress):
            return act.PrintReceipt(lay_out_case_slip(progress, terminal, session.language))
        case ProgressShown(address=None, progress=progress) if progress.delivery.case_number:
            return act.AskForAddress(ProgressQuery(session=session.id, number=progress.number))
        case CheckingLabel(label=label):
            return act.CheckLabel(label)
        case ChoosingCell(job=job):
            return act.ChooseCell(job.size or terminal.profile.deposit_size)
        case OpeningDoor(intent=intent):
            return act.OpenDoor(intent)
        case DoorStands(uncertain=False) as stage:
            return act.WatchDoor(stage.intent.cell, delays.DOOR_VOICE, stage.attempt)
        case RecordingDoor(failure=None) as stage:
            return act.RecordDoor(stage.intent.intent_id, stage.event, stage.attempt)
        case DoorDone(rated=False) as stage if may_seal(stage.rating, stage.reasons, session):
            stars, reasons = stage.rating or 0, stage.reasons or ()
            body = RatingBody(number=stage.job.number, stars=stars, stage="closed", reasons=reasons)
            return act.SealRating(build_rating(body, rating_id(session), stage.event_id, "", terminal))
        case _:
            return None


def _on_the_staff_side(session: Session) -> act.Activity | None:
    match session.stage:
        case StaffLogin(checking=True) as stage:
            return act.CheckStaff(stage.number, stage.pin)
        case Home():
            return act.PrepareStore(session.looks)
        case ReleasingCell(cell=cell, confirmed=True):
            return act.ReleaseCell(cell)
        case VendorDesk(answering=True):
            return act.AnswerCalls()
        case VendorDesk(carrying=attempt) if attempt:
            return act.CarryByStick(attempt)
        case VendorDesk(desk=None) as stage:
            return act.ReadDesk(stage.reads)
        case VendorDesk(testing=device) as stage if device is not None:
            return act.TestDevice(device, stage.tests)
        case _:
            return None


def _proof_query(session: Session, item: str) -> ProofQuery:
    """Without a card it is an open question: the hall makes no paper about a person then."""
    application = session.application
    facts = application.facts if application else {}
    purpose, keyword = facts.get("purpose.kind"), facts.get("query.keyword")
    return ProofQuery(
        session=session.id,
        number=application.sub_id if application else session.id,
        item_code=item,
        subject_idno=session.card.id_number if session.card else "",
        credential=(application.credential or None) if application else None,
        keyword=str(keyword.value) if keyword else "",
        purpose=str(purpose.value) if purpose else "",
        language="en" if session.language == "en" else "zh",
        consent=application.consents[0] if application and application.consents else "",
    )
