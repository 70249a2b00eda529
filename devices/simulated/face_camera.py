"""A face camera above the screen. The face is drawn; it is nobody's."""

import sys
from collections.abc import Sequence
from dataclasses import replace

from devices.simulated.scenes.face_scene import FaceScene, Standing, face_frames
from devices.simulated.scenes.mjpeg_camera import camera_main
from devices.simulated.wire.control_server import Control, Parameters, RefusedError

SIZE = (1280, 720)


class Counter:
    """Who stands at the counter."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size
        self._scene = FaceScene()

    def controls(self) -> tuple[Control, ...]:
        return (Control("show", ("face",), self._show), Control("spoil", ("dark", "blur", "move"), self._spoil))

    def state(self) -> dict[str, object]:
        scene = self._scene
        return {"face": scene.standing, "dark": scene.dark, "blur": scene.blur, "move": scene.move}

    def frames(self) -> Sequence[bytes]:
        return face_frames(self._scene, self._size)

    def _show(self, parameters: Parameters) -> None:
        try:
            self._scene = replace(self._scene, standing=Standing(parameters.text("face")))
        except ValueError as error:
            raise RefusedError(f"{error}; there are {', '.join(Standing)}") from error

    def _spoil(self, parameters: Parameters) -> None:
        now = self._scene
        self._scene = replace(
            now,
            dark=parameters.flag("dark", now.dark),
            blur=parameters.flag("blur", now.blur),
            move=parameters.flag("move", now.move),
        )


def main() -> int:
    return camera_main("face_camera", __doc__, Counter, SIZE)


if __name__ == "__main__":
    sys.exit(main())
