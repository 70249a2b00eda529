"""Scenes that are killed at a crash point, and what was promised before the kill. Runs in a child process.

For strace, which kills at a system call or makes it fail, the whole of a scene is played; it exits with 74 when the
storage cannot be trusted any more, and with 75 when sync has found no room several times.
Promises are lines appended with one write each, so that they survive the kill of the process.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from offline_cache.crashpoints import crashpoint, on_crashpoint
from offline_cache.keys import KeyStoreError
from offline_cache.storage_errors import DiskFullError, StorageError
from offline_cache.store_room import StoreRoom
from offline_cache.submission import DoorIntent, DoorPurpose, NotSealed, Sealed
from offline_cache.sync_pace import SyncPace
from offline_cache.wire import InboxBatch, InboxEntry, LockerEvent
from tests.offline_cache.noted_hall import NotedHall
from tests.offline_cache.seeded_bugs import SEEDED
from tests.offline_cache.seeded_sync_bugs import SEEDED_IN_SYNC
from tests.offline_cache.terminal import Terminal, assignment, submission
from tests.offline_cache.whole_sync import run_until_sent

HOLDER = "holder"
EXIT_STORAGE = 74
EXIT_NO_ROOM = 75
EXIT_NOTEBOOK = 71
"""what failed was the scene's own notebook of promises"""
ERRORS = "errors"
ERASE_AT_ONCE = SyncPace(5.0, 900.0, 0.0)
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
    try:
        with (folder / "promises").open("ab", buffering=0) as file:
            file.write(f"{line}\n".encode())
    except OSError:
        sys.exit(EXIT_NOTEBOOK)


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


def sync_scene(folder: Path) -> None:
    """What `sealed_for_sync` left is sent, receipted and erased, and a message comes down."""
    ledger = Terminal(folder).ledger()
    try:
        run_until_sent(ledger, NotedHall.of(folder), ERASE_AT_ONCE, when_full=_give_up_at_the_third)
    finally:
        ledger.close()


def _give_up_at_the_third(look: int) -> None:
    if look == 3:
        sys.exit(EXIT_NO_ROOM)


def sealed_for_sync(folder: Path) -> list[str]:
    room = open_room(folder)
    ids = [f"{number:032x}" for number in range(1, 4)]
    for sub_id in ids:
        assert isinstance(room.seal(submission(sub_id, pages=1)), Sealed)
    room.close()
    return ids


SCENES: dict[str, Callable[[Path], None]] = {
    "seal": seal_scene,
    "door": door_scene,
    "code": code_scene,
    "typing": typing_scene,
    "pages": pages_scene,
    "sync": sync_scene,
}


def run_killed(scene: str, folder: Path, point: str, passes: int, bug: str | None) -> None:
    """`bug`: a mistake to make first."""
    if bug is not None:
        ALL_SEEDED[bug](setattr)
    kill_at(point, passes)
    SCENES[scene](folder)


def run_traced(gate: Connection, scene: str, folder: Path, bug: str | None) -> None:
    """Begins when the gate says so. What goes wrong is told in `folder/errors`."""
    if bug is not None:
        ALL_SEEDED[bug](setattr)
    os.dup2(os.open(folder / ERRORS, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), sys.stderr.fileno())
    gate.recv()
    code = 0
    try:
        SCENES[scene](folder)
    except* (StorageError, DiskFullError, KeyStoreError) as errors:
        with contextlib.suppress(OSError):
            print(f"{type(errors.exceptions[0]).__name__}: {errors.exceptions[0]}", file=sys.stderr)
        code = EXIT_STORAGE
    sys.exit(code)  # not in the clause: before Python 3.11.4 it would end in a group, which is no exit
