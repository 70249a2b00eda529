"""Opens a compiled pack. Services are unfolded when they are first asked for, so that a terminal starts at once."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from flows.decision import Trust
from flows.engine.functions import FUNCTIONS
from flows.engine.model import AskDef, FactDef, Member, Plan, RepeatDef, ServiceDef, SourceDef, SourceKind
from flows.engine.reading import Raw, Reading
from flows.engine.rule_model import RuleSet


class Pack:
    """`raw`: the JSON of a pack (docs/schema/pack.json), already verified."""

    def __init__(self, raw: Raw, digest: str) -> None:
        self.raw = raw
        self.digest = digest
        self._asks: dict[str, AskDef] = {}
        self._services: dict[str, ServiceDef] = {}
        self._plans: dict[str, Plan] = {}
        self._rules: dict[str, RuleSet] = {}
        self._read = Reading({**FUNCTIONS, "words": self._words})

    @cached_property
    def facts(self) -> Mapping[str, FactDef]:
        return {name: self._read.fact(name, raw) for name, raw in self.raw["facts"].items()}

    @cached_property
    def sources(self) -> Mapping[str, SourceDef]:
        return {
            name: SourceDef(name, SourceKind(raw["kind"]), tuple(raw.get("keys", ())))
            for name, raw in self.raw["sources"].items()
        }

    def ask(self, name: str) -> AskDef:
        if name not in self._asks:
            self._asks[name] = self._read.ask(name, self.raw["asks"][name])
        return self._asks[name]

    def codes(self, name: str) -> Mapping[str, Raw]:
        """Code -> {"zh", "en", and "in" where the list is divided}."""
        table: Mapping[str, Raw] = self.raw["codes"][name]
        return table

    def service(self, code: str) -> ServiceDef:
        if code not in self._services:
            self._services[code] = self._read.service(code, self.raw["services"][code])
        return self._services[code]

    def plan(self, code: str) -> Plan:
        """Raises KeyError for what is neither service nor bundle."""
        if code not in self._plans:
            self._plans[code] = self._bundle(code) if code in self.raw["bundles"] else self._single(code)
        return self._plans[code]

    def rule_set(self, item: str) -> RuleSet | None:
        """The rules that decide this item at once; None: a person decides."""
        name = self.raw["decided_at_once"].get(item)
        if name is None:
            return None
        if name not in self._rules:
            self._rules[name] = self._read.rule_set(name, self.raw["rules"][name])
        return self._rules[name]

    def _single(self, code: str) -> Plan:
        service = self.service(code)
        member = Member(code, service)
        return Plan(
            code,
            (member,),
            service.assume,
            service.first,
            repeats=_repeats((service,)),
            asks=service.asks,
            fresh=frozenset(service.fresh),
            trust=self._trust((service,)),
        )

    def _bundle(self, code: str) -> Plan:
        raw = self.raw["bundles"][code]
        members = tuple(
            Member(item, self.service(item), self._read.when(one), frozenset(one["with"]))
            for item, one in raw["items"].items()
        )
        return Plan(
            id=code,
            members=members,
            assume=self._read.expressions(raw["assume"]),
            first=tuple(raw["first"]),
            bundle=True,
            repeats=_repeats(member.service for member in members),
            asks={**{fact: ask for one in members for fact, ask in one.service.asks.items()}, **raw["asks"]},
            fresh=frozenset(fact for one in members for fact in one.service.fresh),
            last=tuple(raw["last"]),
            choosable=tuple(raw["choosable"]),
            ticked=tuple(raw["ticked"]),
            trust=self._trust(member.service for member in members),
        )

    def _trust(self, services: Iterable[ServiceDef]) -> dict[str, Trust]:
        """What several items need is needed as the strictest of them needs it."""
        found: dict[str, Trust] = {}
        todo = [(need.fact, need.trust) for one in services for need in one.needs if need.trust is not None]
        while todo:
            name, least = todo.pop()
            if name in self.facts and not found.get(name, Trust.D).reaches(least):
                found[name] = least
                derive = self.facts[name].derive
                todo += [(each, least) for each in (derive.facts if derive is not None else ())]
        return found

    def _words(self, table: str, code: str) -> str:
        return str(self.codes(table)[code]["zh"])


def _repeats(services: Iterable[ServiceDef]) -> dict[str, RepeatDef]:
    return {repeat.group: repeat for service in services for repeat in service.repeats}
