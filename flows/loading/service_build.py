"""One service as it goes into the pack, with everything settled that its row in the catalogue decides."""

from typing import Any

from flows.catalogue.materials import MaterialClass
from flows.loading.context_facts import context_of, settled
from flows.loading.file_models import Clause, FormField
from flows.loading.listed import accepted, paper_text, papers_of
from flows.loading.names import material_text
from flows.loading.parts import Parts
from flows.loading.services import Whole
from flows.loading.yaml_source import Place
from flows.rules.tolerance import days_to_follow

Raw = dict[str, Any]
_NEVER = {"tree": ["const", False]}


class ServiceBuild:
    def __init__(self, one: Whole, parts: Parts) -> None:
        self._one = one
        self._parts = parts
        self._context = context_of(one.row)
        self._follow_days = days_to_follow(int(one.row.get("promised_working_days") or 0))

    def raw(self) -> Raw:
        one = self._one
        return {
            "rev": one.first("rev", 1),
            "form": self._form(),
            "stop": self._stops(),
            "materials": [*self._materials(), *self._listed()],
            "originals": [*self._originals(), *self._listed_originals()],
            "repeat": self._repeats(),
            "assume": self._assumed(),
            "first": one.all("first"),
            "fresh": one.all("fresh"),
            "asks": {fact: ask for body in reversed(one.chain) for fact, ask in body.body.ask.items()},
            "outcome": one.outcome,
            "signature": one.first("signature", default=one.outcome == "case"),
            "declaration": self._clauses(),
            "basis": [law.model_dump() for law in one.basis],
            "deliveries": list(one.deliveries),
        }

    def _form(self) -> Raw:
        built = {name: self._field(name, field) for name, field in self._one.form.items()}
        return {name: raw for name, raw in built.items() if raw is not None}

    def _stops(self) -> list[Raw]:
        found = []
        for number, stop in enumerate(self._one.all("stop")):
            place: Place = ("stop", number)
            raw = {
                "say": self._text(stop.say, place),
                "remedy": self._text(stop.remedy, place),
                "basis": [law.model_dump() for law in stop.basis],
            }
            built = self._conditional(raw, stop.when, place)
            if built is not None:
                found.append({"when": _NEVER | {"tree": ["const", True], "cel": stop.when}} | built)
        return found

    def _materials(self) -> list[Raw]:
        found = []
        for number, material in enumerate(self._one.materials):
            raw = {
                "id": material.id,
                "title": self._text(material_text(material.id), ("materials", number)),
                "accept": list(material.accept),
                "proves": list(material.proves),
                "after": material.after or "",
                "min_pages": material.min_pages,
                "max_pages": material.max_pages,
                "follow_days": self._follow_days if material.secondary else 0,
            }
            built = self._conditional(raw, material.when, ("materials", number))
            if built is not None:
                found.append(built)
        return found

    def _listed(self) -> list[Raw]:
        """From the row, unless the service's own file, or what that extends, lists its materials."""
        if self._one.written and self._one.first("materials") is not None:
            return []
        return [
            {
                "id": paper_text(paper.name, self._parts.folder),
                "title": paper_text(paper.name, self._parts.folder),
                "accept": list(ways),
            }
            for paper in papers_of(self._one.row)
            if (ways := accepted(paper))
        ]

    def _originals(self) -> list[Raw]:
        built = [
            self._conditional(
                {"text": self._text(original.text, ("originals", number))}, original.when, ("originals", number)
            )
            for number, original in enumerate(self._one.originals)
        ]
        return [raw for raw in built if raw is not None]

    def _listed_originals(self) -> list[Raw]:
        if self._one.written and self._one.first("originals") is not None:
            return []
        return [
            {"text": paper_text(paper.name, self._parts.folder)}
            for paper in papers_of(self._one.row)
            if paper.kind is MaterialClass.ORIGINAL and "locker" in self._one.deliveries
        ]

    def _clauses(self) -> list[Raw]:
        built = []
        for number, one in enumerate(self._one.first("declaration", ())):
            clause = Clause(text=one) if isinstance(one, str) else one
            place: Place = ("declaration", number)
            built.append(self._conditional({"text": self._text(clause.text, place)}, clause.when, place))
        return [raw for raw in built if raw is not None]

    def _repeats(self) -> list[Raw]:
        built = [
            self._conditional(
                {"group": one.group, "more": one.more, "maximum": one.maximum}, one.when, ("repeat", number)
            )
            for number, one in enumerate(self._one.all("repeat"))
        ]
        return [raw for raw in built if raw is not None]

    def _assumed(self) -> Raw:
        return {
            name: self._parts.cel_of(self._one, source, ("assume", name), self._parts.wanted(name))
            for body in reversed(self._one.chain)
            for name, source in body.body.assume.items()
        }

    def _field(self, name: str, field: FormField) -> Raw | None:
        grouped = self._grouped(field.fact)
        raw: Raw = {"fact": field.fact, "grouped": True} if grouped else {"fact": field.fact}
        if field.trust is not None:
            raw |= {"trust": field.trust, "later": field.later}
        return self._conditional(raw, field.when, ("form", name), rows=grouped)

    def _grouped(self, fact: str) -> bool:
        entry = self._parts.facts.get(fact)
        return entry is not None and entry.group is not None

    def _conditional(self, raw: Raw, when: str | None, place: Place, *, rows: bool = False) -> Raw | None:
        """None: it never applies to this item."""
        if when is None:
            return raw
        built = self._parts.cel_of(self._one, when, (*place, "when"), rows=rows)
        tree = settled(built["tree"], self._context)
        if tree == ["const", False]:
            return None
        return raw if tree == ["const", True] else {**raw, "when": {"tree": tree, "cel": when}}

    def _text(self, text_id: str, place: Place) -> str:
        return self._parts.text_of(self._one, text_id, place)
