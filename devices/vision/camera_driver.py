"""What every camera driver shares: on only while somebody needs frames, looked for in between without switching on."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, TypeVar

from devices.clock import Clock
from devices.delays import CAMERA_FRAME_WITHIN, CAMERA_OPENS_WITHIN, FRAME_PERIOD
from devices.errors import AbsentError, DeviceError, UnavailableError
from devices.status import Capabilities, DeviceClass, DeviceState, DeviceStatus
from devices.trouble import in_trouble
from devices.vision.camera_source import FrameSource, OpenCamera
from devices.vision.frame import Frame, size_of
from devices.worker import DeviceWorker

T = TypeVar("T")
OPEN_LIMIT = CAMERA_OPENS_WITHIN + CAMERA_FRAME_WITHIN
SETTLING_FRAMES = 5
"""a camera just switched on finds its exposure first"""


class CameraDriver:
    def __init__(
        self, device: DeviceClass, open_camera: OpenCamera, attached: Callable[[], bool], clock: Clock
    ) -> None:
        self._open_camera = open_camera
        self._attached = attached
        self._clock = clock
        self._worker = DeviceWorker(device)
        self._status = DeviceStatus(device, DeviceState.STARTING)
        self._late: set[asyncio.Task[Any]] = set()

    async def connect(self) -> None:
        """Takes one frame, to know that there is a picture."""
        width, height = await self._worker.run(self._first_size, within_s=OPEN_LIMIT)
        capabilities = Capabilities(features=frozenset({f"{width}x{height}"}))
        self._status = replace(self._status, state=DeviceState.ONLINE, capabilities=capabilities, fault=None)

    async def close(self) -> None:
        self._worker.close()

    async def attached(self) -> bool:
        return self._worker.busy or await self._worker.run(self._attached, within_s=1.0)

    async def status(self) -> DeviceStatus:
        if self._worker.busy:
            return replace(self._status, state=DeviceState.DEVICE_BUSY)
        try:
            if not await self.attached():
                raise AbsentError("no camera")
        except DeviceError as error:
            self._note_trouble(error)
        else:
            self._status = replace(self._status, state=DeviceState.ONLINE, fault=None)
        return self._status

    async def watch(self, step: Callable[[Frame], T | None], *, deadline_s: float) -> T | None:
        """Camera on, and each frame to `step` on the camera's thread, at most eighteen a second, until it answers.

        None at the deadline, whatever the camera's thread is doing then; it switches the camera off after the frame it
        is at, as when the call is cancelled. DeviceError when the camera fails or showed nothing until the deadline.
        """
        left, seen, deadline = threading.Event(), threading.Event(), self._clock.now() + deadline_s

        def seeing(frame: Frame) -> T | None:
            seen.set()
            return step(frame)

        def watching(source: FrameSource) -> T | None:
            return self._watch(source, seeing, deadline, left)

        return await self._by(deadline_s, self._with_camera(watching, left, deadline_s), left, seen)

    async def take(self, develop: Callable[[Frame], T], *, deadline_s: float) -> T:
        """The next settled frame, developed on the camera's thread. DeviceError when there is none by the deadline."""
        left, nothing = threading.Event(), threading.Event()

        def settled(source: FrameSource) -> T:
            for _ in range(SETTLING_FRAMES):
                source.read()
            return develop(source.read())

        taken = await self._by(deadline_s, self._with_camera(settled, left, OPEN_LIMIT), left, nothing)
        assert taken is not None  # `nothing` is never set
        return taken

    async def _by(
        self, deadline_s: float, work: Coroutine[Any, Any, T | None], left: threading.Event, seen: threading.Event
    ) -> T | None:
        """What came of the work by the deadline. Late work ends by itself; a hanging thread is noted."""
        task = asyncio.ensure_future(work)
        try:
            done, _ = await asyncio.wait({task}, timeout=deadline_s)
        except asyncio.CancelledError:
            task.cancel()
            raise
        if done:
            return task.result()
        left.set()
        self._late.add(task)
        task.add_done_callback(self._forget)
        if seen.is_set():
            return None
        raise UnavailableError(f"no picture within {deadline_s:.0f} s")

    def _forget(self, task: "asyncio.Task[Any]") -> None:
        self._late.discard(task)
        if not task.cancelled():
            task.exception()  # noted in the status; nobody waits for it

    async def _with_camera(self, work: Callable[[FrameSource], T], left: threading.Event, within_s: float) -> T:
        try:
            result = await self._worker.run(lambda: self._open_for(work), within_s=within_s + OPEN_LIMIT)
        except DeviceError as error:
            self._note_trouble(error)
            raise
        finally:
            left.set()
        self._status = replace(self._status, state=DeviceState.ONLINE, fault=None)
        return result

    # On the camera's thread

    def _open_for(self, work: Callable[[FrameSource], T]) -> T:
        source = self._open_camera()
        try:
            return work(source)
        finally:
            source.close()

    def _first_size(self) -> tuple[int, int]:
        return self._open_for(lambda source: size_of(source.read()))

    def _watch(
        self, source: FrameSource, step: Callable[[Frame], T | None], deadline: float, left: threading.Event
    ) -> T | None:
        while self._clock.now() < deadline and not left.is_set():
            began = self._clock.now()
            if (result := step(source.read())) is not None:
                return result
            self._clock.pause(max(0.0, FRAME_PERIOD - (self._clock.now() - began)))
        return None

    def _note_trouble(self, error: DeviceError) -> None:
        self._status = in_trouble(self._status, error)
