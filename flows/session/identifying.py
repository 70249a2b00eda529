"""Who is here: the notice, the card, the company's code, and a draft of before."""

from dataclasses import replace
from typing import assert_never

from devices.code_scanner import CodeRead, NoCode, ScannerUnavailable
from devices.id_card_reader import CardOutcome, CardRead, CardTrouble, CardUnreadable, NoCard, ReaderUnavailable
from flows.clock import Moment
from flows.events import Pressed
from flows.outcomes import DraftDropped, DraftLooked, StepEnded
from flows.session.drafts import UnusableDraftError, draft_code, resumed
from flows.session.events import SessionEvent
from flows.session.locker_stages import LookingForCases, LookingForParcels, ShowingVoucher
from flows.session.proceeding import COMPANY_LICENCE, proceed, with_card
from flows.session.stages import (
    BeginningAnew,
    CardPurpose,
    IdentityStage,
    LookingForDraft,
    Notice,
    OfferResume,
    PutCard,
    ShowCredential,
    Trouble,
)
from flows.session.state import Session, at, onward, remembered
from flows.terminal import Terminal

NOTICE_CONSENT = "notice.v1"


def on_notice(session: Session, stage: Notice, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    if event != Pressed("primary") or session.application is None:
        return session
    application = replace(session.application, consents=(NOTICE_CONSENT,))
    return proceed(replace(remembered(session), application=application), terminal, now)


def on_identity(
    session: Session, stage: IdentityStage, event: SessionEvent, terminal: Terminal, now: Moment
) -> Session:
    match stage:
        case PutCard():
            return _on_card(session, stage, event, terminal, now)
        case ShowCredential():
            return _on_credential(session, stage, event, terminal, now)
        case LookingForDraft():
            return _on_draft(session, event, terminal, now)
        case OfferResume():
            return _on_offer(session, stage, event, terminal, now)
        case BeginningAnew():
            return _go_on(session, terminal, now) if event == StepEnded(DraftDropped()) else session
        case _:
            assert_never(stage)


def card_trouble(outcome: CardOutcome) -> Trouble | None:
    """None for a card that was read or that has not come yet."""
    match outcome:
        case CardRead() | NoCard():
            return None
        case CardUnreadable(trouble=CardTrouble.REPLACE_CARD):
            return Trouble.LIFT_AGAIN
        case CardUnreadable():
            return Trouble.REJECTED
        case ReaderUnavailable():
            return Trouble.UNAVAILABLE
        case _:
            assert_never(outcome)


def _on_card(session: Session, stage: PutCard, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    match event:
        case StepEnded(outcome=CardRead(card=card)):
            known = replace(session, card=card, used=True)
            if stage.purpose is CardPurpose.PROGRESS:
                return at(known, LookingForCases())
            if stage.purpose is not CardPurpose.APPLICATION or session.application is None:
                return at(known, LookingForParcels())
            return at(known, LookingForDraft())
        case StepEnded(outcome=NoCard() | CardUnreadable() | ReaderUnavailable() as outcome):
            return at(session, replace(stage, trouble=card_trouble(outcome), attempt=stage.attempt + 1))
        case Pressed(id="voucher") if stage.purpose is CardPurpose.PROGRESS:
            return onward(session, ShowingVoucher(asks_progress=True))
        case _:
            return session


def _on_credential(
    session: Session, stage: ShowCredential, event: SessionEvent, terminal: Terminal, now: Moment
) -> Session:
    application = session.application
    if application is None:
        return session
    match event:
        case StepEnded(outcome=CodeRead(text=text)):
            return proceed(replace(session, application=replace(application, credential=text)), terminal, now)
        case StepEnded(outcome=NoCode()):
            return at(session, replace(stage, trouble=None, attempt=stage.attempt + 1))
        case StepEnded(outcome=ScannerUnavailable()):
            return at(session, replace(stage, trouble=Trouble.UNAVAILABLE, attempt=stage.attempt + 1))
        case Pressed(id="without"):
            without = replace(application, credential="", down=application.down | {COMPANY_LICENCE})
            return proceed(replace(session, application=without), terminal, now)
        case _:
            return session


def _on_draft(session: Session, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    match event:
        case StepEnded(outcome=DraftLooked(draft=draft)):
            if draft is not None and session.application is not None and _fits(draft.answers, session.application.code):
                return at(session, OfferResume(draft))
            return _go_on(session, terminal, now)
        case _:
            return session


def _on_offer(session: Session, stage: OfferResume, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    application = session.application
    match event:
        case Pressed(id="primary") if application is not None:
            known = with_card(replace(application, sub_id=stage.draft.sub_id), session, now)
            again = resumed(known, stage.draft.answers, stage.draft.pages)
            drafts = (*session.drafts, again.sub_id)
            return proceed(replace(session, application=again, drafts=drafts), terminal, now)
        case Pressed(id="row:anew"):
            return at(session, BeginningAnew(stage.draft.sub_id))
        case _:
            return session


def _go_on(session: Session, terminal: Terminal, now: Moment) -> Session:
    if session.application is None:
        return session
    return proceed(replace(session, application=with_card(session.application, session, now)), terminal, now)


def _fits(answers: bytes, code: str) -> bool:
    try:
        return draft_code(answers) == code
    except UnusableDraftError:
        return False
