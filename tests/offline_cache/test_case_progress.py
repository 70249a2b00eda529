from pathlib import Path

from offline_cache.sqlite_store import SqliteStore
from offline_cache.submission import Sealed, SubmissionState
from offline_cache.wire import CaseState
from tests.offline_cache.opened_store import deliver, play
from tests.offline_cache.terminal import Terminal, submission


def test_a_case_is_as_far_as_the_hall_last_told(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)

    async def scene(store: SqliteStore) -> None:
        sealed = await store.seal(submission())
        assert isinstance(sealed, Sealed)
        before = await store.progress(sealed.number)
        assert before is not None
        assert before.delivery.state is SubmissionState.SEALED
        assert before.latest is None
        for state in ("RECEIVED", "ACCEPTED"):
            deliver(
                terminal,
                CaseState(
                    sub_id=sealed.sub_id,
                    number=sealed.number,
                    case_number="C1",
                    state=state,
                    at="2026-10-09T10:00:00+00:00",
                ),
            )
        after = await store.progress(sealed.number)
        assert after is not None
        assert after.latest is not None
        assert after.latest.state == "ACCEPTED"
        assert after.item_code == "312000218000"

    play(terminal, scene)


def test_a_number_that_was_not_given_here_has_no_progress(tmp_path: Path) -> None:
    async def scene(store: SqliteStore) -> None:
        assert await store.progress("K000000000000000X") is None

    play(Terminal(tmp_path), scene)
