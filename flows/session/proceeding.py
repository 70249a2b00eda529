"""What comes next in a service: the engine says what is wanted, this says where the session goes for it."""

from dataclasses import replace
from typing import assert_never

from flows.clock import Moment
from flows.decision import AskKind, FactRecord, MaterialNeed, NeedFacts, Next, Question, Ready, Stop, Trust
from flows.session.card_facts import CHIP, card_facts
from flows.session.condition import not_to_be_used
from flows.session.stages import (
    Answered,
    Asking,
    CardPurpose,
    Fetching,
    Notice,
    PutCard,
    Refused,
    Reviewing,
    Scanning,
    SecondCard,
    SecondCode,
    ShowCredential,
    Stage,
)
from flows.session.state import Application, Session, at, fresh_id, remembered
from flows.session.verdicts import denial
from flows.terminal import Terminal
from flows.verdict import Denied
from offline_cache.wire import FactQuery

COMPANY_LICENCE = "elicence.business"
_ROUNDS = 60
"""more than any service has sources; reached only by an engine that repeats itself"""


class NoEndError(Exception):
    """The engine wants the same again and again."""


def start(session: Session, code: str, terminal: Terminal, now: Moment) -> Session:
    """From the product page. The notice comes before the first source is asked, and only if one is."""
    session, sub_id = fresh_id(session)
    today = FactRecord("ctx.today", now.wall.date().isoformat(), "terminal.clock", Trust.A, now.wall)
    application = Application(code, sub_id, facts={"ctx.today": today})
    return proceed(replace(remembered(session), application=application, used=True), terminal, now)


def proceed(session: Session, terminal: Terminal, now: Moment) -> Session:
    """Goes where the engine's next wish leads. Needs an application."""
    for _ in range(_ROUNDS):
        application = session.application
        if application is None:
            return session
        wanted = wanted_next(session, application, terminal)
        match wanted:
            case NeedFacts():
                session = _source(session, application, wanted, now)
                if session.application == application:
                    return session
            case MaterialNeed() if not _scannable(wanted):
                session = replace(session, application=_with_material(application, wanted))
            case Stop():
                return at(session, Refused(wanted))
            case _:
                denied = denial(application, terminal)
                stage = _stage_for(wanted, session) if denied is None else _denied(application.code, denied)
                return at(session, stage)
    raise NoEndError(f"{application.code if application else ''}: the engine repeats itself")


def wanted_next(session: Session, application: Application, terminal: Terminal) -> Next:
    down = application.down | not_to_be_used(session)
    return terminal.engine.next(application.code, application.facts, down=down, materials=application.had)


def with_card(application: Application, session: Session, now: Moment) -> Application:
    """The application with what the card on file says."""
    if session.card is None:
        return application
    return replace(application, facts={**application.facts, **card_facts(session.card, now.wall)})


def _denied(item: str, denied: Denied) -> Refused:
    first = denied.findings[0]
    return Refused(Stop(item, first.reason, first.remedy, first.basis), denied)


def _stage_for(wanted: Question | MaterialNeed | Ready, session: Session) -> Stage:
    match wanted:
        case Question():
            return _question_stage(wanted, session.application)
        case MaterialNeed():
            pages = session.application.pages.get(wanted.id, ()) if session.application else ()
            refused = session.disk == "no_pages"
            return Scanning(wanted, pages=pages, live=not pages and not refused, unavailable=refused)
        case Ready():
            if wanted.outcome == "answer":
                return Answered(wanted, lines=None if wanted.items else ())
            return Reviewing(wanted)
        case _:
            assert_never(wanted)


def _question_stage(question: Question, application: Application | None) -> Stage:
    ask = question.ask
    if ask.kind is AskKind.DEVICE:
        return SecondCode(question) if ask.device == "code" else SecondCard(question)
    if ask.kind is AskKind.SCAN:
        pages = application.pages.get(ask.id, ()) if application else ()
        return Scanning(MaterialNeed(ask.id, ask.title, ("scan.a4",)), sets=question, pages=pages, live=not pages)
    given = application.given.get(ask.id) if application else None
    if isinstance(given, str):
        return Asking(question, text=given)
    return Asking(question, chosen=ask.preset if given is None else given)


def _source(session: Session, application: Application, need: NeedFacts, now: Moment) -> Session:
    """One source after another: the company's code, the card, then the hall. Gives the same application back
    unless something about it changed without the customer."""
    sources = need.sources
    if not application.consents:
        return at(session, Notice())
    if COMPANY_LICENCE in sources and application.credential is None:
        if "device.code" in not_to_be_used(session):
            return replace(session, application=_given_up(application, (COMPANY_LICENCE,)))
        return at(session, ShowCredential())
    if CHIP in sources:
        if session.card is None:
            return at(session, PutCard(CardPurpose.APPLICATION))
        if application.facts.get("person.idno") is None:
            return replace(session, application=with_card(application, session, now))
        return replace(session, application=_given_up(application, (CHIP,)))
    asked = tuple(fact for fact in need.facts if fact not in application.queried)
    if application.hall_down:
        return replace(session, application=_given_up(application, sources))
    if not asked:
        unknown = tuple(f"{source}/{fact}" for source in sources for fact in need.facts)
        return replace(session, application=_given_up(application, unknown))
    confirm = frozenset(need.confirm)
    return at(session, Fetching(_query(session, application, asked), sources, now.mono, confirm))


def _query(session: Session, application: Application, facts: tuple[str, ...]) -> FactQuery:
    return FactQuery(
        session=session.id,
        subject_idno=session.card.id_number if session.card else None,
        credential=application.credential or None,
        facts=facts,
        item_code=application.code,
        consent=application.consents[0] if application.consents else "",
    )


def _given_up(application: Application, sources: tuple[str, ...]) -> Application:
    return replace(application, down=application.down | frozenset(sources))


def _scannable(need: MaterialNeed) -> bool:
    return any(way.startswith("scan") for way in need.accept)


def _with_material(application: Application, need: MaterialNeed) -> Application:
    return replace(
        application,
        had=application.had | {need.id},
        titles={**application.titles, need.id: need.title},
    )
