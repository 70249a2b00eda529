"""The answer to an open question: what was found, line by line. Nothing was handed in."""

from flows.pages import Heading, MessagePage, Panel, WorkingPage
from flows.pages_of.refusal import note_row, other_row, ticket_row
from flows.session.stages import Answered
from flows.session.state import Session
from flows.wording import Wording


def looking_page(w: Wording) -> WorkingPage:
    return WorkingPage(
        heading=Heading(w("look-title"), w("look-sentence")),
        cancel=w.button("cancel", "make-cancel", "cross"),
        picture="hall",
    )


def answer_page(session: Session, stage: Answered, w: Wording) -> MessagePage:
    info = w.terminal.catalogue.info(session.application.code if session.application else "", w.language)
    return MessagePage(
        heading=Heading(info.name, w("answer-sentence")),
        panel=_unreachable(w) if stage.unreachable else _found(stage, w, demo=info.sample),
        ways=(*(() if stage.lines else (ticket_row(w),)), other_row(w), note_row(stage.note, w)),
        back=w.back(),
        primary=w.button("primary", "try-again", "refresh")
        if stage.unreachable
        else w.button("primary", "done-primary", "leave"),
    )


def _found(stage: Answered, w: Wording, *, demo: bool) -> Panel:
    catalogue = w.terminal.catalogue
    asked = tuple(
        (w.fact(fact), catalogue.value_label(fact, stage.ready.values[fact], w.language))
        for fact in stage.ready.review
        if fact in stage.ready.values
    )
    found = [f"{label}：{value}" for label, value in stage.lines or asked]
    marked = demo and w.terminal.profile.demo_data
    title = w("answer-title-demo") if marked else w("answer-title")
    return Panel("note", title, "\n".join(found) or w("answer-none"), "page")


def _unreachable(w: Wording) -> Panel:
    return Panel("warn", w("answer-unreachable"), w("answer-unreachable-way"), "warn")
