"""Staff number and PIN. A wrong try is durable before the PIN is looked at, so pulling the plug does not undo it.

Five wrong tries lock for 15 s, each further one doubles that; per person and for the terminal as a whole, so that
trying many numbers does not help.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from flows.staff import Admitted, GateOutcome, LockedUntil, Wrong
from kiosk.staff_file import StaffFile, Tries, pin_fits

log = logging.getLogger(__name__)

FREE_TRIES = 5
FREE_TRIES_OF_THE_TERMINAL = 15
FIRST_LOCK_S = 15.0
LONGEST_LOCK_S = 24 * 3600.0
TERMINAL = "terminal"
UNKNOWN = "unknown"
"""one counter for all numbers that nobody has: what was typed there is not kept"""


class ArgonStaffGate:
    """Implements flows.staff.StaffGate. `wall` gives seconds since 1970."""

    def __init__(self, file: StaffFile, wall: Callable[[], float] = time.time) -> None:
        self._file = file
        self._wall = wall
        self._one_at_a_time = asyncio.Lock()

    async def check(self, number: str, pin: str) -> GateOutcome:
        """Raises StaffFileError when the staff file is damaged: then nobody enters."""
        async with self._one_at_a_time:
            return await asyncio.to_thread(self._check, number, pin)

    def _check(self, number: str, pin: str) -> GateOutcome:
        now = self._wall()
        member = self._file.members().get(number)
        key = UNKNOWN if member is None else number
        person, terminal = rebased(self._file.tries(key), now), rebased(self._file.tries(TERMINAL), now)
        until = max(locked_until(person, now), locked_until(terminal, now))
        if until > now:
            self._file.put_tries({key: person, TERMINAL: terminal})
            return LockedUntil(datetime.fromtimestamp(until).astimezone())
        counted = {
            key: one_more(person, now, FREE_TRIES),
            TERMINAL: one_more(terminal, now, FREE_TRIES_OF_THE_TERMINAL),
        }
        self._file.put_tries(counted)
        if member is None or not pin_fits(member, pin):
            return self._refuse(counted[key], now)
        self._file.put_tries({key: Tries(), TERMINAL: Tries()})
        log.info("staff-entered", extra={"role": member.role})
        return Admitted(member.role, number)

    def _refuse(self, tries: Tries, now: float) -> GateOutcome:
        log.warning("staff-refused", extra={"failures": tries.wrong, "locked_seconds": round(tries.locked_for)})
        until = locked_until(tries, now)
        if until > now:
            return LockedUntil(datetime.fromtimestamp(until).astimezone())
        return Wrong(max(0, FREE_TRIES - tries.wrong))


def one_more(tries: Tries, now: float, free: int) -> Tries:
    """Counts one wrong try; from the `free`th on it locks: 15 s, 30 s, 60 s …, at most a day."""
    wrong = tries.wrong + 1
    if wrong < free:
        return replace(tries, wrong=wrong, locked_at=0.0, locked_for=0.0)
    return Tries(wrong, now, min(LONGEST_LOCK_S, FIRST_LOCK_S * 2.0 ** min(wrong - free, 20)))


def locked_until(tries: Tries, now: float) -> float:
    """Seconds since 1970; before `now` when there is no lock."""
    return tries.locked_at + tries.locked_for if tries.locked_for else now - 1.0


def rebased(tries: Tries, now: float) -> Tries:
    """A clock that was set back makes a lock start again, never last longer than its own span."""
    return replace(tries, locked_at=min(tries.locked_at, now))
