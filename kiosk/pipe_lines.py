"""The words between the supervisor and the processes it starts: one JSON object a line on stdin and stdout.

Downwards `{"do": …}`: go (a standby becomes the terminal), retire (end when nobody is being served), stop (end now),
show and hide (cover). Upwards `{"say": …}`: ready, serving, alive, robot (development: the port of the touch robot),
close (staff closed the terminal), power-low (nobody is served any more, the battery is nearly empty), sound (sync has
looked through the outbox and written to it), sync (how it stands with the hall and the disk). Nothing personal in
either.
"""

import json
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any, TextIO, TypeAlias

Message: TypeAlias = Mapping[str, Any]

EXIT_SETTINGS = 2
EXIT_FAILED = 70
"""the terminal apologised for an error nobody expected"""
EXIT_STORAGE = 74
"""sync found the outbox damaged, or could not write to it; a full disk is none of this, sync waits for room"""


def parse_line(line: str) -> Message | None:
    """The message of a line; None for anything that is not a JSON object (a library's stray print)."""
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


class SupervisorPipe:
    """A started process's end: `say` upwards, orders downwards on a thread of their own.

    When the pipe closes the supervisor is gone: `on_closed` is called once, and the process must end.
    """

    def __init__(self, source: TextIO = sys.stdin, sink: TextIO = sys.stdout) -> None:
        self._source = source
        self._sink = sink
        self._lock = threading.Lock()

    def say(self, word: str, **fields: Any) -> None:
        """Silently dropped if the supervisor is gone: `on_closed` tells of that."""
        with self._lock:
            try:
                self._sink.write(json.dumps({"say": word, **fields}) + "\n")
                self._sink.flush()
            except (OSError, ValueError):
                return

    def listen(self, on_order: Callable[[Message], None], on_closed: Callable[[], None]) -> None:
        """Calls back on the listening thread; the callbacks hand over to their own threads."""

        def read() -> None:
            for line in self._source:
                message = parse_line(line)
                if message is not None:
                    on_order(message)
            on_closed()

        threading.Thread(target=read, name="supervisor-pipe", daemon=True).start()
