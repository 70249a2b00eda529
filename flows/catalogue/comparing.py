"""A query against every item as a whole, and against each phrase of the nearest ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from flows.catalogue.compiled_search import CompiledSearch
from flows.catalogue.features import SINGLE, Features

_CANDIDATES: Final = 48
"""items whose phrases are looked at one by one"""
_RIVALS: Final = 24
"""phrases for what is done elsewhere that are"""
_UNKNOWN: Final = 0.55
"""value of a feature that nobody has, as a part of the rarest one's"""
_COVERED: Final = 0.75
"""of a phrase's nearness: how much of the query it covers; the rest is how much of it the query covers"""
_SELDOM: Final = 0.5
"""added to how often a feature was seen on either side"""
_NEAREST: Final = 0.5
"""of an item's score: its nearest phrase; the rest is all its phrases together"""


@dataclass(frozen=True)
class Compared:
    scores: Mapping[int, float]
    """item -> score, of the nearest"""
    best: float
    elsewhere: float
    """score of the nearest phrase for what is done elsewhere"""
    covered: float
    """share of the query, by value, that the best item has in any of its phrases"""
    evidence: float
    """value of what the best item has of the query, not counting single characters"""
    unknown: float
    """share of the query that nobody has"""
    lean: float
    """whether the known words of the query are said of items rather than of what is done elsewhere; log odds"""


class PhraseComparer:
    """`prior`: what is added to each item's score if it is near at all."""

    def __init__(self, compiled: CompiledSearch, prior: NDArray[np.float64]) -> None:
        self._compiled = compiled
        self._prior = prior
        self._number = {name: at for at, name in enumerate(compiled.vocabulary)}
        self._sizes = self._phrase_sizes("")
        self._spoken_sizes = self._phrase_sizes("~#")
        self._lean = self._leaning()

    def knows(self, feature: str) -> bool:
        """Whether any phrase has it."""
        return feature in self._number

    def compare(self, query: Features, *, spoken: bool = False) -> Compared:
        """`spoken`: only sounds and concepts were said, and nothing else of a phrase is missed."""
        compiled = self._compiled
        known = [self._number[name] for name in query if name in self._number]
        missing = sum(weight for name, weight in query.items() if name not in self._number)
        total = max(float(compiled.value[known].sum()) + missing * _UNKNOWN * compiled.rarest, 1e-9)
        whole = self._whole(known) / total
        items, rivals = whole[: compiled.items], whole[compiled.items :]
        mark = np.zeros(len(compiled.vocabulary), np.float32)
        mark[known] = compiled.value[known] / total
        sizes = (self._spoken_sizes if spoken else self._sizes) / total
        nearest, beyond = _highest(items, _CANDIDATES), _highest(rivals, _RIVALS)
        near = self._nearest_phrase(nearest, mark, sizes)
        scores = near * _NEAREST + items[nearest] * (1 - _NEAREST) + np.where(near > 0, self._prior[nearest], 0)
        rival = self._nearest_phrase(beyond + compiled.items, mark, sizes)
        elsewhere = rival * _NEAREST + rivals[beyond] * (1 - _NEAREST)
        best = int(nearest[scores.argmax()])
        return Compared(
            scores={int(item): float(score) for item, score in zip(nearest, scores, strict=True) if score > 0},
            best=float(scores.max()),
            elsewhere=float(elsewhere.max(initial=0.0)),
            covered=float(items[best]),
            evidence=self._evidence(query, best),
            unknown=missing / max(sum(query.values()), 1e-9),
            lean=float((compiled.value[known] * self._lean[known]).sum()) / total,
        )

    def _phrase_sizes(self, kinds: str) -> NDArray[np.float32]:
        """Value of all features of each phrase, or of those that begin with one of `kinds`."""
        compiled = self._compiled
        counted = np.array([not kinds or name[0] in kinds for name in compiled.vocabulary])
        sizes = np.add.reduceat((compiled.value * counted)[compiled.rows], compiled.row_starts[:-1])
        return np.maximum(sizes, 1e-3)

    def _leaning(self) -> NDArray[np.float64]:
        """Of each feature: log odds that who says it means an item, by how many phrases have it on either side."""
        compiled = self._compiled
        border = int(compiled.row_starts[compiled.phrase_starts[compiled.items]])
        sides = (compiled.rows[:border], compiled.rows[border:])
        shares = [
            (np.bincount(rows, minlength=len(compiled.vocabulary)) + _SELDOM) / max(len(rows), 1) for rows in sides
        ]
        return np.asarray(np.log(shares[0] / shares[1]))

    def _owners(self, feature: int) -> NDArray[np.int32]:
        compiled = self._compiled
        return compiled.owners[compiled.owner_starts[feature] : compiled.owner_starts[feature + 1]]

    def _whole(self, known: Sequence[int]) -> NDArray[np.float64]:
        """Of every owner: how much of the query it has, by value."""
        whole = np.zeros(len(self._compiled.phrase_starts) - 1)
        for feature in known:
            whole[self._owners(feature)] += self._compiled.value[feature]
        return whole

    def _nearest_phrase(
        self, owners: NDArray[np.intp], mark: NDArray[np.float32], sizes: NDArray[np.float32]
    ) -> NDArray[np.float64]:
        """Nearness of each owner's nearest phrase. `mark`: shares of the query by feature; `sizes`: of each phrase."""
        compiled = self._compiled
        if not len(owners):
            return np.zeros(0)
        phrases, firsts = _runs(compiled.phrase_starts[owners], compiled.phrase_starts[owners + 1])
        features, rows = _runs(compiled.row_starts[phrases], compiled.row_starts[phrases + 1])
        hits = np.add.reduceat(mark[compiled.rows[features]], rows).astype(np.float64)
        near = hits * _COVERED + hits / sizes[phrases] * (1 - _COVERED)
        return np.maximum.reduceat(near * compiled.phrase_weight[phrases], firsts)

    def _evidence(self, query: Features, item: int) -> float:
        found = 0.0
        for name, weight in query.items():
            feature = self._number.get(name)
            if weight > SINGLE and feature is not None:
                owners = self._owners(feature)
                at = int(np.searchsorted(owners, item))
                if at < len(owners) and owners[at] == item:
                    found += float(self._compiled.value[feature])
        return found


def _runs(starts: NDArray[np.int32], ends: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """All numbers of the half-open ranges one after the other, and where each range begins among them."""
    lengths = (ends - starts).astype(np.intp)
    firsts = np.cumsum(lengths) - lengths
    return np.repeat(starts - firsts, lengths) + np.arange(int(lengths.sum())), firsts


def _highest(values: NDArray[np.float64], count: int) -> NDArray[np.intp]:
    if len(values) <= count:
        return np.arange(len(values))
    return np.sort(np.argpartition(-values, count)[:count])
