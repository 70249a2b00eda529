"""The simulated short-message service (模拟短信): nothing is sent, the console shows what a phone would have shown."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from hall.record_seal import RecordSeal
from hall.storage.case_tables import TextMessage


@dataclass(frozen=True)
class ShownMessage:
    terminal_id: str
    sub_id: str
    phone: str
    """masked"""
    text: str
    at: datetime


@dataclass(frozen=True)
class Notice:
    terminal_id: str
    sub_id: str
    phone: str
    """masked"""
    text: str


def send(session: Session, seal: RecordSeal, notice: Notice, now: datetime) -> None:
    message_id = secrets.token_hex(16)
    session.add(
        TextMessage(
            terminal_id=notice.terminal_id,
            message_id=message_id,
            sub_id=notice.sub_id,
            phone=notice.phone,
            text=seal.seal(notice.text, _row(message_id)),
            at=now,
        )
    )


def latest(
    session: Session, seal: RecordSeal, wanted: tuple[ColumnElement[bool], ...] = (), limit: int = 50
) -> tuple[ShownMessage, ...]:
    query = select(TextMessage).where(*wanted).order_by(TextMessage.at.desc()).limit(limit)
    return tuple(
        ShownMessage(row.terminal_id, row.sub_id, row.phone, seal.open(row.text, _row(row.message_id)), row.at)
        for row in session.scalars(query)
    )


def _row(message_id: str) -> str:
    return f"message/{message_id}"
