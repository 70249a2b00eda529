"""Makes the instant proof that a terminal asks for, and remembers that it was made."""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from sqlalchemy.orm import Session

from hall.audit import Act, record
from hall.catalogue import Item, item_of
from hall.errors import ErrorNumber, Refused
from hall.keys import HallKeys
from hall.proofs import pension
from hall.proofs.drawing import Imprint, paper_pdf
from hall.proofs.paper import Pair, Paper, Subject, applicant_facts
from hall.proofs.paper_book import Asked, paper_of, written_paper
from hall.queries.credentials import verified
from hall.queries.facts import down_sources
from hall.queries.people import Company, Person, Registers
from hall.storage.case_tables import IssuedProof
from hall.storage.statements import insert_if_absent
from offline_cache.sealing import digest
from offline_cache.wire import ProofQuery


@dataclass(frozen=True)
class Proof:
    title: str
    verification_code: str
    pdf: bytes = field(repr=False)
    lines: tuple[Pair, ...] = field(default=(), repr=False)


ProofOutcome: TypeAlias = Proof | Refused


@dataclass(frozen=True)
class ProofDesk:
    registers: Registers
    keys: HallKeys = field(repr=False)

    def make(self, session: Session, terminal_id: str, query: ProofQuery, now: datetime) -> ProofOutcome:
        """The same session, item and number get the same proof on the same day."""
        item = item_of(query.item_code)
        subject = self._subject(session, item, query, now)
        if isinstance(subject, Refused):
            return subject
        paper = _paper(item, subject, query, now, down_sources(session))
        if isinstance(paper, Refused):
            return paper
        code = verification_code(self.keys.record, terminal_id, query)
        pdf = paper_pdf(paper, Imprint(applicant_facts(subject), query.number, code, now.date()))
        proof = Proof(paper.title, code, pdf, paper.lines)
        _remember(session, terminal_id, query, proof, now)
        return proof

    def _subject(self, session: Session, item: Item, query: ProofQuery, now: datetime) -> Subject | Refused:
        if item.is_open:
            return Subject()
        person = self.registers.person(query.subject_idno)
        if item.audience == "legal":
            company = self._company(session, query, person, now)
            return Subject(person, company) if company else Refused(ErrorNumber.NO_RECORD, "no such company")
        return Subject(person) if person else Refused(ErrorNumber.NO_RECORD, "this source knows no such person")

    def _company(self, session: Session, query: ProofQuery, person: Person | None, now: datetime) -> Company | None:
        """The one whose licence was shown, or the one whose legal representative has put the card."""
        if query.credential:
            shown = verified(session, self.keys, query.credential, query.session, now)
            return self.registers.company(shown.i) if shown and shown.k == "company" else None
        return self.registers.company_led_by(person) if person else None


def verification_code(key: bytes, terminal_id: str, query: ProofQuery) -> str:
    """Three groups of four letters and digits, the same for the same request; nothing in it can be guessed."""
    text = "\0".join(("proof", terminal_id, query.session, query.item_code, query.number))
    letters = base64.b32encode(hmac.digest(key, text.encode(), hashlib.sha256)).decode()
    return "-".join(letters[n : n + 4] for n in (0, 4, 8))


def _paper(item: Item, subject: Subject, query: ProofQuery, now: datetime, down: frozenset[str]) -> Paper | Refused:
    english = query.language == "en"
    if item.code == pension.ITEM and subject.person is not None:
        if pension.SOURCE in down:
            return Refused(ErrorNumber.SOURCE_DOWN, pension.SOURCE)
        return pension.pension_paper(item, subject.person, now.date(), english=english)
    written = written_paper(item.code)
    if written is None:
        return Refused(ErrorNumber.NO_RECORD, f"no instant proof for {item.code}")
    if written.source in down:
        return Refused(ErrorNumber.SOURCE_DOWN, written.source)
    return paper_of(item, written, Asked(subject, now.date(), query.keyword), english=english)


def _remember(session: Session, terminal_id: str, query: ProofQuery, proof: Proof, now: datetime) -> None:
    row = {
        "terminal_id": terminal_id,
        "verification_code": proof.verification_code,
        "item_code": query.item_code,
        "number": query.number,
        "pdf_digest": digest(proof.pdf),
        "at": now,
    }
    session.execute(insert_if_absent(session, IssuedProof, row))
    act = Act(f"terminal:{terminal_id}", "proof.made", query.session, f"{query.item_code} {query.consent}")
    record(session, terminal_id, act, now)
