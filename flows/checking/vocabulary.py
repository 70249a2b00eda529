"""The vocabulary of facts: E23 two that mean the same, DG-03 coded values that are typed."""

import re
from difflib import SequenceMatcher
from itertools import combinations
from typing import Final

from flows.checking.subject import Subject
from flows.decision import AskKind
from flows.engine.walk import MANUAL
from flows.loading.names import fact_text

_ALIKE: Final = 0.87
_FREE: Final = frozenset(
    re.split(
        r"\s+",
        "company.name company.uscc licence.no practice.cert_no sscard.no vehicle.plate property.cert_no project.code "
        "driver.licence_no benefit.household change.new_scope report.staff_list query.input loan.contract_no",
    )
)
"""coded facts without a list that could be chosen from: numbers printed on a paper"""


def check_vocabulary(subject: Subject) -> None:
    _near_duplicates(subject)
    for name, ask in subject.parts.asks.items():
        for fact_id in ask.sets:
            fact = subject.parts.facts.get(fact_id)
            coded = fact is not None and fact.type in ("enum", "multi", "bool", "code") and fact_id not in _FREE
            if coded and ask.kind in MANUAL:
                message = f"{name} lets a coded value ({fact_id}) be typed"
                fix = "Make it a choice from its values or codes"
                subject.error("DG-03", subject.parts.ask_at[name], ("asks", name, "kind"), message, fix)
        ticked = any(not isinstance(option, str) and option.ticked for option in ask.options)
        if ask.kind is AskKind.CONSENT and (ask.preset or ticked):
            message = f"{name} ticks a consent beforehand"
            subject.error("DG-03", subject.parts.ask_at[name], ("asks", name, "preset"), message, "Drop the preset")


def _near_duplicates(subject: Subject) -> None:
    labels = subject.folder.texts["zh"].plain
    by_type: dict[str, list[str]] = {}
    for name, fact in subject.parts.facts.items():
        by_type.setdefault(fact.type, []).append(name)
    for names in by_type.values():
        for one, other in combinations(names, 2):
            a, b = labels.get(fact_text(one), ""), labels.get(fact_text(other), "")
            if a and not _told_apart(a, b) and _alike(a, b):
                message = f"{other} ({b}) means nearly the same as {one} ({a})"
                fix = "Use one of them everywhere, or name them apart"
                subject.warn("E23", subject.parts.fact_at[other], ("facts", other), message, fix)


def _alike(one: str, other: str) -> bool:
    return one == other or (len(one) > 4 and SequenceMatcher(None, one, other).ratio() >= _ALIKE)


def _told_apart(one: str, other: str) -> bool:
    """新 and 原 make two things of one."""
    return any((one.startswith(mark)) is not (other.startswith(mark)) for mark in "新原旧本")
