"""秒批: an item decided at once by rules that are data. A refusal names each rule, its evidence and the remedy.

No reason, no refusal: what a rule cannot judge goes to a person, and so does whatever the customer asks for.
"""

from typing import Any

from flows.decision import Trust
from flows.engine.rule_model import Rule, RuleSet
from flows.engine.state import State
from flows.engine.unknown import UNKNOWN
from flows.verdict import Denied, Finding, Granted, ToPerson, Verdict


def decide(rules: RuleSet, state: State) -> Verdict:
    """`state`: the facts as handed in."""
    lacking = [fact for fact, least in rules.requires.items() if not _trusted(fact, least, state)]
    outcomes = [(rule, state.truth(rule.fails)) for rule in rules.rules]
    lacking += [
        fact
        for rule, outcome in outcomes
        if outcome is UNKNOWN
        for fact in sorted(rule.fails.facts)
        if state.value(fact) is UNKNOWN
    ]
    failed = tuple(_finding(rule, state) for rule, outcome in outcomes if outcome is True and not rule.warns)
    if failed and not any(fact in finding.evidence for finding in failed for fact in lacking):
        return Denied(rules.id, rules.version, failed)
    told = tuple(_finding(rule, state) for rule, outcome in outcomes if outcome is True)
    if lacking or not rules.grants:
        return ToPerson(rules.id, rules.version, tuple(dict.fromkeys(lacking)), told=told)
    return Granted(rules.id, rules.version, tuple(rule.id for rule in rules.rules), told)


def _trusted(fact: str, least: Trust, state: State) -> bool:
    record = state.at.book.get(fact)
    if record is not None:
        return record.confirmed and record.trust.reaches(least)
    return state.value(fact) is not UNKNOWN


def _finding(rule: Rule, state: State) -> Finding:
    evidence: dict[str, Any] = {}
    for fact in sorted(rule.fails.facts):
        value = state.value(fact)
        if value is not UNKNOWN:
            evidence[fact] = value
    return Finding(rule.id, evidence, rule.reason, rule.remedy, rule.basis)
