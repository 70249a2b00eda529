"""The ids of the last commands, so that none is carried out twice, also by the next process."""

import os
from collections import OrderedDict
from pathlib import Path
from typing import Final

from devices.errors import FaultError

KEPT: Final = 256
CLAIMED, RELEASED, WHOLE = "+", "-", "\t"
"""each on a line of its own; what a power cut tore has no end and no line break behind it"""
_LONGEST: Final = 8 * KEPT
"""lines; a longer file is written anew when it is opened"""


class CommandIds:
    """Remembers the last 256 ids; in `file`, if one is given, on disk before `claim` returns."""

    def __init__(self, kept: int = KEPT, file: Path | None = None) -> None:
        """FaultError when the file cannot be read or written."""
        self._kept = kept
        self._file = file
        self._ids: OrderedDict[str, None] = OrderedDict()
        if file is not None:
            self._load(file)

    def claim(self, command_id: str) -> bool:
        """True the first time; False for an id that was claimed before. FaultError when it cannot be kept."""
        key = _key(command_id)
        if key in self._ids:
            return False
        self._write(CLAIMED, key)
        self._add(key)
        return True

    def release(self, command_id: str) -> None:
        """The command certainly did not start; its id may be claimed again."""
        key = _key(command_id)
        if key in self._ids:
            self._write(RELEASED, key)
            del self._ids[key]

    def _add(self, key: str) -> None:
        self._ids[key] = None
        while len(self._ids) > self._kept:
            self._ids.popitem(last=False)

    def _load(self, file: Path) -> None:
        """A claim that a power cut tore counts, a release does not."""
        try:
            lines = file.read_text(encoding="ascii", errors="replace").splitlines() if file.exists() else []
            for line in lines:
                if line.startswith(CLAIMED):
                    self._add(line[1:].removesuffix(WHOLE))
                elif line.startswith(RELEASED) and line.endswith(WHOLE):
                    self._ids.pop(line[1:-1], None)
            if len(lines) > _LONGEST:
                self._write_anew(file)
        except OSError as error:
            raise FaultError(f"{file}: {error}") from error

    def _write(self, mark: str, key: str) -> None:
        if self._file is None:
            return
        try:
            with self._file.open("a", encoding="ascii") as out:
                out.write(f"\n{mark}{key}{WHOLE}")
                out.flush()
                os.fsync(out.fileno())
        except OSError as error:
            raise FaultError(f"{self._file}: {error}") from error

    def _write_anew(self, file: Path) -> None:
        fresh = file.with_suffix(".new")
        with fresh.open("w", encoding="ascii") as out:
            out.writelines(f"\n{CLAIMED}{key}{WHOLE}" for key in self._ids)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(file)


def _key(command_id: str) -> str:
    """On one line, in ASCII."""
    return command_id.encode("unicode_escape").decode("ascii")
