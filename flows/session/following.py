"""容缺: papers that come later against a signed promise, and the words of that promise."""

from dataclasses import dataclass, replace
from datetime import date

from flows.decision import LATER, MaterialNeed, Ready
from flows.session.state import Application, Session
from flows.terminal import Terminal
from flows.wording import Wording


@dataclass(frozen=True)
class Promise:
    """What is brought later, by when, and to whom."""

    paper: MaterialNeed
    due: date
    place: str
    """the department, in the customer's language"""


def promises(ready: Ready, session: Session, terminal: Terminal) -> tuple[Promise, ...]:
    application = session.application
    if application is None:
        return ()
    return tuple(promise_for(paper, application, terminal, session.language) for paper in ready.following)


def promise_for(paper: MaterialNeed, application: Application, terminal: Terminal, language: str) -> Promise:
    today = date.fromisoformat(str(application.facts["ctx.today"].value))
    place = terminal.catalogue.info(application.code, language).department
    return Promise(paper, terminal.catalogue.working_day(today, paper.follow_days), place)


def promised_words(promises: tuple[Promise, ...], w: Wording) -> dict[str, str]:
    """Arguments of the texts promise-…: what, by when, where. The earliest day holds for all."""
    if not promises:
        return {}
    titles = tuple(w.content(one.paper.title) for one in promises)
    return {"papers": w.joined(titles), "day": w.day(min(one.due for one in promises)), "place": promises[0].place}


def is_promised(paper: MaterialNeed, application: Application) -> bool:
    return f"{LATER}{paper.id}" in application.had and not application.pages.get(paper.id)


def with_promise(application: Application, paper: MaterialNeed) -> Application:
    return replace(
        application,
        had=application.had | {f"{LATER}{paper.id}"},
        titles={**application.titles, paper.id: paper.title},
        answers=application.answers + 1,
    )


def without_promise(application: Application, paper_id: str) -> Application:
    return replace(application, had=application.had - {f"{LATER}{paper_id}"})
