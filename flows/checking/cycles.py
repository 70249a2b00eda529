"""E07 facts worked out from each other in a circle, E22 bundles whose items wait for each other."""

from collections.abc import Iterable, Mapping

from flows.checking.subject import Subject


def check_cycles(subject: Subject) -> None:
    facts = subject.raw["facts"]
    inputs = {name: _inputs(subject, name) for name in facts}
    for circle in circles(inputs):
        at = subject.parts.fact_at[circle[0]]
        path = " → ".join((*circle, circle[0]))
        fix = "Leave one of them to a source or a question"
        subject.error("E07", at, ("facts", circle[0], "derive"), f"worked out in a circle: {path}", fix, members=circle)
    for bundle in subject.folder.bundles:
        after: dict[str, set[str]] = {item: set() for item in bundle.model.items}
        for number, (first, then) in enumerate(bundle.model.order):
            for item in (first, then):
                if item not in after:
                    message, fix = f"{item} is not in this bundle", "List it under items, or drop it here"
                    subject.error("E22", bundle.document, ("order", number), message, fix)
            if first in after and then in after:
                after[then].add(first)
        for circle in circles(after):
            path = " → ".join((*circle, circle[0]))
            subject.error(
                "E22", bundle.document, ("order",), f"items wait in a circle: {path}", "Drop one", members=circle
            )


def circles(inputs: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """One shortest circle of each strongly connected part: only its members, in order."""
    found = []
    for part in _components(inputs):
        start = min(part)
        circle = _circle(start, part, inputs)
        if circle:
            found.append(circle)
    return found


def _circle(start: str, part: frozenset[str], inputs: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Breadth first from start back to start."""
    paths: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while paths:
        path = paths.pop(0)
        for name in sorted(inputs.get(path[-1], ())):
            if name == start:
                return path
            if name in part and name not in seen:
                seen.add(name)
                paths.append((*path, name))
    return ()


def _components(inputs: Mapping[str, Iterable[str]]) -> list[frozenset[str]]:
    """Parts in which everything reaches everything (Kosaraju, without recursion)."""
    order: list[str] = []
    seen: set[str] = set()
    for name in inputs:
        _finish(name, inputs, seen, order)
    reverse: dict[str, list[str]] = {}
    for name, others in inputs.items():
        for other in others:
            reverse.setdefault(other, []).append(name)
    parts, done = [], set[str]()
    for name in reversed(order):
        part: list[str] = []
        _finish(name, reverse, done, part)
        if part:
            parts.append(frozenset(part))
    return parts


def _finish(start: str, edges: Mapping[str, Iterable[str]], seen: set[str], order: list[str]) -> None:
    stack: list[tuple[str, bool]] = [(start, False)]
    while stack:
        name, finished = stack.pop()
        if finished:
            order.append(name)
        elif name not in seen:
            seen.add(name)
            stack.append((name, True))
            stack += [(other, False) for other in edges.get(name, ()) if other not in seen]


def _inputs(subject: Subject, name: str) -> frozenset[str]:
    fact = subject.pack.facts[name]
    return fact.derive.facts if fact.derive is not None else frozenset()
