"""Papers: W12 one that proves what nobody needs, E14 a signature under nothing, DG-10 one the state already holds,
E25 one that may follow although there is no time for it, or nothing is signed.
"""

import re
from collections.abc import Iterator
from typing import Final

from flows.catalogue.materials import MaterialClass
from flows.checking.subject import Subject
from flows.loading.file_models import ServiceBody
from flows.loading.listed import papers_of
from flows.loading.names import material_text
from flows.loading.services import Whole
from flows.loading.yaml_source import Document
from flows.rules.tolerance import LEAST, days_to_follow

_HELD: Final = re.compile(
    "^(居民身份证|户口簿|营业执照|不动产权证书?|结婚证|离婚证|居住证|机动车驾驶证|机动车行驶证|社会保障卡|出生医学证明|残疾人证)$"
)
"""issued by a government body and shared: not to be brought as a copy"""


def check_papers(subject: Subject) -> None:
    for code, one, at in subject.written():
        _proofs(subject, code, one, at)
        if one.outcome == "case" and one.first("signature", default=True) and not one.first("declaration", ()):
            subject.error("E14", at, ("declaration",), f"{code} is signed, but nothing is declared", "Add declaration")
    for one in subject.parts.services.values():
        _following(subject, one)
    for body, at in subject.bodies():
        _held(subject, body, at)
    _listed(subject)


def _proofs(subject: Subject, code: str, one: Whole, at: Document) -> None:
    needed = set(_needed(subject, one))
    for number, material in enumerate(one.materials):
        for fact in material.proves:
            if fact not in needed and len(material.accept) == 1:
                message = f"{code}: {material.id} proves {fact}, which nobody needs"
                subject.warn("W12", at, ("materials", number), message, "Drop the fact or the paper")


def _needed(subject: Subject, one: Whole) -> Iterator[str]:
    todo = [field.fact for field in one.form.values()]
    while todo:
        name = todo.pop()
        yield name
        fact = subject.pack.facts.get(name)
        if fact is not None and fact.derive is not None:
            todo += fact.derive.facts


def _following(subject: Subject, one: Whole) -> None:
    """容缺 rests on a signed promise, and on time between it and the decision. Faults stand where `secondary` does."""
    at = next((each.document for each in one.chain if each.body.materials is not None), None)
    for number, material in enumerate(one.materials):
        if not material.secondary or at is None:
            continue
        place = ("materials", number, "secondary")
        days = int(one.row["promised_working_days"] or 0)
        if not days_to_follow(days):
            message = f"{one.code}: {material.id} may follow, but {days} working days are promised, {LEAST} at least"
            subject.error("E25", at, place, message, "Leave out secondary, or promise longer in catalogue/items.csv")
        if one.outcome != "case" or not one.first("signature", default=True):
            message = f"{one.code}: {material.id} may follow, but nothing is signed that promises it"
            subject.error("E25", at, place, message, "Leave out secondary, or have the application signed")


def _held(subject: Subject, body: ServiceBody, at: Document) -> None:
    names = subject.folder.texts["zh"].plain
    for number, material in enumerate(body.materials or ()):
        name = names.get(material_text(material.id), "")
        shared = any(way.startswith(("hall.", "elicence.")) for way in material.accept)
        if _HELD.search(name) and not shared and not material.reason:
            message = f"{name} is issued by the state and is asked for as a scan"
            fix = "Accept elicence.… or hall.… first, or give the reason why not"
            subject.error("DG-10", at, ("materials", number), message, fix)


def _listed(subject: Subject) -> None:
    """In the catalogue's rows the same is only warned of: the rows come from elsewhere."""
    for code, row in subject.folder.items.items.items():
        for paper in papers_of(row):
            if paper.kind is MaterialClass.SCAN and _HELD.search(paper.name):
                line = subject.folder.items.lines[code]
                message = f"{code}: {paper.name} is issued by the state and is listed as a scan"
                subject.row_warning("DG-10", line, message, "List it as [elicence] or [hall]")
