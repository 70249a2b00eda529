"""Reads what CEL's checker leaves behind (cel.expr.CheckedExpr, protobuf) as the small tree of flows/engine.

Field numbers: google/cel-spec, proto/cel/expr/{checked,syntax}.proto.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

from flows.engine.expression import Node
from flows.engine.functions import FUNCTIONS

Fields: TypeAlias = dict[int, list[Any]]


class UnsupportedExpressionError(Exception):
    """CEL that the terminal does not run."""


def tree_of(serialized: bytes, facts: frozenset[str]) -> Node:
    """`serialized`: google.protobuf.Any around a CheckedExpr. Raises UnsupportedExpressionError."""
    checked = _fields(_fields(serialized)[2][0])
    return _node(_fields(checked[4][0]), facts)


def _node(expr: Fields, facts: frozenset[str]) -> Node:
    if 3 in expr:
        return ["const", _constant(_fields(expr[3][0]))]
    if 4 in expr:
        name = _text(_fields(expr[4][0])[1][0])
        return ["fact", name] if name in facts else ["var", name]
    if 6 in expr:
        return _call(_fields(expr[6][0]), facts)
    if 7 in expr:
        return ["list", [_node(_fields(part), facts) for part in _fields(expr[7][0]).get(1, [])]]
    if 9 in expr:
        return _comprehension(_fields(expr[9][0]), facts)
    raise UnsupportedExpressionError("only facts, constants, lists, calls, all() and exists() are allowed")


def _call(call: Fields, facts: frozenset[str]) -> Node:
    name = _text(call[2][0])
    parts = [_node(_fields(part), facts) for part in [*call.get(1, []), *call.get(3, [])]]
    match name:
        case "!_":
            return ["not", *parts]
        case "_&&_":
            return ["and", *parts]
        case "_||_":
            return ["or", *parts]
        case "_?_:_":
            return ["if", *parts]
        case "_/_" | "_%_" if parts[1][0] != "const" or not parts[1][1]:
            raise UnsupportedExpressionError("only a fixed number other than 0 may divide: a fact may be 0")
        case _ if name in FUNCTIONS:
            return ["call", name, parts]
        case _:
            raise UnsupportedExpressionError(f"the function {name} is not available")


def _comprehension(fold: Fields, facts: frozenset[str]) -> Node:
    step = _node(_fields(fold[6][0]), facts)
    match step:
        case ["and", ["var", _], body]:
            kind = "all"
        case ["or", ["var", _], body]:
            kind = "exists"
        case _:
            raise UnsupportedExpressionError("of the macros only all() and exists() are available")
    return [kind, _text(fold[1][0]), _node(_fields(fold[2][0]), facts), body]


def _constant(value: Fields) -> Any:
    [(number, [raw])] = value.items()
    match number:
        case 2:
            return bool(raw)
        case 3:
            return raw - (1 << 64) if raw >= 1 << 63 else raw
        case 6:
            return _text(raw)
        case _:
            raise UnsupportedExpressionError("constants are true, false, whole numbers and text")


def _text(raw: bytes) -> str:
    return raw.decode()


def _fields(message: bytes) -> Fields:
    found: Fields = {}
    for number, value in _wire(message):
        found.setdefault(number, []).append(value)
    return found


def _wire(message: bytes) -> Iterator[tuple[int, Any]]:
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        number, kind = tag >> 3, tag & 7
        if kind == 0:
            value, at = _varint(message, at)
            yield number, value
        elif kind == 2:
            length, at = _varint(message, at)
            yield number, message[at : at + length]
            at += length
        elif kind == 1:
            yield number, message[at : at + 8]
            at += 8
        else:
            raise UnsupportedExpressionError(f"wire type {kind}")


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return value, at
        shift += 7
