"""Pages under the document camera: taken by themselves, looked at, taken again, enough."""

from dataclasses import replace

from devices.document_camera import CameraUnavailable, NoPage, PageCaptured
from flows.clock import Moment
from flows.decision import FactRecord, Trust
from flows.events import Pressed
from flows.outcomes import Guided, StepEnded
from flows.session.events import SessionEvent
from flows.session.following import with_promise, without_promise
from flows.session.proceeding import proceed
from flows.session.stages import Scanning
from flows.session.state import SCANNED, Application, Session, at, remembered
from flows.terminal import Terminal


def on_scanning(session: Session, stage: Scanning, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    match event:
        case Guided(guidance=guidance):
            return at(session, replace(stage, guidance=guidance))
        case StepEnded(outcome=PageCaptured(jpeg=jpeg)):
            return at(session, replace(_restarted(stage), pages=(*stage.pages, jpeg), live=False))
        case StepEnded(outcome=NoPage()):
            return at(session, replace(_restarted(stage), guidance=stage.guidance, missed=True))
        case StepEnded(outcome=CameraUnavailable()):
            return at(session, replace(_restarted(stage), unavailable=True))
        case Pressed(id="by-hand") if stage.live:
            return at(session, replace(_restarted(stage), by_hand=True))
        case Pressed(id="more") if (
            not stage.live and not stage.unavailable and len(stage.pages) < stage.material.max_pages
        ):
            return at(session, replace(_restarted(stage), live=True))
        case Pressed(id="retake") if stage.pages:
            return at(session, replace(_restarted(stage), pages=stage.pages[:-1], live=True))
        case Pressed(id="later") if may_promise(stage) and session.application is not None:
            told = with_promise(session.application, stage.material)
            return proceed(replace(remembered(session), application=told), terminal, now)
        case Pressed(id="primary") if enough(stage):
            return _taken(session, stage, terminal, now)
        case _:
            return session


def enough(stage: Scanning) -> bool:
    return len(stage.pages) >= stage.material.min_pages


def may_promise(stage: Scanning) -> bool:
    """容缺: the paper may come later, and no page of it is here."""
    return stage.material.follow_days > 0 and not stage.pages


def _restarted(stage: Scanning) -> Scanning:
    return replace(stage, attempt=stage.attempt + 1, by_hand=False, guidance=None, unavailable=False, missed=False)


def _taken(session: Session, stage: Scanning, terminal: Terminal, now: Moment) -> Session:
    application = session.application
    if application is None:
        return session
    here = replace(stage, live=False)
    told = _with_pages(application, here, now)
    return proceed(replace(remembered(at(session, here)), application=told), terminal, now)


def _with_pages(application: Application, stage: Scanning, now: Moment) -> Application:
    name = stage.material.id
    sets = stage.sets.ask.sets if stage.sets else ()
    facts = {fact: FactRecord(fact, f"{SCANNED}{name}", "device.camera", Trust.C, now.wall) for fact in sets}
    return replace(
        application,
        facts={**application.facts, **facts},
        pages={**application.pages, name: stage.pages},
        had=without_promise(application, name).had | {name},
        titles={**application.titles, name: stage.material.title},
        answers=application.answers + 1,
    )
