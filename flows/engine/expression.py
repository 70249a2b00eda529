"""Runs a checked expression with some facts unknown: `unknown && false` is false, and no question is wasted.

The tree is what flows/loading took from CEL's own checker, as JSON:
["const", v] ["fact", id] ["var", name] ["list", [..]] ["not", a] ["and", a, b] ["or", a, b] ["if", c, a, b]
["call", function, [..]] ["all", name, range, body] ["exists", name, range, body]
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from flows.engine.functions import FUNCTIONS
from flows.engine.unknown import UNKNOWN, Maybe

Node: TypeAlias = list[Any]
Lookup: TypeAlias = Callable[[str], Maybe]
"""value of a fact, or UNKNOWN"""
Closure: TypeAlias = Callable[[Lookup], Maybe]
Functions: TypeAlias = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True)
class Expression:
    node: Node
    facts: frozenset[str]
    run: Closure = field(repr=False, compare=False)
    source: str = ""
    functions: "Functions" = field(default_factory=lambda: FUNCTIONS, repr=False, compare=False)


def expression(node: Node, source: str = "", functions: Functions = FUNCTIONS) -> Expression:
    return Expression(node, frozenset(facts_in(node)), _closure(node, {}, functions), source, functions)


def facts_in(node: Node) -> Iterator[str]:
    if node[0] == "fact":
        yield node[1]
        return
    for part in node[1:]:
        if isinstance(part, list):
            if part and isinstance(part[0], str) and node[0] != "const":
                yield from facts_in(part)
            elif node[0] in ("call", "list"):
                for each in part:
                    yield from facts_in(each)


def open_facts(condition: Expression, lookup: Lookup) -> frozenset[str]:
    """The unknown facts that can still change the value, and that would be looked at next.

    Of `if`, the branches count only once the condition is known.
    """
    return _open(condition.node, lookup, condition.functions)


def _open(node: Node, lookup: Lookup, functions: Functions) -> frozenset[str]:
    if _closure(node, {}, functions)(lookup) is not UNKNOWN:
        return frozenset()
    match node:
        case ["fact", name]:
            return frozenset({name})
        case ["if", condition, yes, no]:
            chosen = _closure(condition, {}, functions)(lookup)
            if chosen is UNKNOWN:
                return _open(condition, lookup, functions)
            return _open(yes if chosen else no, lookup, functions)
        case ["call", _, parts] | ["list", parts]:
            return frozenset().union(*(_open(part, lookup, functions) for part in parts))
        case ["not", part]:
            return _open(part, lookup, functions)
        case ["and" | "or", left, right]:
            return _open(left, lookup, functions) | _open(right, lookup, functions)
        case _:
            return frozenset(name for name in facts_in(node) if lookup(name) is UNKNOWN)


_Names: TypeAlias = Mapping[str, list[Any]]


def _closure(node: Node, names: _Names, known: Functions) -> Closure:
    match node:
        case ["const", value]:
            constant = tuple(value) if isinstance(value, list) else value
            return lambda _: constant
        case ["fact", name]:
            return lambda get: get(name)
        case ["var", name]:
            cell = names[name]
            return lambda _: cell[0]
        case ["not", part]:
            return _not(_closure(part, names, known))
        case ["and", left, right]:
            return _and(_closure(left, names, known), _closure(right, names, known))
        case ["or", left, right]:
            return _or(_closure(left, names, known), _closure(right, names, known))
        case ["if", condition, yes, no]:
            return _if(_closure(condition, names, known), _closure(yes, names, known), _closure(no, names, known))
        case ["list", parts]:
            return _list(tuple(_closure(part, names, known) for part in parts))
        case ["call", function, parts]:
            return _call(known[function], tuple(_closure(part, names, known) for part in parts))
        case ["all" | "exists" as kind, name, items, body]:
            cell = [None]
            return _fold(
                kind == "all", cell, _closure(items, names, known), _closure(body, {**names, name: cell}, known)
            )
        case _:
            msg = f"not an expression: {node!r}"
            raise ValueError(msg)


def _not(part: Closure) -> Closure:
    def run(get: Lookup) -> Maybe:
        value = part(get)
        return UNKNOWN if value is UNKNOWN else not value

    return run


def _and(left: Closure, right: Closure) -> Closure:
    def run(get: Lookup) -> Maybe:
        first = left(get)
        if first is False:
            return False
        second = right(get)
        if second is False:
            return False
        return UNKNOWN if first is UNKNOWN or second is UNKNOWN else True

    return run


def _or(left: Closure, right: Closure) -> Closure:
    def run(get: Lookup) -> Maybe:
        first = left(get)
        if first is True:
            return True
        second = right(get)
        if second is True:
            return True
        return UNKNOWN if first is UNKNOWN or second is UNKNOWN else False

    return run


def _if(condition: Closure, yes: Closure, no: Closure) -> Closure:
    """Where both branches give the same value, the condition does not matter."""

    def run(get: Lookup) -> Maybe:
        chosen = condition(get)
        if chosen is UNKNOWN:
            first, second = yes(get), no(get)
            return first if first is not UNKNOWN and second is not UNKNOWN and first == second else UNKNOWN
        return yes(get) if chosen else no(get)

    return run


def _list(parts: tuple[Closure, ...]) -> Closure:
    def run(get: Lookup) -> Maybe:
        values = tuple(part(get) for part in parts)
        return UNKNOWN if any(value is UNKNOWN for value in values) else values

    return run


def _call(function: Callable[..., Any], parts: tuple[Closure, ...]) -> Closure:
    if len(parts) == 2:
        left, right = parts

        def run_two(get: Lookup) -> Maybe:
            first = left(get)
            if first is UNKNOWN:
                return UNKNOWN
            second = right(get)
            return UNKNOWN if second is UNKNOWN else function(first, second)

        return run_two

    def run(get: Lookup) -> Maybe:
        values = [part(get) for part in parts]
        return UNKNOWN if any(value is UNKNOWN for value in values) else function(*values)

    return run


def _fold(every: bool, cell: list[Any], items: Closure, body: Closure) -> Closure:
    def run(get: Lookup) -> Maybe:
        values = items(get)
        if values is UNKNOWN:
            return UNKNOWN
        unknown = False
        for cell[0] in values:
            one = body(get)
            if one is UNKNOWN:
                unknown = True
            elif bool(one) is not every:
                return not every
        return UNKNOWN if unknown else every

    return run
