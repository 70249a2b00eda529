"""Plays a service through the session itself, with stand-ins for devices and hall: every page a customer would see."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Final

from devices.code_scanner import CodeRead
from devices.document_camera import PageCaptured, PageQuality
from devices.id_card_reader import CardKind, CardRead, IdCard
from devices.receipt_printer import Printed
from flows import activities as act
from flows import outcomes as out
from flows.clock import Moment
from flows.decision import AskKind
from flows.engine.rehearsal import Persona, default_answer
from flows.events import Chose, Pressed, ScreenEvent, Signed, Typed
from flows.hall_facts import FactsAnswered, ProofMade
from flows.pages import Preferences, SignPage, Snapshot
from flows.pages_of.snapshot import snapshot_of
from flows.session.advance import advance
from flows.session.stages import Answered, Asking, Finished, NoProof, Refused
from flows.session.state import Session
from flows.terminal import Terminal
from flows.wanted import activity_of
from offline_cache.submission import Sealed
from offline_cache.wire import FactAnswer, FactQuery, FactValue

AT: Final = datetime(2026, 10, 9, 2, tzinfo=UTC)
_MOST: Final = 300
_INK: Final = (((100, 500, 0), (300, 450, 80), (700, 520, 200)),)
_SHARP: Final = PageQuality(sharpness=300.0, glare=0.0, exposure=150.0, fill=0.6)
_NUMBER: Final = "K123426100900001X"


class NoEndError(Exception):
    """A page that none of the usual touches leaves."""


@dataclass(frozen=True)
class Scene:
    """One page as the session stood there; it can be shown in any language and setting."""

    session: Session

    def snapshot(self, terminal: Terminal, preferences: Preferences) -> Snapshot:
        return snapshot_of(replace(self.session, preferences=preferences), terminal, _moment(self.session))


def screenplay(terminal: Terminal, service: str, persona: Persona) -> tuple[Scene, ...]:
    """From the product page to the end. Raises NoEndError."""
    stage = _Play(terminal, persona)
    stage.touch(Pressed(f"tile:{service}"))
    for _ in range(_MOST):
        if _at_the_end(stage.session):
            return (*stage.scenes, Scene(stage.session))
        activity = activity_of(stage.session, terminal)
        if activity is not None:
            stage.scene_of_waiting()
            stage.ended(_outcome(activity, persona))
        else:
            stage.scene()
            stage.move_on()
    raise NoEndError(f"{service}: no end, at {stage.session.stage}")


@dataclass
class _Play:
    terminal: Terminal
    persona: Persona
    session: Session = field(default_factory=lambda: Session(id="0" * 32, touched=0.0))
    scenes: list[Scene] = field(default_factory=list)

    def scene(self) -> None:
        self.scenes.append(Scene(self.session))

    def scene_of_waiting(self) -> None:
        """A page on which something runs is shown once, however often it is tried."""
        kinds = {type(scene.session.stage) for scene in self.scenes}
        if type(self.session.stage) not in kinds:
            self.scene()

    def touch(self, event: ScreenEvent) -> None:
        self.session = advance(self.session, event, self.terminal, _moment(self.session))

    def ended(self, outcome: out.Outcome) -> None:
        self.session = advance(self.session, out.StepEnded(outcome), self.terminal, _moment(self.session))

    def move_on(self) -> None:
        before = self.session
        stage = before.stage
        page = Scene(before).snapshot(self.terminal, before.preferences).page
        if isinstance(stage, Asking):
            self._answer(stage)
        elif isinstance(page, SignPage):
            self.touch(Signed(_INK))
            self.touch(Pressed("primary"))
        else:
            self.touch(Pressed("primary"))
        if replace(self.session, touched=0) == replace(before, touched=0):
            raise NoEndError(f"{before.application.code if before.application else ''}: stuck at {page}")

    def _answer(self, stage: Asking) -> None:
        ask = stage.question.ask
        usual = ("yes",) if ask.kind is AskKind.CONFIRM else default_answer(ask)
        given = self.persona.answers.get(ask.id.partition("#")[0], usual)
        self.touch(Typed(ask.id, given) if isinstance(given, str) else Chose(ask.id, given))
        for _ in range(2):
            now = self.session.stage
            if isinstance(now, Asking) and now.question.ask.id == ask.id:
                self.touch(Pressed("primary"))


def _at_the_end(session: Session) -> bool:
    stage = session.stage
    return isinstance(stage, Finished | Refused | NoProof) or (isinstance(stage, Answered) and stage.lines is not None)


def _moment(session: Session) -> Moment:
    return Moment(AT, session.touched + 1)


def _outcome(activity: act.Activity, persona: Persona) -> out.Outcome:
    match activity:
        case act.ReadCard(second=second):
            return CardRead(_OTHER if second else _card(persona))
        case act.ScanCode():
            return CodeRead("EBL:sample")
        case act.CapturePage():
            return PageCaptured(b"", _SHARP, straightened=True)
        case act.LookForDraft():
            return out.DraftLooked(None)
        case act.FetchFacts(query=query):
            return _facts(query, persona)
        case act.MakeProof():
            return ProofMade("", "0000", b"%PDF")
        case act.PrintProof():
            return out.ProofPrinted(Printed())
        case act.Seal(submission=submission):
            return out.SealEnded(Sealed(submission.sub_id, _NUMBER, AT))
        case _:
            raise NoEndError(f"nothing stands in for {activity}")


def _facts(query: FactQuery, persona: Persona) -> FactsAnswered:
    found = {
        name: FactValue(value=value, source="hall", trust="A", at=AT.isoformat())
        for name in query.facts
        if (value := persona.sources.get(name)) is not None
    }
    return FactsAnswered(FactAnswer(facts=found, credential="verified" if query.credential else "absent"))


def _card(persona: Persona) -> IdCard:
    said = persona.sources
    return replace(
        _SAMPLE,
        id_number=str(said.get("person.idno", _SAMPLE.id_number)),
        birth=date.fromisoformat(str(said.get("person.birth", _SAMPLE.birth.isoformat()))),
    )


_SAMPLE: Final = IdCard(
    kind=CardKind.CITIZEN,
    name="王样本",
    id_number="310104190001010010",
    sex="1",
    birth=date(1900, 1, 1),
    valid_from=date(2015, 9, 1),
    valid_to=None,
    nation="01",
    address="上海市测试区样本路1号",
    authority="样本分局",
)
_OTHER: Final = replace(_SAMPLE, name="李样本", id_number="31010419700101008X", birth=date(1970, 1, 1))
