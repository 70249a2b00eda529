"""A radar that tells whether somebody stands before the terminal: HLK-LD2410 reports (devices.md 6.4)."""

import asyncio
import sys
from enum import IntEnum

from devices.simulated.delays import PRESENCE_REPORT_S
from devices.simulated.wire.control_server import Changes, Control, Parameters, RefusedError
from devices.simulated.wire.line import Line
from devices.simulated.wire.process import run_serial, serial_parser

REPORT_HEAD, REPORT_TAIL = bytes.fromhex("F4F3F2F1"), bytes.fromhex("F8F7F6F5")
COMMAND_HEAD, COMMAND_TAIL = bytes.fromhex("FDFCFBFA"), bytes.fromhex("04030201")
BASIC = 0x02


class Presence(IntEnum):
    NOBODY = 0
    MOVING = 1
    STILL = 2
    BOTH = 3


class PresenceSensor:
    """Reports on its own, many times a second; a command is acknowledged and changes nothing."""

    def __init__(self, line: Line, changes: Changes) -> None:
        self._line = line
        self._changes = changes
        self._presence = Presence.NOBODY
        self._distance = 0
        self._commands = b""
        self._reporting: asyncio.Task[None] | None = None

    def opened(self) -> None:
        self._commands = b""
        if self._reporting is None:
            self._reporting = asyncio.ensure_future(self._report())

    def received(self, data: bytes) -> None:
        self._commands += data
        while (end := self._commands.find(COMMAND_TAIL)) >= 0:
            command, self._commands = self._commands[:end], self._commands[end + len(COMMAND_TAIL) :]
            start = command.find(COMMAND_HEAD)
            if start >= 0 and len(command) >= start + 8:
                self._acknowledge(command[start + 6 : start + 8])

    def controls(self) -> tuple[Control, ...]:
        return (Control("stand", ("how", "cm"), self._stand),)

    def state(self) -> dict[str, object]:
        return {"presence": self._presence.name.lower(), "cm": self._distance}

    async def _report(self) -> None:
        while True:
            if self._line.connected:
                self._line.send(report(self._presence, self._distance))
            await asyncio.sleep(PRESENCE_REPORT_S)

    def _acknowledge(self, command: bytes) -> None:
        body = bytes([command[0], command[1] | 0x01]) + b"\x00\x00"
        self._line.send(COMMAND_HEAD + len(body).to_bytes(2, "little") + body + COMMAND_TAIL)

    def _stand(self, parameters: Parameters) -> None:
        try:
            self._presence = Presence[parameters.text("how").upper()]
        except KeyError as error:
            raise RefusedError(f"not a way to stand there: {error}") from error
        self._distance = parameters.number("cm", 80 if self._presence else 0)


def report(presence: Presence, distance: int) -> bytes:
    """The basic report; `distance` in centimetres, energies from 0 to 100."""
    moving = presence in (Presence.MOVING, Presence.BOTH)
    still = presence in (Presence.STILL, Presence.BOTH)
    target = _distance(distance if moving else 0) + bytes([100 if moving else 0])
    target += _distance(distance if still else 0) + bytes([100 if still else 0]) + _distance(distance)
    body = bytes([BASIC, 0xAA, presence]) + target + b"\x55\x00"
    return REPORT_HEAD + len(body).to_bytes(2, "little") + body + REPORT_TAIL


def _distance(centimetres: int) -> bytes:
    return centimetres.to_bytes(2, "little")


def main() -> int:
    options = serial_parser("presence_sensor", __doc__).parse_args()
    return run_serial("presence_sensor", options, PresenceSensor)


if __name__ == "__main__":
    sys.exit(main())
