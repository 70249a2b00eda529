"""秒批: rule sets as the pack holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from flows.decision import LegalBasis, Trust
from flows.engine.expression import Expression


@dataclass(frozen=True)
class Rule:
    id: str
    fails: Expression
    """true: the condition for a grant is not met"""
    reason: str
    remedy: str
    basis: tuple[LegalBasis, ...] = ()
    warns: bool = False
    """弹性: the customer is told and may go on"""


@dataclass(frozen=True)
class RuleSet:
    id: str
    version: int
    owner: str
    reviewed: str
    """ISO date of the last review"""
    requires: Mapping[str, Trust]
    """facts that must be known with at least this grade"""
    rules: tuple[Rule, ...]
    grants: bool = True
    """False: conditions for many items; met, they leave the decision to a person"""

    @cached_property
    def facts(self) -> frozenset[str]:
        """Everything that is looked at."""
        return frozenset(self.requires).union(*(rule.fails.facts for rule in self.rules))
