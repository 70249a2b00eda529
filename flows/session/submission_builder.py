"""From the session to what is handed over. Pure: everything it needs is in its arguments."""

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, TypeAlias

from flows.decision import FactBook, FactScalar, MaterialNeed, Ready
from flows.session.following import is_promised, promises
from flows.session.papers import pages_for
from flows.session.state import Application, Session
from flows.session.verdict_record import verdict_records
from flows.terminal import Terminal
from offline_cache.submission import Attachment, Submission
from offline_cache.wire import FactValue, MaterialEntry, RatingBody, SubmissionBody

MaterialSource: TypeAlias = Literal["card", "elicence", "hall", "scan", "own-made", "original", "later"]
_SOURCES: Final[Mapping[str, MaterialSource]] = {
    "card": "card",
    "elicence": "elicence",
    "hall": "hall",
    "own-made": "own-made",
    "original": "original",
}


def build_submission(
    session: Session, application: Application, ready: Ready, terminal: Terminal, declaration: str = ""
) -> Submission:
    """What this customer hands over. Values that are not needed (any more) are not in it."""
    facts = handed_facts(application.facts, ready)
    promised = promises(ready, session, terminal)
    body = SubmissionBody(
        item_code=application.code,
        members=() if ready.items == (application.code,) else ready.items,
        facts=facts,
        form=dict(ready.form),
        materials=tuple(_materials(application, ready, {one.paper.id: one.due for one in promised})),
        declaration=declaration,
        signature_ink=_ink(application),
        signature_digest=signed_digest(declaration, facts) if application.strokes else None,
        identity_check="card_only" if session.card else "not_verified",
        consents=application.consents,
        language="en" if session.language == "en" else "zh",
        verdicts=verdict_records(application, ready, terminal),
    )
    pages = tuple(Attachment(name, page) for name, pages in pages_for(application, ready).items() for page in pages)
    return Submission(
        sub_id=application.sub_id,
        item_code=application.code,
        flow_digest=terminal.engine.digest(),
        body=body,
        attachments=pages,
        id_number=session.card.id_number if session.card else None,
    )


def build_rating(rating: RatingBody, sub_id: str, follows: str, item_code: str, terminal: Terminal) -> Submission:
    """A rating of its own, after the submission `follows`; the rater is not in it."""
    return Submission(
        sub_id=sub_id,
        item_code=item_code,
        flow_digest=terminal.engine.digest(),
        body=rating,
        depends_on=follows or None,
        number=rating.number,
    )


def handed_facts(book: FactBook, ready: Ready) -> dict[str, FactValue]:
    """The facts that were shown for checking, with where each came from."""
    found: dict[str, FactValue] = {}
    for fact in ready.review:
        record = book.get(fact)
        if record is not None and record.confirmed:
            found[fact] = FactValue(
                value=record.value,
                source=record.source,
                trust=record.trust.value,
                at=record.at.isoformat(),
                consent=record.consent,
            )
    return found


def signed_digest(declaration: str, facts: Mapping[str, FactValue]) -> str:
    """SHA-256 over declaration and answers: later changes to either show."""
    answers: dict[str, FactScalar] = {fact: value.value for fact, value in sorted(facts.items())}
    text = json.dumps([declaration, answers], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _ink(application: Application) -> str | None:
    if not application.strokes:
        return None
    return base64.b64encode(json.dumps(application.strokes, separators=(",", ":")).encode()).decode()


def material_source(application: Application, need: MaterialNeed) -> MaterialSource:
    """Where a paper came from: pages taken here, or the first way that needs nothing of the customer."""
    if application.pages.get(need.id):
        return "scan"
    if is_promised(need, application):
        return "later"
    kinds = [way.split(".", 1)[0] for way in need.accept]
    return next((_SOURCES[kind] for kind in kinds if kind in _SOURCES), "own-made")


def _materials(application: Application, ready: Ready, due: Mapping[str, date]) -> list[MaterialEntry]:
    """Attachment digests are added by the store, which makes the ciphertexts. `due`: of the papers that come later."""
    papers = [
        MaterialEntry(
            id=need.id,
            source=material_source(application, need),
            due=due[need.id].isoformat() if need.id in due else None,
        )
        for need in ready.materials
    ]
    listed = {entry.id for entry in papers}
    scanned = [MaterialEntry(id=name, source="scan") for name in pages_for(application, ready) if name not in listed]
    return papers + scanned + [MaterialEntry(id=text, source="original") for text in ready.originals]
