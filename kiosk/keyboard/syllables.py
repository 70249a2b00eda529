"""Cuts a run of letters into pinyin syllables; the last one may still be unfinished."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Cut:
    """`ends[i]` is where syllable i ends in the keys, apostrophes included. `open_end`: the last is a beginning."""

    syllables: tuple[str, ...]
    ends: tuple[int, ...]
    open_end: bool


class Syllabary:
    """The syllables the table knows."""

    def __init__(self, syllables: frozenset[str]) -> None:
        self._whole = syllables
        self._starts = frozenset(s[:n] for s in syllables for n in range(1, len(s) + 1))
        self._longest = max(map(len, syllables))
        self.cut = lru_cache(maxsize=256)(self._cut)

    def _cut(self, keys: str) -> Cut | None:
        """The cut with the fewest pieces, a finished last syllable before an unfinished one; None if there is none."""
        best: dict[int, tuple[tuple[int, int], Cut]] = {0: ((0, 0), Cut((), (), False))}
        for start in range(len(keys)):
            if start not in best or best[start][1].open_end:
                continue
            (pieces, unfinished), before = best[start]
            for end, piece, is_open in self._pieces(keys, start):
                rank = (pieces + 1, unfinished + is_open)
                if end not in best or (rank[1], rank[0]) < (best[end][0][1], best[end][0][0]):
                    best[end] = (rank, Cut((*before.syllables, piece), (*before.ends, end), is_open))
        found = best.get(len(keys))
        return found[1] if found and keys else None

    def _pieces(self, keys: str, start: int) -> Iterator[tuple[int, str, bool]]:
        for length in range(1, self._longest + 1):
            end = start + length
            piece = keys[start:end]
            if len(piece) < length or "'" in piece:
                return
            after = end + 1 if keys[end : end + 1] == "'" else end
            if piece in self._whole:
                yield after, piece, False
            elif end == len(keys) and piece in self._starts:
                yield after, piece, True
