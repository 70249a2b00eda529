"""A camera as an MJPEG stream over HTTP, whatever stands before it. It works only while somebody looks."""

import argparse
import asyncio
import contextlib
from collections.abc import Callable, Sequence
from typing import Protocol

from devices.simulated.delays import CAMERA_FRAME_S
from devices.simulated.wire.control_server import Changes, Control, Parameters
from devices.simulated.wire.http_port import HttpPort, HttpRequest, response
from devices.simulated.wire.process import parser, run, serve_device

PATH = "/stream.mjpg"
BOUNDARY = "frame"


class View(Protocol):
    """What stands before the camera."""

    def controls(self) -> tuple[Control, ...]: ...

    def state(self) -> dict[str, object]: ...

    def frames(self) -> Sequence[bytes]:
        """JPEG pictures to be shown in turn; called on a worker thread."""
        ...


class MjpegCamera:
    def __init__(self, view: View, changes: Changes, *, period_s: float = CAMERA_FRAME_S) -> None:
        self._view = view
        self._period_s = period_s
        self._changes = changes
        self._viewers = 0
        self._frozen = False

    async def respond(self, request: HttpRequest, writer: asyncio.StreamWriter) -> None:
        if request.path.split("?")[0] != PATH:
            writer.write(response(404, "text/plain", b"only " + PATH.encode() + b"\n"))
            return
        self._viewers += 1
        self._changes.tell()
        try:
            await self._stream(writer)
        finally:
            self._viewers -= 1
            self._changes.tell()

    def controls(self) -> tuple[Control, ...]:
        return (*self._view.controls(), Control("freeze", ("on",), self._freeze))

    def state(self) -> dict[str, object]:
        return {**self._view.state(), "frozen": self._frozen, "viewers": self._viewers}

    def _freeze(self, parameters: Parameters) -> None:
        self._frozen = parameters.flag("on", True)

    async def _stream(self, writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary={BOUNDARY}\r\n\r\n"
        writer.write(head.encode("ascii"))
        turn = 0
        with contextlib.suppress(ConnectionError):
            while not writer.is_closing():
                if not self._frozen:
                    shown = await asyncio.to_thread(self._view.frames)
                    jpeg = shown[turn % len(shown)]
                    length = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
                    writer.write(length.encode("ascii") + jpeg + b"\r\n")
                    await writer.drain()
                turn += 1
                await asyncio.sleep(self._period_s)


def camera_main(name: str, about: str | None, view_of: Callable[[tuple[int, int]], View], size: tuple[int, int]) -> int:
    """The process of one camera; `view_of` makes what stands before it from the size of a frame."""
    made = parser(name, about or "")
    made.add_argument("--size", type=_size, default=size, help=f"of a frame, WIDTHxHEIGHT ({size[0]}x{size[1]})")
    made.add_argument("--rate", type=float, default=1 / CAMERA_FRAME_S, help="frames a second (%(default)s)")
    options = made.parse_args()

    async def serve() -> None:
        changes = Changes()
        camera = MjpegCamera(view_of(options.size), changes, period_s=1 / options.rate)
        port = HttpPort(camera.respond, scheme="http", path=PATH, port=options.port)
        await serve_device(name, options, camera, port, changes, port.controls())

    return run(serve())


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(f"not WIDTHxHEIGHT: {text}")
    return int(width), int(height)
