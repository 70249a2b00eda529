"""What the hall asks for again: the terminal sends what it still has, and notes as a gap only what it erased."""

import pytest

from offline_cache.submission import SubmissionState
from offline_cache.wire import HelloAnswer
from tests.offline_cache.terminal import Terminal, submission


@pytest.mark.row("F10")
def test_what_still_waits_is_no_gap(tmp_path_factory: pytest.TempPathFactory) -> None:
    terminal = Terminal(tmp_path_factory.mktemp("terminal"))
    room, ledger = terminal.room(), terminal.ledger()
    sealed = room.seal(submission())
    answer = HelloAnswer(hall_time=terminal.clock.at.isoformat(), poll_seconds=30, resend=(1, 2))
    ledger.note_greeting(answer)
    assert room.delivery(submission().sub_id).state is SubmissionState.SEALED, sealed
    with room.outbox.reading() as connection:
        lines = connection.exec_driver_sql("SELECT line FROM audit WHERE line LIKE '%gap%'").scalars().all()
    assert len(lines) == 1
    assert '"seq":2' in lines[0]
    ledger.close()
    room.close()
