"""The RS-485 line that all boards of a locker share: one request at a time, and silence between them."""

from collections.abc import Callable
from typing import TypeVar

from devices.clock import Clock
from devices.delays import BOARD_ANSWER, BOARD_GAP, QUIET
from devices.errors import ReplyError, UnavailableError
from devices.link import PortLink
from devices.locker.codec import LockerCodec, LockerFrame, scan
from devices.transport.port import OpenPort, Port, drain

T = TypeVar("T")
TRANSACTION_LIMIT = 3.0
"""besides the answer"""


class LockerBus:
    """A frame ends when the line has been quiet for 25 ms. `echo`: the adapter returns what was sent; it is cut off."""

    def __init__(
        self,
        codec: LockerCodec,
        open_port: OpenPort,
        clock: Clock,
        *,
        echo: bool = False,
        answer_s: float = BOARD_ANSWER,
    ) -> None:
        self._codec = codec
        self._link = PortLink("pickup_locker", open_port, clock)
        self._clock = clock
        self._echo = echo
        self._answer_s = answer_s
        self._free_at = 0.0

    async def attached(self) -> bool:
        return await self._link.attached()

    @property
    def busy(self) -> bool:
        return self._link.busy

    async def ask(self, request: bytes, fits: Callable[[LockerFrame], bool]) -> LockerFrame:
        """The first reply that fits. UnavailableError on silence, ReplyError when only other bytes came.

        After either the port is opened afresh for the next request, so that a late reply never answers it.
        """
        return await self._link.talk(lambda port: self._ask(port, request, fits), within_s=self._limit_s)

    async def tell(self, request: bytes) -> None:
        """Sends what the board does not answer."""
        await self._link.talk(lambda port: self._send(port, request), within_s=self._limit_s)

    async def compute(self, work: Callable[[], T]) -> T:
        """Work that may block and needs no port, in its turn."""
        return await self._link.compute(work, within_s=self._limit_s)

    async def close(self) -> None:
        await self._link.close()

    @property
    def _limit_s(self) -> float:
        return TRANSACTION_LIMIT + self._answer_s

    # On the bus's thread

    def _ask(self, port: Port, request: bytes, fits: Callable[[LockerFrame], bool]) -> LockerFrame:
        self._send(port, request)
        heard = bytearray()
        deadline = self._clock.now() + self._answer_s
        while (left := deadline - self._clock.now()) > 0:
            if chunk := port.read(min(QUIET, left) if heard else left):
                heard += chunk
            elif (frame := self._fitting(bytes(heard), request, fits)) is not None:
                self._free_at = self._clock.now() + BOARD_GAP
                return frame
        drain(port, self._clock)
        self._link.lost(port)
        if heard:
            raise ReplyError(f"{len(heard)} bytes came, but no reply to this request")
        raise UnavailableError("no answer")

    def _send(self, port: Port, request: bytes) -> None:
        while port.read(0):
            pass
        self._clock.pause(max(0.0, self._free_at - self._clock.now()))
        port.write(request)
        self._free_at = self._clock.now() + BOARD_GAP

    def _fitting(self, heard: bytes, request: bytes, fits: Callable[[LockerFrame], bool]) -> LockerFrame | None:
        if self._echo:
            heard = heard.removeprefix(request)
        return next((frame for frame in scan(self._codec, heard) if fits(frame)), None)
