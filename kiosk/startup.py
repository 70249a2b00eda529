"""The boot steps of a terminal process, in order: parts, fonts, window, supervisor's pipe. Nothing is opened yet."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

from flows.loading import ContentError
from kiosk.audio_output import system_audio
from kiosk.composition import Parts, load_parts
from kiosk.fonts import check_fonts
from kiosk.home import Home
from kiosk.pipe_lines import SupervisorPipe
from kiosk.qt_messages import route_qt_messages
from kiosk.screen import open_screen
from kiosk.serving import Serving
from kiosk.settings import SettingsError
from offline_cache.identity import IdentityError


class StartRefusedError(Exception):
    """Settings, identity or content have faults; one line for each."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass
class RunningTerminal:
    app: QGuiApplication
    serving: Serving
    pipe: SupervisorPipe

    def run(self, *, at_once: bool) -> int:
        """Until the session has ended and everything is closed; the exit code."""
        if at_once:
            self.serving.go()
        else:
            self.pipe.listen(self.serving.ordered.emit, self.serving.pipe_closed.emit)
            self.pipe.say("ready")
        return self.app.exec()


def start(home: Home, pipe: SupervisorPipe, *, check_ports: bool, robot: bool) -> RunningTerminal:
    """Raises StartRefusedError."""
    parts = _parts(home, check_ports=check_ports)
    app = QGuiApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    route_qt_messages(shown=robot)
    size = QSize(parts.settings.screen.width, parts.settings.screen.height)
    screen = open_screen(app, size, system_audio())
    if check_ports and (advice := check_fonts().advice):
        print(f"kiosk terminal: {advice}", file=sys.stderr, flush=True)
    serving = Serving(parts, screen, pipe)
    if robot:
        pipe.say("robot", port=_robot_port(serving))
    return RunningTerminal(app, serving, pipe)


def _parts(home: Home, *, check_ports: bool) -> Parts:
    try:
        return load_parts(home, check_ports=check_ports)
    except SettingsError as error:
        raise StartRefusedError(tuple(str(fault) for fault in error.faults)) from error
    except ContentError as error:
        raise StartRefusedError(tuple(str(fault) for fault in error.faults)) from error
    except IdentityError as error:
        raise StartRefusedError((str(error),)) from error


def _robot_port(serving: Serving) -> int:
    from kiosk.robot import Robot

    serving.robot = Robot(serving.screen.window, serving.screen.bridge)
    return serving.robot.port
