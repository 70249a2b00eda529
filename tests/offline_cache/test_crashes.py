"""kill -9 at every crash point and at every fsync and rename: what was promised is kept."""

import ast
import re
import signal
from collections import Counter
from pathlib import Path

import pytest

from offline_cache.attachments import AttachmentFolder
from offline_cache.audit import verify_audit
from offline_cache.crashpoints import CRASH_POINTS
from offline_cache.store_room import StoreRoom
from offline_cache.submission import CodeCheck
from offline_cache.wire import SubmissionHeader
from tests.offline_cache.crash_scenes import EXIT_STORAGE, HOLDER, promises, run_killed
from tests.offline_cache.terminal import EPOCH, Terminal
from tests.offline_cache.traced import calls_of, fork_server, needs_strace, play_traced

SEALING = (
    "attachment.before_fsync",
    "attachment.synced",
    "attachments.folder_synced",
    "sealed.before_commit",
    "sealed.committed",
    "sealed.draft_dropped",
)
DOORS = ("door.intent_committed", "scene.door_open", "door.before_commit", "door.committed")
ELSEWHERE = {
    "code.try_counted": "test_a_kill_between_counting_and_judging_a_code_costs_a_try",
    "sync.attempt_committed": "test_sync_kills.py",
    "sync.answered": "test_sync_kills.py",
    "sync.purged": "test_sync_kills.py",
    "inbox.before_commit": "test_sync_kills.py",
    "inbox.committed": "test_sync_kills.py",
}


def play_killed(scene: str, folder: Path, point: str, passes: int, *, bug: str | None = None) -> None:
    if fork_server is None:
        pytest.skip("SIGKILL of oneself needs POSIX")
    child = fork_server.Process(target=run_killed, args=(scene, folder, point, passes, bug))
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL, "the scene never came to its crash point"
    child.close()


def reopened(folder: Path) -> StoreRoom:
    terminal = Terminal(folder)
    room = terminal.room()
    room.sweep()
    return room


def check_sealed(folder: Path, *, strict: bool = True) -> None:
    """F01 to F03, I2, I5, I6 after a restart. Not `strict`: promises are only those known to be made before the end."""
    room = reopened(folder)
    try:
        _check_sealed(room, folder, strict=strict)
    finally:
        room.close()


def _check_sealed(room: StoreRoom, folder: Path, *, strict: bool) -> None:
    said = [line.split() for line in promises(folder)]
    shown = {words[1]: words[2] for words in said if words[0] == "shown"}
    drafted = {words[1] for words in said if words[0] == "draft"}
    with room.outbox.transaction() as connection:
        rows = connection.exec_driver_sql("SELECT sub_id, number, header FROM item ORDER BY seq").all()
        named = Counter(connection.exec_driver_sql("SELECT digest FROM attachment").scalars())
        verify_audit(connection, EPOCH)
    sealed = {row.sub_id: row.number for row in rows}
    assert shown.items() <= sealed.items(), "a number was shown for what is not there"
    assert not strict or len(sealed) - len(shown) <= 1, "more than the one that was under way"
    assert [SubmissionHeader.model_validate_json(row.header).seq for row in rows] == list(range(1, len(rows) + 1))
    files = folder / "data" / "attachments"
    assert Counter(path.name for path in files.iterdir()) == named, "a row without file, or a file without row"
    for name in named:
        AttachmentFolder(files).read(name)
    for sub_id in drafted - set(sealed):
        assert room.find_draft(HOLDER) is not None, "the answers of someone who got no number are gone"
        room.drop_draft(sub_id)
    draft = room.find_draft(HOLDER)
    assert draft is None or draft.sub_id not in sealed, "a draft outlived its submission"


@pytest.mark.row("F02")
@pytest.mark.row("F03")
@pytest.mark.row("F04")
@pytest.mark.parametrize("passes", [1, 2, 3])
@pytest.mark.parametrize("point", SEALING)
def test_a_kill_while_sealing_keeps_every_promise(tmp_path: Path, point: str, passes: int) -> None:
    play_killed("seal", tmp_path, point, passes)
    check_sealed(tmp_path)


@pytest.mark.row("F24")
@pytest.mark.row("I8")
@pytest.mark.parametrize("passes", [1, 2])
@pytest.mark.parametrize("point", DOORS)
def test_a_kill_around_a_door_leaves_done_or_unknown(tmp_path: Path, point: str, passes: int) -> None:
    play_killed("door", tmp_path, point, passes)
    check_doors(tmp_path)


def check_doors(folder: Path) -> None:
    room = reopened(folder)
    said = promises(folder)
    unknown = {intent.cell for intent in room.unresolved_intents()}
    with room.outbox.transaction() as connection:
        recorded = connection.exec_driver_sql("SELECT count(*) FROM item").scalar_one()
    for cell in (1, 2):
        if f"recorded {cell}" in said:
            assert cell not in unknown
        elif f"opened {cell}" in said:
            assert (cell in unknown) != (recorded >= cell), "opened, and neither done nor unknown"
    room.close()


def test_a_kill_between_counting_and_judging_a_code_costs_a_try(tmp_path: Path) -> None:
    guess_with_the_plug_pulled(tmp_path)


def guess_with_the_plug_pulled(folder: Path, bug: str | None = None) -> None:
    """Pulling the plug between guesses gives no more guesses."""
    for _ in range(5):
        play_killed("code", folder, "code.try_counted", 1, bug=bug)
    room = reopened(folder)
    assert room.check_code("a" * 32, "24681357") is CodeCheck.LOCKED
    room.close()


def test_every_crash_point_is_played_somewhere() -> None:
    assert set(SEALING) | set(DOORS) - {"scene.door_open"} | set(ELSEWHERE) == CRASH_POINTS


def test_the_list_of_crash_points_is_that_of_the_code() -> None:
    room = Path(__file__).resolve().parents[2] / "offline_cache"
    found = {
        node.args[0].value
        for path in room.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "crashpoint"
        and isinstance(node.args[0], ast.Constant)
    }
    assert found == CRASH_POINTS


@pytest.fixture(scope="module")
def opening(tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    return calls_of_opening(tmp_path_factory.mktemp("opening"))


def calls_of_opening(folder: Path) -> Counter[str]:
    """How often each system call is made before the first customer."""
    return calls_of(folder, until='"draft ')


def injected(opening: Counter[str], failure: str) -> str:
    """`failure`: call:what:+n, n counted from the first customer on."""
    call, what, _, number = re.fullmatch(r"(\w+):([\w=]+):(\+)(\d+\+?)", failure).groups()  # type: ignore[union-attr]
    endless = "+" if number.endswith("+") else ""
    return f"{call}:{what}:when={opening[call] + int(number.rstrip('+'))}{endless}"


@needs_strace
@pytest.mark.row("F04")
@pytest.mark.parametrize("boundary", ["fsync:signal=KILL:+5", "fsync:signal=KILL:+9", "write:signal=KILL:+2"])
def test_a_kill_at_a_system_call_keeps_every_promise(tmp_path: Path, opening: Counter[str], boundary: str) -> None:
    assert play_traced(tmp_path, injected(opening, boundary)).returncode == -signal.SIGKILL
    assert promises(tmp_path)
    check_sealed(tmp_path)


# Of the first customer: fsyncs 1 and 2 are the pages', 3 their folder's, 4 the commit's, 5 to 8 the dropped draft's.
FAILURES = (
    *(f"fsync:error=EIO:+{number}" for number in (1, 2, 3, 4, 5, 8, 12)),
    *(f"fsync:error=ENOSPC:+{number}" for number in (1, 4)),
    *(f"write:error=ENOSPC:+{number}" for number in (2, 3)),
    *(f"pwrite64:error=EIO:+{number}" for number in (1, 12, 30)),
    *(f"pwrite64:error=ENOSPC:+{number}" for number in (2, 12, "30+")),
)


@needs_strace
@pytest.mark.row("F13")
@pytest.mark.row("F14")
@pytest.mark.parametrize("failure", FAILURES)
def test_a_failing_disk_never_breaks_a_promise(tmp_path: Path, opening: Counter[str], failure: str) -> None:
    done = play_traced(tmp_path, injected(opening, failure))
    assert done.hits
    assert done.returncode in (0, EXIT_STORAGE), done.stderr
    assert "Traceback" not in done.stderr
    check_sealed(tmp_path)


@needs_strace
@pytest.mark.row("F14")
@pytest.mark.parametrize("number", [1, 2, 9])
def test_a_disk_that_fails_while_opening_keeps_the_terminal_shut(tmp_path: Path, number: int) -> None:
    done = play_traced(tmp_path, f"fsync:error=EIO:when={number}")
    assert done.returncode == EXIT_STORAGE, done.stderr
    assert promises(tmp_path) == []
    check_sealed(tmp_path)


@needs_strace
@pytest.mark.row("F14")
@pytest.mark.parametrize("failure", ["fsync:error=EIO:+9", "fsync:error=EIO:+12"])
def test_after_the_first_io_error_nothing_is_sealed_any_more(
    tmp_path: Path, opening: Counter[str], failure: str
) -> None:
    play_traced(tmp_path, injected(opening, failure))
    check_nothing_after_the_error(tmp_path)


def check_nothing_after_the_error(folder: Path) -> None:
    said = [line.split()[0] for line in promises(folder) if not line.startswith("draft")]
    assert said.count("shown") == 1
    assert "shown" not in said[1:]
