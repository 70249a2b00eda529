"""What is true of an item because of its row in the catalogue; expressions over it are settled at build time."""

from collections.abc import Mapping
from typing import Any

from flows.engine.expression import Node, expression
from flows.engine.unknown import UNKNOWN
from flows.loading.item_table import Row

_KINDS = {"办": "handle", "查": "lookup", "印": "print", "约": "book"}
_CHANGING = ("变更", "更正", "修改", "更新", "调整")


def context_of(row: Row) -> Mapping[str, Any]:
    """ctx.* facts of this item."""
    deliverable = row["deliverable"] + row["name_zh"]
    return {
        "ctx.audience": row["audience"],
        "ctx.kind": _KINDS.get(row["kind"], "handle"),
        "ctx.category": row["category"],
        "ctx.deliveries": tuple(row["delivery"].split(";")),
        "ctx.new_entity": "company-start" in row["life_stage"],
        "ctx.both_parties": "双方" in row["materials"],
        "ctx.commitment": "告知承诺书" in row["materials"],
        "ctx.pays_out": "收款账户" in row["materials"] or "提取" in deliverable,
        "ctx.states_change": any(word in row["name_zh"] for word in _CHANGING),
    }


def settled(node: Node, context: Mapping[str, Any]) -> Node:
    """The tree with everything worked out that the context decides."""
    value = expression(node).run(lambda fact: context.get(fact, UNKNOWN))
    if value is not UNKNOWN:
        return ["const", list(value) if isinstance(value, tuple) else value]
    match node:
        case ["and", left, right]:
            return _either(settled(left, context), settled(right, context), node[0], neutral=True)
        case ["or", left, right]:
            return _either(settled(left, context), settled(right, context), node[0], neutral=False)
        case ["not", part]:
            return ["not", settled(part, context)]
        case ["if", condition, yes, no]:
            return ["if", settled(condition, context), settled(yes, context), settled(no, context)]
        case _:
            return node


def _either(left: Node, right: Node, kind: str, *, neutral: bool) -> Node:
    if left == ["const", neutral]:
        return right
    return left if right == ["const", neutral] else [kind, left, right]
