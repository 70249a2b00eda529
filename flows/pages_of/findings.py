"""Rules that were not met, in words: the reason, what it rests on, what to do, the law."""

from collections.abc import Iterable

from flows.decision import FactScalar, LegalBasis
from flows.masking import masked
from flows.pages import Panel
from flows.verdict import Denied, Finding
from flows.wording import Wording


def denied_panels(denied: Denied, w: Wording) -> tuple[Panel, ...]:
    """One for each rule, numbered where there are several."""
    return tuple(
        Panel("error", _title(number, len(denied.findings), one, w), "\n".join(_rest(one, w)), "warn")
        for number, one in enumerate(denied.findings, 1)
    )


def rules_line(denied: Denied, w: Wording) -> str:
    """Which rules, to be quoted in a question or an appeal."""
    return w("denied-rules", rules=denied.rule_set, version=denied.version)


def told_panel(told: Iterable[Finding], w: Wording) -> Panel | None:
    """Warnings of the rules: to be known before one goes on."""
    findings = tuple(told)
    if not findings:
        return None
    lines = (line for one in findings for line in (w.content(one.reason), *_rest(one, w)))
    return Panel("warn", w("told-title"), "\n".join(lines), "warn")


def basis_lines(basis: Iterable[LegalBasis], w: Wording) -> tuple[str, ...]:
    return tuple(
        w("basis-article", law=one.law, article=one.article) if one.article else w("basis-law", law=one.law)
        for one in basis
    )


def _title(number: int, count: int, one: Finding, w: Wording) -> str:
    reason = w.content(one.reason)
    return w("finding-numbered", number=number, reason=reason) if count > 1 else reason


def _rest(one: Finding, w: Wording) -> tuple[str, ...]:
    return (*_evidence(one, w), w.content(one.remedy), *basis_lines(one.basis, w))


def _evidence(one: Finding, w: Wording) -> tuple[str, ...]:
    facts = [w("finding-fact", fact=w.fact(fact), value=_value(fact, value, w)) for fact, value in _shown(one)]
    return (w("finding-evidence", facts=w.joined(tuple(facts))),) if facts else ()


def _shown(one: Finding) -> Iterable[tuple[str, FactScalar]]:
    """What day it is everybody knows."""
    return ((fact, value) for fact, value in one.evidence.items() if not fact.startswith("ctx."))


def _value(fact: str, value: FactScalar, w: Wording) -> str:
    """As on the check page, but a number or an address of the customer stays covered: the note may be lost."""
    words = w.terminal.catalogue.value_label(fact, value, w.language)
    if w.terminal.catalogue.sensitivity(fact) == "none" or words != value:
        return words
    covered = masked(words)
    return f"{covered.head}…{covered.tail}"
