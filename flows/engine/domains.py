"""The answers a fact may have while looking ahead: enough of them that every condition is met both ways."""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from flows.engine.expression import Expression, Node
from flows.engine.model import FactDef
from flows.engine.unknown import UNKNOWN

MOST_TICKS = 6


def domain(fact: FactDef, conditions: Iterable[Expression]) -> tuple[Any, ...]:
    """Representative values. A fact that no constant is compared with has one, unknown: it decides nothing."""
    constants = [value for condition in conditions for value in compared(condition.node, fact.id)]
    match fact.type:
        case "bool":
            return (False, True)
        case "enum":
            return fact.values
        case "multi":
            return _subsets([value for value in dict.fromkeys(constants) if isinstance(value, str)])
        case "count" | "fen" | "percent":
            return _around([value for value in constants if isinstance(value, int)])
        case _:
            texts = list(dict.fromkeys(value for value in constants if isinstance(value, str)))
            return (*texts, "\u0000other") if texts else (UNKNOWN,)


def _subsets(ticks: list[str]) -> tuple[tuple[str, ...], ...]:
    some = ticks[:MOST_TICKS]
    return tuple(chosen for size in range(len(some) + 1) for chosen in combinations(some, size))


def _around(points: list[int]) -> tuple[Any, ...]:
    near = sorted({value + step for value in points for step in (-1, 0, 1)})
    return tuple(near) if near else (UNKNOWN,)


def compared(node: Node, fact: str) -> list[Any]:
    match node:
        case ["call", "_==_" | "_!=_" | "_<_" | "_<=_" | "_>_" | "_>=_" | "@in" | "contains", [left, right]]:
            if left == ["fact", fact]:
                return _constants(right)
            if right == ["fact", fact]:
                return _constants(left)
            return compared(left, fact) + compared(right, fact)
        case [_, *parts]:
            return [value for part in _branches(parts) for value in compared(part, fact)]
        case _:
            return []


def _branches(parts: list[Any]) -> list[Node]:
    found: list[Node] = []
    for part in parts:
        if isinstance(part, list) and part:
            found += [part] if isinstance(part[0], str) else [one for one in part if isinstance(one, list)]
    return found


def _constants(node: Node) -> list[Any]:
    match node:
        case ["const", value]:
            return [value]
        case ["list", parts]:
            return [value for part in parts for value in _constants(part)]
        case _:
            return []
