"""The whole screen of a session at a moment."""

from typing import assert_never

from flows.clock import Moment
from flows.pages import Page, Snapshot
from flows.pages_of import (
    answer,
    capture,
    case,
    done,
    home,
    lists,
    locker,
    message,
    present,
    product,
    question,
    refusal,
    review,
    staff,
    ticket,
    working,
)
from flows.pages_of.frame import frame_of, idle_sheet, offers_large
from flows.pages_of.script import script_of
from flows.session import browsing_stages as find
from flows.session import end_stages as end
from flows.session import locker_stages as lock
from flows.session import staff_stages as side
from flows.session import stages as st
from flows.session.condition import out_of_service
from flows.session.note import Note
from flows.session.state import Session
from flows.terminal import Terminal
from flows.wording import Wording


def snapshot_of(session: Session, terminal: Terminal, now: Moment) -> Snapshot:
    w = Wording(terminal, session.language)
    page = page_of(session, w, now)
    return Snapshot(
        frame=frame_of(session, w, now),
        page=page,
        script=(*script_of(page, w), *((w("offer-large"),) if offers_large(session, now) else ())),
        idle=idle_sheet(session, w, now),
        in_session=not session.pristine,
    )


def page_of(session: Session, w: Wording, now: Moment) -> Page:
    stage = session.stage
    if isinstance(stage, find.BrowsingStage):
        return _browsing(session, stage, w)
    if isinstance(stage, st.Notice):
        return product.notice_page(session, w)
    if isinstance(stage, st.IdentityStage):
        return _identity(session, stage, w)
    if isinstance(stage, st.QuestionStage):
        return _question(session, stage, w, now)
    if isinstance(stage, st.ClosingStage):
        return _closing(session, stage, w, now)
    if isinstance(stage, lock.LockerStage):
        return _locker(session, stage, w)
    if isinstance(stage, side.StaffStage):
        return _staff(session, stage, w)
    return _end(stage, w)


def _browsing(session: Session, stage: find.BrowsingStage, w: Wording) -> Page:
    match stage:
        case find.Home():
            reasons = out_of_service(session)
            return message.out_of_service_page(reasons, w) if reasons else home.home_page(session, w)
        case find.Listing():
            return lists.list_page(session, stage, w)
        case find.Product():
            return product.product_page(session, stage, w)
        case find.LockerMenu():
            return lists.locker_menu(w)
        case _:
            assert_never(stage)


def _identity(session: Session, stage: st.IdentityStage, w: Wording) -> Page:
    match stage:
        case st.PutCard():
            return present.put_card_page(session, stage, w)
        case st.ShowCredential():
            return present.credential_page(session, stage, w)
        case st.LookingForDraft() | st.BeginningAnew():
            return working.moment_page("moment", w)
        case st.OfferResume():
            return present.resume_page(stage, w)
        case _:
            assert_never(stage)


def _question(session: Session, stage: st.QuestionStage, w: Wording, now: Moment) -> Page:
    match stage:
        case st.Fetching():
            return working.fetching_page(stage, w, now)
        case st.Asking():
            return question.question_page(session, stage, w)
        case st.SecondCard():
            return present.second_card_page(session, stage, w)
        case st.SecondCode():
            return present.second_code_page(session, stage, w)
        case st.Scanning():
            return capture.capture_page(session, stage, w)
        case _:
            assert_never(stage)


def _closing(session: Session, stage: st.ClosingStage, w: Wording, now: Moment) -> Page:
    match stage:
        case st.Reviewing():
            return review.review_page(session, stage, w)
        case st.Signing():
            return review.sign_page(session, stage, w)
        case st.Sealing():
            return refusal.seal_trouble_page(session, stage, w) if stage.failure else working.sealing_page(w)
        case st.MakingProof():
            return working.making_page(stage, w, now)
        case st.PrintingProof():
            return refusal.proof_trouble_page(session, stage, w) if stage.outcome else working.printing_page(w)
        case st.NoProof(note=Note.PRINTING) | st.Refused(note=Note.PRINTING):
            return working.noting_page(w)
        case st.Answered(note=Note.PRINTING) | st.TicketLeft(note=Note.PRINTING):
            return working.noting_page(w)
        case st.LeavingTicket() if stage.sealing is not None:
            return working.sealing_page(w)
        case st.NoProof():
            return refusal.no_proof_page(session, stage, w)
        case st.Refused():
            return refusal.refusal_page(session, stage, w)
        case st.Answered():
            return answer.looking_page(w) if stage.lines is None else answer.answer_page(session, stage, w)
        case st.LeavingTicket():
            return ticket.leaving_ticket_page(stage, w)
        case st.TicketLeft():
            return ticket.ticket_left_page(stage, w)
        case st.Finished():
            return done.done_page(session, stage, w)
        case _:
            assert_never(stage)


def _locker(session: Session, stage: lock.LockerStage, w: Wording) -> Page:
    match stage:
        case lock.ChoosingCase():
            return case.cases_page(stage, w)
        case (
            lock.LookingForCases()
            | lock.LookingForParcels()
            | lock.CheckingVoucher()
            | lock.CheckingLabel()
            | lock.ChoosingCell()
        ):
            return working.moment_page("moment", w)
        case lock.ProgressShown(note=Note.PRINTING):
            return working.noting_page(w)
        case lock.ProgressShown():
            return case.progress_page(stage, w)
        case lock.NoParcel():
            return locker.no_parcel_page(w)
        case lock.ChoosingParcel():
            return locker.parcels_page(stage, w)
        case lock.TypingCode():
            return locker.code_page(stage, w)
        case lock.ShowingVoucher():
            return present.voucher_page(session, stage, w)
        case lock.ShowingLabel():
            return present.label_page(session, stage, w)
        case lock.CollectList():
            return locker.collect_page(stage, w)
        case lock.NoCell():
            return locker.no_cell_page(stage, w)
        case lock.OpeningDoor() | lock.DoorStands() | lock.RecordingDoor():
            return locker.door_page(session, stage, w)
        case lock.DoorFailed():
            return locker.door_failed_page(stage, w)
        case lock.DoorDone():
            return locker.door_done_page(session, stage, w)
        case _:
            assert_never(stage)


def _staff(session: Session, stage: side.StaffStage, w: Wording) -> Page:
    match stage:
        case side.StaffLogin(checking=True) | side.ReleasingCell(confirmed=True):
            return working.moment_page("moment", w)
        case side.StaffLogin():
            return staff.login_page(stage, w)
        case side.VendorDesk():
            return staff.vendor_page(session, stage, w)
        case side.ResolvingDoor():
            return staff.resolving_page(stage, w)
        case side.ReleasingCell():
            return staff.releasing_page(stage, w)
        case _:
            assert_never(stage)


def _end(stage: end.EndStage, w: Wording) -> Page:
    match stage:
        case end.ConfirmLeave():
            return message.confirm_leave_page(w)
        case end.Apology():
            return message.apology_page(w)
        case end.Departing():
            return message.departing_page(stage, w)
        case end.Dropping() | end.Ended():
            return message.departing_page(end.Departing(stage.reason), w)
        case _:
            assert_never(stage)
