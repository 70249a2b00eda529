"""Named places where tests kill the process. Outside tests a crash point does nothing."""

from collections.abc import Callable
from typing import Final

CRASH_POINTS: Final = frozenset(
    {
        "attachment.before_fsync",
        "attachment.synced",
        "attachments.folder_synced",
        "sealed.before_commit",
        "sealed.committed",
        "sealed.draft_dropped",
        "code.try_counted",
        "door.intent_committed",
        "door.before_commit",
        "door.committed",
        "sync.attempt_committed",
        "sync.answered",
        "sync.purged",
        "inbox.before_commit",
        "inbox.committed",
    }
)


def crashpoint(name: str) -> None:
    _hook(name)


def on_crashpoint(hook: Callable[[str], None]) -> None:
    """For tests: called with the name of each crash point that is passed."""
    global _hook
    _hook = hook


def _nothing(_name: str) -> None:
    return


_hook: Callable[[str], None] = _nothing
