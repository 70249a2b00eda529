"""A disk without room stops sync and nothing else: it says so, stays up, and goes on by itself."""

import asyncio
from itertools import groupby

import pytest

from offline_cache.item_sender import Forward, ItemSender
from offline_cache.storage_errors import DiskFullError
from offline_cache.submission import SubmissionState
from tests.offline_cache.branch import Branch
from tests.offline_cache.cramped_ledger import cramped_ledger
from tests.offline_cache.terminal import assignment

LOOKS = 3
"""at a full disk until there is room"""


@pytest.mark.row("F13")
@pytest.mark.parametrize("room", range(7))
def test_a_disk_that_fills_at_any_write_stops_sync_until_there_is_room(branch: Branch, room: int) -> None:
    ids = branch.seal(1, 2, 3, pages=1)
    branch.hall.messages = [assignment("a" * 32)]
    ledger = cramped_ledger(branch.terminal)
    ledger.room = room

    def look(number: int) -> None:
        ledger.room = None if number == LOOKS else 0

    assert branch.run_until_sent(ledger, look) == LOOKS
    assert branch.hall.cases() == ids
    assert all(branch.state(sub_id) is SubmissionState.RECEIPTED for sub_id in ids)
    assert ledger.cursor() == 1
    assert [full for full, _ in groupby(status.disk_full for status in branch.said)][-2:] == [True, False]
    with branch.room.outbox.reading() as connection:
        assert connection.exec_driver_sql("SELECT sum(strikes), sum(attempting) FROM item").one() == (0, 0)
    ledger.close()


@pytest.mark.row("F13")
def test_receipts_that_found_no_room_are_kept_until_there_is_some(branch: Branch) -> None:
    ids = branch.seal(1, 2)
    ledger = cramped_ledger(branch.terminal)
    sender = ItemSender(ledger, branch.hall)
    for item in ledger.take(16):
        assert asyncio.run(sender.attempt(item, 1024)) == Forward()
    ledger.room = 0
    for write in (ledger.settle, ledger.resume):
        with pytest.raises(DiskFullError):
            write()
    ledger.room = None
    ledger.resume()
    assert all(branch.state(sub_id) is SubmissionState.RECEIPTED for sub_id in ids)
    assert branch.hall.calls == ids, "asked for again"
    ledger.close()


def test_what_is_written_to_see_whether_anything_can_be_is_really_written(branch: Branch) -> None:
    before = branch.room.outbox.data_version()
    branch.ledger.recover()
    assert branch.room.outbox.data_version() != before
