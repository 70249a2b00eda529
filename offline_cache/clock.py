"""The time the offline cache goes by, and how far it can be trusted."""

import time
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

ClockQuality: TypeAlias = Literal["ntp", "hall", "rtc", "unknown"]


class Clock(Protocol):
    def now(self) -> datetime:
        """Local time with its offset."""
        ...

    def monotonic_ns(self) -> int: ...

    @property
    def boot_id(self) -> str:
        """Names the span over which monotonic_ns counts."""
        ...

    @property
    def quality(self) -> ClockQuality: ...


@dataclass(frozen=True)
class SystemClock:
    boot_id: str
    quality: ClockQuality = "rtc"

    def now(self) -> datetime:
        return datetime.now().astimezone()

    def monotonic_ns(self) -> int:
        return time.monotonic_ns()


def system_clock() -> SystemClock:
    """Boot id from the kernel where it tells one, else one per process."""
    source = Path("/proc/sys/kernel/random/boot_id")
    boot_id = source.read_text(encoding="ascii").strip() if source.exists() else str(uuid.uuid4())
    synchronised = Path("/run/systemd/timesync/synchronized").exists()
    return SystemClock(boot_id, "ntp" if synchronised else "rtc")
