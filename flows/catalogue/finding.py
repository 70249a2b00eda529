"""Finding an item from loose words: everyday Chinese, pinyin, initials, sounds alike, typing mistakes, English.

A query is compared with every item as a whole, and with each phrase of the nearest ones. What is done elsewhere has
phrases too, and competes: what is nearer to them, or too little of which is known, is not answered at all.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from flows.catalogue.believing import CHINESE, LATIN, Signs, Weights, belief
from flows.catalogue.compiled_search import VERSION, CompiledSearch, compile_search, search_from
from flows.catalogue.features import (
    HAN,
    LATIN_WORD,
    SINGLE,
    SOUND_PAIR,
    Features,
    Words,
    chinese_features,
    content,
    english_features,
    normal,
    sound_features,
)
from flows.catalogue.readings import Readings
from flows.catalogue.sounds import cut
from flows.decision import Found, SearchAnswer

Row = Mapping[str, str]
MOST: Final = 20
_LONGEST: Final = 200
"""characters that are looked at: nobody types more"""
_CANDIDATES: Final = 48
"""items whose phrases are looked at one by one"""
_RIVALS: Final = 24
_UNKNOWN: Final = 0.55
"""value of a feature that no item has, as a part of the rarest one's"""
_NEAR: Final = 0.5
"""of the best score: what is offered beside it"""
_COVERED: Final = 0.75
"""of a phrase's nearness: how much of the query it covers; the rest is how much of it the query covers"""
_NEAREST: Final = 0.5
"""of an item's score: its nearest phrase; the rest is all its phrases together"""
_SURE_INITIALS: Final = 0.6


@dataclass(frozen=True)
class Looked:
    """One way to read a query, and what it found."""

    scores: Mapping[int, float]
    """item -> score, of the nearest"""
    signs: Signs
    belief: float


class SearchIndex:
    """`tables`: the catalogue of a pack, compiled for search or not yet."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        ready = tables.get("search", {})
        usable = ready.get("version") == VERSION
        self._compiled: CompiledSearch = search_from(ready) if usable else compile_search(tables)
        self._items: list[tuple[str, Row]] = list(tables["items"].items())
        self._words = Words.of(tables, self._compiled.readings)
        self._number = {name: at for at, name in enumerate(self._compiled.vocabulary)}
        self._prior = np.array([_prior(row) for _, row in self._items])
        self._sizes = self._phrase_sizes("")
        self._spoken_sizes = self._phrase_sizes("~#")
        self._spoken = dict(self._spoken_words())
        self._lines = [0, *accumulate(len(line) + 1 for line in self._compiled.initials.split("\n"))]

    @property
    def readings(self) -> Readings:
        return self._compiled.readings

    def search(self, text: str, language: str) -> SearchAnswer:
        wanted = normal(text[:_LONGEST])
        if not wanted:
            return SearchAnswer((), out_of_scope=bool(text.strip()))
        looked = self.looked(wanted)
        if looked.belief <= 0:
            return SearchAnswer((), out_of_scope=True)
        best = sorted(looked.scores.items(), key=lambda one: (-one[1], one[0]))[:MOST]
        found = tuple(
            Found(self._items[item][0], self._name(item, language), round(score, 4))
            for item, score in best
            if score >= best[0][1] * _NEAR
        )
        return SearchAnswer(found, out_of_scope=False)

    def looked(self, wanted: str) -> Looked:
        """`wanted`: normal(), not empty."""
        if HAN.search(wanted):
            return self._compared(self._as_meant(wanted), _length(wanted), self._sizes, CHINESE)
        ways = [self._compared(english_features(wanted, self._words), len(wanted.split()), self._sizes, LATIN)]
        sounds = _cut_words(wanted)
        if sounds:
            heard = self._heard(sounds)
            both = (heard, heard | self._concepts_of(sounds))
            ways += [self._compared(spoken, len(sounds), self._spoken_sizes, LATIN) for spoken in both]
        letters = re.sub(r"[^a-z]", "", wanted)
        if 2 <= len(letters) <= 12:
            ways.append(self._by_initials(letters, ways[0].signs.elsewhere))
        best = max(ways, key=lambda way: (way.belief > 0, max(way.scores.values(), default=0.0)))
        scores = dict(best.scores)
        for way in ways:
            if way.belief > 0:
                scores |= {item: score for item, score in way.scores.items() if score > scores.get(item, 0.0)}
        return Looked(scores, best.signs, best.belief)

    def _phrase_sizes(self, kinds: str) -> NDArray[np.float32]:
        """Value of all features of each phrase, or of those that begin with one of `kinds`."""
        compiled = self._compiled
        counted = np.array([not kinds or name[0] in kinds for name in compiled.vocabulary])
        sizes = np.add.reduceat((compiled.value * counted)[compiled.rows], compiled.row_starts[:-1])
        return np.maximum(sizes, 1e-3)

    def _as_meant(self, wanted: str) -> Features:
        """Without pairs that only came about where two known words meet: 低保|申请 has no 保申.

        Those that are unknown but sound like known ones count as heard, with the words they sound like.
        """
        query = chinese_features(wanted, self._words)
        bare = content(LATIN_WORD.sub(" ", wanted))
        sounds = [self._compiled.readings.usual.get(character, "") for character in bare]
        known = [bare[at : at + 2] in self._number for at in range(len(bare) - 1)]
        for at in range(len(known)):
            heard = next(iter(sound_features(sounds[at : at + 2])), "") in self._number
            meeting = 0 < at < len(known) - 1 and known[at - 1] and known[at + 1]
            if not known[at] and (heard or meeting):
                query.pop(bare[at : at + 2], None)
            if not known[at] and heard and not meeting:
                query |= self._concepts_of(sounds[at : at + 2])
        return query

    def _heard(self, sounds: Sequence[str]) -> Features:
        """Without pairs nobody has beside pairs that somebody has: words typed apart, such as "ban ge hu zhao"."""
        pairs = list(sound_features(sounds))
        known = [pair in self._number for pair in pairs]
        beside = [any(known[max(at - 1, 0) : at + 2]) for at in range(len(pairs))]
        return {pair: SOUND_PAIR for pair, one, other in zip(pairs, known, beside, strict=True) if one or not other}

    def _compared(self, query: Features, length: int, sizes: NDArray[np.float32], weights: Weights) -> Looked:
        compiled = self._compiled
        known = [self._number[name] for name in query if name in self._number]
        missing = sum(weight for name, weight in query.items() if name not in self._number)
        total = float(compiled.value[known].sum()) + missing * _UNKNOWN * compiled.rarest
        whole = self._whole(known) / max(total, 1e-9)
        items, rivals = whole[: compiled.items], whole[compiled.items :]
        nearest = _highest(items, _CANDIDATES)
        mark = np.zeros(len(compiled.vocabulary), np.float32)
        mark[known] = compiled.value[known]
        near = self._nearest_phrase(nearest, mark, total, sizes)
        scores = near * _NEAREST + items[nearest] * (1 - _NEAREST) + np.where(near > 0, self._prior[nearest], 0)
        beyond = _highest(rivals, _RIVALS)
        elsewhere = self._nearest_phrase(beyond + compiled.items, mark, total, sizes) * _NEAREST + rivals[beyond] * (
            1 - _NEAREST
        )
        best = int(nearest[scores.argmax()])
        signs = Signs(
            best=float(scores.max()),
            elsewhere=float(elsewhere.max(initial=0.0)),
            covered=float(items[best]),
            evidence=self._evidence(query, best),
            length=length,
            unknown=missing / max(sum(query.values()), 1e-9),
        )
        found = {int(item): float(score) for item, score in zip(nearest, scores, strict=True) if score > 0}
        return Looked(found, signs, belief(signs, weights))

    def _whole(self, known: Sequence[int]) -> NDArray[np.float64]:
        """Of every owner: how much of the query it has, by value."""
        compiled = self._compiled
        whole = np.zeros(len(compiled.phrase_starts) - 1)
        for feature in known:
            whole[compiled.owners[compiled.owner_starts[feature] : compiled.owner_starts[feature + 1]]] += (
                compiled.value[feature]
            )
        return whole

    def _nearest_phrase(
        self, owners: NDArray[np.intp], mark: NDArray[np.float32], total: float, sizes: NDArray[np.float32]
    ) -> NDArray[np.float64]:
        """Of each owner's phrases the nearest: its nearness. `mark`: the value of the query's features, else 0."""
        compiled = self._compiled
        if not len(owners):
            return np.zeros(0)
        phrases, firsts = _runs(compiled.phrase_starts[owners], compiled.phrase_starts[owners + 1])
        features, rows = _runs(compiled.row_starts[phrases], compiled.row_starts[phrases + 1])
        hits = np.add.reduceat(mark[compiled.rows[features]], rows).astype(np.float64)
        near = hits / max(total, 1e-9) * _COVERED + hits / sizes[phrases] * (1 - _COVERED)
        return np.maximum.reduceat(near * compiled.phrase_weight[phrases], firsts)

    def _evidence(self, query: Features, item: int) -> float:
        compiled = self._compiled
        found = 0.0
        for name, weight in query.items():
            feature = self._number.get(name)
            if weight > SINGLE and feature is not None:
                owners = compiled.owners[compiled.owner_starts[feature] : compiled.owner_starts[feature + 1]]
                at = int(np.searchsorted(owners, item))
                if at < len(owners) and owners[at] == item:
                    found += float(compiled.value[feature])
        return found

    def _name(self, number: int, language: str) -> str:
        row = self._items[number][1]
        return row["name_everyday_zh"] if language == "zh" else row["name_en"]

    def _concepts_of(self, sounds: Sequence[str]) -> Features:
        """Concepts whose words sound like a part of the query."""
        heard = " " + " ".join(sounds) + " "
        return {
            f"#{concept}": 1.0 for sound, concepts in self._spoken.items() if sound in heard for concept in concepts
        }

    def _spoken_words(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for word, concepts in self._words.chinese.items():
            sounds = self.readings.syllables(word)
            if len(sounds) > 1:
                yield f" {' '.join(sounds)} ", concepts

    def _by_initials(self, letters: str, elsewhere: float) -> Looked:
        """One long text of all initials: finding in it is the quickest there is."""
        text, compiled = self._compiled.initials, self._compiled
        scores: dict[int, float] = {}
        place = text.find(letters)
        while place >= 0:
            number = bisect_right(self._lines, place) - 1
            start = self._lines[number]
            share = len(letters) / (self._lines[number + 1] - start - 1)
            score = (0.55 + 0.35 * share + (0.1 if place == start else 0)) * float(compiled.phrase_weight[number])
            item = bisect_right(compiled.phrase_starts, number) - 1
            scores[item] = max(scores.get(item, 0.0), score + float(self._prior[item]))
            place = text.find(letters, place + 1)
        best = max(scores.values(), default=0.0)
        signs = Signs(best, elsewhere, 1.0, 0.0, len(letters), 0.0)
        return Looked(scores, signs, min(best - _SURE_INITIALS, best - elsewhere))


def _length(wanted: str) -> int:
    """Characters that say something, and Latin words."""
    return len(content(LATIN_WORD.sub(" ", wanted))) + len(LATIN_WORD.findall(wanted))


def _runs(starts: NDArray[np.int32], ends: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """All numbers of the half-open ranges one after the other, and where each range begins among them."""
    lengths = (ends - starts).astype(np.intp)
    firsts = np.cumsum(lengths) - lengths
    return np.repeat(starts - firsts, lengths) + np.arange(int(lengths.sum())), firsts


def _highest(values: NDArray[np.float64], count: int) -> NDArray[np.intp]:
    if len(values) <= count:
        return np.arange(len(values))
    return np.sort(np.argpartition(-values, count)[:count])


def _cut_words(wanted: str) -> tuple[str, ...]:
    """Pinyin of all words together; empty if it is no pinyin."""
    found: list[str] = []
    for word in wanted.split():
        sounds = cut(word)
        if sounds is None:
            return ()
        found += sounds
    return tuple(found) if len(found) > 1 or len(wanted) > 3 else ()


def _prior(row: Row) -> float:
    """What many people come for goes first among equals."""
    rank = int(row["hot_rank"]) if row["hot_rank"] else 40
    return 0.02 * max(0, 40 - rank) / 40
