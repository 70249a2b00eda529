"""Test codes that stand in for an electronic licence or credential app: signed, short-lived, good for one session."""

import base64
import binascii
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import delete
from sqlalchemy.orm import Session

from hall.keys import HallKeys
from hall.storage.hall_tables import UsedCredential
from hall.storage.statements import insert_if_absent
from offline_cache.sealing import verify

LIFE: Final = timedelta(seconds=60)
SESSION_LIFE: Final = timedelta(minutes=30)
"""how long the session that showed a code in time may go on asking with it"""
PREFIX: Final = "DZZZ1."


class Credential(BaseModel):
    """What the code says. Short field names: it is shown as a QR code."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    k: Literal["company", "person"]
    i: Annotated[str, Field(max_length=20)]
    """id in the synthetic registers"""
    n: str
    x: int
    """expiry, seconds since 1970"""


@dataclass(frozen=True)
class IssuedCode:
    code: str
    expires_at: datetime


def issue(keys: HallKeys, kind: Literal["company", "person"], subject: str, now: datetime) -> IssuedCode:
    expires = now + LIFE
    content = Credential(k=kind, i=subject, n=secrets.token_hex(8), x=int(expires.timestamp())).model_dump_json()
    payload = base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")
    signature = keys.credential.sign(f"{PREFIX}{payload}".encode())
    return IssuedCode(f"{PREFIX}{payload}.{signature}", expires)


def verified(session: Session, keys: HallKeys, text: str, asking: str, now: datetime) -> Credential | None:
    """`asking`: the terminal's session id, to which the first showing binds the code."""
    credential = _genuine(keys, text)
    if credential is None:
        return None
    in_time = now.timestamp() <= credential.x
    if in_time:
        row = {"nonce": credential.n, "session": asking, "at": now}
        session.execute(insert_if_absent(session, UsedCredential, row))
    used = session.get(UsedCredential, credential.n, populate_existing=True)
    if used is None or used.session != asking or now - used.at > SESSION_LIFE:
        return None
    return credential


def drop_used_codes(session: Session, now: datetime) -> None:
    """Codes whose session is over: they are too old by themselves to be shown again."""
    session.execute(delete(UsedCredential).where(UsedCredential.at < now - SESSION_LIFE))


def _genuine(keys: HallKeys, text: str) -> Credential | None:
    signed, _, signature = text.rpartition(".")
    if not signed.startswith(PREFIX) or not verify(keys.credential.public, signed.encode(), signature):
        return None
    payload = signed.removeprefix(PREFIX)
    try:
        return Credential.model_validate_json(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (ValidationError, binascii.Error):
        return None
