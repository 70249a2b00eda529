"""A pseudo terminal as the device's port, for POSIX: the driver opens a named link like a real serial device."""

import asyncio
import contextlib
import os
from pathlib import Path

from devices.simulated.wire.byte_port import ByteDevice
from devices.simulated.wire.control_server import Changes
from devices.simulated.wire.line import Line


class PtyPort:
    """`link` points to the pseudo terminal while it is plugged; unplugging closes it, as pulling a USB cable does."""

    def __init__(self, device: ByteDevice, line: Line, changes: Changes, *, link: Path) -> None:
        self.deaf = False
        self._device = device
        self._line = line
        self._changes = changes
        self._link = link
        self._ends: tuple[int, int] | None = None

    @property
    def url(self) -> str:
        return str(self._link)

    @property
    def plugged(self) -> bool:
        return self._ends is not None

    @property
    def connected(self) -> bool:
        return self._ends is not None

    async def plug(self) -> None:
        import tty  # POSIX only

        if self._ends is not None:
            return
        own, theirs = os.openpty()
        for end in (own, theirs):
            tty.setraw(end)
        os.set_blocking(own, False)
        self._link.unlink(missing_ok=True)
        self._link.symlink_to(os.ttyname(theirs))
        self._ends = (own, theirs)
        self._line.connect(self)
        self._device.opened()
        asyncio.get_running_loop().add_reader(own, self._read)

    def unplug(self) -> None:
        if self._ends is None:
            return
        own, theirs = self._ends
        self._ends = None
        asyncio.get_running_loop().remove_reader(own)
        self._line.connect(None)
        os.close(own)
        os.close(theirs)
        self._link.unlink(missing_ok=True)

    def write(self, data: bytes) -> None:
        if self._ends is not None:
            with contextlib.suppress(BlockingIOError):
                os.write(self._ends[0], data)

    def break_off(self) -> None:
        self.unplug()
        self._changes.tell()

    def _read(self) -> None:
        if self._ends is None:
            return
        data = os.read(self._ends[0], 65_536)
        self._line.received(data)
        if not self.deaf:
            self._device.received(data)
