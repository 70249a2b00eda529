"""Texts: E18 stale or ill-fitting translations, E19 questions without a hint of the keyboard, E24 personal data in
texts, DG-04 hints that patch a bad question, ZB-01 plain words."""

import re
from collections.abc import Iterator
from typing import Final

from flows.checking.subject import Subject
from flows.engine.walk import MANUAL
from flows.loading.faults import Fault
from flows.loading.fluent_source import TextTable
from flows.loading.folder import LANGUAGES
from flows.loading.names import fact_text
from flows.loading.translations import source_digest

_PLACEHOLDER: Final = re.compile(r"\{\s*\$([a-z][a-z0-9_-]*)")
_PATCH: Final = re.compile(r"(您|你)?(也)?可以(填写|输入|选择)?.{0,12}或(者)?(填写|输入)|如无.{0,8}(可|请)填")
_BANNED: Final = re.compile("非法|无效输入|操作失败|系统异常|请稍后重试|该事项|相关部门|敬请|予以|之规定|兹")
_LONGEST: Final = {"zh": 28, "en": 60}
"""characters of a heading: two lines"""
_SENTENCE: Final = 25
"""ZB-01: Chinese characters of a sentence on average"""


def check_wording(subject: Subject) -> None:
    zh, en = (subject.folder.texts[language] for language in LANGUAGES)
    for text_id in [*zh.plain, *zh.rich]:
        _translation(subject, text_id, zh, en)
    for text_id, text in _texts(zh):
        _plain_words(subject, text_id, text, zh)
    for table in (zh, en):
        _personal(subject, table)
    _average(subject, zh)
    _questions(subject)


def _translation(subject: Subject, text_id: str, zh: TextTable, en: TextTable) -> None:
    if text_id not in en:
        return  # E06 where it is used
    file, line = en.where[text_id]
    here, there = _arguments(zh, text_id), _arguments(en, text_id)
    if here != there:
        message = f"{text_id}: zh has {here or 'no'} and en {there or 'no'} arguments"
        subject.faults.append(Fault("E18", file, line, message, "Use the same { $arguments } in both"))
    known = subject.folder.translated.get(text_id)
    if known is not None and known != source_digest(_any(zh, text_id)):
        message = f"{text_id} was translated from another Chinese text"
        fix = "Look at the translation again, then `kiosk-content translated`"
        subject.faults.append(Fault("E18", file, line, message, fix))


def _questions(subject: Subject) -> None:
    for name, ask in subject.parts.asks.items():
        at = subject.parts.ask_at[name]
        if ask.kind in MANUAL and ask.keyboard == "none":
            subject.error("E19", at, ("asks", name), f"{name} does not say which keyboard", "Add keyboard: …")
        raw = subject.raw["asks"][name]
        for language in LANGUAGES:
            title = subject.folder.texts[language].plain.get(raw["title"], "")
            if len(title) > _LONGEST[language]:
                message = f"{name}: the heading has {len(title)} characters in {language}, {_LONGEST[language]} fit"
                subject.error("E18", at, ("asks", name), message, "Say it shorter")


def _plain_words(subject: Subject, text_id: str, text: str, table: TextTable) -> None:
    file, line = table.where[text_id]
    banned = _BANNED.search(text)
    if banned is not None:
        fix = "Say what happened and what to do, in everyday words"
        subject.faults.append(Fault("ZB-01", file, line, f"{text_id} says 「{banned[0]}」", fix))
    if _PATCH.search(text):
        fix = "Make it a choice and one field"
        subject.faults.append(Fault("DG-04", file, line, f"{text_id} patches its question with a hint", fix))


def _average(subject: Subject, zh: TextTable) -> None:
    sentences = [part for _, text in _texts(zh) for part in re.split(r"[。？！；\n]", text) if len(part) > 1]
    mean = sum(len(part) for part in sentences) / max(len(sentences), 1)
    if mean > _SENTENCE:
        message = f"sentences have {mean:.0f} characters on average, {_SENTENCE} at most"
        subject.faults.append(Fault("ZB-01", "texts/zh", 0, message, "Say it shorter"))


def _personal(subject: Subject, table: TextTable) -> None:
    """An argument named like a sensitive fact would put its value into a text, and from there into logs."""
    sensitive = {
        fact_text(name).removeprefix("fact-"): name
        for name, fact in subject.parts.facts.items()
        if fact.sensitivity != "none"
    }
    for text_id in table.rich:
        for argument in _arguments(table, text_id):
            if argument in sensitive:
                file, line = table.where[text_id]
                message = f"{text_id} would show {sensitive[argument]}"
                fix = "Personal values stand in fields that are masked, not in sentences"
                subject.faults.append(Fault("E24", file, line, message, fix))


def _texts(table: TextTable) -> Iterator[tuple[str, str]]:
    yield from table.plain.items()
    yield from table.rich.items()


def _any(table: TextTable, text_id: str) -> str:
    return table.plain.get(text_id) or table.rich.get(text_id, "")


def _arguments(table: TextTable, text_id: str) -> tuple[str, ...]:
    return tuple(sorted(set(_PLACEHOLDER.findall(table.rich.get(text_id, "")))))
