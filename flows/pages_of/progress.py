"""「第 2 步，共 5 步 · 大约还要 3 分钟」 from the engine's count of what is still to be asked."""

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from flows.decision import Ready
from flows.pages import NodeState, Progress
from flows.session.condition import not_to_be_used
from flows.session.stages import MakingProof, PrintingProof, Reviewing, Sealing, Signing
from flows.session.state import Session
from flows.wording import Wording


class Step(StrEnum):
    IDENTIFY = "identify"
    ANSWER = "answer"
    CHECK = "check"
    SIGN = "sign"
    SLIP = "slip"


SECONDS: Final[Mapping[Step, int]] = {Step.IDENTIFY: 20, Step.ANSWER: 20, Step.CHECK: 30, Step.SIGN: 25, Step.SLIP: 15}
"""estimates, for ANSWER per question"""


def service_steps(session: Session) -> tuple[Step, ...]:
    """The steps of this service; no signature where none is asked for."""
    ready = _ready(session)
    signs = ready.signature if ready else True
    return tuple(step for step in Step if step is not Step.SIGN or signs)


def progress_at(session: Session, step: Step, w: Wording, *, refused: bool = False) -> Progress:
    steps = service_steps(session)
    place = steps.index(step) if step in steps else len(steps) - 1
    now = NodeState.REFUSED if refused else NodeState.NOW
    nodes = tuple(NodeState.DONE if i < place else now if i == place else NodeState.LATER for i in range(len(steps)))
    minutes = math.ceil(_seconds_left(session, steps[place:], w) / 60)
    if refused or step is Step.SLIP:
        return Progress(w("progress-step", step=place + 1, steps=len(steps)), nodes)
    return Progress(w("progress-time", step=place + 1, steps=len(steps), minutes=minutes), nodes)


def counted(place: int, total: int, title: str, w: Wording) -> Progress:
    """For the locker: 「取件 · 第 3 步，共 3 步」."""
    nodes = tuple(
        NodeState.DONE if i < place else NodeState.NOW if i == place else NodeState.LATER for i in range(1, total + 1)
    )
    return Progress(w("progress-named", title=title, step=place, steps=total), nodes)


def _seconds_left(session: Session, steps: tuple[Step, ...], w: Wording) -> int:
    questions = _questions_left(session, w) if Step.ANSWER in steps else 0
    return sum(SECONDS[step] * (questions if step is Step.ANSWER else 1) for step in steps)


def _questions_left(session: Session, w: Wording) -> int:
    application = session.application
    if application is None:
        return 0
    down = application.down | not_to_be_used(session)
    return w.terminal.engine.progress(application.code, application.facts, down=down)[1]


def _ready(session: Session) -> Ready | None:
    stage = session.stage
    if isinstance(stage, Reviewing | Signing | Sealing | MakingProof | PrintingProof):
        return stage.ready
    return None
