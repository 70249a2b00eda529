"""What stays on the terminal, how long, and what the hall may order."""

import pytest

from offline_cache.hall_outcomes import Revoked
from offline_cache.storage_errors import CorruptDatabaseError
from offline_cache.submission import Barred, Good, SubmissionState
from offline_cache.sync import Drained
from tests.offline_cache.branch import Branch
from tests.offline_cache.fake_hall import Fault


@pytest.mark.row("I4")
def test_payloads_are_erased_after_the_retention_and_never_without_a_receipt(branch: Branch) -> None:
    (sent,) = branch.seal(1, pages=2)
    branch.round()
    (unsent,) = branch.seal(2, pages=2)
    branch.hall.weather = [Fault.REQUEST_LOST] * 50
    folder = branch.terminal.data / "attachments"
    assert len(list(folder.iterdir())) == 4
    branch.terminal.clock.advance(hours=1, seconds=1)
    branch.round()
    branch.hall.weather = []
    branch.ledger.purge(branch.pace.retention)
    assert branch.state(sent) is SubmissionState.PURGED
    assert branch.room.delivery(sent).case_number is not None
    assert branch.state(unsent) is SubmissionState.SEALED
    assert len(list(folder.iterdir())) == 2


@pytest.mark.row("F10")
def test_a_hall_back_from_a_backup_gets_again_what_it_lost(branch: Branch) -> None:
    kept, lost, purged = branch.seal(1, 2, 3, pages=1)
    branch.round()
    with branch.room.outbox.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE item SET receipted_at = '2026-01-01T00:00:00' WHERE sub_id = '{purged}'")
    branch.ledger.purge(branch.pace.retention)
    for sub_id in (lost, purged):
        del branch.hall.held[sub_id]
    branch.hall.files.clear()
    branch.hall.lost = (2, 3)
    branch.restart()
    branch.round()
    assert branch.hall.cases() == [kept, lost]
    assert branch.state(lost) is SubmissionState.RECEIPTED
    assert branch.state(purged) is SubmissionState.PURGED
    with branch.room.outbox.reading() as connection:
        lines = connection.exec_driver_sql("SELECT line FROM audit").scalars().all()
    assert any('"event":"gap"' in line and '"seq":3' in line for line in lines)


@pytest.mark.row("F15")
def test_a_large_outbox_is_verified_beside_the_work(branch: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
    branch.seal(*range(30))
    branch.close()
    path = branch.terminal.data / "outbox.db"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    for module in ("databases", "sync_ledger"):
        monkeypatch.setattr(f"offline_cache.{module}.INLINE_CHECK_BYTES", 1000)
    ledger = branch.terminal.ledger()
    with pytest.raises(CorruptDatabaseError):
        ledger.verify_if_large()
    ledger.close()
    branch.room = branch.terminal.room()
    branch.start()


@pytest.mark.row("F19")
def test_a_revoked_terminal_keeps_what_it_sealed(branch: Branch) -> None:
    (item,) = branch.seal(1)
    branch.hall.revoked = True
    assert isinstance(branch.round(), Revoked)
    assert branch.said[-1].link == "revoked"
    assert branch.state(item) is SubmissionState.SEALED
    assert isinstance(branch.room.standing(), Barred)


@pytest.mark.row("F19")
def test_a_terminal_revoked_between_header_and_page_keeps_both(branch: Branch) -> None:
    (item,) = branch.seal(1, pages=2)
    branch.hall.weather = [Fault.NONE, Fault.NONE, Fault.REQUEST_LOST]
    branch.round()
    assert branch.state(item) is SubmissionState.ANNOUNCED
    branch.hall.revoked = True
    assert isinstance(branch.round(), Revoked)
    assert branch.state(item) is SubmissionState.ANNOUNCED
    assert len(list((branch.terminal.data / "attachments").iterdir())) == 2
    branch.hall.revoked = False
    assert branch.round() == Drained()
    assert branch.state(item) is SubmissionState.RECEIPTED


@pytest.mark.row("F19")
def test_a_terminal_that_the_hall_welcomes_again_serves_again(branch: Branch) -> None:
    branch.round()
    branch.ledger.note_revoked("locked")
    assert isinstance(branch.room.standing(), Barred)
    branch.restart()
    branch.round()
    assert isinstance(branch.room.standing(), Barred), "a greeting from before, played again"
    branch.hall.time = "2026-10-09T09:31:00+00:00"
    branch.restart()
    assert branch.round() == Drained()
    assert isinstance(branch.room.standing(), Good)
    with branch.room.outbox.reading() as connection:
        assert '"event":"reinstated"' in connection.exec_driver_sql("SELECT line FROM audit").scalars().all()[-1]


@pytest.mark.row("F19")
def test_a_revoked_terminal_destroys_its_drafts(branch: Branch) -> None:
    branch.room.save_draft("d" * 32, "holder", b"answers")
    assert isinstance(branch.room.standing(), Good)
    branch.hall.revoked = True
    branch.round()
    assert branch.room.find_draft("holder") is None
