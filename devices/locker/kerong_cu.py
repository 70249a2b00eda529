"""What the CU boards of Kerong with six-byte requests share: 02 board lock command 03 sum; no answer to an unlock."""

from abc import abstractmethod
from dataclasses import replace
from typing import Final

from pydantic import Field

from devices.codecs.kerong_frame import START, check, close
from devices.locker.codec import LockerCodec, LockerFrame, LockerRequest
from devices.locker.options import BoardOptions, LockerOptions

ALL_BOARDS: Final = 0x0A
ALL_LOCKS: Final = 0x30
REQUEST_SIZE: Final = 6


class CuOptions(LockerOptions):
    baudrate: int = Field(default=19200, ge=1200, le=256000)
    boards: tuple[BoardOptions, ...] = (BoardOptions(address=0, channels=48),)


class CuCodec(LockerCodec):
    """A family derives from this and has its two commands, the marks of its answers, and what an answer means."""

    acknowledges = False
    addresses = range(ALL_BOARDS)
    most_locks = ALL_LOCKS
    state: int
    unlock: int
    marks: frozenset[int]
    """the third byte behind the 02 of what these boards send"""
    answer_size: int

    def open_request(self, board: int, channel: int) -> bytes:
        return close(bytes([board, channel - 1, self.unlock]))

    def state_request(self, board: int, channels: int) -> bytes:
        return close(bytes([board, 0, self.state]))

    def sizes(self, data: bytes) -> tuple[int, ...]:
        return (self.answer_size,) if data[0] == START and not self.marks.isdisjoint(data[3:4]) else ()

    def decode(self, frame: bytes) -> LockerFrame:
        body = check(frame, self.answer_size)
        if body[2] not in self.marks:
            marks = " or ".join(f"{mark:02X}" for mark in sorted(self.marks))
            raise ValueError(f"what these boards send is marked {marks}, not {body[2]:02X}")
        return replace(self.meaning(body[0], body[2], body[3:]), told={"third_byte": body[1]})

    @abstractmethod
    def meaning(self, board: int, mark: int, data: bytes) -> LockerFrame:
        """Of an answer whose frame is right."""

    def decode_request(self, frame: bytes) -> LockerRequest:
        board, lock, command = check(frame, REQUEST_SIZE)
        words = {self.state: "state", self.unlock: "open"}
        if command not in words:
            raise ValueError(f"a request asks {self.state:02X} or {self.unlock:02X}, not {command:02X}")
        whole = lock == ALL_LOCKS or command == self.state
        told = {"lock_on_wire": lock, **({"all_boards": True} if board == ALL_BOARDS else {})}
        return LockerRequest(words[command], board, None if whole else lock + 1, told=told)
