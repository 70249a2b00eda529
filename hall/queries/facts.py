"""Answers a fact query from the sources; one that is down is named, never guessed for."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.audit import Act, record
from hall.catalogue import fact_of
from hall.keys import HallKeys
from hall.queries.credentials import Credential, verified
from hall.queries.people import Company, Person, Registers
from hall.queries.sources import Value, company_facts, person_sources
from hall.storage.hall_tables import SourceSwitch
from offline_cache.wire import FactAnswer, FactQuery, FactValue

_EXTRA_SOURCES = {"crime.station": ("hall.police.population",)}
"""facts whose catalogue entry derives them, although the police know"""
_COMPANY_SOURCES = ("elicence.business", "hall.market.registry", "hall.tax.record", "hall.hrss.insurance")


@dataclass(frozen=True)
class FactsDesk:
    registers: Registers
    keys: HallKeys = field(repr=False)

    def answer(self, session: Session, terminal_id: str, query: FactQuery, now: datetime) -> FactAnswer:
        """Consent and the facts asked for are audited; what was answered is not."""
        detail = f"{query.item_code} {query.consent} {len(query.facts)}"
        record(session, terminal_id, Act(f"terminal:{terminal_id}", "facts.query", query.session, detail), now)
        person = self.registers.person(query.subject_idno) if query.subject_idno else None
        company, state = None, "absent"
        if query.credential is not None:
            credential = verified(session, self.keys, query.credential, query.session, now)
            state = "rejected" if credential is None else "verified"
            person, company = self._shown(credential, person)
        down = down_sources(session)
        known = self._known(person, company, now)
        return _pick(query, known, down, now).model_copy(update={"credential": state})

    def _shown(self, credential: Credential | None, person: Person | None) -> tuple[Person | None, Company | None]:
        if credential is None:
            return person, None
        if credential.k == "company":
            return person, self.registers.company(credential.i)
        return self.registers.person_of_card(credential.i), None

    def _known(self, person: Person | None, company: Company | None, now: datetime) -> dict[str, dict[str, Value]]:
        """source -> fact -> value"""
        known: dict[str, dict[str, Value]] = {}
        if person is not None:
            known |= {name: source(person, now.date()) for name, source in person_sources().items()}
        if company is not None:
            facts = company_facts(company, self.registers)
            for name in _COMPANY_SOURCES:
                known[name] = known.get(name, {}) | facts
        return known


def down_sources(session: Session) -> frozenset[str]:
    return frozenset(session.scalars(select(SourceSwitch.source)))


def _pick(query: FactQuery, known: dict[str, dict[str, Value]], down: frozenset[str], now: datetime) -> FactAnswer:
    facts: dict[str, FactValue] = {}
    unreachable: set[str] = set()
    for wanted in query.facts:
        sources = _sources_of(wanted)
        source = next((s for s in sources if s not in down and wanted in known.get(s, {})), None)
        if source is None:
            unreachable.update(down.intersection(sources))
        else:
            value = known[source][wanted]
            facts[wanted] = FactValue(value=value, source=source, trust="A", at=now.isoformat(), consent=query.consent)
    return FactAnswer(facts=facts, down=tuple(sorted(unreachable)))


def _sources_of(fact_id: str) -> tuple[str, ...]:
    fact = fact_of(fact_id)
    listed = fact.sources if fact is not None else ()
    return tuple(s for s in listed if s.startswith(("hall.", "elicence."))) + _EXTRA_SOURCES.get(fact_id, ())
