"""`kiosk-hall verify`: what is whole, and each thing that is not."""

import secrets

import pytest
from sqlalchemy import delete, select, update

from hall.storage.tables import Attachment, AuditLine, Submission
from hall.verification import Verification
from offline_cache import sealing
from tests.hall.rig import Rig
from tests.hall.terminal import Terminal, body, sealed_page


def chained(rig: Rig, terminal: Terminal, count: int = 3) -> None:
    """Submissions that follow each other, the last with a page."""
    previous = sealing.GENESIS
    sealed, entry, _ = sealed_page(b"a page")
    for number in range(count):
        attachments = (entry,) if number == count - 1 else ()
        sub_id = secrets.token_hex(16)
        header = terminal.header(sub_id, previous=previous, attachments=attachments)
        previous = sealing.digest(header.model_dump_json().encode())
        envelope = terminal.seal(header, body().model_dump_json().encode())
        path = f"/v1/t/{terminal.id}/s/{sub_id}"
        if rig.line(terminal.id).put(path, content=envelope).status_code == 202:
            rig.upload(terminal, entry.digest, sealed)
            rig.line(terminal.id).put(path, content=envelope)


def found(rig: Rig) -> list[str]:
    return list(Verification(rig.database, rig.hall.store, rig.hall.keys.receipt.public).faults())


@pytest.mark.row("I2")
@pytest.mark.row("I5")
@pytest.mark.row("I6")
def test_what_came_in_properly_is_whole(rig: Rig) -> None:
    chained(rig, rig.terminal())
    assert found(rig) == []


@pytest.mark.row("I2")
def test_a_gap_is_named(small_rig: Rig) -> None:
    chained(small_rig, small_rig.terminal())
    with small_rig.database.write() as session:
        session.execute(delete(Submission).where(Submission.seq == 2))
    assert [fault.split(": ", 1)[1] for fault in found(small_rig)] == ["2 to 2 are missing"]


@pytest.mark.row("I5")
def test_changed_bytes_a_broken_chain_and_a_foreign_receipt_are_named(small_rig: Rig) -> None:
    terminal = small_rig.terminal()
    chained(small_rig, terminal)
    chained(small_rig, terminal, 1)
    with small_rig.database.write() as session:
        session.execute(update(Submission).where(Submission.seq == 1).values(body=b"other"))
        session.execute(update(Submission).where(Submission.seq == 2).values(receipt_signature="AAAA"))
    said = " ".join(found(small_rig))
    assert "/1: the bytes are not what was receipted" in said
    assert "/2: the receipt is not this hall's" in said
    assert "/4: does not follow the one before" in said


@pytest.mark.row("I6")
def test_a_changed_or_missing_attachment_is_named(small_rig: Rig) -> None:
    terminal = small_rig.terminal()
    chained(small_rig, terminal)
    with small_rig.database.read() as session:
        name = session.scalars(select(Attachment.digest)).one()
    small_rig.hall.store.remove(terminal.id, name)
    assert found(small_rig) == [f"attachment {terminal.id}/{name[:16]}: missing or changed"]


def test_a_touched_audit_is_named(small_rig: Rig) -> None:
    terminal = small_rig.terminal()
    with small_rig.database.write() as session:
        session.execute(update(AuditLine).where(AuditLine.terminal_id == terminal.id).values(actor="nobody"))
    assert found(small_rig) == [f"audit of {terminal.id}: line 1 was changed"]
