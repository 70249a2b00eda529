"""Makes pinyin.tsv: `python -m kiosk.keyboard.build_table ITEMS.csv`. Run again when the catalogue gains many names.

Readings come from pypinyin (MIT). It knows no frequencies, so a character ranks by its level in GB 2312 (level 1 is the
3,755 common ones), then by how often it occurs in pypinyin's short phrases, our own words and the names of services.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pypinyin import Style, lazy_pinyin
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from kiosk.keyboard.pinyin_table import RANKING, TABLE

OWN_WORDS = Path(__file__).parent / "words.txt"
OWN_WEIGHT = 40
SERVICE_WEIGHT = 8
LONGEST_SERVICE_WORD = 8
RANKED = 600
_TONES = str.maketrans("āáǎàēéěèōóǒòīíǐìūúǔùǖǘǚǜńňǹḿ", "aaaaeeeeooooiiiiuuuuüüüünnnm")


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: python -m kiosk.keyboard.build_table ITEMS.csv", file=sys.stderr)
        return 2
    TABLE.write_text("".join(f"{key}\t{value}\n" for key, value in table_lines(Path(arguments[0]))), encoding="utf-8")
    return 0


def table_lines(items: Path) -> Iterable[tuple[str, str]]:
    own = [word for word in OWN_WORDS.read_text(encoding="utf-8").split() if not word.startswith("#")]
    services = service_words(items)
    short = [word for word in phrases_dict if len(word) <= 3]
    used = _usage(own, OWN_WEIGHT) + _usage(services, SERVICE_WEIGHT) + _usage(short, 1)
    total: Counter[str] = Counter()
    for (character, _), count in used.items():
        total[character] += count
    yield RANKING, "".join(character for character, _ in total.most_common(RANKED))
    yield from sorted(_characters(used).items())
    yield from sorted(_words([*own, *services], short, total).items())


def _usage(words: Iterable[str], weight: int) -> Counter[tuple[str, str]]:
    """How often each character is used with each syllable."""
    return Counter(pair for word in words for pair in zip(word, _spelling(word), strict=False) for _ in range(weight))


def _spelling(word: str) -> list[str]:
    return [_plain(syllable) for syllable in lazy_pinyin(word, style=Style.TONE)]


def service_words(items: Path) -> list[str]:
    """Names and everyday names of the services, cut at punctuation, no longer than eight characters."""
    with items.open(encoding="utf-8", newline="") as file:
        texts = [f"{row['name_zh']};{row['name_everyday_zh']};{row['aliases_zh']}" for row in csv.DictReader(file)]
    pieces = {piece for text in texts for piece in _only_hanzi(text).split() if 2 <= len(piece) <= LONGEST_SERVICE_WORD}
    return sorted(pieces)


def _characters(used: Counter[tuple[str, str]]) -> dict[str, str]:
    by_syllable: dict[str, set[str]] = {}
    for code, readings in pinyin_dict.items():
        for syllable in map(_plain, readings.split(",")):
            if syllable.isalpha():
                by_syllable.setdefault(syllable, set()).add(chr(code))

    def rank(character: str, syllable: str) -> tuple[int, int, str]:
        """A character in a reading that no word uses comes after those that are used; our own come among the usual."""
        count = used[character, syllable]
        level = _level(character)
        return (min(level, 2) if count >= OWN_WEIGHT else level) + (0 if count else 1), -count, character

    return {
        syllable: "".join(sorted(found, key=lambda character: rank(character, syllable)))
        for syllable, found in by_syllable.items()
    }


def _words(first: list[str], rest: list[str], total: Counter[str]) -> dict[str, str]:
    def weight(word: str) -> float:
        return sum(total[character] for character in word) / len(word)

    by_spelling: dict[str, list[str]] = {}
    for word in [*first, *sorted(rest, key=weight, reverse=True)]:
        spelling = _spelling(word)
        found = by_spelling.setdefault(" ".join(spelling), [])
        if 1 < len(word) == len(spelling) and word not in found:
            found.append(word)
    return {key: " ".join(words) for key, words in by_spelling.items() if words}


def _level(character: str) -> int:
    """1 and 2: the levels of GB 2312; 3: the rest of the basic block; 4: everything rarer."""
    try:
        row = character.encode("gb2312")[0] - 0xA0
    except UnicodeEncodeError:
        return 3 if "\u4e00" <= character <= "\u9fff" else 4
    return 1 if row <= 55 else 2


def _plain(reading: str) -> str:
    return reading.translate(_TONES).replace("\u0300", "").replace("ê", "e").replace("\u0304", "").replace("\u030c", "")


def _only_hanzi(text: str) -> str:
    return "".join(c if "\u4e00" <= c <= "\u9fff" else " " for c in text)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
