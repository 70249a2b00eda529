"""What the session knows of what is around the customer: where the current comes from, whether anybody is there."""

from collections.abc import Mapping
from dataclasses import replace

from devices.status import DeviceClass, DeviceStatus, MediaState
from devices.ups import PowerAdvice, power_in
from flows.clock import Moment
from flows.session.state import Session


def seen(session: Session, statuses: Mapping[DeviceClass, DeviceStatus], now: Moment) -> Session:
    """The session after a look at all devices."""
    supply = statuses.get(DeviceClass.UPS)
    power = session.power if supply is None else session.power.seen(power_in(supply), now.mono)
    left = now.mono if session.away_since is None else session.away_since
    away = left if _nobody(statuses.get(DeviceClass.PRESENCE_SENSOR)) else None
    return advised(replace(session, devices=statuses, power=power, away_since=away), now)


def advised(session: Session, now: Moment) -> Session:
    """Time alone turns a short failure of the line into a long one."""
    advice = session.power.advice(now.mono)
    return session if advice is session.power_advice else replace(session, power_advice=advice)


def out_of_power(session: Session) -> bool:
    """No new customer: the current may be gone before the next one is done."""
    return session.power_advice is not PowerAdvice.CARRY_ON


def _nobody(sensor: DeviceStatus | None) -> bool:
    """A sensor that is silent, or not fitted, has not seen that anybody left."""
    return sensor is not None and sensor.usable and sensor.media is MediaState.NOT_PRESENT
