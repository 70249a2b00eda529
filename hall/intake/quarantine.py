"""Bytes that are kept and never parsed: what a terminal could not send otherwise, or carried in by ferry."""

from datetime import datetime
from pathlib import Path
from typing import Final

from hall.audit import Act, record
from hall.intake.attachment_store import AttachmentFolder, WrongOffsetError
from hall.storage.database import Database
from hall.storage.statements import insert_if_absent
from hall.storage.tables import QuarantinedBytes
from offline_cache.sealing import digest

LARGEST_QUARANTINE: Final = 72 * 1024 * 1024


SENT: Final = "sent by terminal"
FERRIED: Final = "ferried"
"""how they came"""


def put_aside(database: Database, folder: Path, terminal_id: str, raw: bytes, now: datetime, reason: str = SENT) -> str:
    """Durable under their digest, which is returned. The same bytes again change nothing."""
    name = digest(raw)
    _keep(AttachmentFolder(folder), terminal_id, name, raw)
    row = {"terminal_id": terminal_id, "digest": name, "size": len(raw), "reason": reason, "at": now}
    with database.write() as session:
        inserted = session.execute(insert_if_absent(session, QuarantinedBytes, row).returning(QuarantinedBytes.digest))
        if inserted.first() is not None:
            record(session, terminal_id, Act(f"terminal:{terminal_id}", "quarantine.kept", name, str(len(raw))), now)
    return name


def _keep(store: AttachmentFolder, terminal_id: str, name: str, raw: bytes) -> None:
    try:
        store.append(terminal_id, name, 0, raw)
    except WrongOffsetError:
        store.remove(terminal_id, name)
        store.append(terminal_id, name, 0, raw)
    store.finish(terminal_id, name)
