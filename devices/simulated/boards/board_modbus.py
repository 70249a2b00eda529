"""A Modbus-RTU relay board with door inputs and hardware-timed pulses (devices.md 2.6)."""

import asyncio

from devices.simulated.boards.board_frames import FrameStream
from devices.simulated.boards.board_options import BoardOptions
from devices.simulated.boards.locker_doors import LockerDoors
from devices.simulated.wire.line import Line

REQUEST = 8
READ_COILS, READ_INPUTS, WRITE_COIL = 0x01, 0x02, 0x05
ALL_RELAYS, FLASH_ON, FLASH_OFF = 0x00FF, 0x0200, 0x0400
ON, OFF = 0xFF00, 0x0000
BAD_FUNCTION, BAD_ADDRESS, BAD_VALUE = 0x01, 0x02, 0x03
FLASH_UNIT_S = 0.1


class BoardModbus:
    """Units count from 1, relays from 0. `pulses` False: a board without hardware timing, which refuses flashes."""

    def __init__(self, line: Line, doors: LockerDoors, options: BoardOptions, *, pulses: bool = True) -> None:
        self._line = line
        self._doors = doors
        self._options = options
        self._pulses = pulses
        self._stream = FrameStream(_size)
        self._energised: set[int] = set()

    def forget(self) -> None:
        self._stream.forget()

    def received(self, data: bytes) -> None:
        for frame in self._stream.feed(data):
            cells = self._options.cells_of(frame[0], self._doors)
            if cells:
                self._answer(frame, cells)

    def state(self) -> dict[str, object]:
        return {"energised": sorted(self._energised)}

    def _answer(self, frame: bytes, cells: dict[int, int]) -> None:
        unit, function = frame[0], frame[1]
        address, value = int.from_bytes(frame[2:4], "big"), int.from_bytes(frame[4:6], "big")
        match function:
            case 0x01 | 0x02:
                self._read(unit, function, address, value, cells)
            case 0x05:
                trouble = self._write(address, value, cells)
                self._send(bytes([unit, function | 0x80, trouble]) if trouble else frame[:6])
            case _:
                self._send(bytes([unit, function | 0x80, BAD_FUNCTION]))

    def _read(self, unit: int, function: int, address: int, count: int, cells: dict[int, int]) -> None:
        if count < 1 or address + count > self._options.channels:
            self._send(bytes([unit, function | 0x80, BAD_ADDRESS]))
            return
        if function == READ_INPUTS:
            bits = int.from_bytes(self._options.bits(cells, self._doors, 2), "little")
        else:
            bits = sum(1 << lock - 1 for lock, cell in cells.items() if cell in self._energised)
        packed = (bits >> address & (1 << count) - 1).to_bytes((count + 7) // 8, "little")
        self._send(bytes([unit, function, len(packed)]) + packed)

    def _write(self, address: int, value: int, cells: dict[int, int]) -> int:
        """The exception code, 0 when done."""
        if address == ALL_RELAYS:
            return self._switch_all(value, cells)
        relay = address & 0xFF
        if relay + 1 not in cells:
            return BAD_ADDRESS
        cell = cells[relay + 1]
        match address & 0xFF00:
            case 0x0000 if value in (ON, OFF):
                self._switch(cell, value == ON)
            case 0x0200 | 0x0400 if not self._pulses:
                return BAD_ADDRESS
            case 0x0200 if value:
                self._switch(cell, True)
                asyncio.get_running_loop().call_later(value * FLASH_UNIT_S, self._energised.discard, cell)
            case 0x0400:
                self._switch(cell, False)
            case _:
                return BAD_VALUE
        return 0

    def _switch_all(self, value: int, cells: dict[int, int]) -> int:
        if value not in (ON, OFF):
            return BAD_VALUE
        for cell in cells.values():
            self._switch(cell, value == ON)
        return 0

    def _switch(self, cell: int, on: bool) -> None:
        if not on:
            self._energised.discard(cell)
        elif cell not in self._energised:
            self._energised.add(cell)
            self._doors.pulse(cell)

    def _send(self, content: bytes) -> None:
        self._line.send(content + crc16(content))


def crc16(content: bytes) -> bytes:
    """Modbus CRC, low byte first."""
    value = 0xFFFF
    for byte in content:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
    return value.to_bytes(2, "little")


def _size(pending: bytes) -> int | None:
    if len(pending) < REQUEST:
        return None
    return REQUEST if crc16(pending[:6]) == pending[6:8] else 0
