"""`kiosk sync`: the process that sees sealed bytes only. JSON lines on stdin (wake, stop), stdout (ready, sync …)."""

import argparse
import asyncio
import json
import random
import shutil
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from offline_cache.clock import system_clock
from offline_cache.content_updates import Examine, Staged, UpdateOutcome, UpdateRefused, UpToDate, take_any
from offline_cache.content_watch import ROOT_FILE, ContentWatch
from offline_cache.delays import BACKOFF_FIRST, BACKOFF_LONGEST, OUTBOX_POLL, PAYLOAD_RETENTION
from offline_cache.hall_intake import HttpHallIntake
from offline_cache.hall_link import open_link
from offline_cache.hall_queries import Unreachable
from offline_cache.identity import IdentityError, read_identity
from offline_cache.key_stores import key_store_of
from offline_cache.keys import KeyStoreError
from offline_cache.storage_errors import DiskFullError, StorageError
from offline_cache.sync import Sync
from offline_cache.sync_ledger import SyncLedger
from offline_cache.sync_pace import SyncPace

EXIT_SETTINGS: Final = 2
EXIT_STORAGE: Final = 74
"""sysexits.h EX_IOERR: the outbox cannot be trusted; the terminal must go out of service"""


def main(argv: Sequence[str], examine: Examine = take_any) -> int:
    """Runs until told to stop or until the supervisor's pipe closes. `examine`: whether a release can be shown."""
    options = _parser().parse_args(argv)
    try:
        identity = read_identity(options.home / "terminal" / "identity")
        keys = key_store_of(options.keys, options.home / "terminal" / "identity")
        link = open_link(identity, options.hall_url)
        data = options.home / "terminal" / "data"
        ledger = SyncLedger(data, keys, identity, system_clock())
    except (IdentityError, KeyStoreError) as error:
        print(f"kiosk sync: {error.number} {error}", file=sys.stderr)
        return EXIT_SETTINGS
    except (StorageError, DiskFullError) as error:
        print(f"kiosk sync: {error.number} {error}", file=sys.stderr)
        return EXIT_STORAGE

    if options.retry is not None:
        return _retry(ledger, options.retry)

    async def serve() -> None:
        async with link:
            sync = Sync(
                ledger,
                HttpHallIntake(link, identity),
                version=options.version,
                pace=SyncPace(min(BACKOFF_FIRST, options.retry_longest), options.retry_longest, options.retention),
                rng=random.Random(),
                free_bytes=lambda: shutil.disk_usage(options.home).free,
                say=lambda status: _say("sync", **asdict(status)),
            )
            root = options.home / "terminal" / "identity" / ROOT_FILE
            content = ContentWatch(link, data, root.read_bytes(), ledger.now, examine) if root.exists() else None
            await _until_stopped(sync, ledger, content)

    code = 0
    try:
        asyncio.run(serve())
    except* (StorageError, DiskFullError) as errors:
        for fault in errors.exceptions:
            print(f"kiosk sync: {getattr(fault, 'number', '')} {fault}", file=sys.stderr)
        code = EXIT_STORAGE
    finally:
        ledger.close()
    return code


def _retry(ledger: SyncLedger, wanted: str) -> int:
    """One JSON line: what is tried again. The running sync process takes it up."""
    again = ledger.requeue(None if wanted == "all" else wanted)
    ledger.close()
    print(json.dumps({"retried": again}))
    if again or wanted == "all":
        return 0
    print(f"kiosk sync: --retry {wanted}: no such item is parked", file=sys.stderr)
    return EXIT_SETTINGS


async def _until_stopped(sync: Sync, ledger: SyncLedger, content: ContentWatch | None) -> None:
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()

    def on_order(order: str) -> None:
        match order:
            case "wake":
                loop.call_soon_threadsafe(sync.wake.set)
            case "stop":
                loop.call_soon_threadsafe(stopped.set)
            case _:
                return

    _listen(on_order)
    _say("ready")
    tasks = {
        asyncio.create_task(sync.run()),
        asyncio.create_task(_watch_outbox(sync, ledger)),
        asyncio.create_task(stopped.wait()),
    }
    if content is not None:
        tasks.add(asyncio.create_task(content.run(_say_content)))
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


async def _watch_outbox(sync: Sync, ledger: SyncLedger) -> None:
    await asyncio.to_thread(ledger.verify_if_large)
    _say("sound")
    seen = ledger.data_version()
    while True:
        await asyncio.sleep(OUTBOX_POLL)
        found = ledger.data_version()
        if found != seen:
            seen = found
            sync.wake.set()


def _listen(on_order: Callable[[str], None]) -> None:
    """On a thread of its own; the end of stdin means that the supervisor is gone."""

    def read() -> None:
        for line in sys.stdin:
            try:
                message = json.loads(line)
            except ValueError:
                continue
            if isinstance(message, dict):
                on_order(str(message.get("do")))
        on_order("stop")

    threading.Thread(target=read, name="supervisor-pipe", daemon=True).start()


def _say_content(outcome: UpdateOutcome) -> None:
    match outcome:
        case Staged(release):
            _say("content", outcome="staged", release=release.number)
        case UpToDate(number):
            _say("content", outcome="up-to-date", release=number)
        case UpdateRefused(reason):
            _say("content", outcome="refused", detail=reason[:200])
        case Unreachable(detail):
            _say("content", outcome="unreachable", detail=detail[:200])


def _say(word: str, **fields: object) -> None:
    try:
        print(json.dumps({"say": word, **fields}), flush=True)
    except OSError:
        return  # the supervisor is gone; stdin tells so too


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
