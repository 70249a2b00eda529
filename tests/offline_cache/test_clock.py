"""What one boot is: over it the clock that only counts can be trusted."""

from pathlib import Path

from offline_cache.clock import boot_id_of
from tests.offline_cache.terminal import StillClock, Terminal

NOWHERE = Path("no-such-file")


def windows(starts: int) -> str:
    """The boot id that a new process finds after so many starts."""
    return boot_id_of(NOWHERE, lambda: starts)


def test_all_processes_of_one_windows_boot_have_the_same_id() -> None:
    assert windows(41) == windows(41)
    assert windows(41) != windows(42)


def test_the_linux_kernel_names_its_boot(tmp_path: Path) -> None:
    source = tmp_path / "boot_id"
    source.write_text("5a7c1e0e-1111-4222-8333-944455566677\n")
    assert boot_id_of(source, lambda: 41) == "5a7c1e0e-1111-4222-8333-944455566677"


def test_a_system_that_does_not_tell_gets_an_id_for_each_process() -> None:
    assert boot_id_of(NOWHERE, lambda: None) != boot_id_of(NOWHERE, lambda: None)


def test_a_draft_is_resumed_by_the_next_process_on_a_machine_that_is_up_for_hours(tmp_path: Path) -> None:
    clock = StillClock(ticks=5 * 3600 * 10**9, boot_id=windows(41))
    terminal = Terminal(tmp_path, clock)
    room = terminal.room()
    room.save_draft("1" * 32, "holder", b"answers")
    room.close()
    clock.boot_id = windows(41)
    clock.advance(seconds=5)
    room = terminal.room()
    assert room.find_draft("holder") is not None
    room.close()
