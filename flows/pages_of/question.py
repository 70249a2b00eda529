"""One question a page: the heading is the question, the reason stands below it."""

from flows.decision import Ask, AskKind, AskOption
from flows.masking import masked
from flows.pages import Button, Choice, Control, Heading, Keyboard, QuestionPage
from flows.pages_of.progress import Step, progress_at
from flows.session.asking import CONFIRM_OTHER, CONFIRM_YES, moves_on_by_itself
from flows.session.stages import Asking
from flows.session.state import Session
from flows.wording import Wording

_CONTROLS = {
    AskKind.CHOICE: Control.CHOICE,
    AskKind.CONFIRM: Control.CHOICE,
    AskKind.MULTI: Control.MULTI,
    AskKind.CONSENT: Control.CONSENT,
    AskKind.DATE: Control.DATE,
    AskKind.ADDRESS: Control.ADDRESS,
}
_KEYBOARDS = {
    AskKind.TEXT: Keyboard.TEXT,
    AskKind.ADDRESS: Keyboard.TEXT,
    AskKind.NUMBER: Keyboard.NUMBER,
    AskKind.DATE: Keyboard.NUMBER,
    AskKind.MONEY: Keyboard.MONEY,
    AskKind.MOBILE: Keyboard.MOBILE,
    AskKind.IDNO: Keyboard.IDNO,
}


def question_page(session: Session, stage: Asking, w: Wording) -> QuestionPage:
    ask = stage.question.ask
    by_itself = moves_on_by_itself(session, stage)
    return QuestionPage(
        heading=Heading(_title(ask, w), progress=progress_at(session, Step.ANSWER, w)),
        ask=ask.id,
        control=_CONTROLS.get(ask.kind, Control.TEXT),
        back=w.back(),
        choices=_choices(stage, session, w),
        value=stage.text,
        keyboard=_keyboard(ask),
        field_label=w.content(ask.label) if ask.label else w("field-label"),
        error=w.content(stage.error, **dict(stage.error_arguments)) if stage.error else "",
        reason_title=w("why-title"),
        reason=_reason(stage, w),
        help=_help(stage, w),
        primary=None if by_itself else _primary(stage, w),
        hint=w("touch-moves-on") if by_itself else _hint(stage, w),
    )


def answerable(stage: Asking) -> bool:
    """Something is there to be taken; whether it will do is the engine's to say."""
    ask = stage.question.ask
    if ask.kind is AskKind.MULTI:
        return len(stage.chosen) >= ask.min_choices
    return bool(stage.chosen or stage.text.strip())


def _title(ask: Ask, w: Wording) -> str:
    title = w.content(ask.title)
    return w("title-of-row", title=title, row=ask.row) if ask.row else title


def _choices(stage: Asking, session: Session, w: Wording) -> tuple[Choice, ...]:
    ask = stage.question.ask
    if ask.kind is not AskKind.CONFIRM:
        return tuple(_choice(option, stage, w) for option in ask.options)
    offers = ((CONFIRM_YES, w("confirm-yes"), _offered(ask, session)), (CONFIRM_OTHER, w("confirm-other"), ""))
    return tuple(Choice(choice, text, note, chosen=choice in stage.chosen) for choice, text, note in offers)


def _choice(option: AskOption, stage: Asking, w: Wording) -> Choice:
    return Choice(
        option.id,
        w.content(option.text),
        w.content(option.note),
        chosen=option.id in stage.chosen,
        cannot=w.content(option.cannot),
    )


def _offered(ask: Ask, session: Session) -> str:
    """The value a source gave, covered: the customer knows the rest."""
    facts = session.application.facts if session.application else {}
    for fact in ask.sets:
        record = facts.get(fact)
        if record is not None and isinstance(record.value, str):
            shown = masked(record.value)
            return f"{shown.head} … {shown.tail}" if shown.tail else shown.head
    return ""


def _keyboard(ask: Ask) -> Keyboard:
    if ask.kind is AskKind.TEXT and ask.keyboard in set(Keyboard):
        named = Keyboard(ask.keyboard)
        return Keyboard.TEXT if named is Keyboard.NONE else named
    return _KEYBOARDS.get(ask.kind, Keyboard.NONE)


def _reason(stage: Asking, w: Wording) -> str:
    reason = w.content(stage.question.ask.why)
    if not stage.why:
        return reason
    basis = tuple(
        w("basis-article", law=one.law, article=one.article) if one.article else w("basis-law", law=one.law)
        for one in stage.question.why.basis
    )
    needed = tuple(w.fact(fact) for fact in stage.question.why.facts)
    return "\n".join((reason, w("why-for", facts=w.joined(needed)), *basis))


def _help(stage: Asking, w: Wording) -> Button | None:
    if not stage.question.why.facts and not stage.question.why.basis:
        return None
    return w.button("help", "why-less" if stage.why else "why-more", "help")


def _primary(stage: Asking, w: Wording) -> Button | None:
    return w.button("primary", "next", "next") if answerable(stage) else None


def _hint(stage: Asking, w: Wording) -> str:
    if answerable(stage):
        return ""
    match stage.question.ask.kind:
        case AskKind.MULTI:
            return w("hint-tick")
        case AskKind.CHOICE | AskKind.CONSENT | AskKind.CONFIRM:
            return w("hint-choose")
        case _:
            return w("hint-type")
