"""How much of a page is sent in one request: what the line carries in a few seconds.

A request that takes longer than HALL_ANSWER is given up and its bytes with it, so that on a slow line a chunk of fixed
size would never arrive.
"""

from typing import Final

from offline_cache.delays import CHUNK_GOAL

SMALLEST_CHUNK: Final = 16 * 1024
LARGEST_CHUNK: Final = 1024 * 1024


class ChunkPace:
    """Begins with the largest: most lines are fast, and one chunk given up tells that this is not one of them."""

    def __init__(self) -> None:
        self._size = LARGEST_CHUNK

    def size(self, most: int) -> int:
        """Bytes of the next chunk; `most`: what the hall takes."""
        return min(self._size, most)

    def note(self, seconds: float, *, answered: bool) -> None:
        """How long the last chunk took."""
        if not answered:
            self._size = max(SMALLEST_CHUNK, self._size // 4)
        elif seconds > CHUNK_GOAL:
            self._size = max(SMALLEST_CHUNK, self._size // 2)
        elif seconds < CHUNK_GOAL / 4:
            self._size = min(LARGEST_CHUNK, self._size * 2)
