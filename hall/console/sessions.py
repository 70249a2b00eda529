"""Signing in: one database row per session, the cookie holds a token whose digest alone is stored."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from hall.accounts import secret_row
from hall.audit import HALL, Act, record
from hall.catalogue import item_of
from hall.passwords import matches
from hall.record_seal import RecordSeal
from hall.roles import HALL_WIDE, RIGHTS, Right, Role
from hall.storage.case_tables import Case
from hall.storage.database import Database
from hall.storage.hall_tables import ConsoleSession, Staff
from hall.totp import matching_step
from offline_cache.sealing import digest

IDLE: Final = timedelta(minutes=20)
NOTED_EVERY: Final = timedelta(minutes=1)
"""so that looking at a list does not wait for whoever writes"""
LONGEST: Final = timedelta(hours=10)
TRIES: Final = 5
LOCK_SECONDS: Final = 15
"""after five wrong passwords; doubles with each further one"""
MOST_DOUBLINGS: Final = 12
"""then about 17 hours"""


@dataclass(frozen=True)
class SignedIn:
    staff_id: str
    name: str
    role: Role
    csrf: str
    department: str
    """empty: all"""
    seen_at: datetime
    """when a page of this session was last noted"""

    def may(self, right: Right) -> bool:
        return right in RIGHTS[self.role] and not (self.department and right in HALL_WIDE)

    def sees(self, case: Case) -> bool:
        return self.department in ("", case.department)

    def sees_item(self, code: str) -> bool:
        return self.department in ("", item_of(code).department)


@dataclass(frozen=True)
class Credentials:
    staff_id: str
    password: str = field(repr=False)
    code: str = field(default="", repr=False)
    """of the second factor"""


def sign_in(database: Database, seal: RecordSeal, given: Credentials, now: datetime) -> str | None:
    """A new session token, or None.

    The try is counted in a transaction of its own before password and code are looked at: whatever becomes of the
    looking, nobody gets a try that does not count.
    """
    with database.write() as session:
        counted = _count_try(session, given.staff_id, now)
    if not counted:
        matches(None, given.password)
        return None
    with database.write() as session:
        staff = session.get_one(Staff, given.staff_id, with_for_update=True)
        if not (matches(staff.password, given.password) and _second_factor(seal, staff, given.code, now)):
            record(session, HALL, Act(f"staff:{staff.staff_id}", "console.sign-in-refused"), now)
            return None
        staff.failures, staff.locked_until = 0, None
        record(session, HALL, Act(f"staff:{staff.staff_id}", "console.signed-in"), now)
        return _new_session(session, staff, now)


def _count_try(session: Session, staff_id: str, now: datetime) -> bool:
    """The fifth in a row locks the account, and only the right password and code unlock it again."""
    staff = session.get(Staff, staff_id, with_for_update=True)
    if staff is None:
        record(session, HALL, Act("staff:unknown", "console.sign-in-refused"), now)
        return False
    if staff.locked_until is not None and staff.locked_until > now:
        record(session, HALL, Act(f"staff:{staff.staff_id}", "console.sign-in-locked"), now)
        return False
    staff.failures += 1
    if staff.failures >= TRIES:
        longer = min(staff.failures - TRIES, MOST_DOUBLINGS)
        staff.locked_until = now + timedelta(seconds=LOCK_SECONDS * 2**longer)
    return True


def _new_session(session: Session, staff: Staff, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    row = ConsoleSession(
        token_digest=digest(token.encode()),
        staff_id=staff.staff_id,
        csrf=secrets.token_urlsafe(24),
        created_at=now,
        seen_at=now,
    )
    session.add(row)
    return token


def _second_factor(seal: RecordSeal, staff: Staff, code: str, now: datetime) -> bool:
    """Accounts of the demonstration have none; `serve --production` refuses to run with such."""
    if staff.totp is None:
        return True
    secret = bytes.fromhex(seal.open(staff.totp, secret_row(staff.staff_id)))
    step = matching_step(secret, code, now, staff.totp_step)
    if step is None:
        return False
    staff.totp_step = step
    return True


def signed_in(session: Session, token: str, now: datetime) -> SignedIn | None:
    """Whose session it is, unless it was idle for 20 minutes or is older than 10 hours. Changes nothing."""
    row = session.get(ConsoleSession, digest(token.encode()))
    if row is None or now - row.seen_at > IDLE or now - row.created_at > LONGEST:
        return None
    staff = session.get(Staff, row.staff_id)
    if staff is None:
        return None
    return SignedIn(staff.staff_id, staff.name, Role(staff.role), row.csrf, staff.department, row.seen_at)


def note_seen(session: Session, token: str, now: datetime) -> None:
    session.execute(
        update(ConsoleSession).where(ConsoleSession.token_digest == digest(token.encode())).values(seen_at=now)
    )


def drop_ended_sessions(session: Session, now: datetime) -> None:
    over = (ConsoleSession.seen_at < now - IDLE) | (ConsoleSession.created_at < now - LONGEST)
    session.execute(delete(ConsoleSession).where(over))


def sign_out(session: Session, token: str) -> None:
    session.execute(delete(ConsoleSession).where(ConsoleSession.token_digest == digest(token.encode())))
