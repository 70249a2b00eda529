"""Facts and what rules made of them, in the words of the vocabulary."""

from dataclasses import dataclass, field
from typing import Final

from hall.console.labels import TRUST, fact_label, shown_value, source_label
from offline_cache.wire import FactValue, RuleFinding, RuleVerdict

_OUTCOMES: Final = {"granted": "全部符合", "denied": "有规则没过", "person": "规则定不了，由人审"}


@dataclass(frozen=True)
class FactRow:
    label: str
    value: str = field(repr=False)
    source: str
    trust: str


@dataclass(frozen=True)
class RulesRow:
    """秒批: what the rules gave for one item."""

    said: str
    rule_set: str
    version: int
    lines: tuple[str, ...] = field(repr=False)


def fact_row(name: str, value: FactValue) -> FactRow:
    trust = f"{value.trust} {TRUST[value.trust]}"
    return FactRow(fact_label(name), shown_value(name, value.value), source_label(value.source), trust)


def rules_row(verdict: RuleVerdict) -> RulesRow:
    lines = [*(_finding(one) for one in verdict.findings)]
    if verdict.lacking:
        lines.append(f"还差：{'、'.join(fact_label(name) for name in verdict.lacking)}")
    if verdict.review_asked:
        lines.append("申请人看过以上理由，要求由人来审。")
    return RulesRow(_OUTCOMES[verdict.outcome], verdict.rule_set, verdict.version, tuple(lines))


def _finding(one: RuleFinding) -> str:
    """Today's date is no evidence."""
    facts = [
        f"{fact_label(name)}：{shown_value(name, value)}" for name, value in one.evidence.items() if name != "ctx.today"
    ]
    return f"{one.reason}（{'；'.join(facts)}）" if facts else one.reason
