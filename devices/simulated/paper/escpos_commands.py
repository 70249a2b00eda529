"""Takes ESC/POS commands out of a byte stream, the subset of devices.md 3.2 and what else printers swallow."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Run:
    """Characters, in the encoding of the mode they came in."""

    text: str


@dataclass(frozen=True)
class Command:
    """`name` is the command's letters (`ESC a`), `arguments` its bytes after them."""

    name: str
    arguments: bytes


@dataclass(frozen=True)
class Unknown:
    data: bytes


Piece: TypeAlias = Run | Command | Unknown

PREFIXES = {0x1B: "ESC", 0x1D: "GS", 0x1C: "FS", 0x10: "DLE"}

CONTROLS = {0x0A: "LF", 0x0D: "CR", 0x09: "HT", 0x0C: "FF", 0x18: "CAN"}

FIXED = {
    "ESC": {"@": 0, "a": 1, "E": 1, "!": 1, "d": 1, "J": 1, "2": 0, "3": 1, "t": 1, "R": 1, " ": 1, "$": 2, "\\": 2}
    | {"-": 1, "M": 1, "G": 1, "V": 1, "{": 1, "p": 3, "c": 2, "=": 1, "e": 1, "S": 0, "L": 0},
    "GS": {"!": 1, "B": 1, "L": 2, "W": 2, "h": 1, "w": 1, "H": 1, "f": 1, "r": 1, "a": 1, "I": 1, "P": 2, "b": 1},
    "FS": {"&": 0, ".": 0, "!": 1, "S": 2, "-": 1, "C": 1, "W": 1},
    "DLE": {"\x04": 1, "\x05": 1, "\x14": 3},
}

CODE_WITH_LENGTH = range(65, 80)
"""GS k types that are followed by a length; smaller ones end with a zero byte"""


class CommandStream:
    """Feeds on bytes; `take` gives the next complete piece and the bytes it was made of."""

    def __init__(self) -> None:
        self.chinese = True
        """Chinese models power up in Chinese mode"""
        self._pending = b""

    @property
    def waiting(self) -> int:
        """Bytes not obeyed yet."""
        return len(self._pending)

    def feed(self, data: bytes) -> None:
        self._pending += data

    def clear(self) -> None:
        self._pending = b""

    def take(self) -> tuple[Piece, bytes] | None:
        """None until more bytes come."""
        if not self._pending:
            return None
        size = self._size()
        if size is None or size > len(self._pending):
            return None
        raw, self._pending = self._pending[:size], self._pending[size:]
        return self._piece(raw), raw

    def _piece(self, raw: bytes) -> Piece:
        first = raw[0]
        if first in CONTROLS:
            return Command(CONTROLS[first], b"")
        if first not in PREFIXES:
            return Run(self._decode(raw)) if first >= 0x20 else Unknown(raw)
        prefix, letter = PREFIXES[first], chr(raw[1])
        known = letter in FIXED[prefix] or (prefix, letter) in _VARIABLE
        return Command(f"{prefix} {letter}", raw[2:]) if known else Unknown(raw)

    def _size(self) -> int | None:
        data = self._pending
        if data[0] not in PREFIXES:
            return 1 if data[0] < 0x20 else self._run_size()
        if len(data) < 2:
            return None
        prefix, letter = PREFIXES[data[0]], chr(data[1])
        if letter in FIXED[prefix]:
            return 2 + FIXED[prefix][letter]
        return _variable_size(prefix, letter, data[2:])

    def _run_size(self) -> int | None:
        size = 0
        while size < len(self._pending) and self._pending[size] >= 0x20:
            double = self.chinese and self._pending[size] >= 0x81
            if double and size + 2 > len(self._pending):
                return size or None
            size += 2 if double else 1
        return size

    def _decode(self, raw: bytes) -> str:
        if not self.chinese:
            return raw.decode("cp437")
        text, position = "", 0
        while position < len(raw):
            size = 2 if raw[position] >= 0x81 else 1
            text += _pair(raw[position : position + size])
            position += size
        return text


_VARIABLE = {("GS", "V"), ("GS", "v"), ("GS", "k"), ("GS", "("), ("ESC", "*")}


def _variable_size(prefix: str, letter: str, rest: bytes) -> int | None:
    match prefix, letter:
        case "GS", "V":
            return None if not rest else 2 + (2 if rest[0] in (65, 66) else 1)
        case "GS", "v":
            if len(rest) < 6:
                return None
            return 8 + int.from_bytes(rest[2:4], "little") * int.from_bytes(rest[4:6], "little")
        case "GS", "(":
            return None if len(rest) < 3 else 5 + int.from_bytes(rest[1:3], "little")
        case "GS", "k":
            return _barcode_size(rest)
        case "ESC", "*":
            if len(rest) < 3:
                return None
            return 5 + int.from_bytes(rest[1:3], "little") * (3 if rest[0] in (32, 33) else 1)
        case _:
            return 2


def _barcode_size(rest: bytes) -> int | None:
    if len(rest) < 2:
        return None
    if rest[0] in CODE_WITH_LENGTH:
        return 4 + rest[1]
    end = rest.find(0, 1)
    return None if end < 0 else 3 + end


def _pair(raw: bytes) -> str:
    """GBK only: of a four-byte code the first byte prints nothing and the second as what it is in ASCII."""
    try:
        return raw.decode("gbk")
    except UnicodeDecodeError:
        return raw[1:].decode("ascii", "replace").replace("\ufffd", "?")
