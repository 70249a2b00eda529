"""The weights of believing.py, found again from the phrases: after many were added, or the index was changed.

Every phrase is searched for in an index that does not have it, as people write it and as they mistype it. What stands
for an item should be believed; what is done elsewhere should not, be its topic known or not.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from flows.catalogue.believing import Signs, weighed
from flows.catalogue.features import HAN, normal
from flows.catalogue.finding import SearchIndex
from flows.catalogue.readings import Readings

Tables: TypeAlias = Mapping[str, Any]
_FOLDS: Final = 6
_MEANT: Final = 0.65
"""of those who search, so many look for something that is here"""
_RIDGE: Final = 1e-3
_ROUNDS: Final = 80


@dataclass(frozen=True)
class Tried:
    text: str
    meant: bool
    """stands for an item"""
    signs: Signs

    @property
    def chinese(self) -> bool:
        return bool(HAN.search(self.text))


@dataclass(frozen=True)
class Calibration:
    chinese: tuple[float, ...]
    latin: tuple[float, ...]
    """in the order of believing.Weights"""
    believed: float
    """share of the items' phrases that would be believed without being known"""
    refused: float
    """share of the others that would be refused"""


def calibrated(tables: Tables, seed: int) -> Calibration:
    """`tables`: the catalogue of a pack. Takes about half a minute."""
    tried = list(_tried(tables, random.Random(seed)))
    chinese, latin = [one for one in tried if one.chinese], [one for one in tried if not one.chinese]
    weights = _fitted(chinese), _fitted(latin)
    believed = [
        (one.meant, float(np.dot(weighed(one.signs), found)) > 0)
        for some, found in zip((chinese, latin), weights, strict=True)
        for one in some
    ]
    return Calibration(
        tuple(round(float(weight), 2) for weight in weights[0]),
        tuple(round(float(weight), 2) for weight in weights[1]),
        float(np.mean([answer for meant, answer in believed if meant])),
        float(np.mean([not answer for meant, answer in believed if not meant])),
    )


def _tried(tables: Tables, rng: random.Random) -> Iterator[Tried]:
    for fold in range(_FOLDS):
        for less, held in (_without_phrases(tables, fold), _without_topics(tables, fold)):
            index = SearchIndex(less)
            for text, meant in held:
                for way in _ways(normal(text), index.readings, rng):
                    yield Tried(way, meant, index.looked(way).signs)


def _without_phrases(tables: Tables, fold: int) -> tuple[Tables, list[tuple[str, bool]]]:
    """Every sixth phrase of each cell is held back; an item keeps its names."""
    held: list[tuple[str, bool]] = []

    def less(row: Mapping[str, str], *columns: str, meant: bool) -> dict[str, str]:
        cells = {name: row.get(name, "").split(";") for name in columns}
        held.extend((text, meant) for cell in cells.values() for text in cell[fold::_FOLDS] if text)
        kept = {name: [one for at, one in enumerate(cell) if at % _FOLDS != fold] for name, cell in cells.items()}
        return {**row, **{name: ";".join(cell) for name, cell in kept.items()}}

    tables = {
        **{name: table for name, table in tables.items() if name != "search"},
        "items": {code: less(row, "aliases_zh", meant=True) for code, row in tables["items"].items()},
        "phrases": {code: less(row, "zh", "en", meant=True) for code, row in tables["phrases"].items()},
        "elsewhere": {topic: less(row, "words", meant=False) for topic, row in tables["elsewhere"].items()},
    }
    return tables, held


def _without_topics(tables: Tables, fold: int) -> tuple[Tables, list[tuple[str, bool]]]:
    topics = list(tables["elsewhere"].items())
    held = [(text, False) for _, row in topics[fold::_FOLDS] for text in row["words"].split(";")]
    kept = {topic: row for at, (topic, row) in enumerate(topics) if at % _FOLDS != fold}
    return {**{name: table for name, table in tables.items() if name != "search"}, "elsewhere": kept}, held


def _ways(text: str, readings: Readings, rng: random.Random) -> Iterator[str]:
    """As it is; and at times its beginning, with a mistake, or in pinyin."""
    yield text
    bare = text.replace(" ", "")
    if not HAN.search(text) or len(bare) < 4:
        return
    chance, at = rng.random(), rng.randrange(len(bare) - 1)
    if chance < 0.15:
        yield bare[: rng.choice((2, 3))]
    elif chance < 0.25:
        yield bare[:at] + _sounding_like(bare[at], readings, rng) + bare[at + 1 :]
    elif chance < 0.32:
        yield bare[:at] + bare[at + 1] + bare[at] + bare[at + 2 :]
    elif chance < 0.38:
        yield bare[:at] + bare[at + 1 :]
    elif chance < 0.65:
        yield " ".join(readings.syllables(bare)) or text


def _sounding_like(character: str, readings: Readings, rng: random.Random) -> str:
    sound = readings.usual.get(character)
    others = [one for one, other in readings.usual.items() if other == sound and one != character]
    return rng.choice(others) if others else ""


def _fitted(tried: list[Tried]) -> NDArray[np.float64]:
    """Logistic regression by Newton's method, ridged; the kinds count as in _MEANT, however many there are of each."""
    signs = np.array([weighed(one.signs) for one in tried])
    meant = np.array([float(one.meant) for one in tried])
    share = np.where(meant == 1, _MEANT / meant.sum(), (1 - _MEANT) / (1 - meant).sum()) * len(meant)
    mean, spread = signs.mean(axis=0), signs.std(axis=0)
    mean[0], spread[0] = 0.0, 1.0
    scaled = (signs - mean) / spread
    weights = np.zeros(signs.shape[1])
    ridge = _RIDGE * len(meant) * np.array([0.0, *[1.0] * (len(weights) - 1)])
    for _ in range(_ROUNDS):
        odds = 1 / (1 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        slope = scaled.T @ (share * (odds - meant)) + ridge * weights
        curve = (scaled * (share * odds * (1 - odds))[:, None]).T @ scaled + np.diag(ridge + 1e-9)
        weights -= np.linalg.solve(curve, slope)
    raw: NDArray[np.float64] = weights / spread
    raw[0] -= float((raw[1:] * mean[1:]).sum())
    return raw
