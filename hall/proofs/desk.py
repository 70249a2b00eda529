"""Makes the instant proof that a terminal asks for, and remembers that it was made."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias

from sqlalchemy.orm import Session

from hall.audit import Act, record
from hall.catalogue import item_of
from hall.errors import ErrorNumber, Refused
from hall.proofs.pension import TITLE, ProofRequest, pension_pdf, verification_code
from hall.queries.facts import down_sources
from hall.queries.people import Registers
from hall.record_seal import RecordSeal
from hall.storage.case_tables import IssuedProof
from hall.storage.statements import insert_if_absent
from offline_cache.sealing import digest
from offline_cache.wire import ProofQuery

PENSION_ITEM: Final = "PH-P-001"
PENSION_SOURCE: Final = "hall.hrss.insurance"


@dataclass(frozen=True)
class Proof:
    title: str
    verification_code: str
    pdf: bytes = field(repr=False)


ProofOutcome: TypeAlias = Proof | Refused


@dataclass(frozen=True)
class ProofDesk:
    registers: Registers
    seal: RecordSeal = field(repr=False)

    def make(self, session: Session, terminal_id: str, query: ProofQuery, now: datetime) -> ProofOutcome:
        """The same session, item and number get the same proof on the same day."""
        if query.item_code != PENSION_ITEM:
            return Refused(ErrorNumber.NO_RECORD, f"no instant proof for {item_of(query.item_code).code}")
        if PENSION_SOURCE in down_sources(session):
            return Refused(ErrorNumber.SOURCE_DOWN, PENSION_SOURCE)
        person = self.registers.person(query.subject_idno)
        if person is None:
            return Refused(ErrorNumber.NO_RECORD, "this source knows no such person")
        code = verification_code(self.seal.key, terminal_id, query.session, query.item_code, query.number)
        pdf = pension_pdf(ProofRequest(person, query.number, now.date(), code))
        self._remember(session, terminal_id, query, Proof(TITLE, code, pdf), now)
        return Proof(TITLE, code, pdf)

    def _remember(self, session: Session, terminal_id: str, query: ProofQuery, proof: Proof, now: datetime) -> None:
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
