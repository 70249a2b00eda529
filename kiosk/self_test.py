"""`kiosk --self-test`: every driver's codec, one drawn screen, the fonts, one sealed submission. Prints JSON.

Needs no terminal, no hall and no display; the frozen program is shipped only if this ends with 0.
"""

import importlib.util
import json
import os
import sys
from dataclasses import dataclass
from typing import Any

from kiosk.command_line import CommandLine

SIMULATORS = ("devices.simulated", "kiosk.dock", "kiosk.robot", "hall")
SIZE = (1080, 1920)
FEWEST_COLOURS = 8
"""a screen that was really drawn has more; an empty window has one"""


@dataclass(frozen=True)
class Part:
    name: str
    faults: tuple[str, ...]


def main(arguments: list[str]) -> int:
    """0 when every part is well, else 1."""
    parser = CommandLine(prog="kiosk --self-test", description=__doc__)
    parser.add_argument("--picture", default="", help="keep the drawn screen as this PNG file")
    options = parser.parse_args(arguments)
    from kiosk.version import VERSION

    parts = (_drivers(), *_screen_and_fonts(options.picture), _content(), _sealing(), _simulators())
    ok = not any(part.faults for part in parts)
    report: dict[str, Any] = {"ok": ok, "version": VERSION, "frozen": frozen()}
    report |= {part.name: {"ok": not part.faults, "faults": part.faults} for part in parts}
    print(json.dumps(report, ensure_ascii=False, indent=1), flush=True)
    sys.stdout.flush()
    os._exit(0 if ok else 1)


def frozen() -> bool:
    return bool(getattr(sys, "frozen", False))


def _drivers() -> Part:
    from kiosk.driver_samples import check_drivers

    checks = check_drivers()
    faults = [f"{check.driver}: {check.fault}" for check in checks if check.fault]
    return Part("drivers", tuple(faults if checks else ["no driver was found"]))


def _screen_and_fonts(picture: str) -> tuple[Part, Part]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    from PySide6.QtCore import QSize, QTimer
    from PySide6.QtGui import QGuiApplication

    from kiosk.apology import apology
    from kiosk.fonts import check_fonts
    from kiosk.screen import open_screen

    app = QGuiApplication(sys.argv[:1])
    screen = open_screen(app, QSize(*SIZE))
    screen.bridge.show(apology(None))
    screen.window.show()
    QTimer.singleShot(1500, lambda: app.exit(0))  # quit() asks the window, and the window never closes
    app.exec()
    image = screen.window.grabWindow()
    if picture:
        image.save(picture)
    pixels = (image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7))
    colours = len(set(pixels))
    drawn = (image.width(), image.height()) == SIZE and colours >= FEWEST_COLOURS
    fonts = check_fonts()
    missing = [f"no glyph for {fonts.missing}"] if fonts.missing else []
    return (
        Part("screen", () if drawn else (f"{image.width()} x {image.height()} with {colours} colours",)),
        Part("fonts", tuple(missing)),
    )


def _content() -> Part:
    from flows.loading import ContentError, load_content
    from kiosk.composition import CONTENT

    try:
        load_content(CONTENT)
    except ContentError as error:
        return Part("content", tuple(str(fault) for fault in error.faults))
    return Part("content", ())


def _sealing() -> Part:
    """What is sealed to a hall's key is opened by that hall and by no other; a tampered header is refused."""
    from offline_cache.sealing import OpeningKey, UnsealError, seal_body

    header, body = b'{"suite":"INTL-1"}', b"self-test"
    hall, other = OpeningKey.generate(), OpeningKey.generate()
    sealed = seal_body(hall.public, header, body)
    faults = [] if hall.open_body(header, sealed) == body else ["the body came out changed"]
    for key, wrong_header, what in ((other, header, "another hall"), (hall, header + b" ", "another header")):
        try:
            key.open_body(wrong_header, sealed)
        except UnsealError:
            continue
        faults.append(f"{what} could open it")
    return Part("sealing", tuple(faults))


def _simulators() -> Part:
    """In a frozen program none of them may even be importable."""
    found = [name for name in SIMULATORS if frozen() and _importable(name)]
    return Part("simulators", tuple(f"{name} is inside" for name in found))


def _importable(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False
