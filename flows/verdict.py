"""秒批: what rules say of an application. A refusal names each rule, its evidence and the remedy.

Texts are ids into the Fluent files of flows/content/texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from flows.decision import FactScalar, LegalBasis


@dataclass(frozen=True)
class Finding:
    """One rule that was not met."""

    rule: str
    evidence: Mapping[str, FactScalar] = field(repr=False)
    """the facts the rule looked at, as they were"""
    reason: str
    remedy: str
    basis: tuple[LegalBasis, ...]


@dataclass(frozen=True)
class Granted:
    rule_set: str
    version: int
    checked: tuple[str, ...]
    told: tuple[Finding, ...] = ()
    """warnings that the customer has to acknowledge"""


@dataclass(frozen=True)
class Denied:
    """Never without findings; review by a person and the legal remedies stay open."""

    rule_set: str
    version: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class ToPerson:
    """The rules cannot judge, or only refuse: what is missing, or trusted too little, or has to be looked at."""

    rule_set: str
    version: int
    lacking: tuple[str, ...] = ()
    """facts"""
    papers: tuple[str, ...] = ()
    """ids of papers that only a person can judge"""
    told: tuple[Finding, ...] = ()
    """warnings that the customer has to acknowledge"""


Verdict: TypeAlias = Granted | Denied | ToPerson
