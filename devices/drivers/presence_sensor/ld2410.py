"""The HLK-LD2410 radar, which reports ten times a second by itself."""

from dataclasses import replace

from pydantic import Field

from devices.clock import Clock
from devices.codecs.ld2410 import ReportParser
from devices.delays import PRESENCE_REPORT
from devices.errors import DeviceError, ReplyError, UnavailableError
from devices.link import PortLink
from devices.presence_sensor import Presence, PresenceOutcome, SensorUnavailable
from devices.settings import DeviceSettings, DriverOptions, parse_options
from devices.status import DeviceClass, DeviceState, DeviceStatus, MediaState
from devices.transport.port import OpenPort, Port
from devices.transport.serial_port import open_serial
from devices.trouble import in_trouble


class Options(DriverOptions):
    baudrate: int = Field(default=256000, ge=9600, le=460800)
    """the factory's; hosts that cannot do it set the sensor to 115200"""
    farthest_cm: int = Field(default=150, ge=20, le=800)
    """who stands farther away is not at the terminal"""


def create(settings: DeviceSettings, clock: Clock) -> "Ld2410Sensor":
    options = parse_options(Options, settings.options)
    return Ld2410Sensor(open_serial(settings.port, baudrate=options.baudrate, now=clock.now), options, clock)


class Ld2410Sensor:
    def __init__(self, open_port: OpenPort, options: Options, clock: Clock) -> None:
        self._link = PortLink("presence_sensor", open_port, clock)
        self._options = options
        self._clock = clock
        self._status = DeviceStatus(DeviceClass.PRESENCE_SENSOR, DeviceState.STARTING)

    async def connect(self) -> None:
        self._note(await self._link.talk(self._newest, within_s=2 * PRESENCE_REPORT))

    async def close(self) -> None:
        await self._link.close()

    async def attached(self) -> bool:
        return await self._link.attached()

    async def status(self) -> DeviceStatus:
        await self.presence()
        return self._status

    async def presence(self) -> PresenceOutcome:
        try:
            report = await self._link.talk(self._newest, within_s=2 * PRESENCE_REPORT)
        except DeviceError as error:
            self._status = in_trouble(self._status, error)
            return SensorUnavailable(str(error))
        return self._note(report)

    def _note(self, report: Presence) -> Presence:
        near = report.somebody and report.centimetres <= self._options.farthest_cm
        media = MediaState.PRESENT if near else MediaState.NOT_PRESENT
        self._status = replace(self._status, state=DeviceState.ONLINE, media=media, fault=None)
        return report if near else Presence(somebody=False)

    def _newest(self, port: Port) -> Presence:
        """What waits in the port is old; the next whole report is now."""
        while port.read(0):
            pass
        parser, came = ReportParser(), 0
        deadline = self._clock.now() + PRESENCE_REPORT
        while (left := deadline - self._clock.now()) > 0:
            data = port.read(left)
            came += len(data)
            if reports := parser.feed(data):
                return reports[-1]
        if came:
            raise ReplyError(f"{came} bytes came, but no report")
        raise UnavailableError("no report")
