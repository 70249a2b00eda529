"""Makes a bare machine able to build and run the project: system libraries, a Chinese font, the environment.

A second call only compares a stamp and loads a few libraries: well under a tenth of a second.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class SetupError(Exception):
    """One line for the person at the keyboard: what is missing and how to get it."""


@dataclass(frozen=True)
class SystemPart:
    """Something Qt or the tests need from the system, and the Debian or Ubuntu package that has it."""

    package: str
    library: str = ""
    """soname that must load"""
    files: tuple[str, ...] = ()
    """or: absolute globs, one of which must exist"""

    def present(self) -> bool:
        if self.library:
            try:
                ctypes.CDLL(self.library)
            except OSError:
                return False
            return True
        return any(next(Path("/").glob(pattern.lstrip("/")), None) for pattern in self.files)


QT_PARTS = (
    SystemPart("libgl1", library="libGL.so.1"),
    SystemPart("libegl1", library="libEGL.so.1"),
    SystemPart("libglib2.0-0", library="libglib-2.0.so.0"),
    SystemPart("libdbus-1-3", library="libdbus-1.so.3"),
    SystemPart("libfontconfig1", library="libfontconfig.so.1"),
    SystemPart("libxkbcommon0", library="libxkbcommon.so.0"),
    SystemPart("libbrotli1", library="libbrotlidec.so.1"),
)
X11_PARTS = (
    SystemPart("libxcb-cursor0", library="libxcb-cursor.so.0"),
    SystemPart("libxcb-icccm4", library="libxcb-icccm.so.4"),
    SystemPart("libxcb-keysyms1", library="libxcb-keysyms.so.1"),
    SystemPart("libxcb-shape0", library="libxcb-shape.so.0"),
    SystemPart("libxcb-xkb1", library="libxcb-xkb.so.1"),
    SystemPart("libxkbcommon-x11-0", library="libxkbcommon-x11.so.0"),
)
TEST_PARTS = (
    SystemPart("cups-ipp-utils", files=("/usr/bin/ipptool",)),
    SystemPart("nut-client", files=("/bin/upsc", "/usr/bin/upsc")),
    SystemPart("nut-server", files=("/lib/nut/upsd", "/usr/lib/nut/upsd")),
    SystemPart("pcscd", files=("/usr/sbin/pcscd",)),
    SystemPart("vsmartcard-vpcd", files=("/etc/reader.conf.d/vpcd",)),
    SystemPart("pcsc-tools", files=("/usr/bin/scriptor",)),
    SystemPart("postgresql", files=("/usr/lib/postgresql/*/bin/initdb",)),
    SystemPart("chromium", files=("/usr/bin/chromium", "/usr/bin/chromium-browser")),
    SystemPart("libatomic1", library="libatomic.so.1"),
    SystemPart("strace", files=("/usr/bin/strace",)),
)
"""real services that drivers and the hall are held against, and what lets a test fail a disk"""
_TRIED = Path("/var/tmp/kiosk-test-parts-tried")
FONT_PARTS = (
    SystemPart("fonts-noto-cjk", files=("/usr/share/fonts/**/NotoSansCJK*",)),
    SystemPart("fonts-hanazono", files=("/usr/share/fonts/**/HanaMinB*", "/usr/share/fonts/**/hanazono/**/*.ttf")),
)


def environment(root: Path) -> Path:
    return root / ".venv"


def python(root: Path) -> Path:
    if os.name == "nt":
        return environment(root) / "Scripts" / "python.exe"
    return environment(root) / "bin" / "python"


def script(root: Path, name: str) -> Path:
    suffix = ".exe" if os.name == "nt" else ""
    return python(root).with_name(name + suffix)


def ensure(root: Path, *, extra: Sequence[SystemPart] = (), helpful: Sequence[SystemPart] = ()) -> None:
    """Sets up what is missing; raises SetupError with one line where it cannot.

    `helpful` parts are installed where this is root on Debian and left out elsewhere: the tests that want them are then
    listed as NOT RUN.
    """
    if sys.platform.startswith("linux"):
        parts = [*QT_PARTS, *FONT_PARTS, *extra]
        if os.environ.get("DISPLAY"):
            parts.extend(X11_PARTS)
        _ensure_system(parts, helpful)
    _ensure_environment(root)


def _ensure_system(parts: Sequence[SystemPart], helpful: Sequence[SystemPart] = ()) -> None:
    missing = [part.package for part in parts if not part.present()]
    welcome = [part.package for part in helpful if not part.present()] if _may_install() else []
    if not missing and not welcome:
        return
    if not missing:
        _install_if_offered(welcome)
        return
    command = "apt-get install --no-install-recommends " + " ".join(missing)
    if shutil.which("apt-get") is None:
        raise SetupError(f"missing from the system: {', '.join(missing)} (Debian's names); install them and try again")
    if os.geteuid() != 0:
        raise SetupError(f"missing from the system: {', '.join(missing)}; as root: {command}")
    print(f"dev.py: installing {' '.join(missing)}", flush=True)
    _apt(["update", "-q"])
    _apt(["install", "-q", "-y", "--no-install-recommends", *missing])
    _install_if_offered(welcome, updated=True)
    still = [part.package for part in parts if not part.present()]
    if still:
        raise SetupError(f"installed, yet not usable: {', '.join(still)}; try: ldconfig")


def _may_install() -> bool:
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def _install_if_offered(packages: Sequence[str], *, updated: bool = False) -> None:
    """Never fails: without them some tests are not run, and say so. Tried once on a machine."""
    wanted = " ".join(packages)
    if not packages or (_TRIED.exists() and _TRIED.read_text(encoding="utf-8") == wanted):
        return
    print(f"dev.py: installing for more tests: {wanted}", flush=True)
    try:
        if not updated:
            _apt(["update", "-q"])
        offered = [name for name in packages if _is_offered(name)]
        if offered:
            _apt(["install", "-q", "-y", "--no-install-recommends", *offered])
    except SetupError as error:
        print(f"dev.py: not all of them: {error}", flush=True)
    with contextlib.suppress(OSError):
        _TRIED.write_text(wanted, encoding="utf-8")


def _is_offered(package: str) -> bool:
    known = subprocess.run(["apt-cache", "show", "--no-all-versions", package], capture_output=True, check=False)
    return known.returncode == 0


def _apt(arguments: list[str]) -> None:
    result = subprocess.run(
        ["apt-get", *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        last = (result.stdout.strip().splitlines() or ["no message"])[-1]
        raise SetupError(f"apt-get {arguments[0]} failed: {last}")


def _ensure_environment(root: Path) -> None:
    lock = root / "requirements.lock"
    wanted = hashlib.sha256(
        lock.read_bytes()
        + (root / "pyproject.toml").read_bytes()
        + str(root).encode()
        + sys.version.split()[0].encode()
    ).hexdigest()
    stamp = environment(root) / "ready"
    if stamp.is_file() and stamp.read_text() == wanted and python(root).exists():
        return
    print("dev.py: preparing .venv from requirements.lock", flush=True)
    uv = shutil.which("uv")
    if uv:
        _with_uv(root, uv, lock)
    else:
        _with_pip(root, lock)
    stamp.write_text(wanted)


def _with_uv(root: Path, uv: str, lock: Path) -> None:
    place = str(python(root))
    if not python(root).exists():
        _run([uv, "venv", "-q", "--python", sys.executable, str(environment(root))], "create .venv")
    _run(
        [uv, "pip", "sync", "-q", "--compile-bytecode", "--require-hashes", "-p", place, str(lock)], "install the lock"
    )
    _run(
        [uv, "pip", "install", "-q", "--no-build-isolation", "--no-deps", "-p", place, "-e", str(root)],
        "link the rooms",
    )


def _with_pip(root: Path, lock: Path) -> None:
    if not python(root).exists() or not _has_pip(root):
        shutil.rmtree(environment(root), ignore_errors=True)
        if not _can_make_environments():
            _ensure_system_package(f"python3.{sys.version_info.minor}-venv", "python3-venv")
        _run([sys.executable, "-m", "venv", str(environment(root))], "create .venv")
    pip = [str(python(root)), "-m", "pip", "--disable-pip-version-check", "-q"]
    _run([*pip, "install", "--require-hashes", "-r", str(lock)], "install the lock")
    _run([*pip, "install", "--no-build-isolation", "--no-deps", "-e", str(root)], "link the rooms")


def _has_pip(root: Path) -> bool:
    return subprocess.run([str(python(root)), "-c", "import pip"], capture_output=True, check=False).returncode == 0


def _can_make_environments() -> bool:
    return (
        subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True, check=False).returncode
        == 0
    )


def _ensure_system_package(*names: str) -> None:
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise SetupError(f"this Python cannot make environments; as root: apt-get install {names[-1]} (or install uv)")
    _apt(["update", "-q"])
    _apt(["install", "-q", "-y", "--no-install-recommends", names[-1]])


def _run(command: list[str], what: str) -> None:
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if result.returncode != 0:
        lines = result.stdout.strip().splitlines() or ["no message"]
        raise SetupError(f"could not {what}: {lines[-1]}\n  command: {' '.join(command)}")
