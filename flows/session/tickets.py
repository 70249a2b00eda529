"""办不成事: from a refusal or another dead end the customer leaves a ticket, and the hall looks into it."""

from dataclasses import dataclass, replace
from typing import Literal, assert_never

from flows.clock import Moment
from flows.events import Pressed
from flows.outcomes import StepEnded, TicketEnded
from flows.session.events import SessionEvent
from flows.session.locker_stages import ProgressShown
from flows.session.refusing import on_refusal
from flows.session.stages import Answered, LeavingTicket, NoProof, Refused, TicketLeft
from flows.session.state import Session, at, fresh_id
from flows.terminal import Terminal
from flows.wording import Wording
from offline_cache.submission import NotSealed, Sealed, Submission
from offline_cache.wire import TicketBody


def on_ticket(
    session: Session, stage: LeavingTicket | TicketLeft, event: SessionEvent, terminal: Terminal, now: Moment
) -> Session:
    if isinstance(stage, TicketLeft):
        return on_refusal(session, stage, event, now)
    match event:
        case Pressed(id="row:call") if stage.mobile is not None and stage.sealing is None:
            return _sealing(session, stage, terminal)
        case Pressed(id="row:no-call") if stage.sealing is None:
            return _sealing(session, replace(stage, mobile=None), terminal)
        case Pressed(id="row:staff"):
            return replace(session, staff_called=True)
        case StepEnded(outcome=TicketEnded(outcome=outcome)):
            return _ended(session, stage, outcome)
        case _:
            return session


def _ended(session: Session, stage: LeavingTicket, outcome: Sealed | NotSealed) -> Session:
    match outcome:
        case Sealed(number=number):
            left = TicketLeft(number, call=stage.mobile is not None)
            return at(replace(session, trail=()), left)
        case NotSealed():
            return at(session, replace(stage, sealing=None, failed=True))
        case _:
            assert_never(outcome)


@dataclass(frozen=True)
class Matter:
    """What could not be got done, and the reason as the screen gave it."""

    about: Literal["refused", "no-proof", "no-answer", "case"]
    item: str
    said: str
    case: str | None = None


def matter_of(stage: LeavingTicket, w: Wording) -> Matter:
    match stage.behind:
        case Refused(stop=stop):
            return Matter("refused", stop.item, w.content(stop.reason))
        case NoProof(item=item, unreachable=unreachable):
            return Matter("no-proof", item, w("proof-unreachable-reason" if unreachable else "proof-denied-reason"))
        case Answered(ready=ready, unreachable=unreachable):
            said = w("answer-unreachable" if unreachable else "answer-none")
            return Matter("no-answer", ready.items[0] if ready.items else "", said)
        case ProgressShown(progress=progress):
            latest = progress.latest.text_zh if progress.latest else ""
            return Matter("case", progress.item_code, latest or w("case-waiting"), progress.number)
        case _:
            assert_never(stage.behind)


def _sealing(session: Session, stage: LeavingTicket, terminal: Terminal) -> Session:
    session, ticket_id = fresh_id(session)
    ticket = _ticket(stage, ticket_id, session.language, terminal)
    return at(session, replace(stage, sealing=ticket, failed=False))


def _ticket(stage: LeavingTicket, sub_id: str, language: str, terminal: Terminal) -> Submission:
    """A number of its own; who leaves it is in it only by a telephone number, if at all."""
    matter = matter_of(stage, Wording(terminal, "zh"))
    body = TicketBody(
        about=matter.about,
        said=matter.said,
        case=matter.case,
        mobile=stage.mobile,
        language="en" if language == "en" else "zh",
    )
    return Submission(sub_id=sub_id, item_code=matter.item, flow_digest=terminal.engine.digest(), body=body)
