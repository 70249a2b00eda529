"""python -m kiosk.dock: the window beside the terminal."""

import argparse
import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine

from devices.simulated.control import BranchControl, ControlError
from kiosk.dock.dock_model import DockModel
from kiosk.fonts import install_fonts

QML = Path(__file__).parent / "qml"
THEME = Path(__file__).parents[1] / "qml"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m kiosk.dock", description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("var"), help="home folder of a running branch (%(default)s)")
    options = parser.parse_args(arguments)
    try:
        branch = BranchControl.at(options.home)
    except ControlError as error:
        print(error, file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    app = QGuiApplication(sys.argv[:1])
    install_fonts(app)
    model = DockModel(branch)
    engine = open_dock(model)
    if engine is None:
        print("the dock window cannot be opened: its QML is broken", file=sys.stderr)
        return 1
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: app.quit())
    awake = QTimer(interval=200)
    awake.timeout.connect(lambda: None)
    awake.start()
    model.start()
    code = app.exec()
    model.stop()
    del engine
    return code


def open_dock(model: DockModel) -> QQmlApplicationEngine | None:
    """The shown window, or None when the QML does not load. The model must outlive the engine."""
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(THEME))
    engine.setInitialProperties({"dock": model})
    engine.load(QUrl.fromLocalFile(str(QML / "Dock.qml")))
    return engine if engine.rootObjects() else None


if __name__ == "__main__":
    sys.exit(main())
