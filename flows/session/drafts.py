"""A draft: the answers so far as JSON and the scanned pages beside it, to be taken up again after the same card."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from flows.decision import FactRecord, FactScalar, Trust
from flows.session.stages import Scanning
from flows.session.state import Application, Session
from offline_cache.submission import DraftPages

VERSION = 2


@dataclass(frozen=True)
class DraftText:
    sub_id: str
    id_number: str = field(repr=False)
    answers: bytes = field(repr=False)
    pages: DraftPages = field(default_factory=dict, repr=False)


class UnusableDraftError(Exception):
    """Written by another version, or damaged."""


def draft_of(session: Session) -> DraftText | None:
    """None while there is nothing that a customer would have to type again."""
    application, stage = session.application, session.stage
    if session.card is None or application is None or not session.unsent:
        return None
    pages = dict(application.pages)
    if isinstance(stage, Scanning) and stage.pages:
        pages[stage.material.id] = stage.pages
    return DraftText(application.sub_id, session.card.id_number, write_draft(application), pages)


def with_draft_noted(session: Session) -> Session:
    """Remembers what is saved from here on, so that the end can destroy it."""
    application = session.application
    if session.card is None or application is None or not session.unsent or application.sub_id in session.drafts:
        return session
    return replace(session, drafts=(*session.drafts, application.sub_id))


def write_draft(application: Application) -> bytes:
    content = {
        "version": VERSION,
        "code": application.code,
        "facts": [_fact(record) for record in application.facts.values()],
        "down": sorted(application.down),
        "queried": sorted(application.queried),
        "credential": application.credential,
        "consents": list(application.consents),
        "given": dict(application.given),
        "had": sorted(application.had),
        "titles": dict(application.titles),
        "answers": application.answers,
        "by_person": application.by_person,
    }
    return json.dumps(content, ensure_ascii=False).encode()


def draft_code(answers: bytes) -> str:
    """The service it belongs to. Raises UnusableDraftError."""
    return str(_read(answers)["code"])


def resumed(fresh: Application, answers: bytes, pages: DraftPages) -> Application:
    """`fresh` with what the draft has; a page not yet accepted is shown again. Raises UnusableDraftError."""
    content = _read(answers)
    try:
        facts = {item["fact"]: _record(item) for item in content["facts"]}
        return replace(
            fresh,
            code=content["code"],
            facts=facts | dict(fresh.facts),
            down=frozenset(content["down"]),
            queried=frozenset(content["queried"]),
            credential=content["credential"],
            consents=tuple(content["consents"]),
            given={ask: _given(given) for ask, given in content["given"].items()},
            had=frozenset(content["had"]),
            titles=dict(content["titles"]),
            pages=dict(pages),
            answers=content["answers"],
            by_person=content.get("by_person", False) is True,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UnusableDraftError(str(error)) from error


def _read(answers: bytes) -> dict[str, Any]:
    try:
        content = json.loads(answers)
    except ValueError as error:
        raise UnusableDraftError(str(error)) from error
    if not isinstance(content, dict) or content.get("version") != VERSION:
        raise UnusableDraftError("another version")
    return content


def _fact(record: FactRecord) -> dict[str, Any]:
    return {
        "fact": record.fact,
        "value": record.value,
        "source": record.source,
        "trust": record.trust.value,
        "at": record.at.isoformat(),
        "consent": record.consent,
        "confirmed": record.confirmed,
    }


def _record(item: dict[str, Any]) -> FactRecord:
    return FactRecord(
        fact=item["fact"],
        value=_tupled(item["value"]),
        source=item["source"],
        trust=Trust(item["trust"]),
        at=datetime.fromisoformat(item["at"]),
        consent=item["consent"],
        confirmed=item["confirmed"],
    )


def _tupled(value: Any) -> FactScalar:
    return tuple(value) if isinstance(value, list) else value


def _given(value: Any) -> tuple[str, ...] | str:
    return tuple(str(one) for one in value) if isinstance(value, list) else str(value)
