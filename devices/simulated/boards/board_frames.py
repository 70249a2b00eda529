"""Cutting requests out of a byte stream, for lock-control boards of every family."""

from collections.abc import Callable, Iterator

Sizer = Callable[[bytes], int | None]
"""Length of the whole frame at the start of the bytes; 0: none starts here; None: not all of it has come."""


class FrameStream:
    def __init__(self, size_of: Sizer) -> None:
        self._size_of = size_of
        self._pending = b""

    def forget(self) -> None:
        """Drops what has come of an unfinished frame."""
        self._pending = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._pending += data
        while self._pending:
            size = self._size_of(self._pending)
            if size is None:
                return
            frame, self._pending = self._pending[: size or 1], self._pending[size or 1 :]
            if size:
                yield frame


def sum_byte(content: bytes) -> int:
    """The check of the Kerong families: the low byte of the sum."""
    return sum(content) & 0xFF
