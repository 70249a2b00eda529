"""Looks for new catalogue and flows at the hall now and then, beside the sending, and stages what was accepted."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from offline_cache.content_shelf import ContentShelf
from offline_cache.content_updates import (
    ContentUpdates,
    Examine,
    Fetch,
    NoSuchFileError,
    Staged,
    UpdateOutcome,
    UpdateRefused,
    UpToDate,
    take_any,
)
from offline_cache.delays import CONTENT_EVERY, HALL_ANSWER
from offline_cache.hall_link import HallLink
from offline_cache.hall_queries import Unreachable

log = logging.getLogger(__name__)

ROOT_FILE: Final = "content-root.json"
"""in the identity folder: the first root metadata, handed over at enrolment"""


class ContentWatch:
    def __init__(
        self, link: HallLink, data: Path, root: bytes, now: Callable[[], datetime], examine: Examine = take_any
    ) -> None:
        """`data`: the terminal's data folder."""
        self._examine = examine
        self._link = link
        self._now = now
        self._shelf = ContentShelf(data / "content")
        self._folder = data / "content-trust"
        self._root = root

    async def run(
        self, say: Callable[[UpdateOutcome], None], sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        """Until cancelled; says what came of each look."""
        while True:
            say(await self.look())
            await sleep(CONTENT_EVERY)

    async def look(self) -> UpdateOutcome:
        loop, now = asyncio.get_running_loop(), self._now()
        updates = ContentUpdates(self._shelf, self._folder, self._root, lambda: now, self._examine)
        try:
            outcome = await asyncio.to_thread(updates.check, self._fetch_through(loop))
        except OSError as error:
            outcome = Unreachable(f"nothing could be stored: {error.strerror}")
        match outcome:
            case UpdateRefused(reason):
                log.error("content-refused", extra={"reason": reason[:200]})
            case Staged(release):
                log.info("content-staged", extra={"release": release.number})
            case UpToDate() | Unreachable():
                pass
        return outcome

    def _fetch_through(self, loop: asyncio.AbstractEventLoop) -> Fetch:
        """python-tuf blocks, so it works on a thread and its requests go through the loop."""

        def fetch(url: str) -> bytes:
            request = self._link.request("GET", f"/v1/content/{url}", answer_within=HALL_ANSWER)
            reply = asyncio.run_coroutine_threadsafe(request, loop).result()
            if isinstance(reply, Unreachable):
                raise ConnectionError(reply.detail)
            if reply.status == 404:
                raise NoSuchFileError(url)
            if reply.status != 200:
                raise ConnectionError(f"the hall answered {reply.status}")
            return reply.body

        return fetch
