"""A document camera above a dark mat: an MJPEG stream over HTTP. It works only while somebody looks."""

import argparse
import asyncio
import contextlib
import sys
from dataclasses import replace
from pathlib import Path

from devices.simulated.camera_scene import NO_PAGE, Scene, frames
from devices.simulated.control_server import Changes, Control, Parameters, RefusedError
from devices.simulated.delays import CAMERA_FRAME_S
from devices.simulated.demo_page import page_names
from devices.simulated.http_port import HttpPort, HttpRequest, response
from devices.simulated.process import parser, run, serve_device

PATH = "/stream.mjpg"
BOUNDARY = "frame"
SIZE = (1536, 2048)
"""3 megapixels, mounted upright over an upright page"""


class DocumentCamera:
    def __init__(self, changes: Changes, size: tuple[int, int] = SIZE) -> None:
        self._changes = changes
        self._size = size
        self._scene = Scene()
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
        return (
            Control("show", ("page",), self._show),
            Control("spoil", ("blur", "glare", "dark", "move"), self._spoil),
            Control("freeze", ("on",), self._freeze),
        )

    def state(self) -> dict[str, object]:
        scene = self._scene
        spoiled = {"blur": scene.blur, "glare": scene.glare, "dark": scene.dark, "move": scene.move}
        return {"page": scene.page, **spoiled, "frozen": self._frozen, "viewers": self._viewers}

    def _show(self, parameters: Parameters) -> None:
        page = parameters.text("page")
        if page not in (NO_PAGE, *page_names()) and not Path(page).is_file():
            raise RefusedError(f"no page {page}; there are {', '.join(page_names())}, none, or a picture file")
        self._scene = replace(self._scene, page=page)

    def _spoil(self, parameters: Parameters) -> None:
        now = self._scene
        self._scene = replace(
            now,
            blur=parameters.flag("blur", now.blur),
            glare=parameters.flag("glare", now.glare),
            dark=parameters.flag("dark", now.dark),
            move=parameters.flag("move", now.move),
        )

    def _freeze(self, parameters: Parameters) -> None:
        self._frozen = parameters.flag("on", True)

    async def _stream(self, writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary={BOUNDARY}\r\n\r\n"
        writer.write(head.encode("ascii"))
        turn = 0
        with contextlib.suppress(ConnectionError):
            while not writer.is_closing():
                if not self._frozen:
                    shown = await asyncio.to_thread(frames, self._scene, self._size)
                    jpeg = shown[turn % len(shown)]
                    length = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
                    writer.write(length.encode("ascii") + jpeg + b"\r\n")
                    await writer.drain()
                turn += 1
                await asyncio.sleep(CAMERA_FRAME_S)


def main() -> int:
    made = parser("document_camera", __doc__)
    made.add_argument("--size", type=_size, default=SIZE, help="of a frame, WIDTHxHEIGHT (1536x2048)")
    options = made.parse_args()

    async def serve_camera() -> None:
        changes = Changes()
        camera = DocumentCamera(changes, options.size)
        port = HttpPort(camera.respond, scheme="http", path=PATH, port=options.port)
        await serve_device("document_camera", options, camera, port, changes)

    return run(serve_camera())


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(f"not WIDTHxHEIGHT: {text}")
    return int(width), int(height)


if __name__ == "__main__":
    sys.exit(main())
