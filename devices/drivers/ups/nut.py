"""A UPS behind the server of Network UPS Tools (upsd), over its text protocol."""

from dataclasses import replace
from urllib.parse import urlsplit

from devices.clock import Clock
from devices.codecs.nut import CHARGE, LOW_CHARGE, STATUS, ask, parse_answer, per_cent, power_of
from devices.delays import UPS_ANSWER
from devices.errors import DeviceError, ReplyError, UnavailableError
from devices.link import PortLink
from devices.settings import DeviceSettings, DriverOptions, SettingsError, parse_options
from devices.status import Actor, Capabilities, DeviceClass, DeviceState, DeviceStatus, Fault, Supply, SupplyState
from devices.transport.port import OpenPort, Port
from devices.transport.serial_port import open_serial
from devices.trouble import in_trouble
from devices.ups import PowerOutcome, PowerState, UpsUnavailable

NUT_PORT = 3493
LONGEST_LINE = 1024
IDENTITY = ("device.mfr", "device.model", "device.serial", "ups.firmware")


class Options(DriverOptions):
    pass


def create(settings: DeviceSettings, clock: Clock) -> "NutUps":
    """`port`: nut://host[:3493]/ups"""
    parse_options(Options, settings.options)
    parts = urlsplit(settings.port)
    name = parts.path.strip("/")
    if settings.port and (parts.scheme != "nut" or not parts.hostname or not name.isidentifier()):
        raise SettingsError((f"port: {settings.port!r} is not nut://host:port/ups",))
    url = f"socket://{parts.hostname}:{parts.port or NUT_PORT}"
    return NutUps(open_serial(url, baudrate=9600, now=clock.now), name, clock)


class NutUps:
    def __init__(self, open_port: OpenPort, name: str, clock: Clock) -> None:
        self._link = PortLink("ups", open_port, clock)
        self._name = name
        self._clock = clock
        self._status = DeviceStatus(DeviceClass.UPS, DeviceState.STARTING)
        self._low_at: int | None = None
        """per cent"""

    async def connect(self) -> None:
        capabilities = await self._link.talk(self._identify, within_s=7 * UPS_ANSWER)
        self._status = replace(self._status, state=DeviceState.ONLINE, capabilities=capabilities)

    async def close(self) -> None:
        await self._link.close()

    async def attached(self) -> bool:
        return await self._link.attached()

    async def status(self) -> DeviceStatus:
        await self.power()
        return self._status

    async def power(self) -> PowerOutcome:
        try:
            power = await self._link.talk(self._ask_power, within_s=3 * UPS_ANSWER)
        except DeviceError as error:
            self._status = in_trouble(self._status, error)
            return UpsUnavailable(str(error))
        self._status = replace(
            self._status, state=DeviceState.ONLINE, fault=_fault(power), supplies=(self._battery(power),)
        )
        return power

    def _battery(self, power: PowerState) -> Supply:
        """Never OUT: a supply that still answers still supplies."""
        if power.charge is None and not power.battery_low:
            return Supply("battery", SupplyState.UNKNOWN)
        low = power.battery_low or (self._low_at is not None and (power.charge or 0) <= self._low_at)
        return Supply("battery", SupplyState.LOW if low else SupplyState.FULL, power.charge, self._low_at)

    # On the link's thread

    def _identify(self, port: Port) -> Capabilities:
        self._ask_power(port)
        self._low_at = per_cent(self._told(port, LOW_CHARGE))
        vendor, model, serial, firmware = (self._told(port, variable) for variable in IDENTITY)
        return Capabilities(vendor, model, serial, firmware)

    def _told(self, port: Port, variable: str) -> str:
        try:
            return self._ask(port, variable)
        except ReplyError:
            return ""

    def _ask_power(self, port: Port) -> PowerState:
        return power_of(self._ask(port, STATUS), self._told(port, CHARGE))

    def _ask(self, port: Port, variable: str) -> str:
        while port.read(0):
            pass
        port.write(ask(self._name, variable))
        line = b""
        deadline = self._clock.now() + UPS_ANSWER
        while b"\n" not in line and len(line) < LONGEST_LINE and (left := deadline - self._clock.now()) > 0:
            line += port.read(left)
        if not line:
            raise UnavailableError("no answer")
        return parse_answer(line.partition(b"\n")[0], self._name, variable)


def _fault(power: PowerState) -> Fault | None:
    charge = "" if power.charge is None else f"{power.charge} %"
    if power.battery_low:
        return Fault("ups_battery_low", Actor.STAFF, charge)
    if power.on_battery:
        return Fault("ups_on_battery", Actor.STAFF, charge)
    return Fault("ups_battery_old", Actor.ENGINEER) if power.replace_battery else None
