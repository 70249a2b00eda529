"""What a customer typed and scanned outlives a kill of the process, for two hours and for the same card."""

from pathlib import Path

import pytest

from tests.offline_cache.crash_scenes import HOLDER, PAGE
from tests.offline_cache.terminal import Terminal
from tests.offline_cache.test_crashes import play_killed, reopened


@pytest.mark.row("I10")
@pytest.mark.parametrize("passes", [1, 2, 3])
def test_a_draft_that_was_saved_is_there_to_the_last_field(tmp_path: Path, passes: int) -> None:
    type_and_be_killed(tmp_path, passes)


def type_and_be_killed(folder: Path, passes: int, bug: str | None = None) -> None:
    play_killed("typing", folder, "scene.field_saved", passes, bug=bug)
    room = reopened(folder)
    try:
        draft = room.find_draft(HOLDER)
        assert draft is not None, "what was typed is gone"
        assert draft.answers == b"field " * passes
    finally:
        room.close()


@pytest.mark.row("F01")
@pytest.mark.parametrize("passes", [1, 2, 3])
def test_a_killed_process_leaves_the_pages_unreadable_and_for_the_same_card_only(tmp_path: Path, passes: int) -> None:
    play_killed("pages", tmp_path, "scene.field_saved", passes)
    check_pages(tmp_path, passes)


def check_pages(folder: Path, passes: int) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert [path.name for path in files if PAGE in path.read_bytes()] == [], "a page can be read"
    terminal = Terminal(folder)
    room = terminal.room()
    try:
        assert room.find_draft("another card") is None
        draft = room.find_draft(HOLDER)
        assert draft is not None
        assert draft.pages == {"lease": tuple(PAGE * 2000 + bytes([number]) for number in range(passes))}
        terminal.clock.advance(hours=1, minutes=59)
        assert room.find_draft(HOLDER) == draft
        terminal.clock.advance(minutes=2)
        assert room.find_draft(HOLDER) is None, "kept for longer than two hours"
        with room._drafts._database.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM draft_page").scalar() == 0
    finally:
        room.close()
