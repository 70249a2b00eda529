"""The answers a fact may have while looking ahead: enough of them that every condition is met both ways."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any, Final, TypeAlias

from flows.engine.expression import Expression, Node
from flows.engine.model import FactDef
from flows.engine.unknown import UNKNOWN

Domain: TypeAlias = tuple[tuple[Any, int], ...]
NOTHING: Final[Domain] = ((UNKNOWN, 1),)
"""of a fact that decides nothing"""
FEW_TICKS: Final = 2


def domain(fact: FactDef, conditions: Iterable[Expression], offered: Sequence[str] = ()) -> Domain:
    """Representative values, and how many values each stands for: those that no condition tells apart are one.

    `offered`: the options of the question, if it offers fewer than there are.
    """
    constants = [value for condition in conditions for value in compared(condition.node, fact.id)]
    match fact.type:
        case "bool":
            return ((False, 1), (True, 1))
        case "enum":
            return _kinds([value for value in fact.values if not offered or value in offered], constants)
        case "multi" | "list":
            return _subsets([value for value in dict.fromkeys(constants) if isinstance(value, str)])
        case "count" | "fen" | "percent":
            return _around([value for value in constants if isinstance(value, int)])
        case _:
            texts = [(value, 1) for value in dict.fromkeys(constants) if isinstance(value, str)]
            return (*texts, ("\u0000other", 1)) if texts else NOTHING


def _kinds(values: Sequence[str], constants: Sequence[Any]) -> Domain:
    named = tuple((value, 1) for value in values if value in constants)
    others = [value for value in values if value not in constants]
    return (*named, (others[0], len(others))) if others else named


def _subsets(ticks: list[str]) -> Domain:
    """Nothing, each alone, all. Of few ticks every combination."""
    if len(ticks) <= FEW_TICKS:
        chosen = [some for size in range(len(ticks) + 1) for some in combinations(ticks, size)]
    else:
        chosen = [(), *((tick,) for tick in ticks), tuple(ticks)]
    return tuple((some, 1) for some in chosen)


def _around(points: list[int]) -> Domain:
    near = sorted({value + step for value in points for step in (-1, 0, 1)})
    return tuple((value, 1) for value in near) if near else NOTHING


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
