"""Every condition of the content with its place, for the checks that look at conditions."""

from collections.abc import Iterator
from dataclasses import dataclass

from flows.checking.subject import Subject
from flows.engine.expression import Expression, expression
from flows.loading.cel_types import CelError
from flows.loading.file_models import BundleFile, Option, ServiceBody
from flows.loading.yaml_source import Document, Place


@dataclass(frozen=True)
class Condition:
    source: str
    tree: Expression
    at: Document
    place: Place
    decides: bool
    """whether something happens at all, rather than what a value is"""


def conditions(subject: Subject) -> Iterator[Condition]:
    for source, at, place, decides, rows in _sources(subject):
        vocabulary = subject.parts.row_vocabulary if rows else subject.parts.vocabulary
        try:
            tree = expression(vocabulary.tree(source), source)
        except CelError:
            continue  # E05 has said so
        yield Condition(source, tree, at, place, decides)


_Found = tuple[str, Document, Place, bool, bool]


def _sources(subject: Subject) -> Iterator[_Found]:
    parts = subject.parts
    for name, fact in parts.facts.items():
        if fact.derive is not None:
            yield fact.derive, parts.fact_at[name], ("facts", name, "derive"), False, fact.group is not None
    for name, ask in parts.asks.items():
        for number, check in enumerate(ask.checks):
            yield check.when, parts.ask_at[name], ("asks", name, "checks", number, "when"), True, True
        for number, option in enumerate(ask.options):
            yield from _of_option(option, parts.ask_at[name], ("asks", name, "options", number))
    for body, at in subject.bodies():
        yield from _of_service(body, at, subject)
    for bundle in subject.folder.bundles:
        yield from _of_bundle(bundle.model, bundle.document)


def _of_option(option: str | Option, at: Document, place: Place) -> Iterator[_Found]:
    if isinstance(option, str):
        return
    for key, source in (("unless", option.unless), ("when", option.when)):
        if source is not None:
            yield source, at, (*place, key), True, True
    if option.ticked is not None:
        yield option.ticked, at, (*place, "ticked"), False, True


def _of_service(body: ServiceBody, at: Document, subject: Subject) -> Iterator[_Found]:
    for number, stop in enumerate(body.stop):
        yield stop.when, at, ("stop", number, "when"), True, False
    for output, field in body.form.items():
        if not isinstance(field, str) and field.when is not None:
            fact = subject.parts.facts.get(field.fact)
            yield field.when, at, ("form", output, "when"), True, fact is not None and fact.group is not None
    for number, material in enumerate(body.materials or ()):
        if material.when is not None:
            yield material.when, at, ("materials", number, "when"), True, False
    for number, original in enumerate(body.originals or ()):
        if original.when is not None:
            yield original.when, at, ("originals", number, "when"), True, False
    for number, repeat in enumerate(body.repeat):
        if repeat.when is not None:
            yield repeat.when, at, ("repeat", number, "when"), True, False
    for number, clause in enumerate(body.declaration or ()):
        if not isinstance(clause, str) and clause.when is not None:
            yield clause.when, at, ("declaration", number, "when"), True, False
    for name, source in body.assume.items():
        yield source, at, ("assume", name), False, False


def _of_bundle(bundle: BundleFile, at: Document) -> Iterator[_Found]:
    for item, one in bundle.items.items():
        if one.when is not None:
            yield one.when, at, ("items", item, "when"), True, False
    for name, source in bundle.assume.items():
        yield source, at, ("assume", name), False, False
