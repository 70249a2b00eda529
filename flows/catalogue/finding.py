"""Finding an item from loose words: everyday Chinese, pinyin, initials, sounds alike, typing mistakes, English.

Every phrase that names an item is a row of weighted features. A query is compared with all phrases at once; an item is
as near as its nearest phrase, helped by what its other phrases cover. What covers too little of the query is not
answered at all: an honest "not here" is better than a guess.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from flows.catalogue.features import (
    SINGLE,
    VAGUE,
    Features,
    Words,
    chinese_features,
    content,
    english_features,
    normal,
    sound_features,
)
from flows.catalogue.sounds import cut, initials, syllables
from flows.decision import Found, SearchAnswer

Row = Mapping[str, str]
MOST: Final = 20
_UNKNOWN: Final = 0.55
"""weight of a feature that no item has, as a part of the rarest one's"""
_LEAST: Final = 0.2
_EVIDENCE: Final = 11.5
_SHORT: Final = 5
_SHORT_LEAST: Final = 0.36
_LATIN: Final = 0.42
_HALF: Final = 0.5
_SURE: Final = 0.75
"""score above which a word of another trade does not matter"""
_MOSTLY: Final = 0.6
_NEAR: Final = 0.5
"""of the best score: what is offered beside it"""
_HAN: Final = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Phrase:
    item: int
    text: str
    weight: float
    letters: str
    """initials of its sounds"""


class SearchIndex:
    """`tables`: the catalogue of a pack."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._items: list[tuple[str, Row]] = list(tables["items"].items())
        self.words = Words(_by_word(tables["synonyms"]), _by_word(tables["english_words"]))
        self._elsewhere = re.compile("|".join(row["words"].replace(";", "|") for row in tables["elsewhere"].values()))
        self._phrases = [
            phrase for number, (_, row) in enumerate(self._items) for phrase in _phrases(number, row, tables)
        ]
        self._build()

    def search(self, text: str, language: str) -> SearchAnswer:
        wanted = normal(text)
        if not wanted:
            return SearchAnswer((), out_of_scope=False)
        scores, believed = self._scores(wanted)
        best = np.argsort(-scores, kind="stable")[:MOST]
        top = float(scores[best[0]])
        if not believed or self._is_elsewhere(wanted, top):
            return SearchAnswer((), out_of_scope=True)
        found = tuple(
            Found(self._items[n][0], self._name(n, language), round(float(scores[n]), 4))
            for n in best
            if scores[n] >= top * _NEAR
        )
        return SearchAnswer(found, out_of_scope=False)

    def _is_elsewhere(self, wanted: str, top: float) -> bool:
        """It names what other trades do, and no item is surely meant or most of it is that."""
        asked = wanted.replace(" ", "") if _HAN.search(wanted) else wanted
        found = self._elsewhere.search(asked)
        if found is None:
            return False
        return top < _SURE or len(found[0]) >= _MOSTLY * len(asked)

    def _scores(self, wanted: str) -> tuple[NDArray[np.float64], bool]:
        """Of every item, and whether the best is believed to be what was meant."""
        if _HAN.search(wanted):
            query = chinese_features(wanted, self.words)
            scores = self._compare(query)
            return scores, self._believed(query, scores, len(content(wanted)))
        letters = re.sub(r"[^a-z]", "", wanted)
        english = english_features(wanted, self.words)
        scores = self._compare(english) * (self._known(english) > _HALF)
        sounds = _cut_words(wanted)
        if sounds:
            scores = np.maximum(scores, self._compare(sound_features(sounds) | self._concepts_of(sounds)))
        if 2 <= len(letters) <= 12:
            scores = np.maximum(scores, self._initials(letters))
        return scores, float(scores.max()) >= _LATIN

    def _known(self, query: Features) -> float:
        """Share of the words that any item has."""
        words = [feature for feature in query if feature.startswith("=")]
        return sum(feature in self._idf for feature in words) / max(len(words), 1)

    def _believed(self, query: Features, scores: NDArray[np.float64], length: int) -> bool:
        """Enough that is particular to the best item is in the query; of a few characters, enough of them."""
        best, top = int(scores.argmax()), float(scores.max())
        if top < _LEAST:
            return False
        evidence = sum(
            weight * self._idf[feature]
            for feature, weight in query.items()
            if weight > SINGLE and feature in self._by_item and best in self._by_item[feature] and not _vague(feature)
        )
        return evidence >= _EVIDENCE or (length <= _SHORT and top >= _SHORT_LEAST)

    def _name(self, number: int, language: str) -> str:
        row = self._items[number][1]
        return row["name_everyday_zh"] if language == "zh" else row["name_en"]

    def _build(self) -> None:
        rows = [self._features(phrase) for phrase in self._phrases]
        owners: dict[str, set[int]] = {}
        for phrase, features in zip(self._phrases, rows, strict=True):
            for feature in features:
                owners.setdefault(feature, set()).add(phrase.item)
        count = len(self._items)
        self._rare = math.log(1 + count)
        self._idf = {feature: math.log(1 + count / len(items)) for feature, items in owners.items()}
        postings: dict[str, list[int]] = {}
        self._size = np.zeros(len(rows))
        for number, features in enumerate(rows):
            for feature, weight in features.items():
                postings.setdefault(feature, []).append(number)
                self._size[number] += weight * self._idf[feature]
        self._postings = {feature: np.array(numbers) for feature, numbers in postings.items()}
        self._owner = np.array([phrase.item for phrase in self._phrases])
        self._weight = np.array([phrase.weight for phrase in self._phrases])
        self._by_item = {feature: np.array(sorted(items)) for feature, items in owners.items()}
        self._firsts = np.searchsorted(self._owner, np.arange(count))
        self._letters = "\n".join(phrase.letters for phrase in self._phrases)
        self._starts = [0, *(at + 1 for at, letter in enumerate(self._letters) if letter == "\n")]
        self._prior = np.array([_prior(row) for _, row in self._items])

    def _features(self, phrase: Phrase) -> Features:
        if _HAN.search(phrase.text):
            return chinese_features(phrase.text, self.words)
        return english_features(phrase.text, self.words)

    def _compare(self, query: Features) -> NDArray[np.float64]:
        """How much of the query each item covers, and how much of its nearest phrase the query covers."""
        total = sum(weight * self._idf.get(feature, _UNKNOWN * self._rare) for feature, weight in query.items())
        by_phrase, by_item = np.zeros(len(self._phrases)), np.zeros(len(self._items))
        for feature, weight in query.items():
            if feature in self._postings:
                by_phrase[self._postings[feature]] += weight * self._idf[feature]
                by_item[self._by_item[feature]] += weight * self._idf[feature]
        if not total:
            return by_item
        nearest = by_phrase / total * 0.6 + by_phrase / np.maximum(self._size, 1e-9) * 0.4
        best = np.maximum.reduceat(nearest * self._weight, self._firsts)
        return best * 0.75 + by_item / total * 0.25 + np.where(best > 0, self._prior, 0)

    def _concepts_of(self, sounds: Sequence[str]) -> Features:
        """Concepts whose words sound like a part of the query."""
        heard = " " + " ".join(sounds) + " "
        return {
            f"#{concept}": 1.0 for sound, concepts in self._spoken.items() if sound in heard for concept in concepts
        }

    @cached_property
    def _spoken(self) -> dict[str, tuple[str, ...]]:
        return {
            f" {' '.join(spoken)} ": concepts
            for word, concepts in self.words.chinese.items()
            if len(spoken := syllables(word)) > 1
        }

    def _initials(self, letters: str) -> NDArray[np.float64]:
        """One long text of all initials: finding in it is the quickest there is."""
        scores = np.zeros(len(self._items))
        place = self._letters.find(letters)
        while place >= 0:
            number = bisect_right(self._starts, place) - 1
            phrase = self._phrases[number]
            share = len(letters) / len(phrase.letters)
            score = (0.55 + 0.35 * share + (0.1 if place == self._starts[number] else 0)) * phrase.weight
            scores[phrase.item] = max(scores[phrase.item], score + self._prior[phrase.item])
            place = self._letters.find(letters, place + 1)
        return scores


def _vague(feature: str) -> bool:
    """Says nothing about which service is meant."""
    return feature.lstrip("#") in VAGUE


def _cut_words(wanted: str) -> tuple[str, ...]:
    """Pinyin of all words together; empty if it is no pinyin."""
    found: list[str] = []
    for word in wanted.split():
        sounds = cut(word)
        if sounds is None:
            return ()
        found += sounds
    return tuple(found) if len(found) > 1 or len(wanted) > 3 else ()


def _phrases(number: int, row: Row, tables: Mapping[str, Any]) -> list[Phrase]:
    texts = [(row["name_everyday_zh"], 1.0), (row["name_zh"], 0.95)]
    texts += [(alias, 1.0) for alias in row["aliases_zh"].split(";") if alias]
    extra = tables["phrases"].get(row["code"], {})
    texts += [(phrase, 1.0) for phrase in extra.get("zh", "").split(";") if phrase]
    texts += [(phrase, 1.0) for phrase in (row["name_en"], *extra.get("en", "").split(";")) if phrase]
    plain = [(normal(text), weight) for text, weight in texts]
    return [Phrase(number, text, weight, initials(syllables(text))) for text, weight in plain]


def _prior(row: Row) -> float:
    """What many people come for goes first among equals."""
    rank = int(row["hot_rank"]) if row["hot_rank"] else 40
    return 0.02 * max(0, 40 - rank) / 40


def _by_word(rows: Mapping[str, Row]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows.values():
        for word in row["words"].split(";"):
            found[word.lower()] = (*found.get(word.lower(), ()), row["concept"])
    return found
