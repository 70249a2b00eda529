"""How far a case is, like a parcel's way: what has happened, what is now, what is still to come."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from flows.pages import Heading, ListPage, MessagePage, NodeState, Panel, PhoneCode, Row, TimelineRow
from flows.pages_of.progress import counted
from flows.pages_of.refusal import ticket_row
from flows.session.locker_stages import ChoosingCase, ProgressShown
from flows.session.note import Note
from flows.wording import Wording, in_fours
from offline_cache.submission import CaseProgress

STEPS: Final = (
    "submitted", "received", "accepted", "reviewing", "decided", "making", "transit", "locker", "taken",
)  # fmt: skip
_LOCKER_STEPS: Final = ("transit", "locker")
_STEP_OF: Final[Mapping[str, str]] = {
    "RECEIVED": "received",
    "CORRECTION": "received",
    "ACCEPTED": "accepted",
    "TOLERANT": "accepted",
    "NOT_ACCEPTED": "accepted",
    "REVIEWING": "reviewing",
    "SPECIAL": "reviewing",
    "REVIEW_REQUESTED": "reviewing",
    "APPROVED": "decided",
    "REFUSED": "decided",
    "MAKING": "making",
    "IN_TRANSIT": "transit",
    "COURIER": "transit",
    "IN_LOCKER": "locker",
    "OVERDUE_PICKUP": "locker",
    "RETURNED": "locker",
    "DELIVERED": "taken",
    "CLOSED": "taken",
}
_REFUSED: Final = frozenset({"NOT_ACCEPTED", "REFUSED", "LAPSED", "WITHDRAWN"})
_WAITING: Final = frozenset({"CORRECTION", "SPECIAL", "OVERDUE_PICKUP", "RETURNED"})


def progress_page(stage: ProgressShown, w: Wording) -> MessagePage:
    """No name, no answers: whoever holds the slip sees only how far the case is."""
    progress = stage.progress
    info = w.terminal.catalogue.info(progress.item_code, w.language)
    return MessagePage(
        heading=Heading(info.name, w("case-title")),
        panel=Panel(
            _tone(progress), _now_in_words(progress, w), w("case-number", number=in_fours(progress.number)), ""
        ),
        ways=(
            Row(
                "row:staff",
                w("way-staff"),
                w("case-office", department=info.department, hotline=info.hotline or w.terminal.profile.hotline),
                icon="staff",
            ),
            _slip_row(stage.note, w),
            ticket_row(w),
        ),
        back=w.back(),
        primary=w.button("primary", "way-end", "leave"),
        timeline=timeline(progress, w),
        phone=PhoneCode(stage.address, w("case-phone"), w("case-phone-way")) if stage.address else None,
    )


def _slip_row(note: Note, w: Wording) -> Row:
    """For who has lost the slip, or never got one."""
    if note is Note.PRINTED:
        return Row("row:print", w("case-slip"), icon="print", cannot=w("note-printed"))
    return Row("row:print", w("case-slip"), w("note-failed" if note is Note.FAILED else "case-slip-note"), icon="print")


def cases_page(stage: ChoosingCase, w: Wording) -> ListPage:
    """Everything this card has handed in here, newest first."""
    return ListPage(
        heading=Heading(w("cases-title"), w("cases-sentence"), progress=counted(2, 2, w("locker-progress"), w)),
        rows=tuple(_case_row(case, w) for case in stage.cases),
        back=w.back(),
        empty=None if stage.cases else Panel("note", w("cases-none"), w("cases-none-way"), "list"),
        more=w.button("voucher", "card-by-voucher", "list"),
    )


def _case_row(case: CaseProgress, w: Wording) -> Row:
    info = w.terminal.catalogue.info(case.item_code, w.language)
    return Row(f"row:{case.number}", info.name, _now_in_words(case, w), f"{case.sealed_at:%Y-%m-%d}", icon=info.icon)


def timeline(progress: CaseProgress, w: Wording) -> tuple[TimelineRow, ...]:
    info = w.terminal.catalogue.info(progress.item_code, w.language)
    steps = tuple(step for step in STEPS if step not in _LOCKER_STEPS or "locker" in info.deliveries)
    now = current_step(progress)
    place = steps.index(now) if now in steps else len(steps) - 1
    return tuple(_row(step, i, place, progress, w) for i, step in enumerate(steps))


def current_step(progress: CaseProgress) -> str:
    if progress.latest is not None:
        return _STEP_OF.get(progress.latest.state, "decided")
    return "received" if progress.delivery.case_number else "submitted"


def _row(step: str, i: int, place: int, progress: CaseProgress, w: Wording) -> TimelineRow:
    if i > place:
        return TimelineRow(NodeState.LATER, "", w(f"case-step-{step}"))
    when = _when(step, i == place, progress, w)
    if i < place:
        return TimelineRow(NodeState.DONE, when, w(f"case-step-{step}"))
    title, said = w(f"case-step-{step}"), _now_in_words(progress, w)
    return TimelineRow(_state(progress), when, title, said if said != title else "")


def _state(progress: CaseProgress) -> NodeState:
    state = progress.latest.state if progress.latest else ""
    if state in _REFUSED:
        return NodeState.REFUSED
    if state in _WAITING or (progress.latest is None and not progress.delivery.case_number):
        return NodeState.WAITING
    return NodeState.DONE if _STEP_OF.get(state) == "taken" else NodeState.NOW


def _when(step: str, now: bool, progress: CaseProgress, w: Wording) -> str:
    if step == "submitted":
        return w.moment(progress.sealed_at)
    return w.moment(datetime.fromisoformat(progress.latest.at)) if now and progress.latest else ""


def _now_in_words(progress: CaseProgress, w: Wording) -> str:
    latest = progress.latest
    if latest is not None:
        told = latest.text_en if w.language == "en" else latest.text_zh
        return told or w(f"case-step-{current_step(progress)}")
    return w("case-step-received") if progress.delivery.case_number else w("case-waiting")


def _tone(progress: CaseProgress) -> str:
    match _state(progress):
        case NodeState.REFUSED:
            return "error"
        case NodeState.WAITING:
            return "warn"
        case _:
            return "note"
