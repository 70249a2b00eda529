"""Checks expressions with CEL's own checker, over the vocabulary of facts."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Final

from cel_expr_python import cel

from flows.engine.expression import Node
from flows.engine.rows import SUM
from flows.loading.checked_expr import UnsupportedExpressionError, tree_of
from flows.loading.file_models import FactEntry

_TEXTS: Final = cel.Type.List(cel.Type.STRING)
_INTS: Final = cel.Type.List(cel.Type.INT)
_TYPES: Final[Mapping[str, Any]] = {
    "bool": cel.Type.BOOL,
    "count": cel.Type.INT,
    "fen": cel.Type.INT,
    "percent": cel.Type.INT,
    "multi": _TEXTS,
    "list": _TEXTS,
}
_NAMES: Final = {"BOOL": "true or false", "INT": "a whole number", "STRING": "text", "LIST": "a list"}


class CelError(Exception):
    """The expression is not accepted; the message is for its author."""


class Vocabulary:
    """Facts with their types: what expressions may name."""

    def __init__(self, facts: Mapping[str, FactEntry], grouped: frozenset[str] = frozenset()) -> None:
        """`grouped`: facts of repeats, which are lists here."""
        self._facts = facts
        self._grouped = grouped
        self._names = frozenset(facts) | {f"{SUM}{name}" for name, entry in facts.items() if entry.group}
        self._trees: dict[str, tuple[Node, str]] = {}

    def tree(self, source: str, wanted: str | None = None) -> Node:
        """`wanted`: BOOL, INT, STRING or LIST. Raises CelError."""
        if source not in self._trees:
            self._trees[source] = self._compile(source)
        node, kind = self._trees[source]
        if wanted is not None and kind != wanted:
            raise CelError(f"gives {_NAMES.get(kind, kind)}, but {_NAMES.get(wanted, wanted)} is needed here")
        return node

    def _compile(self, source: str) -> tuple[Node, str]:
        try:
            checked = self._environment.compile(source)
            return tree_of(checked.serialize(), self._names), checked.return_type().name().partition("<")[0]
        except RuntimeError as error:
            raise CelError(_first_line(str(error))) from None
        except UnsupportedExpressionError as error:
            raise CelError(str(error)) from None

    @cached_property
    def _environment(self) -> Any:
        variables = {name: self._type(name, entry) for name, entry in self._facts.items()}
        variables |= {f"{SUM}{name}": cel.Type.INT for name, entry in self._facts.items() if entry.group}
        return cel.NewEnv(variables=variables, functions=_functions())

    def _type(self, name: str, entry: FactEntry) -> Any:
        single = _TYPES.get(entry.type, cel.Type.STRING)
        return cel.Type.List(single) if name in self._grouped else single


def wanted_type(fact_type: str) -> str:
    """What an expression must give to be the value of a fact of this type."""
    match fact_type:
        case "bool":
            return "BOOL"
        case "count" | "fen" | "percent":
            return "INT"
        case "multi" | "list":
            return "LIST"
        case _:
            return "STRING"


def _first_line(message: str) -> str:
    return message.split("ERROR: <input>:", 1)[-1].split("\n", 1)[0].partition(": ")[2] or message


def _functions() -> list[Any]:
    text, number = cel.Type.STRING, cel.Type.INT
    return [
        _declared("years", number, text, text),
        _declared("days", number, text, text),
        _declared("add_days", text, text, number),
        _declared("add_months", text, text, number),
        _declared("add_years", text, text, number),
        _declared("words", text, text, text),
        _declared("min", number, number, number),
        _declared("max", number, number, number),
        _declared("sum", number, _INTS),
    ]


def _declared(name: str, gives: Any, *takes: Any) -> Any:
    implementation: Callable[..., Any] | None = None
    return cel.FunctionDecl(name, [cel.Overload(name, return_type=gives, parameters=list(takes), impl=implementation)])
