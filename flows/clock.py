"""Time as a parameter: the wall clock for what is written down, the monotonic clock for what is waited for."""

import asyncio
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Moment:
    wall: datetime
    """local, with offset"""
    mono: float
    """seconds; only differences mean anything"""


class Clock(Protocol):
    def moment(self) -> Moment: ...

    async def sleep(self, seconds: float) -> None: ...


class SystemClock:
    def moment(self) -> Moment:
        return Moment(datetime.now().astimezone(), time.monotonic())

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
