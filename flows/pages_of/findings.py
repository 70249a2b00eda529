"""Rules that were not met, in words: the reason, what it rests on, what to do, the law."""

from collections.abc import Iterable

from flows.decision import FactScalar, LegalBasis
from flows.masking import masked
from flows.pages import Panel
from flows.verdict import Denied, Finding
from flows.wording import Wording


def denied_panel(denied: Denied, w: Wording) -> Panel:
    """One rule: it is the title. Several: all of them, numbered."""
    findings = denied.findings
    if len(findings) == 1:
        return Panel("error", w.content(findings[0].reason), "\n".join(_rest(findings[0], w)), "warn")
    numbered = (
        line
        for number, one in enumerate(findings, 1)
        for line in (w("finding-numbered", number=number, reason=w.content(one.reason)), *_rest(one, w))
    )
    return Panel("error", w("findings-title", count=len(findings)), "\n".join(numbered), "warn")


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
