"""Values of facts in words: enum values, yuan, dates."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flows.catalogue.texts import PackTexts
from flows.decision import FactScalar


def spoken_value(entry: Mapping[str, Any], fact: str, value: FactScalar, language: str, texts: PackTexts) -> str:
    """`entry`: the fact in the pack. Numbers are grouped by hand: Fluent's own grouping differs by language."""
    if isinstance(value, tuple):
        joint = "、" if language == "zh" else ", "
        return joint.join(_word(entry, fact, one, language, texts) for one in value) or texts.text(
            "value-none", language
        )
    if isinstance(value, bool):
        return texts.text("option-yes" if value else "option-no", language)
    match entry["type"]:
        case "fen":
            yuan = f"{int(value) / 100:,.2f}"
            return f"{yuan} 元" if language == "zh" else f"CNY {yuan}"
        case "percent":
            return f"{value}%"
        case "date":
            return spoken_date(str(value), language)
        case _:
            return _word(entry, fact, str(value), language, texts)


def spoken_date(iso: str, language: str) -> str:
    """2026年10月9日; 9 October 2026. What is no date stays as it is (an identity card may say 长期)."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _word(entry: Mapping[str, Any], fact: str, value: str, language: str, texts: PackTexts) -> str:
    if value in entry.get("values", ()):
        return texts.text(f"{entry['label']}.v-{value}", language)
    table = entry.get("codes")
    if table and texts.has(f"codes.{table}.{value}", language):
        return texts.text(f"codes.{table}.{value}", language)
    return texts.text(f"item.{value}", language) if texts.has(f"item.{value}", language) else value
