"""A disk that remembers every write and every flush, so that any power cut can be played afterwards.

A FUSE file system (spoken to the kernel directly, no library) with one file; a loop device on that file; ext4 on the
loop device. The log holds what reached the "disk", in order; what was not flushed when the power went may be missing,
partly there, or torn. Needs root, /dev/fuse, loop devices and mkfs.ext4.

`python -m tests.offline_cache.logged_disk MOUNTPOINT LOG SIZE` serves until the file system is unmounted.
"""

import ctypes
import errno
import os
import shutil
import stat
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

WRITE: Final = 1
FLUSH: Final = 2
RECORD: Final = struct.Struct("<BQI")
"""kind, offset, length; the data follows"""

# Operations of the FUSE protocol (linux/fuse.h)
_LOOKUP, _FORGET, _GETATTR, _SETATTR, _OPEN, _READ, _WRITE, _STATFS, _RELEASE = 1, 2, 3, 4, 14, 15, 16, 17, 18
_FSYNC, _FLUSH, _INIT, _OPENDIR, _RELEASEDIR, _ACCESS, _DESTROY, _BATCH_FORGET = 20, 25, 26, 27, 29, 34, 38, 42
_OPENS: Final = frozenset({_OPEN, _OPENDIR})
_ASKS: Final = frozenset({_GETATTR, _SETATTR})
_NOTHING_TO_DO: Final = frozenset({_RELEASE, _FLUSH, _RELEASEDIR, _ACCESS, _DESTROY})
_ROOT, _DISK = 1, 2
_LARGEST = 128 * 1024


@dataclass(frozen=True)
class Event:
    """`end`: where the log stood when it was complete."""

    kind: int
    offset: int
    data: bytes
    end: int


def why_not() -> str | None:
    """Why this machine cannot have such a disk; None if it can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "needs root on Linux"
    for needed in ("/dev/fuse", "/dev/loop-control"):
        if not os.access(needed, os.R_OK | os.W_OK):
            return f"needs {needed}"
    missing = [tool for tool in ("losetup", "mkfs.ext4", "mount", "umount") if shutil.which(tool) is None]
    return f"needs {', '.join(missing)}" if missing else None


def read_log(path: Path) -> Iterator[Event]:
    data = path.read_bytes()
    at = 0
    while at + RECORD.size <= len(data):
        kind, offset, length = RECORD.unpack_from(data, at)
        at += RECORD.size + (length if kind == WRITE else 0)
        if at > len(data):
            return
        yield Event(kind, offset, data[at - length : at] if kind == WRITE else b"", at)


@contextmanager
def logged_disk(folder: Path, size: int) -> Iterator[Path]:
    """A freshly made ext4 on a logged disk, mounted; its log is `folder/log`."""
    fuse, disk = folder / "fuse", folder / "disk"
    fuse.mkdir()
    disk.mkdir()
    command = [sys.executable, "-m", "tests.offline_cache.logged_disk", str(fuse), str(folder / "log"), str(size)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        try:
            with loop_device(fuse / "disk") as device:
                subprocess.run(["mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0", device], check=True)
                with mounted(device, disk):
                    yield disk
        finally:
            subprocess.run(["umount", str(fuse)], check=True)


@contextmanager
def loop_device(image: Path) -> Iterator[str]:
    device = subprocess.check_output(["losetup", "--find", "--show", str(image)], text=True).strip()
    try:
        yield device
    finally:
        subprocess.run(["losetup", "--detach", device], check=True)


@contextmanager
def mounted(device: str, at: Path) -> Iterator[None]:
    subprocess.run(["mount", "-t", "ext4", device, str(at)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(at)], check=True)


class _Server:
    def __init__(self, channel: int, log: int, size: int) -> None:
        self._channel = channel
        self._log = log
        self._disk = bytearray(size)

    def run(self) -> None:
        while True:
            try:
                request = os.read(self._channel, _LARGEST + 4096)
            except OSError as error:
                if error.errno == errno.ENODEV:
                    return
                if error.errno in (errno.EINTR, errno.ENOENT):
                    continue
                raise
            _, opcode, unique, node = struct.unpack_from("<IIQQ", request)
            if opcode in (_FORGET, _BATCH_FORGET):
                continue
            answer = self._answer(opcode, node, request[40:])
            error, body = (answer, b"") if isinstance(answer, int) else (0, answer)
            os.write(self._channel, struct.pack("<IiQ", 16 + len(body), -error, unique) + body)

    def _answer(self, opcode: int, node: int, body: bytes) -> bytes | int:
        if opcode in _ASKS:
            return struct.pack("<QII", 0, 0, 0) + self._attributes(node)
        if opcode in _OPENS:
            return struct.pack("<QII", 0, 0, 0)
        if opcode in _NOTHING_TO_DO:
            return b""
        return self._work(opcode, body)

    def _work(self, opcode: int, body: bytes) -> bytes | int:
        if opcode == _WRITE:
            return self._write(body)
        if opcode == _READ:
            offset, size = struct.unpack_from("<QI", body, 8)
            return bytes(self._disk[offset : offset + size])
        if opcode == _FSYNC:
            os.write(self._log, RECORD.pack(FLUSH, 0, 0))
            return b""
        if opcode == _LOOKUP:
            return self._entry() if body.rstrip(b"\0") == b"disk" else errno.ENOENT
        if opcode == _INIT:
            return struct.pack("<IIIIHHII", 7, 31, 65536, 0, 12, 10, _LARGEST, 1) + bytes(36)
        if opcode == _STATFS:
            return struct.pack("<QQQQQIIII", 1 << 20, 1 << 19, 1 << 19, 9, 9, 4096, 255, 4096, 0) + bytes(24)
        return errno.ENOSYS

    def _write(self, body: bytes) -> bytes:
        offset, size = struct.unpack_from("<QI", body, 8)
        data = body[40 : 40 + size]
        self._disk[offset : offset + size] = data
        os.write(self._log, RECORD.pack(WRITE, offset, size) + data)
        return struct.pack("<II", size, 0)

    def _entry(self) -> bytes:
        return struct.pack("<QQQQII", _DISK, 0, 60, 60, 0, 0) + self._attributes(_DISK)

    def _attributes(self, node: int) -> bytes:
        mode, size = (stat.S_IFDIR | 0o755, 4096) if node == _ROOT else (stat.S_IFREG | 0o600, len(self._disk))
        return struct.pack("<6Q10I", node, size, size // 512, 0, 0, 0, 0, 0, 0, mode, 1, 0, 0, 0, 4096, 0)


def _serve(mountpoint: str, log: str, size: int) -> None:
    channel = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={channel},rootmode=40000,user_id=0,group_id=0,allow_other"
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"kiosk-disk", mountpoint.encode(), b"fuse", 0, options.encode()) != 0:
        raise OSError(ctypes.get_errno(), "mount")
    print("ready", flush=True)
    _Server(channel, os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), size).run()


if __name__ == "__main__":
    _serve(sys.argv[1], sys.argv[2], int(sys.argv[3]))
