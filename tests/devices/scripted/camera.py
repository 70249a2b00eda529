"""A camera that exists only as a script: shows the frames it is given, the last one for ever."""

import itertools
import threading

from devices.errors import AbsentError
from devices.vision.frame import Frame


class ScriptedFrames:
    """An open camera: its light is on."""

    def __init__(self, *frames: Frame) -> None:
        self._frames = itertools.chain(frames, itertools.repeat(frames[-1]))
        self.lit = True
        self.off = threading.Event()

    def read(self) -> Frame:
        return next(self._frames)

    def close(self) -> None:
        self.lit = False
        self.off.set()


class ScriptedCamera:
    """`sources` are the times it was switched on."""

    def __init__(self, *frames: Frame) -> None:
        self.frames: tuple[Frame, ...] = frames
        self.sources: list[ScriptedFrames] = []
        self.there = True

    def open(self) -> ScriptedFrames:
        if not self.there:
            raise AbsentError("no camera")
        self.sources.append(ScriptedFrames(*self.frames))
        return self.sources[-1]

    def attached(self) -> bool:
        return self.there

    def unplug(self) -> None:
        self.there = False

    def plug(self) -> None:
        self.there = True

    def dark(self) -> bool:
        """Waits a moment for the camera's thread."""
        return all(source.off.wait(timeout=5) for source in self.sources)
