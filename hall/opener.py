"""The opening as a process of its own: the one that faces the network never opens what terminals sealed.

A line on standard input means that something came in, its end that the server is gone; a line on standard output tells
how many cases changed.
"""

import os
import signal
import threading
from typing import Final, TextIO

from hall.delays import OPENER_YIELD, OPENING_PAUSE
from hall.intake.opening import Opener
from hall.timekeeper import Timekeeper

NICENESS: Final = 10


def open_until_closed(opener: Opener, timekeeper: Timekeeper, wakes: TextIO, told: TextIO) -> None:
    """Receipts come first: this runs at low priority and lets go of the database after each batch.

    What came in before `wakes` ended gets one more look: with nothing to listen to it opens what waits, and ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    awake, closed = threading.Event(), threading.Event()
    threading.Thread(target=_listen, args=(wakes, awake, closed), daemon=True).start()
    ending = False
    while not ending:
        ending = closed.is_set()
        awake.clear()
        count = opener.open_waiting() + timekeeper.tick_if_due()
        if count:
            print(count, file=told, flush=True)
        closed.wait(OPENER_YIELD) if count else awake.wait(OPENING_PAUSE)


def _listen(wakes: TextIO, awake: threading.Event, closed: threading.Event) -> None:
    for _ in wakes:
        awake.set()
    closed.set()
    awake.set()
