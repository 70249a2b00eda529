"""The tables of drafts.db and outbox.db."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from offline_cache.databases import DatabaseLayout


def _added(*tables: Table) -> tuple[str, ...]:
    """Statements that make these tables in a database of the version before."""
    dialect = sqlite.dialect()
    parts = [CreateTable(table) for table in tables] + [CreateIndex(i) for table in tables for i in table.indexes]
    return tuple(str(part.compile(dialect=dialect)) for part in parts)


_drafts = MetaData()

drafts = Table(
    "draft",
    _drafts,
    Column("sub_id", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("saved_at", String, nullable=False),
    Column("boot_id", String, nullable=False),
    Column("monotonic_ns", Integer, nullable=False),
    Column("answers", LargeBinary, nullable=False),
    Index("draft_by_holder", "holder"),
)

draft_pages = Table(
    "draft_page",
    _drafts,
    Column("sub_id", String, primary_key=True),
    Column("material", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("digest", String, nullable=False),
    Column("jpeg", LargeBinary, nullable=False),
)
"""scanned pages of a draft, as readable as its answers: with the key of drafts.db alone"""

DRAFTS = DatabaseLayout("drafts", 2, _drafts, exclusive=True, upgrades=(_added(draft_pages),))

_outbox = MetaData()

chains = Table(
    "chain",
    _outbox,
    Column("epoch", String, primary_key=True),
    Column("last_seq", Integer, nullable=False),
    Column("head", String, nullable=False),
    Column("audit_head", String, nullable=False),
    Column("audit_count", Integer, nullable=False),
    Column("audit_anchored", Integer, nullable=False, default=0),
)
"""one row for each installation of this terminal: its last sequence number the digests its two chains end in,
and how many audit lines the hall holds"""

number_days = Table(
    "number_day",
    _outbox,
    Column("day", String, primary_key=True),
    Column("count", Integer, nullable=False),
)

items = Table(
    "item",
    _outbox,
    Column("sub_id", String, primary_key=True),
    Column("epoch", String, ForeignKey("chain.epoch"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("purpose", String, nullable=False),
    Column("item_code", String, nullable=False),
    Column("number", String, nullable=False),
    Column("sealed_at", String, nullable=False),
    Column("depends_on", String),
    Column("header", String, nullable=False),
    Column("header_digest", String, nullable=False),
    Column("signature", String, nullable=False),
    Column("body_digest", String, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("attempting", Boolean, nullable=False, default=False),
    Column("strikes", Integer, nullable=False, default=0),
    Column("fault", String),
    Column("handed_over", Boolean, nullable=False, default=False),
    Column("receipt", String),
    Column("receipt_signature", String),
    Column("receipt_header_digest", String),
    Column("case_number", String),
    Column("receipted_at", String),
    Column("body", LargeBinary),
    UniqueConstraint("epoch", "seq"),
    CheckConstraint(
        "body IS NOT NULL OR (receipt IS NOT NULL AND receipt_signature IS NOT NULL"
        " AND receipt_header_digest IS header_digest AND state IN ('receipted', 'purged'))",
        name="only_a_receipt_erases_a_body",
    ),
    CheckConstraint(
        "state NOT IN ('receipted', 'purged')"
        " OR (receipt IS NOT NULL AND receipt_header_digest IS header_digest AND case_number IS NOT NULL)",
        name="receipted_means_with_receipt",
    ),
    CheckConstraint("state <> 'purged' OR body IS NULL", name="purged_means_empty"),
    Index("item_by_state", "state", "seq"),
    Index("item_by_number", "number"),
    Index("item_attempting", "sub_id", sqlite_where=text("attempting = 1")),
    Index("item_by_receipt", "receipted_at", sqlite_where=text("receipted_at IS NOT NULL")),
)
"""`attempting` is set before an attempt and cleared after it: still set at start, it crashed the process.
`handed_over`: the bytes of a parked item are at the hall, unread. The body is last: a look at the others reads no
page of it"""

attachments = Table(
    "attachment",
    _outbox,
    Column("sub_id", String, ForeignKey("item.sub_id"), primary_key=True),
    Column("digest", String, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("purged", Boolean, nullable=False, default=False),
    sqlite_with_rowid=False,
)

parcels = Table(
    "parcel",
    _outbox,
    Column("parcel_id", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("label", String, nullable=False),
    Column("number", String, nullable=False),
    Column("holder", String, nullable=False),
    Column("assignment", String, nullable=False),
    Column("cell", Integer),
    Column("tries", Integer, nullable=False, default=0),
    Column("locked_until", String),
    CheckConstraint("(state = 'in-cell') = (cell IS NOT NULL)", name="in_a_cell_or_not"),
    Index("parcel_by_holder", "holder"),
    Index("parcel_by_label", "label"),
)
"""results: announced -> in-cell -> picked-up, or ended"""

deposits = Table(
    "deposit",
    _outbox,
    Column("number", String, primary_key=True),
    Column("sub_id", String, nullable=False),
    Column("state", String, nullable=False),
    Column("cell", Integer),
    CheckConstraint("(state = 'in-cell') = (cell IS NOT NULL)", name="in_a_cell_or_not"),
)
"""originals: expected -> in-cell -> collected"""

held_cells = Table(
    "held_cell",
    _outbox,
    Column("cell", Integer, primary_key=True),
    Column("reason", String, nullable=False),
    Column("since", String, nullable=False),
)
"""cells whose content nobody can be sure of; staff release them"""

intents = Table(
    "door_intent",
    _outbox,
    Column("intent_id", String, primary_key=True),
    Column("cell", Integer, nullable=False),
    Column("purpose", String, nullable=False),
    Column("parcel_id", String),
    Column("number", String),
    Column("recorded_at", String, nullable=False),
    Column("ended_by", String),
)

case_states = Table(
    "case_state",
    _outbox,
    Column("sub_id", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("number", String, nullable=False),
    Column("state", String, nullable=False),
    Column("message", String, nullable=False),
)

inbox_cursors = Table(
    "inbox_cursor",
    _outbox,
    Column("epoch", String, primary_key=True),
    Column("position", Integer, nullable=False),
)

hall_times = Table(
    "hall_time",
    _outbox,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True),
    Column("floor", String, nullable=False),
    Column("boot_id", String, nullable=False),
    Column("monotonic_ns", Integer, nullable=False),
    Column("wall", String, nullable=False),
)
"""the newest time the hall signed, and what this terminal's clocks said when it came"""

standings = Table(
    "standing",
    _outbox,
    Column("epoch", String, primary_key=True),
    Column("revoked_at", String, nullable=False),
    Column("detail", String, nullable=False),
)
"""a row: the hall has revoked this installation"""

audit_lines = Table(
    "audit",
    _outbox,
    Column("epoch", String, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("line", String, nullable=False),
    sqlite_with_rowid=False,
)

case_holders = Table(
    "case_holder",
    _outbox,
    Column("sub_id", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("sealed_at", String, nullable=False),
    Index("case_by_holder", "holder", "sealed_at"),
)
"""who handed it in, as a keyed hash, for as long as progress is told"""

staff_calls = Table(
    "staff_call",
    _outbox,
    Column("call", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("answered_at", String),
)

_TRIGGERS = (
    """CREATE TRIGGER item_is_never_deleted_unreceipted BEFORE DELETE ON item
       WHEN old.state <> 'purged' BEGIN SELECT RAISE(ABORT, 'no receipt'); END""",
    """CREATE TRIGGER header_never_changes BEFORE UPDATE OF header, signature, seq, epoch, body_digest ON item
       BEGIN SELECT RAISE(ABORT, 'a sealed header never changes'); END""",
    """CREATE TRIGGER body_is_only_erased BEFORE UPDATE OF body ON item
       WHEN new.body IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a sealed body never changes'); END""",
    """CREATE TRIGGER attachment_waits_for_receipt BEFORE UPDATE OF purged ON attachment
       WHEN new.purged AND (SELECT receipt FROM item WHERE sub_id = new.sub_id) IS NULL
       BEGIN SELECT RAISE(ABORT, 'no receipt'); END""",
    """CREATE TRIGGER audit_is_only_appended BEFORE UPDATE ON audit
       BEGIN SELECT RAISE(ABORT, 'audit lines never change'); END""",
)

OUTBOX = DatabaseLayout("outbox", 2, _outbox, _TRIGGERS, upgrades=(_added(case_holders, staff_calls),))
