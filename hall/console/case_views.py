"""What the case pages show, taken out of the database in one look."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.cases.actions import Action, actions_of
from hall.cases.content import ContentPurgedError, content_of
from hall.cases.ledger import events_of
from hall.cases.parcels import parcels_of
from hall.cases.states import CaseState
from hall.console.fact_rows import FactRow, RulesRow, fact_row, rules_row
from hall.console.labels import MATERIALS
from hall.record_seal import RecordSeal
from hall.storage.case_tables import Case, CaseEvent, Deposit, Parcel, Rating
from hall.storage.tables import SubmissionAttachment
from offline_cache.wire import SubmissionBody


@dataclass(frozen=True)
class Page:
    """One attachment of a material."""

    digest: str
    kind: str


@dataclass(frozen=True)
class MaterialRow:
    id: str
    source: str
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class CaseView:
    case: Case
    body: SubmissionBody | None = field(repr=False)
    """None: purged, or not for this role"""
    facts: tuple[FactRow, ...] = field(repr=False)
    materials: tuple[MaterialRow, ...]
    rules: tuple[RulesRow, ...] = field(repr=False)
    events: tuple[CaseEvent, ...]
    parcels: tuple[Parcel, ...]
    deposits: tuple[Deposit, ...]
    ratings: tuple[Rating, ...]
    actions: frozenset[Action]


def case_view(session: Session, seal: RecordSeal, case: Case, *, with_content: bool) -> CaseView:
    body = _body(seal, case) if with_content else None
    return CaseView(
        case=case,
        body=body,
        facts=() if body is None else tuple(fact_row(name, value) for name, value in body.facts.items()),
        materials=() if body is None else _materials(session, case, body),
        rules=() if body is None else tuple(rules_row(one) for one in body.verdicts),
        events=events_of(session, case),
        parcels=parcels_of(session, case),
        deposits=_deposits(session, case),
        ratings=_ratings(session, case),
        actions=actions_of(CaseState(case.state)),
    )


def media_type(data: bytes) -> str | None:
    """Of a picture that a browser may show; None for anything else."""
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/png" if data.startswith(b"\x89PNG\r\n\x1a\n") else None


def _body(seal: RecordSeal, case: Case) -> SubmissionBody | None:
    try:
        return content_of(seal, case)
    except ContentPurgedError:
        return None


def _materials(session: Session, case: Case, body: SubmissionBody) -> tuple[MaterialRow, ...]:
    query = select(SubmissionAttachment).where(
        SubmissionAttachment.terminal_id == case.terminal_id, SubmissionAttachment.sub_id == case.sub_id
    )
    kinds = {row.digest: row.kind for row in session.scalars(query)}
    return tuple(
        MaterialRow(
            material.id,
            MATERIALS[material.source] + (f"，{material.due} 前" if material.due else ""),
            tuple(Page(digest, kinds.get(digest, "")) for digest in material.attachments),
        )
        for material in body.materials
    )


def _deposits(session: Session, case: Case) -> tuple[Deposit, ...]:
    query = select(Deposit).where(Deposit.terminal_id == case.terminal_id, Deposit.number == case.number)
    return tuple(session.scalars(query))


def _ratings(session: Session, case: Case) -> tuple[Rating, ...]:
    query = select(Rating).where(Rating.terminal_id == case.terminal_id, Rating.number == case.number)
    return tuple(session.scalars(query))
