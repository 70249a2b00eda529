"""`python -m kiosk.qml_lint`: runs qmllint over every QML file, prints what it finds, exits 1 if that is anything."""

import re
import subprocess
import sys
from pathlib import Path

from PySide6 import __file__ as pyside

QML = Path(__file__).parent / "qml"
FAULT = re.compile(r"^(Warning|Error): ")


def main() -> int:
    faults = lint()
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def lint(root: Path = QML) -> list[str]:
    """One line for each warning or error. Raises FileNotFoundError where this PySide has no qmllint."""
    files = sorted(str(path) for path in root.rglob("*.qml"))
    command = [str(qmllint()), "-I", str(root), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line for line in (done.stdout + done.stderr).splitlines() if FAULT.match(line)]
    return lines or ([f"qmllint failed with exit code {done.returncode}"] if done.returncode else [])


def qmllint() -> Path:
    folder = Path(pyside).parent
    for name in ("qmllint", "qmllint.exe"):
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(f"no qmllint in {folder}")


if __name__ == "__main__":
    raise SystemExit(main())
