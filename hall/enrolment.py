"""A terminal is made known to the hall and gets its identity bundle."""

import base64
import json
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from hall.audit import HALL, Act, record
from hall.certificates import load_authority, server_names
from hall.home import HallHome
from hall.keys import load_keys, write_secret
from hall.publishing.desk import desk_of
from hall.storage.chains import lock_chain
from hall.storage.database import Database
from hall.storage.statements import insert_if_absent
from hall.storage.tables import Epoch, Terminal
from offline_cache.sealing import SigningKey

CONTENT_ROOT: Final = "content-root.json"
"""the first root of catalogue and flows: all that a terminal has to trust beforehand"""
_SECRETS: Final = ("client-key.pem", "sign-key.pem", "identity.json")


class EnrolmentRefusedError(Exception):
    """Bad input; the message says all that is wrong with it."""


@dataclass(frozen=True)
class Enrolment:
    terminal_id: str
    url: str
    """where the terminal reaches the hall"""
    out: Path
    """folder for the bundle; must not hold one yet"""
    branch: str = ""


def enrol(home: HallHome, database: Database, wish: Enrolment, now: datetime) -> str:
    """Write the bundle and note the installation; its epoch. Enrolling again makes a new epoch."""
    faults = "; ".join(faults_of(home, wish, revoked_terminals(database)))
    if faults:
        raise EnrolmentRefusedError(faults)
    keys, sign_key, epoch = load_keys(home.keys), SigningKey.generate(), secrets.token_hex(16)
    issued = load_authority(home.keys).issue_terminal(wish.terminal_id, now)
    with database.write() as session:
        note_installation(session, wish, epoch, sign_key.public, now)
    wish.out.mkdir(parents=True, exist_ok=True, mode=0o700)
    identity = {
        "terminal_id": wish.terminal_id,
        "epoch": epoch,
        "hall_url": wish.url.rstrip("/"),
        "hall_key_id": keys.hall_key_id,
        "hpke_public": base64.b64encode(keys.opening.public).decode(),
        "receipt_public": base64.b64encode(keys.receipt.public).decode(),
        "pickup_key": base64.b64encode(keys.pickup_key(wish.terminal_id, epoch)).decode(),
    }
    (wish.out / "ca.pem").write_bytes((home.keys / "ca.pem").read_bytes())
    (wish.out / "client.pem").write_bytes(issued.certificate)
    content_root = desk_of(home).repository.first_root()
    if content_root is not None:
        (wish.out / CONTENT_ROOT).write_bytes(content_root)
    write_secret(wish.out / "client-key.pem", issued.key)
    write_secret(wish.out / "sign-key.pem", sign_key.pem())
    write_secret(wish.out / "identity.json", json.dumps(identity, indent=2).encode())
    return epoch


def revoked_terminals(database: Database) -> frozenset[str]:
    with database.read() as session:
        return frozenset(session.scalars(select(Terminal.terminal_id).where(Terminal.revoked_at.is_not(None))))


def faults_of(home: HallHome, wish: Enrolment, revoked: frozenset[str]) -> Iterator[str]:
    """Everything that is wrong with it, in the words of the command line."""
    if not re.fullmatch(r"[A-Za-z0-9-]{3,40}", wish.terminal_id) or wish.terminal_id == "hall":
        yield f"--terminal {wish.terminal_id!r}: 3 to 40 letters, digits or hyphens"
    parts = urlsplit(wish.url)
    if parts.scheme != "https" or not parts.hostname:
        yield f"--url {wish.url!r}: must be an https:// address"
    elif parts.hostname not in server_names(home.keys):
        yield f"--url {wish.url!r}: the hall's certificate is not for {parts.hostname}; see init --host-name"
    if wish.terminal_id in revoked:
        yield f"--terminal {wish.terminal_id}: was revoked with its certificate; give the machine another id"
    if held := [name for name in _SECRETS if (wish.out / name).exists()]:
        yield f"--out {wish.out}: holds {', '.join(held)} already"


def note_installation(session: Session, wish: Enrolment, epoch: str, sign_public: bytes, now: datetime) -> None:
    """Known from now on, under a serial that no other has; a branch that is named is where it stands now."""
    row = {"terminal_id": wish.terminal_id, "enrolled_at": now, "branch": wish.branch}
    session.execute(insert_if_absent(session, Terminal, row))
    if wish.branch:
        session.execute(update(Terminal).where(Terminal.terminal_id == wish.terminal_id).values(branch=wish.branch))
    serial = _next_serial(session)
    session.add(
        Epoch(terminal_id=wish.terminal_id, epoch=epoch, serial=serial, sign_public=sign_public, created_at=now)
    )
    record(session, wish.terminal_id, Act("system", "terminal.enrolled", epoch), now)


def _next_serial(session: Session) -> int:
    """Whoever enrols meanwhile waits for it."""
    counter = lock_chain(session, HALL, "enrolment")
    counter.position = max(counter.position, session.scalar(select(func.max(Epoch.serial))) or 0) + 1
    return counter.position
