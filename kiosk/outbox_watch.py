"""What the sync process makes known of the outbox, and whether further customers may be served."""

import logging
from dataclasses import dataclass

from kiosk.pipe_lines import EXIT_STORAGE, Message

log = logging.getLogger(__name__)


@dataclass
class OutboxWatch:
    """Closed: no other terminal is told to serve, for it could not open what sync cannot use."""

    distrusted: bool = False
    """damaged, or not to be written to, and not found sound since: not even who serves now goes on to the next"""
    disk_full: bool = False
    """sync waits for room; who serves may go on, and says by itself what it can no longer take in"""

    @property
    def closed(self) -> bool:
        return self.distrusted or self.disk_full

    def hear(self, message: Message) -> bool:
        """A line of the sync process. True if closed or open has changed."""
        before = self.closed
        match message.get("say"):
            case "sync":
                self._note_disk(full=bool(message.get("disk_full")))
            case "sound":
                self._note_disk(full=False)
                self._note_trust(distrusted=False)
        return before != self.closed

    def ended(self, code: int) -> bool:
        """The sync process ended. True if the outbox is not to be trusted."""
        if code == EXIT_STORAGE:
            self._note_trust(distrusted=True)
        return code == EXIT_STORAGE

    def _note_disk(self, *, full: bool) -> None:
        if full and not self.disk_full:
            log.error("outbox-full")
        if self.disk_full and not full:
            log.info("outbox-has-room")
        self.disk_full = full

    def _note_trust(self, *, distrusted: bool) -> None:
        if distrusted and not self.distrusted:
            log.error("outbox-distrusted")
        if self.distrusted and not distrusted:
            log.info("outbox-sound")
        self.distrusted = distrusted
