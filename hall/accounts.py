"""Accounts of hall staff: each with a role, a password and a second factor."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hall.audit import HALL, Act, record
from hall.catalogue import CENTRE, departments
from hall.passwords import hash_password
from hall.record_seal import RecordSeal
from hall.roles import Role
from hall.storage.hall_tables import ConsoleSession, Staff
from hall.totp import new_secret, provisioning_uri

SHORTEST_PASSWORD: Final = 12
LONGEST_PASSWORD: Final = 200
"""of what the sign-in form takes"""


class AccountRefusedError(Exception):
    """Bad input; the message says all that is wrong with it."""


@dataclass(frozen=True)
class NewAccount:
    staff_id: str
    name: str
    role: str
    password: str = field(repr=False)
    department: str = ""


def add_account(session: Session, seal: RecordSeal, wish: NewAccount, now: datetime) -> str:
    """The otpauth address for the person's authenticator app; it is shown once. Raises AccountRefusedError."""
    faults = "; ".join(_faults(session, wish))
    if faults:
        raise AccountRefusedError(faults)
    secret = new_secret()
    session.add(
        Staff(
            staff_id=wish.staff_id,
            name=wish.name,
            role=wish.role,
            department=wish.department,
            password=hash_password(wish.password),
            totp=seal.seal(secret.hex(), secret_row(wish.staff_id)),
        )
    )
    record(session, HALL, Act("system", "account.added", wish.staff_id, wish.role), now)
    return provisioning_uri(secret, wish.staff_id)


def remove_account(session: Session, staff_id: str, now: datetime) -> None:
    """Raises AccountRefusedError."""
    staff = session.get(Staff, staff_id)
    if staff is None:
        raise AccountRefusedError(f"no account {staff_id!r}")
    session.delete(staff)
    session.execute(delete(ConsoleSession).where(ConsoleSession.staff_id == staff_id))
    record(session, HALL, Act("system", "account.removed", staff_id), now)


def without_second_factor(session: Session) -> tuple[str, ...]:
    return tuple(session.scalars(select(Staff.staff_id).where(Staff.totp.is_(None)).order_by(Staff.staff_id)))


def secret_row(staff_id: str) -> str:
    return f"totp/{staff_id}"


def _faults(session: Session, wish: NewAccount) -> Iterator[str]:
    if not re.fullmatch(r"[0-9A-Za-z]{3,20}", wish.staff_id):
        yield f"number {wish.staff_id!r}: 3 to 20 letters or digits"
    elif session.get(Staff, wish.staff_id) is not None:
        yield f"number {wish.staff_id!r}: taken"
    if wish.role not in {role.value for role in Role}:
        yield f"role {wish.role!r}: one of {', '.join(role.value for role in Role)}"
    if wish.department and wish.department not in {*departments(), CENTRE}:
        yield f"department {wish.department!r}: none of this hall's; one of {', '.join(departments())}"
    if not SHORTEST_PASSWORD <= len(wish.password) <= LONGEST_PASSWORD:
        yield f"password: {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters"
