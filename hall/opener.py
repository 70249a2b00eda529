"""The opening as a process of its own: the one that faces the network never opens what terminals sealed.

A line on standard input means that something came in, its end that the server is gone; a line on standard output tells
how many cases changed.
"""

import os
import signal
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TextIO

from hall.delays import OPENER_YIELD, OPENING_PAUSE
from hall.departments.dispatch import Dispatcher
from hall.intake.opening import Opener
from hall.timekeeper import Timekeeper

NICENESS: Final = 10


def step_back() -> None:
    """Receipts come first: this process runs at low priority, and ends when the server does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICENESS)


def open_until_closed(
    opener: Opener, timekeeper: Timekeeper, dispatcher: Dispatcher, wakes: Iterable[str], told: TextIO
) -> None:
    """Lets go of the database after each batch; departments, who may be slow to answer, are told on another thread.

    What came in before `wakes` ended gets one more look: with nothing to listen to it opens what waits, and ends.
    """
    awake, closed = threading.Event(), threading.Event()
    threading.Thread(target=_listen, args=(wakes, awake, closed), daemon=True).start()
    with ThreadPoolExecutor(1, "departments") as departments:
        telling = departments.submit(dispatcher.send_waiting, opener.clock())
        ending = False
        while not ending:
            ending = closed.is_set()
            awake.clear()
            count = opener.open_waiting() + timekeeper.tick_if_due()
            if count:
                print(count, file=told, flush=True)
            if telling.done():
                telling.result()
                telling = departments.submit(dispatcher.send_waiting, opener.clock())
            closed.wait(OPENER_YIELD) if count else awake.wait(OPENING_PAUSE)
        telling.result()
    dispatcher.send_waiting(opener.clock())


def _listen(wakes: Iterable[str], awake: threading.Event, closed: threading.Event) -> None:
    for _ in wakes:
        awake.set()
    closed.set()
    awake.set()
