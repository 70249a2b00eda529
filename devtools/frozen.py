"""What may be in the frozen program, and the inspection that says so after the build.

Qt Virtual Keyboard, Timeline and their like are GPL or commercial only; the wheel's metadata hides it, and PyInstaller
collects them with QtQuick unless told not to. Filters look only below PySide6: others ship files of like names.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

DEVELOPMENT_ONLY = (
    "devices.simulated",
    "kiosk.dock",
    "kiosk.robot",
    "kiosk.gallery",
    "hall",
    "fastapi",
    "uvicorn",
    "starlette",
    "typst",
    "alembic",
    "psycopg",
    "boto3",
    "botocore",
    "s3transfer",
    "openpyxl",
    "pymodbus",
    "devtools",
    "tests",
)
"""Modules that never ship on a terminal."""

GPL_ONLY = re.compile(
    r"VirtualKeyboard|virtualkeyboard|QtQuickTimeline|QuickTimeline|QtQuick/Timeline|QtCharts|QtDataVisualization|QtGraphs"
    r"|QtQuick3D|QtNetworkAuth|QtHttpServer|QtLottie|QtQuick/VirtualKeyboard|Coap|Mqtt|WaylandCompositor|QtScxml"
)
SUPERFLUOUS = re.compile(
    r"(PySide6/.*|^libQt6\w*)(WebEngine|Material|Imagine|Fusion|Universal|FluentWinUI3|Particles|eglfs|EglFS|EglFs|Designer"
    r"|Test|QtQuick/Dialogs|QuickDialogs|wayland-graphics|gtk3|Pdf|Sql|Multimedia|SpatialAudio|StyleKit)"
    r"|PySide6/Qt/translations/(?!qtbase_(zh_CN|en))"
    r"|^lib(gtk-3|gdk-3|atk|atspi|pango|cairo|gdk_pixbuf|epoxy|thai|datrie)"
    r"|^babel/locale-data/(?!(root|en|zh)\b|(en|zh)_)"
)
"""Styles and platforms that no terminal shows, what only a GTK theme would load, and languages nobody is served in."""
LARGEST_MB = 520


def unwanted(name: str) -> bool:
    name = name.replace("\\", "/")
    qt = "PySide6" in name or "Qt6" in name
    return bool(qt and GPL_ONLY.search(name)) or bool(SUPERFLUOUS.search(name))


def faults(folder: Path) -> list[str]:
    """What is wrong with a frozen folder: GPL-only parts, simulators, no compiled content, or more than 520 MB."""
    found = [] if next(folder.rglob("flows/content.pack"), None) else ["flows/content.pack is missing: slow to start"]
    total = 0
    for path in folder.rglob("*"):
        if not path.is_file() or path.is_symlink():
            continue
        total += path.stat().st_size
        name = path.relative_to(folder).as_posix()
        if GPL_ONLY.search(name) and ("PySide6" in name or "Qt6" in name):
            found.append(f"{name}: a part of Qt under GPL only")
        if "devices/simulated" in name or "kiosk/dock" in name:
            found.append(f"{name}: a simulator in a shipped program")
    megabytes = total / 1_000_000
    print(f"frozen: {megabytes:.0f} MB of at most {LARGEST_MB}")
    if megabytes > LARGEST_MB:
        found.append(f"{megabytes:.0f} MB on disk, at most {LARGEST_MB}")
    return found


if __name__ == "__main__":
    problems = faults(Path(sys.argv[1]))
    print("\n".join(problems), end="\n" if problems else "")
    sys.exit(1 if problems else 0)
