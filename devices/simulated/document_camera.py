"""A document camera above a dark mat, mounted upright over an upright page."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from devices.simulated.scenes.camera_scene import NO_PAGE, Scene, frames
from devices.simulated.scenes.demo_page import page_names
from devices.simulated.scenes.mjpeg_camera import camera_main
from devices.simulated.wire.control_server import Control, Parameters, RefusedError

SIZE = (1536, 2048)
"""3 megapixels"""


class Mat:
    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size
        self._scene = Scene()

    def controls(self) -> tuple[Control, ...]:
        return (
            Control("show", ("page",), self._show),
            Control("spoil", ("blur", "glare", "dark", "move"), self._spoil),
        )

    def state(self) -> dict[str, object]:
        scene = self._scene
        return {"page": scene.page, "blur": scene.blur, "glare": scene.glare, "dark": scene.dark, "move": scene.move}

    def frames(self) -> Sequence[bytes]:
        return frames(self._scene, self._size)

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


def main() -> int:
    return camera_main("document_camera", __doc__, Mat, SIZE)


if __name__ == "__main__":
    sys.exit(main())
