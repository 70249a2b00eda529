"""How a character is read, without a dictionary of Chinese: the usual reading, and pairs that are read otherwise."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from flows.catalogue.sounds import syllables

_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_GB2312: Final = (0xB0, 0xF7)
"""first bytes of its characters"""


@dataclass(frozen=True)
class Readings:
    usual: Mapping[str, str]
    """character -> toneless syllable"""
    pairs: Mapping[str, tuple[str, str]]
    """two characters of which one is read otherwise than usual: 银行 yin hang"""

    def syllables(self, text: str) -> tuple[str, ...]:
        """Of the Chinese characters; others are left out, unknown ones too."""
        han = "".join(_HAN.findall(text))
        found = [self.usual.get(character, "") for character in han]
        at = 0
        while at < len(han) - 1:
            pair = self.pairs.get(han[at : at + 2])
            if pair is not None:
                found[at : at + 2] = pair
                at += 1
            at += 1
        return tuple(one for one in found if one)


def readings_of(texts: Iterable[str]) -> Readings:
    """The usual readings of the 6,763 characters of GB 2312, and the exceptions that `texts` hold."""
    texts = tuple(texts)
    characters = {character for text in texts for character in _HAN.findall(text)} | set(_everyday())
    usual = {character: syllables(character)[0] for character in sorted(characters)}
    pairs: dict[str, tuple[str, str]] = {}
    for text in texts:
        for run in re.findall(r"[\u4e00-\u9fff]+", text):
            spoken = syllables(run)
            for at in range(len(run) - 1):
                one, two = run[at], run[at + 1]
                if len(spoken) == len(run) and (spoken[at] != usual[one] or spoken[at + 1] != usual[two]):
                    pairs.setdefault(one + two, (spoken[at], spoken[at + 1]))
    return Readings(usual, pairs)


def readings_raw(readings: Readings) -> dict[str, Any]:
    """JSON values: syllable -> its characters, pair -> its two syllables."""
    by_sound = groupby(sorted(readings.usual, key=readings.usual.__getitem__), readings.usual.__getitem__)
    return {
        "usual": {sound: "".join(characters) for sound, characters in by_sound},
        "pairs": {pair: " ".join(spoken) for pair, spoken in readings.pairs.items()},
    }


def readings_from(raw: Mapping[str, Any]) -> Readings:
    usual = {character: sound for sound, characters in raw["usual"].items() for character in characters}
    pairs = {pair: tuple(spoken.split(" ")) for pair, spoken in raw["pairs"].items()}
    return Readings(usual, pairs)


def _everyday() -> Iterable[str]:
    for high in range(_GB2312[0], _GB2312[1] + 1):
        for low in range(0xA1, 0xFF):
            try:
                yield bytes((high, low)).decode("gb2312")
            except UnicodeDecodeError:
                continue
