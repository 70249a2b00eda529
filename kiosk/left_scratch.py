"""Scratch folders of ended processes: erased at once; what cannot be is tried again. Standard library only."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.wipe import WipeCause, Wiped, remove

log = logging.getLogger(__name__)

Erase = Callable[[Path, WipeCause], Wiped]


@dataclass
class LeftScratch:
    """Nobody waits for a folder that something else holds open: the next customer is served, and the next end tries."""

    remove: Erase = remove
    _waiting: set[Path] = field(default_factory=set)

    def erase(self, scratch: Path) -> None:
        self._waiting.add(scratch)
        for folder in sorted(self._waiting):
            try:
                wiped = self.remove(folder, WipeCause.PROCESS_END)
            except OSError:
                log.exception("not-wiped", extra={"cause": WipeCause.PROCESS_END})
            else:
                self._waiting.discard(folder)
                log.info("wiped", extra={"cause": wiped.cause, "files": wiped.files})
