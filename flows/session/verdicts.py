"""秒批 in a visit: a refusal as soon as the rules are sure of it, and what goes to the hall with the application.

The terminal decides nothing: it says what the rules of the pinned content give. The hall approves, or a person does.
"""

from collections.abc import Mapping
from dataclasses import replace

from flows.decision import Ready
from flows.session.following import is_promised
from flows.session.papers import pages_for
from flows.session.state import Application
from flows.terminal import Terminal
from flows.verdict import Denied, Granted, ToPerson, Verdict


def denial(application: Application, terminal: Terminal) -> Denied | None:
    """Of a single item, unless the customer has asked for a person. In a bundle a refused item goes to a person."""
    if application.by_person:
        return None
    verdict = terminal.engine.verdict(application.code, application.code, application.facts)
    return verdict if isinstance(verdict, Denied) else None


def verdicts_of(application: Application, ready: Ready, terminal: Terminal) -> Mapping[str, Verdict]:
    """Item -> what the rules say, for those of `ready` that rules may decide."""
    found = {item: terminal.engine.verdict(application.code, item, application.facts) for item in ready.items}
    papers = papers_to_look_at(application, ready)
    alone = ready.items == (application.code,)
    return {item: _sure(verdict, papers, alone=alone) for item, verdict in found.items() if verdict is not None}


def granted(application: Application, ready: Ready, terminal: Terminal) -> bool:
    """The rules decide it, and all are met."""
    return isinstance(verdicts_of(application, ready, terminal).get(application.code), Granted)


def papers_to_look_at(application: Application, ready: Ready) -> tuple[str, ...]:
    """What was taken under the camera, is promised for later, or lies in the locker: no rule can read it."""
    scanned = [name for name, pages in pages_for(application, ready).items() if pages]
    later = [need.id for need in ready.materials if is_promised(need, application)]
    return tuple(dict.fromkeys((*scanned, *later, *ready.originals)))


def _sure(verdict: Verdict, papers: tuple[str, ...], *, alone: bool) -> Verdict:
    """Granted is only what the hall approves as it is opened: a single item (a bundle is one case), without papers."""
    match verdict:
        case Granted() if papers or not alone:
            return ToPerson(verdict.rule_set, verdict.version, papers=papers, told=verdict.told)
        case ToPerson():
            return replace(verdict, papers=papers)
        case _:
            return verdict
