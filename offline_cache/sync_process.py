"""`kiosk sync`: the process that sees sealed bytes only. JSON lines on stdin (wake, stop), stdout (ready, sync …)."""

import argparse
import asyncio
import contextlib
import json
import random
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from offline_cache.clock import system_clock
from offline_cache.content_updates import Examine, take_any
from offline_cache.content_watch import ROOT_FILE, ContentWatch
from offline_cache.delays import BACKOFF_FIRST, BACKOFF_LONGEST, OUTBOX_POLL, PAYLOAD_RETENTION, ROOM_POLL
from offline_cache.hall_intake import HttpHallIntake
from offline_cache.hall_link import open_link
from offline_cache.identity import IdentityError, TerminalIdentity, read_identity
from offline_cache.key_stores import key_store_of
from offline_cache.keys import KeyStoreError
from offline_cache.storage_errors import DiskFullError, StorageError
from offline_cache.supervisor_line import Orders, say, say_content, say_status
from offline_cache.sync import Sync, SyncStatus
from offline_cache.sync_ledger import SyncLedger
from offline_cache.sync_pace import SyncPace

EXIT_SETTINGS: Final = 2
EXIT_STORAGE: Final = 74
"""sysexits.h EX_IOERR: the outbox cannot be trusted; the terminal must go out of service"""


def main(argv: Sequence[str], examine: Examine = take_any) -> int:
    """Runs until told to stop or until the supervisor's pipe closes. `examine`: whether a release can be shown."""
    options = _parser().parse_args(argv)
    code = 0
    try:
        identity = read_identity(options.home / "terminal" / "identity")
        keys = key_store_of(options.keys, options.home / "terminal" / "identity")
        data = options.home / "terminal" / "data"

        def opened() -> SyncLedger:
            return SyncLedger(data, keys, identity, system_clock())

        if options.retry is not None:
            return _retry(opened(), options.retry)
        asyncio.run(_serve(options, identity, opened, examine))
    except* (IdentityError, KeyStoreError) as refused:
        code = _told(refused, EXIT_SETTINGS)
    except* (StorageError, DiskFullError) as broken:
        code = _told(broken, EXIT_STORAGE)
    return code


def _told(errors: BaseExceptionGroup[Exception], code: int) -> int:
    for error in errors.exceptions:
        _complain(f"{getattr(error, 'number', '')} {error}")
    return code


def _complain(line: str) -> None:
    """Where stderr lies on the disk that is full the exit code and the status still tell."""
    with contextlib.suppress(OSError):
        print(f"kiosk sync: {line}", file=sys.stderr)


async def _serve(
    options: argparse.Namespace, identity: TerminalIdentity, opened: Callable[[], SyncLedger], examine: Examine
) -> None:
    orders = Orders()
    link = open_link(identity, options.hall_url)
    pace = _pace_of(options)
    ledger = await _when_there_is_room(opened, orders, pace.room)
    if ledger is None:
        return
    try:
        async with link:
            sync = Sync(
                ledger,
                HttpHallIntake(link, identity),
                version=options.version,
                pace=pace,
                rng=random.Random(),
                free_bytes=lambda: shutil.disk_usage(options.home).free,
                say=say_status,
                wake=orders.wake,
            )
            data, root = options.home / "terminal" / "data", options.home / "terminal" / "identity" / ROOT_FILE
            content = ContentWatch(link, data, root.read_bytes(), ledger.now, examine) if root.exists() else None
            await _until_stopped(sync, ledger, content, orders)
    finally:
        ledger.close()


def _pace_of(options: argparse.Namespace) -> SyncPace:
    longest = options.retry_longest
    return SyncPace(min(BACKOFF_FIRST, longest), longest, options.retention, min(ROOM_POLL, longest))


async def _when_there_is_room(opened: Callable[[], SyncLedger], orders: Orders, poll: float) -> SyncLedger | None:
    """None: told to stop before there was any. A full disk is calmly waited for; everything else is raised."""
    said = False
    while not orders.stopped.is_set():
        try:
            return opened()
        except DiskFullError as error:
            if not said:
                _complain(f"{error.number} {error}; waits for room")
                say_status(SyncStatus(disk_full=True))
                said = True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(orders.stopped.wait(), poll)
    return None


def _retry(ledger: SyncLedger, wanted: str) -> int:
    """One JSON line: what is tried again. The running sync process takes it up."""
    again = ledger.requeue(None if wanted == "all" else wanted)
    ledger.close()
    print(json.dumps({"retried": again}))
    if again or wanted == "all":
        return 0
    _complain(f"--retry {wanted}: no such item is parked")
    return EXIT_SETTINGS


async def _until_stopped(sync: Sync, ledger: SyncLedger, content: ContentWatch | None, orders: Orders) -> None:
    say("ready")
    tasks = {
        asyncio.create_task(sync.run()),
        asyncio.create_task(_watch_outbox(sync, ledger)),
        asyncio.create_task(orders.stopped.wait()),
    }
    if content is not None:
        tasks.add(asyncio.create_task(content.run(say_content)))
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


async def _watch_outbox(sync: Sync, ledger: SyncLedger) -> None:
    """Sound is what was looked through and written to."""
    await _verified(ledger, sync.pace.room)
    await sync.begun.wait()
    say("sound")
    seen = ledger.data_version()
    while True:
        await asyncio.sleep(OUTBOX_POLL)
        found = ledger.data_version()
        if found != seen:
            seen = found
            sync.wake.set()


async def _verified(ledger: SyncLedger, room_poll: float) -> None:
    while True:
        try:
            return await asyncio.to_thread(ledger.verify_if_large)
        except DiskFullError:
            await asyncio.sleep(room_poll)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk sync", description="Brings sealed submissions to the hall.")
    parser.add_argument("--home", type=Path, default=Path("var"), help="the home folder (default: ./var)")
    parser.add_argument("--hall-url", default=None, help="another address of the hall than the identity bundle's")
    parser.add_argument("--keys", choices=("developer", "machine", "tpm"), default="developer")
    parser.add_argument("--retry", metavar="ID", help="have a parked item tried again, or `all`; ends at once")
    parser.add_argument("--version", default="0.1.0", help="what the hall is told (default: %(default)s)")
    parser.add_argument(
        "--retry-longest", type=_seconds, default=BACKOFF_LONGEST, metavar="SECONDS", help="ceiling of the back-off"
    )
    parser.add_argument(
        "--retention", type=_seconds, default=PAYLOAD_RETENTION, metavar="SECONDS", help="keep sealed bytes so long"
    )
    return parser


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 <= value < 10**7:
        raise argparse.ArgumentTypeError("must be between 0 and 10000000 seconds")
    return value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
