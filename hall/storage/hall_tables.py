"""Small tables of the hall itself: reference tables on Citus, or distributed by their own key."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.columns import Base, IdKey


class Staff(Base):
    __tablename__ = "staff"

    staff_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(String(16))
    department: Mapped[str] = mapped_column(String(40), default="")
    """empty: all"""
    password: Mapped[str]
    """Argon2id"""
    totp: Mapped[bytes | None]
    """second factor's secret, sealed"""
    totp_step: Mapped[int] = mapped_column(default=0)
    """last time step used: a code is good once"""
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]


class ConsoleSession(Base):
    __tablename__ = "console_sessions"

    token_digest: Mapped[IdKey]
    staff_id: Mapped[str] = mapped_column(String(20))
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class UsedCredential(Base):
    """Distributed by its nonce: a code shown to one terminal is known to every other."""

    __tablename__ = "used_credentials"

    nonce: Mapped[IdKey]
    session: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]


class ProgressToken(Base):
    """One-time token behind the QR code of the citizen's progress page; distributed by its digest."""

    __tablename__ = "progress_tokens"

    token_digest: Mapped[IdKey]
    terminal_id: Mapped[str] = mapped_column(String(40))
    sub_id: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SourceSwitch(Base):
    """A source of facts that the demonstration pretends is down."""

    __tablename__ = "source_switches"

    source: Mapped[str] = mapped_column(String(60), primary_key=True)
    down_since: Mapped[datetime]


class KnownFlow(Base):
    """Content that submissions may have been made with, by the digest of its pack."""

    __tablename__ = "known_flows"

    digest: Mapped[IdKey]
    number: Mapped[int | None]
    """release that it was published as; None: staff vouch for it"""
    known_since: Mapped[datetime]
