"""Put a card on the reader, show a code to the scanner."""

from devices.status import DeviceClass
from flows.decision import Question
from flows.pages import Button, Heading, MessagePage, Panel, PresentPage, Row
from flows.pages_of.device_words import customer_way
from flows.pages_of.progress import Step, counted, progress_at
from flows.session.locker_stages import ShowingLabel, ShowingVoucher, ShowTrouble
from flows.session.stages import CardPurpose, OfferResume, PutCard, SecondCard, SecondCode, ShowCredential, Trouble
from flows.session.state import Session
from flows.wording import Wording


def put_card_page(session: Session, stage: PutCard, w: Wording) -> PresentPage:
    if stage.purpose is CardPurpose.APPLICATION:
        progress = progress_at(session, Step.IDENTIFY, w)
    elif stage.purpose is CardPurpose.PROGRESS:
        progress = counted(1, 2, w("locker-progress"), w)
    else:
        progress = counted(1, 3, w("locker-take"), w)
    instead = (w.button("voucher", "card-by-voucher", "list"),) if stage.purpose is CardPurpose.PROGRESS else ()
    return PresentPage(
        heading=Heading(w("card-title"), w("card-sentence"), progress=progress),
        picture="card",
        trouble=_trouble(session, DeviceClass.ID_CARD_READER, stage.trouble, w),
        back=w.back(),
        others=(*instead, w.button("staff", "card-not-here", "staff")),
        hint=w("card-hint"),
    )


def credential_page(session: Session, stage: ShowCredential, w: Wording) -> PresentPage:
    return PresentPage(
        heading=Heading(
            w("credential-title"), w("credential-sentence"), progress=progress_at(session, Step.IDENTIFY, w)
        ),
        picture="code",
        trouble=_trouble(session, DeviceClass.CODE_SCANNER, stage.trouble, w),
        back=w.back(),
        others=(w.button("without", "credential-without", "next"),),
        hint=w("credential-hint"),
    )


def second_card_page(session: Session, stage: SecondCard, w: Wording) -> PresentPage:
    return _second(session, stage.question, "card2", stage.trouble, w)


def second_code_page(session: Session, stage: SecondCode, w: Wording) -> PresentPage:
    return _second(session, stage.question, "code", stage.trouble, w)


def voucher_page(session: Session, stage: ShowingVoucher, w: Wording) -> PresentPage:
    total, title = (2, "locker-progress") if stage.asks_progress else (3, "locker-deposit")
    return PresentPage(
        heading=Heading(w("voucher-title"), w("voucher-sentence"), progress=counted(1, total, w(title), w)),
        picture="voucher",
        trouble=_trouble(session, DeviceClass.CODE_SCANNER, stage.trouble, w),
        back=w.back(),
        hint=w("voucher-hint"),
    )


def label_page(session: Session, stage: ShowingLabel, w: Wording) -> PresentPage:
    return PresentPage(
        heading=Heading(w("label-title"), w("label-sentence"), progress=counted(1, 3, w("courier-deliver"), w)),
        picture="voucher",
        trouble=_trouble(session, DeviceClass.CODE_SCANNER, stage.trouble, w),
        back=w.back(),
        hint=w("label-hint"),
    )


def resume_page(stage: OfferResume, w: Wording) -> MessagePage:
    """What was typed before is not shown until the customer takes it up."""
    return MessagePage(
        heading=Heading(w("resume-title"), w("resume-sentence", time=w.clock(stage.draft.saved_at))),
        ways=(Row("row:anew", w("resume-anew"), w("resume-anew-note")),),
        back=w.back(),
        primary=w.button("primary", "resume-primary", "next"),
    )


def _second(session: Session, question: Question, picture: str, trouble: Trouble | None, w: Wording) -> PresentPage:
    ask = question.ask
    device = DeviceClass.ID_CARD_READER if picture == "card2" else DeviceClass.CODE_SCANNER
    without: tuple[Button, ...] = (w.button("without", "second-without", "next"),)
    return PresentPage(
        heading=Heading(w.content(ask.title), w.content(ask.why), progress=progress_at(session, Step.ANSWER, w)),
        picture=picture,
        trouble=_trouble(session, device, trouble, w),
        back=w.back(),
        others=without,
        hint=w("card-hint") if picture == "card2" else w("credential-hint"),
    )


def _trouble(session: Session, device: DeviceClass, trouble: Trouble | ShowTrouble | None, w: Wording) -> Panel | None:
    if trouble is None:
        return None
    way = w(f"trouble-{trouble.value}-way")
    if trouble in (Trouble.UNAVAILABLE, ShowTrouble.UNAVAILABLE):
        way = customer_way(session, device, way)
    return Panel("warn", w(f"trouble-{trouble.value}"), way, "warn")
