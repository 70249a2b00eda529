"""What the rules gave, as it is sealed with the application: for the hall's decision, and for whoever reviews it."""

from typing import assert_never

from flows.decision import Ready
from flows.session.state import Application
from flows.session.verdicts import verdicts_of
from flows.terminal import Terminal
from flows.verdict import Denied, Finding, Granted, ToPerson, Verdict
from flows.wording import Wording
from offline_cache.wire import RuleFinding, RuleVerdict


def verdict_records(application: Application, ready: Ready, terminal: Terminal) -> tuple[RuleVerdict, ...]:
    """Reasons in Chinese: they are for the hall."""
    w = Wording(terminal, "zh")
    verdicts = verdicts_of(application, ready, terminal)
    return tuple(_record(item, verdict, application, w) for item, verdict in verdicts.items())


def _record(item: str, verdict: Verdict, application: Application, w: Wording) -> RuleVerdict:
    match verdict:
        case Granted(rule_set, version, checked, told):
            return RuleVerdict(
                item=item,
                rule_set=rule_set,
                version=version,
                outcome="granted",
                checked=checked,
                findings=tuple(_finding(one, w) for one in told),
            )
        case Denied(rule_set, version, findings):
            return RuleVerdict(
                item=item,
                rule_set=rule_set,
                version=version,
                outcome="denied",
                findings=tuple(_finding(one, w) for one in findings),
                review_asked=application.by_person,
            )
        case ToPerson(rule_set, version, lacking, papers, told):
            return RuleVerdict(
                item=item,
                rule_set=rule_set,
                version=version,
                outcome="person",
                findings=tuple(_finding(one, w) for one in told),
                lacking=(*lacking, *papers),
            )
        case _:
            assert_never(verdict)


def _finding(one: Finding, w: Wording) -> RuleFinding:
    return RuleFinding(rule=one.rule, reason=w.content(one.reason), evidence=dict(one.evidence))
