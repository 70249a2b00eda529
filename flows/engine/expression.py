"""Runs a checked expression with some facts unknown: `unknown && false` is false, and no question is wasted.

The tree is what flows/loading took from CEL's own checker, as JSON:
["const", v] ["fact", id] ["var", name] ["list", [..]] ["not", a] ["and", a, b] ["or", a, b] ["if", c, a, b]
["call", function, [..]] ["all", name, range, body] ["exists", name, range, body]
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from flows.engine.functions import FUNCTIONS
from flows.engine.unknown import UNKNOWN, Maybe

Node: TypeAlias = list[Any]
Lookup: TypeAlias = Callable[[str], Maybe]
"""value of a fact, or UNKNOWN"""
Closure: TypeAlias = Callable[[Lookup], Maybe]
Functions: TypeAlias = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True)
class Tree:
    """A part of an expression that can be run by itself."""

    kind: str
    run: Closure
    parts: tuple["Tree", ...] = ()
    fact: str = ""
    facts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Expression:
    node: Node
    facts: frozenset[str]
    run: Closure = field(repr=False, compare=False)
    source: str = ""
    tree: Tree = field(default_factory=lambda: Tree("const", lambda _: UNKNOWN), repr=False, compare=False)


def expression(node: Node, source: str = "", functions: Functions = FUNCTIONS) -> Expression:
    tree = _tree(node, {}, functions)
    return Expression(node, tree.facts, tree.run, source, tree)


def open_facts(condition: Expression, lookup: Lookup) -> frozenset[str]:
    """The unknown facts that can still change the value, and that would be looked at next.

    Of `if`, the branches count only once the condition is known.
    """
    return _open(condition.tree, lookup)


def _open(tree: Tree, lookup: Lookup) -> frozenset[str]:
    if tree.run(lookup) is not UNKNOWN:
        return frozenset()
    if tree.kind == "fact":
        return frozenset({tree.fact})
    if tree.kind == "if":
        condition, yes, no = tree.parts
        chosen = condition.run(lookup)
        if chosen is UNKNOWN:
            return _open(condition, lookup)
        return _open(yes if chosen else no, lookup)
    if tree.kind in ("all", "exists"):
        return frozenset(name for name in tree.facts if lookup(name) is UNKNOWN)
    return frozenset().union(*(_open(part, lookup) for part in tree.parts))


_Names: TypeAlias = Mapping[str, list[Any]]


def _tree(node: Node, names: _Names, known: Functions) -> Tree:
    match node:
        case ["const", value]:
            constant = tuple(value) if isinstance(value, list) else value
            return Tree("const", lambda _: constant)
        case ["fact", name]:
            return Tree("fact", lambda get: get(name), (), name, frozenset({name}))
        case ["var", name]:
            cell = names[name]
            return Tree("var", lambda _: cell[0])
        case ["call", function, parts]:
            return _call_of(known[function], tuple(_tree(part, names, known) for part in parts))
        case ["list", parts]:
            return _joined("list", _list, tuple(_tree(part, names, known) for part in parts))
        case ["all" | "exists" as kind, name, items, body]:
            held: list[Any] = [None]
            ranged, inner = _tree(items, names, known), _tree(body, {**names, name: held}, known)
            fold = _fold(kind == "all", held, ranged.run, inner.run)
            return Tree(kind, fold, (ranged, inner), "", ranged.facts | inner.facts)
        case ["not" | "and" | "or" | "if" as kind, *parts]:
            return _joined(kind, _LOGIC[kind], tuple(_tree(part, names, known) for part in parts))
        case _:
            msg = f"not an expression: {node!r}"
            raise ValueError(msg)


def _joined(kind: str, join: Callable[[tuple[Closure, ...]], Closure], parts: tuple[Tree, ...]) -> Tree:
    run = join(tuple(part.run for part in parts))
    return Tree(kind, run, parts, "", frozenset().union(*(part.facts for part in parts)))


def _call_of(function: Callable[..., Any], parts: tuple[Tree, ...]) -> Tree:
    return _joined("call", lambda runs: _call(function, runs), parts)


def _not(parts: tuple[Closure, ...]) -> Closure:
    (part,) = parts

    def run(get: Lookup) -> Maybe:
        value = part(get)
        return UNKNOWN if value is UNKNOWN else not value

    return run


def _and(parts: tuple[Closure, ...]) -> Closure:
    left, right = parts

    def run(get: Lookup) -> Maybe:
        first = left(get)
        if first is False:
            return False
        second = right(get)
        if second is False:
            return False
        return UNKNOWN if first is UNKNOWN or second is UNKNOWN else True

    return run


def _or(parts: tuple[Closure, ...]) -> Closure:
    left, right = parts

    def run(get: Lookup) -> Maybe:
        first = left(get)
        if first is True:
            return True
        second = right(get)
        if second is True:
            return True
        return UNKNOWN if first is UNKNOWN or second is UNKNOWN else False

    return run


def _if(parts: tuple[Closure, ...]) -> Closure:
    """Where both branches give the same value, the condition does not matter."""
    condition, yes, no = parts

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


_LOGIC: Final[Mapping[str, Callable[[tuple[Closure, ...]], Closure]]] = {"not": _not, "and": _and, "or": _or, "if": _if}
