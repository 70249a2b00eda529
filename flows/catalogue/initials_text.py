"""Initials of all phrases in one long text: finding in it is the quickest there is."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from flows.catalogue.compiled_search import CompiledSearch

_ANYWHERE: Final = 0.55
_WHOLE: Final = 0.35
"""more, by the share of the phrase's initials that were typed"""
_AT_THE_START: Final = 0.1


class InitialsText:
    def __init__(self, compiled: CompiledSearch) -> None:
        self._compiled = compiled
        self._lines = [0, *accumulate(len(line) + 1 for line in compiled.initials.split("\n"))]

    def scores(self, letters: str) -> dict[int, float]:
        """`letters`: a-z, not empty. Item -> score, 1 for the initials of a whole phrase."""
        scores: dict[int, float] = {}
        for place in self._places(letters):
            number = bisect_right(self._lines, place) - 1
            start = self._lines[number]
            share = len(letters) / (self._lines[number + 1] - start - 1)
            score = _ANYWHERE + _WHOLE * share + (_AT_THE_START if place == start else 0)
            item = bisect_right(self._compiled.phrase_starts, number) - 1
            scores[item] = max(scores.get(item, 0.0), score * float(self._compiled.phrase_weight[number]))
        return scores

    def _places(self, letters: str) -> Iterator[int]:
        place = self._compiled.initials.find(letters)
        while place >= 0:
            yield place
            place = self._compiled.initials.find(letters, place + 1)
