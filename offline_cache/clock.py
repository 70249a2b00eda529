"""The time the offline cache goes by, and how far it can be trusted."""

import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, Protocol, TypeAlias

ClockQuality: TypeAlias = Literal["ntp", "hall", "rtc", "unknown"]

LINUX_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
PREFETCHER: Final = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"


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
    synchronised = Path("/run/systemd/timesync/synchronized").exists()
    return SystemClock(boot_id_of(LINUX_BOOT_ID, _boots_of_windows), "ntp" if synchronised else "rtc")


def boot_id_of(linux: Path, boots: Callable[[], int | None]) -> str:
    """Equal in all processes of one boot. `linux`: the kernel's file; `boots`: how often Windows has started.

    Where neither is known every process has an id of its own: a draft is then judged by the wall clock alone.
    """
    if linux.exists():
        return linux.read_text(encoding="ascii").strip()
    count = boots()
    return str(uuid.uuid4()) if count is None else f"windows-{count}"


def _boots_of_windows() -> int | None:
    """The prefetcher counts them, also where prefetching is off."""
    if sys.platform != "win32":
        return None
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, PREFETCHER) as key:
            count, kind = winreg.QueryValueEx(key, "BootId")
    except OSError:
        return None
    return int(count) if kind == winreg.REG_DWORD else None
