"""A draft: the answers so far as JSON, to be taken up again after the same card. Scanned pages are not in it."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from flows.decision import FactRecord, FactScalar, Trust
from flows.session.stages import Asking, Reviewing, Scanning, SecondCard, SecondCode, Signing
from flows.session.state import Application, Session

VERSION = 1


@dataclass(frozen=True)
class DraftText:
    sub_id: str
    id_number: str = field(repr=False)
    answers: bytes = field(repr=False)


class UnusableDraftError(Exception):
    """Written by another version, or damaged."""


def draft_of(session: Session) -> DraftText | None:
    """None while there is nothing that a customer would have to type again."""
    if session.card is None or session.application is None or not session.application.answers:
        return None
    if not isinstance(session.stage, Asking | SecondCard | SecondCode | Scanning | Reviewing | Signing):
        return None
    application = session.application
    return DraftText(application.sub_id, session.card.id_number, write_draft(application))


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
        "answers": application.answers,
    }
    return json.dumps(content, ensure_ascii=False).encode()


def draft_code(answers: bytes) -> str:
    """The service it belongs to. Raises UnusableDraftError."""
    return str(_read(answers)["code"])


def resumed(fresh: Application, answers: bytes) -> Application:
    """`fresh` with the draft's answers. Raises UnusableDraftError."""
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
            answers=content["answers"],
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
