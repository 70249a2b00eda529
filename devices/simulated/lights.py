"""Lights at the slots, on a Modbus-RTU relay board (devices.md 6.5): each coil is one light."""

import sys
import time

from devices.simulated.boards.board_frames import FrameStream
from devices.simulated.boards.board_modbus import OFF, ON, REQUEST, crc16
from devices.simulated.wire.control_server import Changes, Control
from devices.simulated.wire.line import Line
from devices.simulated.wire.process import run_serial, serial_parser

COUNT = 8
ALL = 0x00FF
BAD_FUNCTION, BAD_ADDRESS, BAD_VALUE = 0x01, 0x02, 0x03


class Lights:
    """`events` has every change, so that a test sees how a light blinked."""

    def __init__(self, line: Line, changes: Changes, *, unit: int = 1) -> None:
        self._line = line
        self._changes = changes
        self._unit = unit
        self._stream = FrameStream(_size)
        self._lit: set[int] = set()
        self._events: list[dict[str, object]] = []

    def opened(self) -> None:
        self._stream.forget()

    def received(self, data: bytes) -> None:
        for frame in self._stream.feed(data):
            if frame[0] == self._unit:
                self._send(self._answer(frame))

    def controls(self) -> tuple[Control, ...]:
        return ()

    def state(self) -> dict[str, object]:
        return {"lit": sorted(self._lit), "events": self._events}

    def _answer(self, frame: bytes) -> bytes:
        address, value = int.from_bytes(frame[2:4], "big"), int.from_bytes(frame[4:6], "big")
        match frame[1]:
            case 0x01 if value and address + value <= COUNT:
                bits = sum(1 << light - address for light in self._lit if address <= light < address + value)
                return bytes([self._unit, 0x01, 1, bits])
            case 0x05 if value in (ON, OFF) and (address < COUNT or address == ALL):
                for light in range(COUNT) if address == ALL else [address]:
                    self._switch(light, value == ON)
                return frame[:6]
            case 0x05:
                return bytes([self._unit, 0x85, BAD_ADDRESS if value in (ON, OFF) else BAD_VALUE])
            case 0x01:
                return bytes([self._unit, 0x81, BAD_ADDRESS])
            case function:
                return bytes([self._unit, function | 0x80, BAD_FUNCTION])

    def _switch(self, light: int, on: bool) -> None:
        if on == (light in self._lit):
            return
        self._lit ^= {light}
        self._events.append({"at": round(time.time(), 3), "light": light, "on": on})
        self._changes.tell()

    def _send(self, content: bytes) -> None:
        self._line.send(content + crc16(content))


def _size(pending: bytes) -> int | None:
    if len(pending) < REQUEST:
        return None
    return REQUEST if crc16(pending[:6]) == pending[6:8] else 0


def main() -> int:
    options = serial_parser("lights", __doc__).parse_args()
    return run_serial("lights", options, Lights)


if __name__ == "__main__":
    sys.exit(main())
