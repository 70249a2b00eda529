"""Fluent files as a table of texts: message ids and `message.attribute` ids.

Plain texts become strings; a text with placeables or several forms stays Fluent and is parsed when first shown.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from fluent.syntax import FluentParser, ast
from fluent.syntax.serializer import serialize_pattern

from flows.loading.faults import Fault
from flows.loading.source_text import read_source

Where: TypeAlias = tuple[str, int]
"""file and line"""


@dataclass
class TextTable:
    plain: dict[str, str] = field(default_factory=dict)
    rich: dict[str, str] = field(default_factory=dict)
    """id -> Fluent source of a message `text`"""
    where: dict[str, Where] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def __contains__(self, text_id: object) -> bool:
        return text_id in self.plain or text_id in self.rich


def read_texts(folder: Path, shown_as: str) -> TextTable:
    """All *.ftl of one language."""
    table = TextTable()
    for path in sorted(folder.glob("*.ftl")):
        _read(path, f"{shown_as}/{path.name}", table)
    return table


def _read(path: Path, shown_as: str, table: TextTable) -> None:
    source = read_source(path, shown_as)
    if isinstance(source, Fault):
        table.faults.append(source)
        return
    starts = _line_starts(source)
    for entry in FluentParser(with_spans=True).parse(source).body:
        line = _line(starts, entry.span.start if entry.span else 0)
        if isinstance(entry, ast.Junk):
            what = str(entry.annotations[0].message) if entry.annotations else "not Fluent"
            table.faults.append(Fault("E01", shown_as, line, what, "Write `id = text`, attributes indented below it"))
        elif isinstance(entry, ast.Message):
            _take(entry, (shown_as, line), table)


def _take(message: ast.Message, where: Where, table: TextTable) -> None:
    for text_id, pattern in _patterns(message):
        if text_id in table:
            first, line = table.where[text_id]
            fix = f"It also stands in {first}:{line}; keep one of the two"
            table.faults.append(Fault("E01", *where, f"the text {text_id} stands here twice", fix))
            continue
        table.where[text_id] = where
        for message_part in _unknown(pattern):
            fix = "Say it in words, or as { $argument }"
            table.faults.append(Fault("E01", *where, f"the text {text_id} names {message_part}", fix))
        only = pattern.elements[0] if len(pattern.elements) == 1 else None
        if isinstance(only, ast.TextElement):
            table.plain[text_id] = only.value
        else:
            table.rich[text_id] = f"text ={serialize_pattern(pattern)}\n"


def _patterns(message: ast.Message) -> Iterator[tuple[str, ast.Pattern]]:
    if message.value is not None:
        yield message.id.name, message.value
    for attribute in message.attributes:
        yield f"{message.id.name}.{attribute.id.name}", attribute.value


def _unknown(node: ast.BaseNode) -> Iterator[str]:
    """What could not be shown: texts stand for themselves, and functions are not known."""
    match node:
        case ast.FunctionReference():
            yield f"the function {node.id.name}"
        case ast.TermReference():
            yield f"the term -{node.id.name}"
        case ast.MessageReference():
            yield f"the text {node.id.name}"
        case ast.Pattern():
            for part in node.elements:
                yield from _unknown(part)
        case ast.Placeable():
            yield from _unknown(node.expression)
        case ast.SelectExpression():
            yield from _unknown(node.selector)
            for variant in node.variants:
                yield from _unknown(variant.value)


def _line_starts(source: str) -> list[int]:
    return [0, *(at + 1 for at, character in enumerate(source) if character == "\n")]


def _line(starts: list[int], at: int) -> int:
    return bisect_right(starts, at)
