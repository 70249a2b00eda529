"""A strict part of YAML: no duplicate keys, no anchors, no tags, and every scalar is text until its field says else.

YAML's own guesses read `NO` as false, 0012 as 10 and 12:30 as 750.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

from flows.loading.faults import Fault
from flows.loading.source_text import read_source

Place: TypeAlias = tuple[str | int, ...]
_IMPLICIT: Final = ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
"""tags that YAML itself guesses"""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Document:
    file: str
    data: Any
    lines: dict[Place, int]
    """line of each place, from 1"""

    def line(self, place: Place) -> int:
        """Of the deepest part of this place that is in the file."""
        known = tuple(part for part in place)
        while known and known not in self.lines:
            known = known[:-1]
        return self.lines.get(known, 1)


def read_yaml(path: Path, shown_as: str) -> Document | Fault:
    text = read_source(path, shown_as)
    if isinstance(text, Fault):
        return text
    reader = _Reader(shown_as)
    try:
        data = reader.read(yaml.compose(text, Loader=_LOADER), ())
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Fault("E01", shown_as, line, f"not YAML: {error.problem}", "Correct the indentation or the quotes")
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, int(error.position)) + 1
        return Fault("E01", shown_as, line, f"a control character (U+{ord(text[error.position]):04X})", "Take it out")
    except _NotStrictError as error:
        return Fault("E01", shown_as, error.line, error.message, error.fix)
    return Document(shown_as, data, reader.lines)


class _NotStrictError(Exception):
    def __init__(self, node: yaml.Node, message: str, fix: str) -> None:
        super().__init__(message)
        self.line = node.start_mark.line + 1
        self.message = message
        self.fix = fix


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Place, int] = {}
        self._seen: set[int] = set()

    def read(self, node: yaml.Node | None, place: Place) -> Any:
        if node is None:
            return {}
        if id(node) in self._seen:
            raise _NotStrictError(node, "an alias (*name)", "Write the value out, or use extends")
        self._seen.add(id(node))
        self.lines[place] = node.start_mark.line + 1
        if node.tag.removeprefix("tag:yaml.org,2002:") not in _IMPLICIT:
            raise _NotStrictError(node, f"a tag ({node.tag})", "Leave it out: the schema says what a value is")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*place, number)) for number, item in enumerate(node.value)]
        if _CONTROL.search(node.value):
            raise _NotStrictError(node, "a control character", "Take it out")
        return str(node.value)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _NotStrictError(key, "a key that is not a word", "Use a plain key")
            name = str(key.value)
            if name in found:
                raise _NotStrictError(key, f"the key {name} stands here twice", "Keep one of the two")
            found[name] = self.read(value, (*place, name))
            self.lines[(*place, name)] = key.start_mark.line + 1
        return found
