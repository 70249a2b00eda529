"""The number, what comes next, the slip and the rating. Saved never looks like delivered."""

from devices.receipt_printer import NotPrinted, NotPrintedReason, Printed, Uncertain
from flows.pages import Button, Choice, DonePage, DoneState, Heading, NodeState, Panel, TimelineRow
from flows.pages_of.progress import Step, progress_at
from flows.service_guide import ItemInfo
from flows.session.finishing import delivered, may_reprint
from flows.session.rating import REASONS, asks_why
from flows.session.stages import Finished
from flows.session.state import Session
from flows.wording import Wording, in_fours

STARS = (5, 4, 3, 2, 1)


def done_page(session: Session, stage: Finished, w: Wording) -> DonePage:
    there = delivered(stage)
    proof = stage.voucher.outcome == "proof"
    key = "done" if there else "saved" if stage.waited else "sending"
    title = "done-proof-title" if proof and there else f"{key}-title"
    return DonePage(
        heading=Heading(w(title), w(f"{key}-sentence"), progress=progress_at(session, Step.SLIP, w)),
        state=DoneState.DELIVERED if there else DoneState.SAVED,
        number_label=w("number-label") if there else w("number-label-waiting"),
        number=in_fours(stage.voucher.number),
        mark=w(f"{key}-mark"),
        receipt_title=w("slip-title") if there else w("slip-title-waiting"),
        receipt_line=_receipt_line(stage, w),
        receipt_trouble=_receipt_trouble(stage, w),
        next_title=w("what-next"),
        timeline=_timeline(stage, w, there=there),
        rating_title=_rating_title(stage, w),
        ratings=_ratings(stage, w),
        second=_second(stage, w),
        primary=w.button("primary", "done-primary", "leave"),
    )


def _ratings(stage: Finished, w: Wording) -> tuple[Choice, ...]:
    if asks_why(stage.rating, stage.reasons):
        return tuple(Choice(f"reason:{reason}", w(f"reason-{reason}")) for reason in REASONS)
    if stage.rating:
        return ()
    return tuple(Choice(f"rate:{stars}", w(f"rate-{stars}")) for stars in STARS)


def _rating_title(stage: Finished, w: Wording) -> str:
    if asks_why(stage.rating, stage.reasons):
        return w("rate-why")
    return w("rate-thanks") if stage.rating else w("rate-title")


def _second(stage: Finished, w: Wording) -> Button | None:
    if stage.printing:
        return None
    if stage.deposit_due:
        return w.button("second", "done-deposit", "locker")
    return w.button("second", "done-reprint", "print") if may_reprint(stage) else None


def _receipt_line(stage: Finished, w: Wording) -> str:
    if stage.printing:
        return w("slip-printing") if stage.waited else w("slip-soon")
    match stage.receipt:
        case Printed():
            return w("slip-printed")
        case Uncertain():
            return w("slip-uncertain")
        case _:
            return w("slip-not-printed")


def _receipt_trouble(stage: Finished, w: Wording) -> Panel | None:
    """Paper out never takes the number back: it stays on the screen, and staff can print it again."""
    if stage.printing:
        return None
    match stage.receipt:
        case NotPrinted(reason=reason):
            return Panel("warn", w(f"slip-{_REASONS[reason]}"), w("slip-way"), "print")
        case Uncertain():
            return Panel("warn", w("slip-uncertain-title"), w("slip-uncertain-way"), "print")
        case _:
            return None


_REASONS = {
    NotPrintedReason.PAPER_OUT: "paper-out",
    NotPrintedReason.COVER_OPEN: "cover-open",
    NotPrintedReason.JAMMED: "jammed",
    NotPrintedReason.OFFLINE: "offline",
    NotPrintedReason.FAULT: "offline",
}


def _timeline(stage: Finished, w: Wording, *, there: bool) -> tuple[TimelineRow, ...]:
    info = w.terminal.catalogue.info(stage.voucher.item_code, w.language)
    at = w.clock(stage.voucher.received_at)
    proof = stage.voucher.outcome == "proof"
    when = w("line-now") if there else w("line-when-online")
    if proof:
        printed = TimelineRow(NodeState.DONE, at, w("line-proof"))
        record = TimelineRow(NodeState.DONE if there else NodeState.WAITING, when, w("line-record"))
        return (printed, record)
    if there:
        return (TimelineRow(NodeState.DONE, at, w("line-at-hall"), _case_note(stage, w)), *_later(stage, info, w))
    saved = TimelineRow(NodeState.DONE, at, w("line-saved"), w("line-saved-note"))
    hall = TimelineRow(NodeState.WAITING, when, w("line-to-hall"), w("line-to-hall-note"))
    return (saved, hall, *_later(stage, info, w))


def _case_note(stage: Finished, w: Wording) -> str:
    number = stage.delivery.case_number if stage.delivery else None
    return w("line-case-number", number=number) if number else ""


def _decision(stage: Finished, info: ItemInfo, w: Wording) -> TimelineRow:
    if stage.voucher.by_rules:
        return TimelineRow(NodeState.LATER, w("line-rules-when"), w("line-rules"), w("line-rules-note"))
    when = w("line-days", days=info.promised_days) if info.promised_days else w("line-same-day")
    return TimelineRow(NodeState.LATER, when, w("line-decide", department=info.department), w("line-decide-note"))


def _later(stage: Finished, info: ItemInfo, w: Wording) -> tuple[TimelineRow, ...]:
    rows: list[TimelineRow] = []
    if stage.voucher.originals:
        names = w.joined(tuple(w.content(text) for text in stage.voucher.originals))
        rows.append(TimelineRow(NodeState.LATER, w("line-today"), w("line-deposit", things=names)))
    if stage.voucher.following:
        names = w.joined(tuple(w.content(one.title) for one in stage.voucher.following))
        day = w.day(min(one.due for one in stage.voucher.following if one.due))
        what = w("line-later", things=names)
        rows.append(TimelineRow(NodeState.LATER, w("line-by-day", day=day), what, w("line-later-note")))
    rows.append(_decision(stage, info, w))
    if stage.voucher.delivery:
        way = stage.voucher.delivery
        rows.append(TimelineRow(NodeState.LATER, w("line-ready"), w(f"line-get-{way}"), w(f"line-get-{way}-note")))
    return tuple(rows)
