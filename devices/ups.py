"""The uninterruptible power supply: where the current comes from, and what the terminal should do about it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol, TypeAlias

from devices.status import DeviceStatus

ON_BATTERY_PATIENCE: Final = 30.0
"""seconds; shorter failures of the line are nothing"""


@dataclass(frozen=True)
class PowerState:
    on_battery: bool
    battery_low: bool
    """also when the supply itself announces that it will switch off"""
    replace_battery: bool = False
    charge: int | None = None
    """per cent"""


@dataclass(frozen=True)
class UpsUnavailable:
    """Nothing is known about the power. Silence is never 'on line'."""

    detail: str = ""


PowerOutcome: TypeAlias = PowerState | UpsUnavailable


class PowerAdvice(StrEnum):
    CARRY_ON = "carry_on"
    FINISH_CUSTOMER = "finish_customer"
    """serve the present customer to the end, take no other"""
    SHUT_DOWN = "shut_down"


class Ups(Protocol):
    async def status(self) -> DeviceStatus: ...

    async def power(self) -> PowerOutcome: ...


def power_in(status: DeviceStatus) -> PowerOutcome:
    """The power as a status of the supply tells it, for who only sees statuses."""
    if not status.usable:
        return UpsUnavailable(status.fault.detail if status.fault else str(status.state))
    kind = status.fault.kind if status.fault else ""
    low, on_battery, old = (kind == one for one in ("ups_battery_low", "ups_on_battery", "ups_battery_old"))
    charge = next((supply.level for supply in status.supplies), None)
    return PowerState(on_battery=low or on_battery, battery_low=low, replace_battery=old, charge=charge)


@dataclass(frozen=True)
class PowerWatch:
    """The power over time. Pure; `now` is monotonic seconds."""

    on_battery_since: float | None = None
    battery_low: bool = False
    known: bool = False
    """something was seen before"""

    def seen(self, power: PowerOutcome, now: float) -> "PowerWatch":
        """What is not known changes nothing: the last known state stands.

        A watch that begins on battery does not know for how long already: it counts as long.
        """
        if isinstance(power, UpsUnavailable):
            return self
        if not power.on_battery:
            return PowerWatch(known=True)
        begun = now if self.known else now - ON_BATTERY_PATIENCE
        since = self.on_battery_since
        return PowerWatch(begun if since is None else since, power.battery_low, known=True)

    def advice(self, now: float) -> PowerAdvice:
        if self.on_battery_since is None:
            return PowerAdvice.CARRY_ON
        if self.battery_low:
            return PowerAdvice.SHUT_DOWN
        long = now - self.on_battery_since >= ON_BATTERY_PATIENCE
        return PowerAdvice.FINISH_CUSTOMER if long else PowerAdvice.CARRY_ON
