"""Plays any service through the session alone, as its default customer: every page drawn, every touch counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from devices.code_scanner import CodeRead
from devices.document_camera import PageCaptured
from devices.id_card_reader import CardRead, IdCard
from devices.receipt_printer import Printed
from flows import activities as act
from flows import outcomes as out
from flows import pages as pg
from flows.clock import Moment
from flows.decision import AskKind, FactScalar
from flows.engine.rehearsal import Given, default_answer
from flows.engine.rows import plain
from flows.events import Chose, Pressed, ScreenEvent, Signed, Typed
from flows.hall_facts import FactsAnswered, ProofMade
from flows.pages_of.snapshot import snapshot_of
from flows.session.advance import advance
from flows.session.stages import Answered, Asking, Finished, NoProof, Refused, Stage
from flows.session.state import Session
from flows.wanted import activity_of
from offline_cache.submission import Sealed, Submission
from offline_cache.wire import FactAnswer, FactQuery, FactValue
from tests.flows.session.branch import CHEN, COMPANY, LI, LICENCE_CODE, PEOPLE, QUALITY, WANG
from tests.flows.session.manual_clock import START
from tests.flows.session.rig import INK, terminal

LIMIT = 200


@dataclass
class Player:
    """`answers`: by ask, of all rows of a repeat or of one as "q.share#2"; elsewhere the default.

    `curious`: unfolds the reason of each question. `others`: who lays a second card, one after the other.
    """

    code: str
    card: IdCard = CHEN
    answers: Mapping[str, Given] = field(default_factory=dict)
    known: Mapping[str, FactScalar] = field(default_factory=dict)
    """what the hall knows besides"""
    curious: bool = False
    others: list[IdCard] = field(default_factory=lambda: [LI, WANG])
    session: Session = field(default_factory=lambda: Session(id="a" * 32, touched=0.0))
    touches: int = 0
    sealed: list[Submission] = field(default_factory=list)
    pages: list[pg.Page] = field(default_factory=list)

    def play(self) -> Stage:
        """From the product page to an end. Raises AssertionError when there is none."""
        self.do(Pressed(f"tile:{self.code}"))
        return self.go_on()

    def go_on(self) -> Stage:
        for _ in range(LIMIT):
            snapshot = snapshot_of(self.session, terminal(), self._now())
            assert snapshot.script
            self.pages.append(snapshot.page)
            if at_the_end(self.session.stage):
                return self.session.stage
            activity = activity_of(self.session, terminal())
            if activity is not None:
                self._end(outcome_of(activity, self))
            else:
                self._touch(snapshot.page)
        raise AssertionError(f"{self.code}: no end, at {self.session.stage}")

    def _now(self) -> Moment:
        return Moment(START, self.session.touched + 1)

    def do(self, event: ScreenEvent) -> None:
        self.touches += not isinstance(event, Typed | Signed)
        self.session = advance(self.session, event, terminal(), self._now())

    def _end(self, outcome: out.Outcome) -> None:
        self.session = advance(self.session, out.StepEnded(outcome), terminal(), self._now())

    def _touch(self, page: pg.Page) -> None:
        stage = self.session.stage
        before = self.session
        if isinstance(stage, Asking) and self.curious and not stage.why and self._has_help(page):
            self.do(Pressed("help"))
        elif isinstance(stage, Asking):
            self._answer(stage)
        elif isinstance(page, pg.SignPage):
            self.do(Signed(INK))
            self.do(Pressed("primary"))
        else:
            self.do(Pressed("primary"))
        assert replace(self.session, touched=0) != replace(before, touched=0), f"{self.code}: stuck at {page}"

    @staticmethod
    def _has_help(page: pg.Page) -> bool:
        return isinstance(page, pg.QuestionPage) and page.help is not None

    def _answer(self, stage: Asking) -> None:
        """What a page takes, and again where it only warned."""
        ask = stage.question.ask
        usual = ("yes",) if ask.kind is AskKind.CONFIRM else default_answer(ask)
        given = self.answers.get(ask.id, self.answers.get(plain(ask.id), usual))
        self.do(Typed(ask.id, given) if isinstance(given, str) else Chose(ask.id, given))
        for _ in range(2):
            now = self.session.stage
            if isinstance(now, Asking) and now.question.ask.id == ask.id:
                self.do(Pressed("primary"))


def at_the_end(stage: Stage) -> bool:
    """An open question is at its end once the hall has said what it knows."""
    return isinstance(stage, Finished | Refused | NoProof) or (isinstance(stage, Answered) and stage.lines is not None)


def outcome_of(activity: act.Activity, player: Player) -> out.Outcome:
    match activity:
        case act.ReadCard(second=second):
            return CardRead(player.others.pop(0) if second else player.card)
        case act.ScanCode():
            return CodeRead(LICENCE_CODE)
        case act.CapturePage():
            return PageCaptured(b"jpeg", QUALITY, straightened=True)
        case act.LookForDraft():
            return out.DraftLooked(None)
        case act.FetchFacts(query=query):
            return known_of(query, player.known)
        case act.MakeProof():
            return ProofMade("t", "c", b"%PDF", (("找到", "3 家"),))
        case act.PrintProof():
            return out.ProofPrinted(Printed())
        case act.Seal(submission=submission):
            player.sealed.append(submission)
            return out.SealEnded(Sealed(submission.sub_id, "K071126112400001X", START))
        case _:
            raise AssertionError(activity)


def known_of(query: FactQuery, besides: Mapping[str, FactScalar]) -> FactsAnswered:
    known: dict[str, FactScalar] = {**COMPANY, **PEOPLE.get(query.subject_idno or "", {}), **besides}
    facts = {
        fact: FactValue(value=known[fact], source="hall.account.profile", trust="A", at=START.isoformat())
        for fact in query.facts
        if fact in known
    }
    return FactsAnswered(FactAnswer(facts=facts, credential="verified" if query.credential else "absent"))
