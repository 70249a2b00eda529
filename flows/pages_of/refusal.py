"""Not today: the reason, who said so, the ways on, and what becomes of what was typed."""

from devices.receipt_printer import NotPrinted, NotPrintedReason, Uncertain
from flows.pages import Button, Heading, Panel, RefusalPage, Row
from flows.pages_of.findings import basis_lines, denied_panels, rules_line
from flows.pages_of.progress import Step, progress_at
from flows.service_guide import ItemInfo
from flows.session.note import Note
from flows.session.proving import may_go_back, may_leave_out
from flows.session.stages import NoProof, PrintingProof, Refused, Sealing
from flows.session.state import Session
from flows.verdict import Denied
from flows.wording import Wording
from offline_cache.submission import StoreFailure


def refusal_page(session: Session, stage: Refused, w: Wording) -> RefusalPage:
    if stage.denied is not None:
        return _denied_page(session, stage, stage.denied, w)
    stop = stage.stop
    info = w.terminal.catalogue.info(session.application.code if session.application else stop.item, w.language)
    said = (w.content(stop.remedy), *basis_lines(stop.basis, w))
    return RefusalPage(
        heading=Heading(
            w("refusal-title"), w("refusal-sentence"), progress=progress_at(session, Step.ANSWER, w, refused=True)
        ),
        reason=Panel("error", w.content(stop.reason), "\n".join(said), "warn"),
        said_by=w("refusal-said-by", department=info.department),
        fate=w("refusal-fate"),
        ways=_ways(stage, info, w),
        back=w.back(),
    )


def _denied_page(session: Session, stage: Refused, denied: Denied, w: Wording) -> RefusalPage:
    """秒批: every rule that was not met; the next step is a person."""
    info = w.terminal.catalogue.info(stage.stop.item, w.language)
    reason, *more = denied_panels(denied, w)
    return RefusalPage(
        heading=Heading(
            w("denied-title"), w("denied-sentence"), progress=progress_at(session, Step.ANSWER, w, refused=True)
        ),
        reason=reason,
        said_by="",
        fate=w("denied-fate", rules=rules_line(denied, w)),
        ways=_ways(stage, info, w),
        back=w.back(),
        primary=w.button("primary", "way-review", "person"),
        more=tuple(more),
    )


def _ways(stage: Refused, info: ItemInfo, w: Wording) -> tuple[Row, ...]:
    return (_staff(w, info.hotline), ticket_row(w), other_row(w), note_row(stage.note, w), _end(w))


def no_proof_page(session: Session, stage: NoProof, w: Wording) -> RefusalPage:
    """No record was made: what was asked for did not happen."""
    key = "proof-unreachable" if stage.unreachable else "proof-denied"
    hotline = w.terminal.profile.hotline
    name = w.terminal.catalogue.info(stage.item, w.language).name
    return RefusalPage(
        heading=Heading(
            w(f"{key}-title"), w("refusal-sentence"), name, progress_at(session, Step.CHECK, w, refused=True)
        ),
        reason=Panel("error", w(f"{key}-reason"), w(f"{key}-way"), "warn"),
        said_by=w("said-by-terminal") if stage.unreachable else w("said-by-hall"),
        fate=w("refusal-fate"),
        ways=(
            *_skip(session, stage, w),
            _staff(w, hotline),
            *((ticket_row(w), other_row(w)) if may_go_back(session) else ()),
            note_row(stage.note, w),
            _end(w),
        ),
        back=_back(session, w),
        primary=w.button("primary", "try-again", "refresh"),
    )


def proof_trouble_page(session: Session, stage: PrintingProof, w: Wording) -> RefusalPage:
    key = _print_key(stage)
    uncertain = isinstance(stage.outcome, Uncertain)
    ways = (Row("row:came", w("print-came"), w("print-came-note")),) if uncertain else ()
    return RefusalPage(
        heading=Heading(w(f"{key}-title"), w("print-sentence-nothing"), progress=progress_at(session, Step.CHECK, w)),
        reason=Panel("warn", w(f"{key}-reason"), w(f"{key}-way"), "print"),
        said_by=w("said-by-printer"),
        fate=w("refusal-fate"),
        ways=(*ways, _staff(w, w.terminal.profile.hotline), _end(w)),
        back=_back(session, w),
        primary=w.button("primary", "print-again", "print"),
    )


def seal_trouble_page(session: Session, stage: Sealing, w: Wording) -> RefusalPage:
    key = "seal-disk-full" if stage.failure is StoreFailure.DISK_FULL else "seal-io-error"
    return RefusalPage(
        heading=Heading(w("seal-failed-title"), w("refusal-sentence"), progress=progress_at(session, Step.SLIP, w)),
        reason=Panel("error", w(f"{key}-reason"), w("seal-failed-way"), "warn"),
        said_by=w("said-by-terminal"),
        fate=w("seal-failed-fate"),
        ways=(_staff(w, w.terminal.profile.hotline), _end(w)),
        back=_back(session, w),
        primary=w.button("primary", "try-again", "refresh"),
    )


def _skip(session: Session, stage: NoProof, w: Wording) -> tuple[Row, ...]:
    if not may_leave_out(session, stage):
        return ()
    return (Row("row:skip", w("proof-skip"), w("proof-skip-note"), icon="next"),)


def _back(session: Session, w: Wording) -> Button:
    """Once a paper is out there is no way back, only an end."""
    return w.back() if may_go_back(session) else w.button("leave", "way-end", "leave")


def note_row(note: Note, w: Wording) -> Row:
    """Once it is out there is nothing more to touch, only where it lies."""
    if note is Note.PRINTED:
        return Row("row:print", w("note-print"), icon="print", cannot=w("note-printed"))
    return Row("row:print", w("note-print"), w(f"note-{note.value}"), icon="print")


def _staff(w: Wording, hotline: str) -> Row:
    note = w("way-staff-note", hotline=hotline) if hotline else w("way-staff-note", hotline="12345")
    return Row("row:staff", w("way-staff"), note, icon="staff")


def ticket_row(w: Wording) -> Row:
    return Row("row:ticket", w("way-ticket"), w("way-ticket-note"), icon="sign")


def other_row(w: Wording) -> Row:
    return Row("row:other", w("way-other"), w("way-other-note"), icon="home")


def _end(w: Wording) -> Row:
    return Row("row:end", w("way-end"), w("way-end-note"), icon="leave")


def _print_key(stage: PrintingProof) -> str:
    match stage.outcome:
        case NotPrinted(reason=NotPrintedReason.PAPER_OUT):
            return "proof-paper-out"
        case NotPrinted(reason=NotPrintedReason.JAMMED):
            return "proof-jammed"
        case NotPrinted():
            return "proof-offline"
        case _:
            return "proof-uncertain"
