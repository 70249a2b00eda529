"""Cases and what became of them. Contents are sealed with the hall's record key; ids and states are plain."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.columns import Base, IdKey, TerminalKey


class Case(Base):
    """办件: a submission once the hall has opened it."""

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_number", "terminal_id", "number"),
        Index("ix_cases_state", "state", "opened_at"),
        Index("ix_cases_due", "due_at"),
        Index("ix_cases_listed", "closed_at", "due_at", "opened_at", "department", "state", "terminal_id", "sub_id"),
        Index("ix_cases_by_number", "number"),
        Index("ix_cases_by_case_number", "case_number"),
        Index("ix_cases_newest", "department", "opened_at"),
    )

    terminal_id: Mapped[TerminalKey]
    sub_id: Mapped[IdKey]
    case_number: Mapped[str] = mapped_column(String(24))
    number: Mapped[str] = mapped_column(String(40))
    item_code: Mapped[str] = mapped_column(String(40))
    department: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(24))
    content: Mapped[bytes | None] = mapped_column(deferred=True)
    """SubmissionBody as JSON, sealed; None once purged; read only by who opens it"""
    opened_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    """end of the running clock; None while paused or over"""
    remaining_days: Mapped[int | None]
    """working days left when the clock was paused"""
    corrections: Mapped[int] = mapped_column(default=0)
    alarm: Mapped[str] = mapped_column(String(8), default="")
    """urgency that staff were last alarmed about; empty when the clock starts anew"""
    decided_at: Mapped[datetime | None]
    decided_late: Mapped[bool | None]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    """counts its changes: two members of staff cannot decide at once"""

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  declared by SQLAlchemy as a plain attribute


class CaseEvent(Base):
    __tablename__ = "case_events"
    __table_args__ = (ForeignKeyConstraint(["terminal_id", "sub_id"], ["cases.terminal_id", "cases.sub_id"]),)

    terminal_id: Mapped[TerminalKey]
    sub_id: Mapped[IdKey]
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(40))
    role: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(24))
    state: Mapped[str] = mapped_column(String(24))
    """state after the event"""
    note: Mapped[str]
    due_at: Mapped[datetime | None]


class Parcel(Base):
    """A sealed result on its way to a locker, or in it."""

    __tablename__ = "parcels"
    __table_args__ = (
        ForeignKeyConstraint(["terminal_id", "sub_id"], ["cases.terminal_id", "cases.sub_id"]),
        Index("ix_parcels_case", "terminal_id", "sub_id"),
    )

    terminal_id: Mapped[TerminalKey]
    parcel_id: Mapped[IdKey]
    sub_id: Mapped[str] = mapped_column(String(64))
    label: Mapped[str] = mapped_column(String(24))
    code: Mapped[bytes | None]
    """the pickup code, sealed; None once handed out"""
    epoch: Mapped[str] = mapped_column(String(32), default="", server_default="")
    """installation of the terminal whose pickup key its assignment was made with"""
    state: Mapped[str] = mapped_column(String(16))
    """ParcelState"""
    cell: Mapped[int | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]


class TextMessage(Base):
    """The simulated short-message service: what a phone would have shown."""

    __tablename__ = "text_messages"

    terminal_id: Mapped[TerminalKey]
    message_id: Mapped[IdKey]
    sub_id: Mapped[str] = mapped_column(String(64))
    phone: Mapped[str] = mapped_column(String(20))
    """masked"""
    text: Mapped[bytes]
    """sealed, for it may hold a pickup code"""
    at: Mapped[datetime]


class Deposit(Base):
    """An original that a customer put into a cell."""

    __tablename__ = "deposits"

    terminal_id: Mapped[TerminalKey]
    sub_id: Mapped[IdKey]
    """of the locker event"""
    number: Mapped[str] = mapped_column(String(40))
    cell: Mapped[int]
    deposited_at: Mapped[datetime]
    collected_at: Mapped[datetime | None]


class LockerRecord(Base):
    """Every locker event as it was told."""

    __tablename__ = "locker_records"

    terminal_id: Mapped[TerminalKey]
    sub_id: Mapped[IdKey]
    kind: Mapped[str] = mapped_column(String(16))
    cell: Mapped[int]
    parcel_id: Mapped[str | None] = mapped_column(String(32))
    number: Mapped[str | None] = mapped_column(String(40))
    at: Mapped[datetime]


class Rating(Base):
    """好差评. Whose it is only the number tells."""

    __tablename__ = "ratings"

    terminal_id: Mapped[TerminalKey]
    sub_id: Mapped[IdKey]
    number: Mapped[str] = mapped_column(String(40))
    item_code: Mapped[str] = mapped_column(String(40))
    stars: Mapped[int]
    stage: Mapped[str] = mapped_column(String(16))
    reasons: Mapped[str]
    """JSON list"""
    at: Mapped[datetime]
    contacted_at: Mapped[datetime | None]
    hard_since: Mapped[datetime | None]
    """found to be a hard matter: 15 working days instead of 5"""
    rectified_at: Mapped[datetime | None]
    follow_up: Mapped[str] = mapped_column(default="")
    """what staff noted, a line each"""


class StuckTicket(Base):
    """办不成事: what somebody could not get done at a terminal, with or without a case."""

    __tablename__ = "stuck_tickets"

    terminal_id: Mapped[TerminalKey]
    sub_id: Mapped[IdKey]
    number: Mapped[str] = mapped_column(String(40))
    """the ticket's own, as the customer has it on the slip"""
    item_code: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(16))
    case_number: Mapped[str] = mapped_column(String(40))
    """业务流水号 of the case it is about; empty if there is none"""
    content: Mapped[bytes | None]
    """TicketBody as JSON, sealed, for it may hold a telephone number; None once it is done"""
    at: Mapped[datetime]
    contacted_at: Mapped[datetime | None]
    hard_since: Mapped[datetime | None]
    rectified_at: Mapped[datetime | None]
    follow_up: Mapped[str] = mapped_column(default="")
    """what staff noted, a line each"""


class IssuedProof(Base):
    """An instant proof, so that whoever is shown one can ask whether the hall made it."""

    __tablename__ = "issued_proofs"

    terminal_id: Mapped[TerminalKey]
    verification_code: Mapped[IdKey]
    item_code: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(40))
    pdf_digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class Dispatch(Base):
    """Outbox to the departments' own systems: written with the event it tells of, sent later, at least once."""

    __tablename__ = "dispatches"
    __table_args__ = (Index("ix_dispatches_waiting", "sent_at", "next_at"),)

    terminal_id: Mapped[TerminalKey]
    sub_id: Mapped[IdKey]
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """of the case event"""
    department: Mapped[str] = mapped_column(String(40))
    notice: Mapped[str]
    """JSON without personal data"""
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
