"""Facts from the hall, and questions to the customer where nobody else knew."""

from dataclasses import replace
from typing import assert_never

from devices.code_scanner import CodeRead, NoCode, ScannerUnavailable
from devices.id_card_reader import CardRead, CardUnreadable, NoCard, ReaderUnavailable
from flows.clock import Moment
from flows.decision import Answered, AskKind, FactRecord, Trust, Unanswered
from flows.events import Chose, Pressed, Typed
from flows.hall_facts import FactsAnswered, Unreachable
from flows.outcomes import StepEnded
from flows.session.card_facts import second_card_facts
from flows.session.events import SessionEvent
from flows.session.identifying import card_trouble
from flows.session.proceeding import COMPANY_LICENCE, proceed
from flows.session.scanning import on_scanning
from flows.session.stages import (
    Asking,
    Fetching,
    QuestionStage,
    Scanning,
    SecondCard,
    SecondCode,
    ShowCredential,
    Trouble,
)
from flows.session.state import Application, Session, at, remembered
from flows.terminal import Terminal
from offline_cache.wire import FactAnswer, FactQuery

CONFIRM_YES, CONFIRM_OTHER = "yes", "other"
"""the choices of every CONFIRM: use the value a source gave, or give another"""

AT_ONCE = (AskKind.CHOICE, AskKind.CONSENT, AskKind.CONFIRM)
"""a touch on a choice is the answer"""


def on_question(
    session: Session, stage: QuestionStage, event: SessionEvent, terminal: Terminal, now: Moment
) -> Session:
    match stage:
        case Fetching():
            return _on_fetching(session, stage, event, terminal, now)
        case Asking():
            return _on_asking(session, stage, event, terminal, now)
        case SecondCard():
            return _on_second_card(session, stage, event, terminal, now)
        case SecondCode():
            return _on_second_code(session, stage, event, terminal, now)
        case Scanning():
            return on_scanning(session, stage, event, terminal, now)
        case _:
            assert_never(stage)


def moves_on_by_itself(session: Session, stage: Asking) -> bool:
    """In elder mode nothing moves on by itself."""
    return stage.question.ask.kind in AT_ONCE and not session.preferences.elder


def _on_fetching(session: Session, stage: Fetching, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    application = session.application
    if application is None:
        return session
    match event:
        case StepEnded(outcome=FactsAnswered(answer=answer)):
            if answer.credential == "rejected" and stage.shown is not None:
                return at(session, SecondCode(stage.shown, Trouble.CODE_REJECTED))
            if answer.credential == "rejected":
                again = replace(application, credential=None)
                return at(replace(session, application=again), ShowCredential(Trouble.CODE_REJECTED))
            told = with_answer(application, stage, answer, now)
            return proceed(replace(session, application=told), terminal, now)
        case StepEnded(outcome=Unreachable()) | Pressed(id="cancel"):
            down = application.down | frozenset(stage.sources)
            return proceed(replace(session, application=replace(application, hall_down=True, down=down)), terminal, now)
        case _:
            return session


def with_answer(application: Application, stage: Fetching, answer: FactAnswer, now: Moment) -> Application:
    """The hall's facts; a source that was down, or had nothing to say, is asked no more."""
    facts = dict(application.facts)
    for fact, value in answer.facts.items():
        if fact in stage.query.facts:
            facts[fact] = FactRecord(
                fact=fact,
                value=value.value,
                source=value.source,
                trust=Trust(value.trust),
                at=now.wall,
                consent=value.consent,
                confirmed=fact not in stage.confirm,
            )
    silent = frozenset(stage.sources) & frozenset(answer.down)
    unverified = frozenset({COMPANY_LICENCE}) if answer.credential == "absent" else frozenset()
    return replace(
        application,
        facts=facts,
        down=application.down | silent | (unverified & frozenset(stage.sources)),
        queried=application.queried | frozenset(stage.query.facts),
        hall_at=now.wall,
    )


def _on_asking(session: Session, stage: Asking, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    ask = stage.question.ask
    match event:
        case Chose(ask=ask.id, ids=ids):
            if not _can_choose(stage, ids):
                return session
            chosen = replace(stage, chosen=ids, text="", error="")
            if moves_on_by_itself(session, stage):
                return answered(at(session, chosen), chosen, terminal, now)
            return at(session, chosen)
        case Typed(entry=ask.id, text=text):
            return at(session, replace(stage, text=text[: ask.max_length], chosen=(), error=""))
        case Pressed(id="primary") if not moves_on_by_itself(session, stage):
            return answered(session, stage, terminal, now)
        case Pressed(id="help"):
            return at(session, replace(stage, why=not stage.why))
        case _:
            return session


def _can_choose(stage: Asking, ids: tuple[str, ...]) -> bool:
    if stage.question.ask.kind is AskKind.CONFIRM:
        return ids in ((CONFIRM_YES,), (CONFIRM_OTHER,))
    can = {option.id for option in stage.question.ask.options if not option.cannot}
    single = stage.question.ask.kind is not AskKind.MULTI
    return can.issuperset(ids) and not (single and len(ids) != 1)


def answered(session: Session, stage: Asking, terminal: Terminal, now: Moment) -> Session:
    """The engine takes the answer, or says what is wrong with it."""
    application = session.application
    if application is None:
        return session
    ask = stage.question.ask
    given = given_in(stage)
    if ask.kind is AskKind.CONFIRM and given != (CONFIRM_YES,):
        return proceed(replace(remembered(session), application=_another_value(application, stage)), terminal, now)
    result = terminal.engine.answer(application.code, ask.id, given, application.facts, now.wall)
    match result:
        case Unanswered(warning=True) if stage.warned == given:
            told = _told(application, stage, given, result.records)
        case Unanswered():
            arguments = tuple(sorted(result.arguments.items()))
            warned = given if result.warning else None
            return at(session, replace(stage, error=result.error, error_arguments=arguments, warned=warned))
        case Answered():
            told = _told(application, stage, given, result.records)
        case _:
            assert_never(result)
    return proceed(replace(remembered(session), application=told), terminal, now)


def given_in(stage: Asking) -> tuple[str, ...] | str:
    return stage.chosen if stage.chosen or stage.question.ask.kind is AskKind.MULTI else stage.text


def _told(
    application: Application, stage: Asking, given: tuple[str, ...] | str, records: tuple[FactRecord, ...]
) -> Application:
    return replace(
        application,
        facts={**application.facts, **{record.fact: record for record in records}},
        given={**application.given, stage.question.ask.id: given},
        answers=application.answers + 1,
    )


def _another_value(application: Application, stage: Asking) -> Application:
    """Not the value that a source gave: its record goes, and that source is not believed for this fact again."""
    doubted = {fact: application.facts[fact] for fact in stage.question.ask.sets if fact in application.facts}
    return replace(
        application,
        facts={fact: record for fact, record in application.facts.items() if fact not in doubted},
        down=application.down | {f"{record.source}/{fact}" for fact, record in doubted.items()},
        answers=application.answers + 1,
    )


def _on_second_card(
    session: Session, stage: SecondCard, event: SessionEvent, terminal: Terminal, now: Moment
) -> Session:
    application = session.application
    if application is None:
        return session
    match event:
        case StepEnded(outcome=CardRead(card=card)):
            if session.card is not None and card.id_number == session.card.id_number:
                return at(session, replace(stage, trouble=Trouble.SAME_CARD, attempt=stage.attempt + 1))
            found = second_card_facts(card, stage.question.ask.sets, now.wall)
            told = replace(application, facts={**application.facts, **found}, answers=application.answers + 1)
            return proceed(replace(remembered(session), application=told), terminal, now)
        case StepEnded(outcome=NoCard() | CardUnreadable() | ReaderUnavailable() as outcome):
            return at(session, replace(stage, trouble=card_trouble(outcome), attempt=stage.attempt + 1))
        case Pressed(id="without"):
            return _without(session, application, "device.id_card", terminal, now)
        case _:
            return session


def _on_second_code(
    session: Session, stage: SecondCode, event: SessionEvent, terminal: Terminal, now: Moment
) -> Session:
    application = session.application
    if application is None:
        return session
    match event:
        case StepEnded(outcome=CodeRead(text=text)):
            query = FactQuery(
                session=session.id,
                credential=text,
                facts=stage.question.ask.sets,
                item_code=application.code,
                consent="shown by its holder",
            )
            return at(remembered(session), Fetching(query, ("device.code",), now.mono, shown=stage.question))
        case StepEnded(outcome=NoCode()):
            return at(session, replace(stage, trouble=None, attempt=stage.attempt + 1))
        case StepEnded(outcome=ScannerUnavailable()):
            return at(session, replace(stage, trouble=Trouble.UNAVAILABLE, attempt=stage.attempt + 1))
        case Pressed(id="without"):
            return _without(session, application, "device.code", terminal, now)
        case _:
            return session


def _without(session: Session, application: Application, device: str, terminal: Terminal, now: Moment) -> Session:
    """The customer has not got it here: the engine asks in another way, or says that it cannot go on."""
    told = replace(application, down=application.down | {device})
    return proceed(replace(remembered(session), application=told), terminal, now)
