"""Facts and what rules made of them, in the words of the vocabulary."""

from dataclasses import dataclass, field
from typing import Final

from hall.catalogue import fact_of
from offline_cache.wire import FactValue, RuleFinding, RuleVerdict

SOURCE_TITLES: Final = {
    "idcard": "证件芯片",
    "elicence": "电子证照",
    "hall": "大厅数据",
    "ask": "本人填写",
    "ocr": "扫描识别",
}
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
    source = SOURCE_TITLES.get(value.source.split(".")[0], value.source)
    return FactRow(_label(name), _said(name, value.value), f"{source}（{value.source}）", value.trust)


def rules_row(verdict: RuleVerdict) -> RulesRow:
    lines = [*(_finding(one) for one in verdict.findings)]
    if verdict.lacking:
        lines.append(f"还差：{'、'.join(_label(name) for name in verdict.lacking)}")
    if verdict.review_asked:
        lines.append("申请人看过以上理由，要求由人来审。")
    return RulesRow(_OUTCOMES[verdict.outcome], verdict.rule_set, verdict.version, tuple(lines))


def _finding(one: RuleFinding) -> str:
    """Today's date is no evidence."""
    facts = [f"{_label(name)}：{_said(name, value)}" for name, value in one.evidence.items() if name != "ctx.today"]
    return f"{one.reason}（{'；'.join(facts)}）" if facts else one.reason


def _label(name: str) -> str:
    fact = fact_of(name)
    return name if fact is None else fact.name_zh


def _said(name: str, value: object) -> str:
    fact = fact_of(name)
    return _shown(value, "" if fact is None else fact.kind, {} if fact is None else fact.choices)


def _shown(value: object, kind: str, choices: dict[str, str]) -> str:
    match value:
        case bool():
            return "是" if value else "否"
        case int() if kind == "fen":
            return f"{value / 100:,.2f} 元"
        case tuple():
            return "、".join(choices.get(str(part), str(part)) for part in value)
        case _:
            return choices.get(str(value), str(value))
