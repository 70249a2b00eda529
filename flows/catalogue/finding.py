"""Finding an item from loose words: everyday Chinese, pinyin, initials, sounds alike, typing mistakes, English.

What is done elsewhere has phrases too, and competes: what is nearer to them, or too little of which is known, is not
answered at all.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from flows.catalogue.believing import CHINESE, LATIN, Signs, Weights, belief
from flows.catalogue.comparing import Compared, PhraseComparer
from flows.catalogue.compiled_search import VERSION, compile_search, search_from
from flows.catalogue.features import (
    HAN,
    LATIN_WORD,
    SOUND_PAIR,
    Features,
    Words,
    chinese_features,
    content,
    english_features,
    normal,
    sound_features,
)
from flows.catalogue.initials_text import InitialsText
from flows.catalogue.readings import Readings
from flows.catalogue.sounds import cut
from flows.service_guide import Found, SearchAnswer

Row = Mapping[str, str]
MOST: Final = 20
_LONGEST: Final = 200
"""characters that are looked at: nobody types more"""
_NEAR: Final = 0.5
"""of the best score: what is offered beside it"""
_INITIALS: Final = range(2, 13)
"""how many letters may be initials"""
_SURE_INITIALS: Final = 0.6
_PUT_RIGHT: Final = 2
"""how many more pairs must be known"""


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
        compiled = search_from(ready) if ready.get("version") == VERSION else compile_search(tables)
        self.readings: Readings = compiled.readings
        self._items: list[tuple[str, Row]] = list(tables["items"].items())
        self._words = Words.of(tables, compiled.readings)
        self._prior = np.array([_prior(row) for _, row in self._items])
        self._comparer = PhraseComparer(compiled, self._prior)
        self._initials = InitialsText(compiled)
        self._spoken = dict(self._spoken_words())
        self._simple = str.maketrans(dict(_simplified(tables)))

    def search(self, text: str, language: str) -> SearchAnswer:
        wanted = normal(text[:_LONGEST]).translate(self._simple)
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
            return _looked(self._comparer.compare(self._as_meant(wanted)), _length(wanted), CHINESE)
        ways = list(self._latin_ways(wanted))
        best = max(ways, key=lambda way: (way.belief > 0, max(way.scores.values(), default=0.0)))
        scores = dict(best.scores)
        for way in ways:
            if way.belief > 0:
                scores |= {item: score for item, score in way.scores.items() if score > scores.get(item, 0.0)}
        return Looked(scores, best.signs, best.belief)

    def _latin_ways(self, wanted: str) -> Iterator[Looked]:
        """As English, as pinyin, as initials."""
        english = self._comparer.compare(english_features(wanted, self._words))
        yield _looked(english, len(wanted.split()), LATIN)
        sounds = _cut_words(wanted)
        if sounds:
            heard = self._heard(sounds)
            for query in (heard, heard | self._concepts_of(sounds)):
                yield _looked(self._comparer.compare(query, spoken=True), len(sounds), LATIN)
        letters = re.sub(r"[^a-z]", "", wanted)
        if len(letters) in _INITIALS:
            yield self._by_initials(letters, english.elsewhere)

    def _by_initials(self, letters: str, elsewhere: float) -> Looked:
        """`elsewhere`: how near the letters are, as a word, to what is done elsewhere."""
        found = self._initials.scores(letters)
        scores = {item: score + float(self._prior[item]) for item, score in found.items()}
        best = max(scores.values(), default=0.0)
        signs = Signs(best, elsewhere, 1.0, 0.0, len(letters), 0.0, 0.0)
        return Looked(scores, signs, min(best - _SURE_INITIALS, best - elsewhere))

    def _as_meant(self, wanted: str) -> Features:
        """Two characters in each other's place are put right.

        Without pairs that only came about where two known words meet: 低保|申请 has no 保申. Those that are unknown but
        sound like known ones count as heard, with the words they sound like.
        """
        wanted = self._in_order(wanted)
        query = chinese_features(wanted, self._words)
        bare = content(wanted)
        sounds = [self.readings.usual.get(character, "") for character in bare]
        known = [self._comparer.knows(bare[at : at + 2]) for at in range(len(bare) - 1)]
        for at in range(len(known)):
            heard = any(self._comparer.knows(pair) for pair in sound_features(sounds[at : at + 2]))
            meeting = 0 < at < len(known) - 1 and known[at - 1] and known[at + 1]
            if not known[at] and (heard or meeting):
                query.pop(bare[at : at + 2], None)
            if not known[at] and heard and not meeting:
                query |= self._concepts_of(sounds[at : at + 2])
        for at in _strange(known):
            for name in (bare[at : at + 2], *sound_features(sounds[at - 1 : at + 2])):
                query.pop(name, None)
        return query

    def _in_order(self, wanted: str) -> str:
        """医账保户 as 医保账户, if more pairs are known then: never of what is known already."""
        gains = {at: self._gain(wanted, at) for at in range(len(wanted) - 1)}
        best = max(gains, key=gains.__getitem__, default=0)
        return _swapped(wanted, best) if gains.get(best, 0) >= _PUT_RIGHT else wanted

    def _gain(self, text: str, at: int) -> int:
        """How many pairs more are known if the characters at `at` and after it change places."""
        first = max(at - 1, 0)
        around = text[first : at + 3]
        return self._known_pairs(_swapped(around, at - first)) - self._known_pairs(around)

    def _known_pairs(self, text: str) -> int:
        return sum(self._comparer.knows(text[at : at + 2]) for at in range(len(text) - 1))

    def _heard(self, sounds: Sequence[str]) -> Features:
        """Without pairs nobody has beside pairs that somebody has: words typed apart, such as "ban ge hu zhao"."""
        pairs = list(sound_features(sounds))
        known = [self._comparer.knows(pair) for pair in pairs]
        beside = [any(known[max(at - 1, 0) : at + 2]) for at in range(len(pairs))]
        return {pair: SOUND_PAIR for pair, one, other in zip(pairs, known, beside, strict=True) if one or not other}

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

    def _name(self, number: int, language: str) -> str:
        row = self._items[number][1]
        return row["name_everyday_zh"] if language == "zh" else row["name_en"]


def _simplified(tables: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Traditional character -> simplified one."""
    for row in tables.get("traditional", {}).values():
        yield from ((character, row["simple"]) for character in row["traditional"])


def _looked(compared: Compared, length: int, weights: Weights) -> Looked:
    signs = Signs(
        compared.best, compared.elsewhere, compared.covered, compared.evidence, length, compared.unknown, compared.lean
    )
    return Looked(compared.scores, signs, belief(signs, weights))


def _strange(known: Sequence[bool]) -> Iterator[int]:
    """Where one character alone fits nothing: both its pairs are unknown, those around are not."""
    for at in range(1, len(known)):
        around = [*known[max(at - 2, 0) : at - 1], *known[at + 1 : at + 2]]
        if not known[at] and not known[at - 1] and around and all(around):
            yield at


def _swapped(text: str, at: int) -> str:
    return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]


def _length(wanted: str) -> int:
    """Characters that say something, and Latin words."""
    return len(content(wanted)) + len(LATIN_WORD.findall(wanted))


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
