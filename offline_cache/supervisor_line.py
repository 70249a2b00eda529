"""What the sync process hears from its supervisor and tells it: one JSON object a line on stdin and stdout."""

import asyncio
import json
import sys
import threading
from dataclasses import asdict

from offline_cache.content_updates import Staged, UpdateOutcome, UpdateRefused, UpToDate
from offline_cache.hall_queries import Unreachable
from offline_cache.sync import SyncStatus


class Orders:
    """Read on a thread of its own, heard on the running loop. The end of stdin means that the supervisor is gone."""

    def __init__(self) -> None:
        self.wake = asyncio.Event()
        self.stopped = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._read, name="supervisor-pipe", daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            try:
                message = json.loads(line)
            except ValueError:
                continue
            if isinstance(message, dict):
                self._hear(str(message.get("do")))
        self._hear("stop")

    def _hear(self, order: str) -> None:
        match order:
            case "wake":
                self._loop.call_soon_threadsafe(self.wake.set)
            case "stop":
                self._loop.call_soon_threadsafe(self.stopped.set)
            case _:
                return


def say(word: str, **fields: object) -> None:
    try:
        print(json.dumps({"say": word, **fields}), flush=True)
    except OSError:
        return  # the supervisor is gone; stdin tells so too


def say_status(status: SyncStatus) -> None:
    say("sync", **asdict(status))


def say_content(outcome: UpdateOutcome) -> None:
    match outcome:
        case Staged(release):
            say("content", outcome="staged", release=release.number)
        case UpToDate(number):
            say("content", outcome="up-to-date", release=number)
        case UpdateRefused(reason):
            say("content", outcome="refused", detail=reason[:200])
        case Unreachable(detail):
            say("content", outcome="unreachable", detail=detail[:200])
