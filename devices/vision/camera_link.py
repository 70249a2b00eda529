"""What every camera shares: on only while somebody needs frames, looked for in between without being switched on."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from devices.clock import Clock
from devices.delays import CAMERA_FRAME_WITHIN, CAMERA_OPENS_WITHIN, FRAME_PERIOD
from devices.errors import AbsentError, DeviceError
from devices.status import Capabilities, DeviceClass, DeviceState, DeviceStatus
from devices.trouble import state_of
from devices.vision.camera_source import FrameSource, OpenCamera
from devices.vision.frame import Frame, size_of
from devices.worker import DeviceWorker

T = TypeVar("T")
OPEN_LIMIT = CAMERA_OPENS_WITHIN + CAMERA_FRAME_WITHIN
SETTLING_FRAMES = 5
"""a camera just switched on finds its exposure first"""


class CameraLink:
    def __init__(
        self, device: DeviceClass, open_camera: OpenCamera, attached: Callable[[], bool], clock: Clock
    ) -> None:
        self._open_camera = open_camera
        self._attached = attached
        self._clock = clock
        self._worker = DeviceWorker(device)
        self._status = DeviceStatus(device, DeviceState.STARTING)

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
        """Camera on, and each frame to `step` on the camera's thread, at most fifteen a second, until it answers.

        None at the deadline; cancelling switches the camera off after the frame it is at. DeviceError when it fails.
        """
        left = threading.Event()
        return await self._with_camera(lambda source: self._watch(source, step, deadline_s, left), left, deadline_s)

    async def take(self, develop: Callable[[Frame], T]) -> T:
        """The next settled frame, developed on the camera's thread. DeviceError when there is none."""

        def settled(source: FrameSource) -> T:
            for _ in range(SETTLING_FRAMES):
                source.read()
            return develop(source.read())

        return await self._with_camera(settled, threading.Event(), OPEN_LIMIT)

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
        self, source: FrameSource, step: Callable[[Frame], T | None], deadline_s: float, left: threading.Event
    ) -> T | None:
        deadline = self._clock.now() + deadline_s
        while self._clock.now() < deadline and not left.is_set():
            began = self._clock.now()
            if (result := step(source.read())) is not None:
                return result
            self._clock.pause(max(0.0, FRAME_PERIOD - (self._clock.now() - began)))
        return None

    def _note_trouble(self, error: DeviceError) -> None:
        state, fault = state_of(error)
        self._status = replace(self._status, state=state, fault=fault)
