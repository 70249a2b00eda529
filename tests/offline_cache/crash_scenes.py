"""Scenes that are killed at a crash point, and what was promised before the kill. Runs in a child process.

`python -m tests.offline_cache.crash_scenes SCENE FOLDER [BUG]` plays one whole scene (for strace, which kills at a
system call or makes it fail), with a seeded mistake if one is named; it exits with 74 when the storage cannot be
trusted any more.
Promises are lines appended with one write each, so that they survive the kill of the process.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from offline_cache.crashpoints import crashpoint, on_crashpoint
from offline_cache.keys import KeyStoreError
from offline_cache.storage_errors import DiskFullError, StorageError
from offline_cache.store_room import StoreRoom
from offline_cache.submission import DoorIntent, DoorPurpose, NotSealed, Sealed
from offline_cache.wire import InboxBatch, InboxEntry, LockerEvent
from tests.offline_cache.seeded_bugs import SEEDED
from tests.offline_cache.seeded_sync_bugs import SEEDED_IN_SYNC
from tests.offline_cache.terminal import Terminal, assignment, submission

HOLDER = "holder"
EXIT_STORAGE = 74
ALL_SEEDED = {**SEEDED, **SEEDED_IN_SYNC}


def kill_at(point: str, passes: int) -> None:
    """SIGKILL to this very process when `point` is passed for the `passes`-th time."""
    left = passes

    def hook(name: str) -> None:
        nonlocal left
        if name == point:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    on_crashpoint(hook)


def promise(folder: Path, line: str) -> None:
    with (folder / "promises").open("ab", buffering=0) as file:
        file.write(f"{line}\n".encode())


def promises(folder: Path) -> list[str]:
    path = folder / "promises"
    return path.read_text().splitlines() if path.exists() else []


def open_room(folder: Path) -> StoreRoom:
    terminal = Terminal(folder)
    return terminal.room()


def seal_scene(folder: Path) -> None:
    """Three customers: draft, two pages, sealed, number shown."""
    _seal(folder, 3)


def many_scene(folder: Path) -> None:
    _seal(folder, 12)


def _seal(folder: Path, customers: int) -> None:
    room = open_room(folder)
    for number in range(1, customers + 1):
        sub_id = f"{number:032x}"
        room.save_draft(sub_id, HOLDER, b"answers")
        promise(folder, f"draft {sub_id}")
        match room.seal(submission(sub_id, pages=2)):
            case Sealed(number=number_shown):
                promise(folder, f"shown {sub_id} {number_shown}")
                room.drop_sealed_draft(sub_id)
            case NotSealed(reason):
                promise(folder, f"refused {sub_id} {reason}")
    room.close()


def door_scene(folder: Path) -> None:
    """Two doors: intent, the lock is told to open, event."""
    room = open_room(folder)
    for cell in (1, 2):
        room.record_intent(DoorIntent(f"i{cell}", cell, DoorPurpose.DEPOSIT, number=f"K{cell}"))
        promise(folder, f"opened {cell}")
        crashpoint("scene.door_open")
        event = LockerEvent(kind="deposited", cell=cell, number=f"K{cell}", at="2026-10-09T09:31:00+00:00")
        assert isinstance(room.record_door(f"i{cell}", event), Sealed)
        promise(folder, f"recorded {cell}")
    room.close()


def code_scene(folder: Path) -> None:
    """Someone guesses at a parcel's code."""
    terminal = Terminal(folder)
    room = terminal.room()
    if not room.occupied_cells():
        ledger = terminal.ledger()
        entry = InboxEntry(position=1, message=assignment("a" * 32))
        ledger.apply_inbox(InboxBatch(terminal_id="SH-0042-3", entries=(entry,)))
        ledger.close()
        room.record_intent(DoorIntent("i1", 1, DoorPurpose.DELIVERY, parcel_id="a" * 32))
        event = LockerEvent(kind="delivered", cell=1, parcel_id="a" * 32, at="2026-10-09T09:31:00+00:00")
        room.record_door("i1", event)
    room.check_code("a" * 32, "00000000")
    room.close()


def typing_scene(folder: Path) -> None:
    """One field after the other is saved."""
    room = open_room(folder)
    for fields in range(1, 4):
        room.save_draft("1" * 32, HOLDER, b"field " * fields)
        crashpoint("scene.field_saved")
    room.close()


PAGE = b"\xff\xd8\xff\xe0 CANARY of a scanned page "


def pages_scene(folder: Path) -> None:
    """A page more with each field."""
    room = open_room(folder)
    for fields in range(1, 4):
        pages = tuple(PAGE * 2000 + bytes([number]) for number in range(fields))
        room.save_draft("1" * 32, HOLDER, b"field " * fields, {"lease": pages})
        crashpoint("scene.field_saved")
    room.close()


SCENES: dict[str, Callable[[Path], None]] = {
    "seal": seal_scene,
    "door": door_scene,
    "code": code_scene,
    "typing": typing_scene,
    "pages": pages_scene,
}


def run_killed(scene: str, folder: Path, point: str, passes: int, bug: str | None) -> None:
    """`bug`: a mistake to make first."""
    if bug is not None:
        ALL_SEEDED[bug](setattr)
    kill_at(point, passes)
    SCENES[scene](folder)


if __name__ == "__main__":
    for mistake in sys.argv[3:]:
        ALL_SEEDED[mistake](setattr)
    try:
        SCENES[sys.argv[1]](Path(sys.argv[2]))
    except (StorageError, DiskFullError, KeyStoreError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(EXIT_STORAGE)
