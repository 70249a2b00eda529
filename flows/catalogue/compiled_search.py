"""All phrases as flat arrays: what a search looks into.

Made when content is compiled, so that the first key is as quick as any other; read from JSON without being made again.
"""

import base64
import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from flows.catalogue.features import Features, Words, features_of
from flows.catalogue.phrases import Phrase, phrases_of
from flows.catalogue.readings import Readings, readings_from, readings_of, readings_raw
from flows.catalogue.sounds import initials

VERSION: Final = 2
"""of what is compiled; made again by a program that reads another"""
_ARRAYS: Final = {
    "value": np.float32,
    "owner_starts": np.int32,
    "owners": np.int32,
    "row_starts": np.int32,
    "rows": np.int32,
    "phrase_starts": np.int32,
    "phrase_weight": np.float32,
}


@dataclass(frozen=True)
class CompiledSearch:
    vocabulary: tuple[str, ...]
    """features; their numbers are their places"""
    value: NDArray[np.float32]
    """of each feature: how much it counts, times how rare it is"""
    owner_starts: NDArray[np.int32]
    owners: NDArray[np.int32]
    """who has a feature: owners[owner_starts[f] : owner_starts[f + 1]]"""
    row_starts: NDArray[np.int32]
    rows: NDArray[np.int32]
    """features of a phrase"""
    phrase_starts: NDArray[np.int32]
    """phrases of an owner"""
    phrase_weight: NDArray[np.float32]
    initials: str
    """of the items' phrases, one a line; empty lines for those that are not Chinese"""
    items: int
    """the first owners are items, the others phrases for what is done elsewhere"""
    rarest: float
    """how rare what nobody has is taken to be"""
    readings: Readings


def compile_search(tables: Mapping[str, Any]) -> CompiledSearch:
    """`tables`: the catalogue of a pack."""
    written = phrases_of(tables)
    readings = readings_of(phrase.text for phrase in written)
    phrases, features = _with_features(written, Words.of(tables, readings))
    vocabulary = tuple(sorted({name for row in features for name in row}))
    number = {name: at for at, name in enumerate(vocabulary)}
    rows = [sorted(number[name] for name in row) for row in features]
    subjects = 1 + max(phrase.subject for phrase in phrases)
    shared = _having(rows, [phrase.subject for phrase in phrases], len(vocabulary))
    rare = [math.log(1 + subjects / len(one)) for one in shared]
    counts = _counts(features)
    having = _having(rows, [phrase.owner for phrase in phrases], len(vocabulary))
    items = len(tables["items"])
    return CompiledSearch(
        vocabulary=vocabulary,
        value=np.array([counts[name] * rare[at] for at, name in enumerate(vocabulary)], np.float32),
        owner_starts=_starts(having),
        owners=_flat(having),
        row_starts=_starts(rows),
        rows=_flat(rows),
        phrase_starts=np.searchsorted([one.owner for one in phrases], np.arange(phrases[-1].owner + 2)).astype(
            np.int32
        ),
        phrase_weight=np.array([phrase.weight for phrase in phrases], np.float32),
        initials="\n".join(_initials(phrase, readings) for phrase in phrases if phrase.owner < items),
        items=items,
        rarest=math.log(1 + subjects),
        readings=readings,
    )


def search_raw(compiled: CompiledSearch) -> dict[str, Any]:
    """JSON values; arrays little-endian, deflated, base64."""
    arrays = {name: _written(getattr(compiled, name), kind) for name, kind in _ARRAYS.items()}
    return {
        **arrays,
        "version": VERSION,
        "vocabulary": "\n".join(compiled.vocabulary),
        "initials": compiled.initials,
        "items": compiled.items,
        "rarest": compiled.rarest,
        "readings": readings_raw(compiled.readings),
    }


def search_from(raw: Mapping[str, Any]) -> CompiledSearch:
    return CompiledSearch(
        **{name: _read(raw[name], kind) for name, kind in _ARRAYS.items()},
        vocabulary=tuple(raw["vocabulary"].split("\n")),
        initials=raw["initials"],
        items=raw["items"],
        rarest=raw["rarest"],
        readings=readings_from(raw["readings"]),
    )


def _with_features(phrases: Sequence[Phrase], words: Words) -> tuple[list[Phrase], list[Features]]:
    """Without those that are nothing but small words and numbers; owners are numbered anew."""
    both = [(phrase, row) for phrase in phrases if (row := features_of(phrase.text, words))]
    numbers = {owner: at for at, owner in enumerate(dict.fromkeys(phrase.owner for phrase, _ in both))}
    return [replace(phrase, owner=numbers[phrase.owner]) for phrase, _ in both], [row for _, row in both]


def _having(rows: Sequence[Sequence[int]], whose: Sequence[int], count: int) -> list[list[int]]:
    found: list[dict[int, None]] = [{} for _ in range(count)]
    for row, one in zip(rows, whose, strict=True):
        for feature in row:
            found[feature][one] = None
    return [list(one) for one in found]


def _counts(rows: Sequence[Features]) -> Features:
    counts: Features = {}
    for row in rows:
        counts |= row
    return counts


def _starts(lists: Sequence[Sequence[int]]) -> NDArray[np.int32]:
    return np.cumsum([0, *(len(one) for one in lists)]).astype(np.int32)


def _flat(lists: Sequence[Sequence[int]]) -> NDArray[np.int32]:
    return np.fromiter((number for one in lists for number in one), np.int32)


def _initials(phrase: Phrase, readings: Readings) -> str:
    sounds = readings.syllables(phrase.text)
    return initials(sounds) if len(sounds) == len(phrase.text.replace(" ", "")) else ""


def _written(array: NDArray[Any], kind: Any) -> str:
    return base64.b64encode(zlib.compress(array.astype(np.dtype(kind).newbyteorder("<")).tobytes(), 9)).decode()


def _read(text: str, kind: Any) -> NDArray[Any]:
    return np.frombuffer(zlib.decompress(base64.b64decode(text)), np.dtype(kind).newbyteorder("<")).astype(kind)
