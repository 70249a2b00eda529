"""A content folder small enough to read in a test: two items of one family, and what the test adds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.decision import FactRecord, FactScalar, Trust
from flows.engine.decide import DecisionEngine
from flows.engine.pack import Pack
from flows.loading.compiling import compile_pack
from flows.loading.faults import Fault
from flows.loading.folder import read_folder

NOW = datetime(2026, 10, 9, 10, 0, tzinfo=UTC)
_COLUMNS = (
    "code,name_zh,name_everyday_zh,name_en,aliases_zh,audience,life_stage,department,category,archetype,kind,materials,"
    "promised_working_days,legal_working_days,deliverable,delivery,instant,second_approval,hot_rank,scenarios,"
    "legal_basis,source"
)
_TABLES = {
    "items": f"{_COLUMNS}\n"
    "PH-P-901,甲事项,办甲,Item A,甲,personal,worker,市甲局,social,plain,办,,1,3,回执,locker,no,no,,B91,甲法,PH\n"
    "PH-P-902,乙事项,办乙,Item B,乙,personal,worker,市甲局,social,plain,办,,1,3,回执,locker,no,no,,B91,乙法,PH\n",
    "departments": "slug,name_zh,name_en,hotline,level\na,市甲局,Bureau A,,city\n",
    "categories": "slug,name_zh,name_en,description_zh,description_en,icon\nsocial,社保,Social,,,card\n",
    "bundles": "id,name_zh,name_en,name_everyday_zh,bank_trigger_zh,bank_trigger_en,member_codes,"
    "illustrative_due_working_days,due_note\nB91,甲乙,A and B,甲乙一起办,,,PH-P-901;PH-P-902,1,\n",
    "archetypes": "slug,name_zh,name_en,minutes\nplain,平常,Plain,2\n",
    "english": "zh,en\n",
    "branch": "code,place,icon\n",
}
_FACTS = """
schema: kiosk/facts@1
facts:
  ctx.today: {type: date}
  person.name: {type: text, from: [card.chip]}
  a.kind: {type: enum, values: [one, two, three], ask: q.kind}
  a.flag: {type: bool, from: [hall.a], ask: q.flag}
  a.note: {type: text, ask: q.note}
  a.extra: {type: text, ask: q.extra}
  a.amount: {type: fen, ask: q.amount}
  a.phone: {type: mobile, from: [hall.profile], ask: q.phone}
"""
_SOURCES = """
schema: kiosk/sources@1
sources:
  card.chip: {kind: card}
  hall.a: {kind: query, keys: [person.name]}
  hall.profile: {kind: query, keys: [person.name], confirm: true}
"""
_ASKS = """
schema: kiosk/asks@1
asks:
  q.kind: {kind: choice, sets: [a.kind]}
  q.flag: {kind: choice, sets: [a.flag]}
  q.note: {kind: text, sets: [a.note], keyboard: text}
  q.extra: {kind: text, sets: [a.extra], taps: 5, keyboard: text}
  q.amount: {kind: money, sets: [a.amount], keyboard: money}
  q.phone: {kind: confirm, sets: [a.phone], fallback: q.phone_typed}
  q.phone_typed: {kind: mobile, sets: [a.phone], keyboard: mobile}
"""
_PLAIN = """
schema: kiosk/archetype@1
id: plain
form: {name: person.name}
"""


def texts_for(*ids: str) -> str:
    return "".join(f"{one}\n" for one in ids)


def write_content(root: Path, files: Mapping[str, str]) -> Path:
    """`files`: path under the folder -> text, over the base files. Missing texts are written for them."""
    base = {
        "facts/facts.yaml": _FACTS,
        "facts/sources.yaml": _SOURCES,
        "asks/asks.yaml": _ASKS,
        "services/archetypes/plain.yaml": _PLAIN,
        **{f"catalogue/{name}.csv": text for name, text in _TABLES.items()},
    }
    for name, text in {**base, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8")
    if not any(name.startswith("texts/") for name in files):
        _write_texts(root)
    return root


def compiled(root: Path, files: Mapping[str, str] = {}) -> tuple[dict[str, Any], list[Fault]]:
    return compile_pack(read_folder(write_content(root, files)))


def small_engine(root: Path, files: Mapping[str, str] = {}) -> DecisionEngine:
    raw, faults = compiled(root, files)
    assert not [str(fault) for fault in faults]
    return DecisionEngine(Pack(raw, "test"))


def fact(name: str, value: FactScalar, source: str = "ask", *, confirmed: bool = True) -> FactRecord:
    return FactRecord(name, value, source, Trust.A, NOW, confirmed=confirmed)


def book(**values: FactScalar) -> dict[str, FactRecord]:
    """`a_kind="one"` is the fact a.kind."""
    names = {name.replace("_", ".", 1): value for name, value in values.items()}
    return {name: fact(name, value, "card.chip" if name == "person.name" else "ask") for name, value in names.items()}


def _write_texts(root: Path) -> None:
    """Whatever the compiler misses, with its own id as text."""
    for language in ("zh", "en"):
        (root / "texts" / language).mkdir(parents=True, exist_ok=True)
    _, faults = compile_pack(read_folder(root))
    wanted = [fault.message.split()[2] for fault in faults if fault.check in ("E06", "E08")]
    messages: dict[str, list[str]] = {}
    for text_id in dict.fromkeys(wanted):
        message, _, attribute = text_id.partition(".")
        messages.setdefault(message, []).append(attribute)
    lines = []
    for message, attributes in messages.items():
        lines.append(f"{message} = {message}")
        lines += [f"    .{attribute} = {attribute}" for attribute in attributes if attribute]
    for language in ("zh", "en"):
        (root / "texts" / language / "all.ftl").write_text("\n".join(lines) + "\n", encoding="utf-8")
