"""Raw parts of a pack as definitions with runnable expressions."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from flows.decision import Ask, AskKind, LegalBasis, Trust
from flows.engine.expression import Expression, Functions, expression
from flows.engine.model import (
    AskDef,
    CheckDef,
    ClauseDef,
    FactDef,
    MaterialDef,
    Need,
    OptionDef,
    OriginalDef,
    RepeatDef,
    ServiceDef,
    SourceUse,
    StopDef,
)
from flows.engine.rule_model import Rule, RuleSet

Raw: TypeAlias = Mapping[str, Any]


class Reading:
    """Turns raw parts into definitions with runnable expressions."""

    def __init__(self, functions: Functions) -> None:
        self._functions = functions
        self._expressions: dict[str, Expression] = {}
        """by their tree: the same condition in many items is one, and a state looks at it once"""

    def fact(self, name: str, raw: Raw) -> FactDef:
        return FactDef(
            id=name,
            type=raw["type"],
            values=tuple(raw.get("values", ())),
            codes=raw.get("codes", ""),
            sensitivity=raw.get("sensitivity", "none"),
            sources=tuple(
                SourceUse(use["source"], Trust(use["trust"]), use.get("confirm", False), use.get("consent", ""))
                for use in raw.get("from", ())
            ),
            derive=self._expression(raw.get("derive")),
            ask=raw.get("ask", ""),
            group=raw.get("group", ""),
        )

    def ask(self, name: str, raw: Raw) -> AskDef:
        return AskDef(
            ask=Ask(
                id=name,
                kind=AskKind(raw["kind"]),
                sets=tuple(raw["sets"]),
                title=raw["title"],
                why=raw["why"],
                say=raw["say"],
                preset=tuple(raw.get("preset", ())),
                keyboard=raw.get("keyboard", "none"),
                device=raw.get("device", ""),
                fallback=raw.get("fallback"),
                help=raw.get("help", ""),
                label=raw.get("label", ""),
                taps=raw.get("taps", 1),
                min_choices=raw.get("min_choices", 1),
                max_length=raw.get("max_length", 50),
            ),
            options=tuple(self._option(one) for one in raw.get("options", ())),
            codes=raw.get("codes", ""),
            by=raw.get("by", ""),
            checks=tuple(
                CheckDef(self._sure(c["when"]), c["say"], c.get("warn", False)) for c in raw.get("checks", ())
            ),
            trust=Trust(raw.get("trust", "D")),
        )

    def _option(self, raw: Raw) -> OptionDef:
        return OptionDef(
            id=raw["id"],
            text=raw["text"],
            note=raw.get("note", ""),
            unless=self._expression(raw.get("unless")),
            cannot=raw.get("cannot", ""),
            when=self.when(raw),
            ticked=self._expression(raw.get("ticked")),
        )

    def service(self, code: str, raw: Raw) -> ServiceDef:
        return ServiceDef(
            id=code,
            rev=raw.get("rev", 1),
            needs=tuple(self._need(output, one) for output, one in raw["form"].items()),
            stops=tuple(
                StopDef(self._sure(one["when"]), one["say"], one["remedy"], _basis(one.get("basis", ())))
                for one in raw["stop"]
            ),
            materials=tuple(self._material(one) for one in raw["materials"]),
            originals=tuple(OriginalDef(one["text"], self.when(one)) for one in raw["originals"]),
            repeats=tuple(self._repeat(one) for one in raw["repeat"]),
            assume=self.expressions(raw["assume"]),
            first=tuple(raw["first"]),
            asks=raw["asks"],
            fresh=tuple(raw["fresh"]),
            outcome=raw["outcome"],
            signature=raw["signature"],
            declaration=tuple(ClauseDef(one["text"], self.when(one)) for one in raw["declaration"]),
            basis=_basis(raw["basis"]),
            deliveries=tuple(raw["deliveries"]),
        )

    def _need(self, output: str, raw: Raw) -> Need:
        trust = Trust(raw["trust"]) if "trust" in raw else None
        return Need(output, raw["fact"], self.when(raw), raw.get("grouped", False), trust, raw.get("later", False))

    def rule_set(self, name: str, raw: Raw) -> RuleSet:
        rules = tuple(
            Rule(
                id=one["id"],
                fails=self._sure(one["fails"]),
                reason=one["reason"],
                remedy=one["remedy"],
                basis=_basis(one["basis"]),
                warns=one["warns"],
            )
            for one in raw["rules"]
        )
        requires = {fact: Trust(grade) for fact, grade in raw["requires"].items()}
        return RuleSet(name, raw["version"], raw["owner"], raw["reviewed"], requires, rules, raw["grants"])

    def _repeat(self, raw: Raw) -> RepeatDef:
        return RepeatDef(raw["group"], raw["more"], raw["maximum"], self.when(raw))

    def _material(self, raw: Raw) -> MaterialDef:
        return MaterialDef(
            id=raw["id"],
            title=raw["title"],
            accept=tuple(raw["accept"]),
            when=self.when(raw),
            proves=tuple(raw.get("proves", ())),
            after=raw.get("after", ""),
            min_pages=raw.get("min_pages", 1),
            max_pages=raw.get("max_pages", 10),
            follow_days=raw.get("follow_days", 0),
        )

    def expressions(self, raw: Raw) -> dict[str, Expression]:
        return {name: self._sure(node) for name, node in raw.items()}

    def when(self, raw: Raw) -> Expression | None:
        return self._expression(raw.get("when"))

    def _expression(self, raw: Raw | None) -> Expression | None:
        return None if raw is None else self._sure(raw)

    def _sure(self, raw: Raw) -> Expression:
        tree = repr(raw["tree"])
        if tree not in self._expressions:
            self._expressions[tree] = expression(raw["tree"], raw["cel"], self._functions)
        return self._expressions[tree]


def _basis(raw: Sequence[Raw]) -> tuple[LegalBasis, ...]:
    return tuple(LegalBasis(one["law"], one.get("article", "")) for one in raw)
