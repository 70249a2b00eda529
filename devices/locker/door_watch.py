"""One door over time: what was asked of it and what its sensor says. Pure; the clock is an argument."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from devices.delays import DOOR_LEFT_OPEN_AFTER, DOOR_OPENS_WITHIN
from devices.pickup_locker import DoorState


class DoorPhase(StrEnum):
    UNKNOWN = "unknown"
    CLOSED = "closed"
    OPENING = "opening"
    """a pulse was given, the sensor has not said open yet"""
    OPEN = "open"
    LEFT_OPEN = "left_open"
    JAMMED = "jammed"
    """a pulse was given, the sensor went on saying closed"""


@dataclass(frozen=True)
class DoorLimits:
    """Seconds."""

    opens_within: float = DOOR_OPENS_WITHIN
    left_open_after: float = DOOR_LEFT_OPEN_AFTER


@dataclass(frozen=True)
class DoorWatch:
    phase: DoorPhase = DoorPhase.UNKNOWN
    since: float = 0.0
    """monotonic seconds"""
    limits: DoorLimits = field(default_factory=DoorLimits)

    def pulsed(self, now: float) -> "DoorWatch":
        return self._turned(DoorPhase.OPENING, now)

    def seen(self, reading: DoorState, now: float) -> "DoorWatch":
        """The watch after the sensor was read (or could not be: UNKNOWN)."""
        if reading is DoorState.OPEN:
            return self._open(now)
        waited_long = now - self.since >= self.limits.opens_within
        if self.phase is DoorPhase.OPENING:
            jammed = DoorPhase.JAMMED if reading is DoorState.CLOSED else DoorPhase.UNKNOWN
            return self._turned(jammed, now) if waited_long else self
        if reading is DoorState.UNKNOWN:
            return self._turn(DoorPhase.UNKNOWN, now)
        return self if self.phase is DoorPhase.JAMMED else self._turn(DoorPhase.CLOSED, now)

    def _open(self, now: float) -> "DoorWatch":
        if self.phase not in (DoorPhase.OPEN, DoorPhase.LEFT_OPEN):
            return self._turned(DoorPhase.OPEN, now)
        left_open = now - self.since >= self.limits.left_open_after
        return replace(self, phase=DoorPhase.LEFT_OPEN) if left_open else self

    def _turn(self, phase: DoorPhase, now: float) -> "DoorWatch":
        return self if self.phase is phase else self._turned(phase, now)

    def _turned(self, phase: DoorPhase, now: float) -> "DoorWatch":
        return replace(self, phase=phase, since=now)
