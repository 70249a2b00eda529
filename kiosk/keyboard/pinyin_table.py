"""The bundled table of characters and words by pinyin, most frequent first. Made by kiosk.keyboard.build_table."""

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import islice, takewhile
from pathlib import Path

TABLE = Path(__file__).parent / "pinyin.tsv"
RANKING = "*"
"""key of the line that lists the most frequent characters of all"""


class TableDamagedError(Exception):
    """The file is not what build_table writes."""


@dataclass(frozen=True)
class PinyinTable:
    """`words` are keyed by their syllables joined with a space, `initials` by the first letters."""

    frequent: str = field(repr=False)
    characters: dict[str, str] = field(repr=False)
    words: dict[str, tuple[str, ...]] = field(repr=False)
    initials: dict[str, tuple[str, ...]] = field(repr=False)
    joined: tuple[tuple[str, str], ...] = field(repr=False)
    """(letters without spaces, key of words), sorted, for completion"""

    def spelt(self, letters: str) -> list[str]:
        """Words spelt with exactly these letters, however they are cut into syllables."""
        start = bisect_left(self.joined, (letters, ""))
        keys = takewhile(lambda pair: pair[0] == letters, islice(self.joined, start, None))
        return [word for _, key in keys for word in self.words[key]]

    def completions(self, letters: str, limit: int) -> list[str]:
        """Words whose spelling begins with `letters` and goes on."""
        start = bisect_left(self.joined, (letters, ""))
        found: list[str] = []
        for spelling, key in islice(self.joined, start, start + 40):
            if not spelling.startswith(letters):
                break
            if spelling != letters:
                found.extend(self.words[key])
        return found[:limit]


def load_table(path: Path = TABLE) -> PinyinTable:
    """Raises TableDamagedError naming the line."""
    characters: dict[str, str] = {}
    words: dict[str, tuple[str, ...]] = {}
    initials: dict[str, list[str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        parts = line.split("\t")
        if len(parts) != 2:
            raise TableDamagedError(f"{path.name}:{number}: not two columns")
        key, entries = parts
        if " " not in key:
            characters[key] = entries
            continue
        words[key] = tuple(entries.split(" "))
        initials.setdefault("".join(syllable[0] for syllable in key.split(" ")), []).extend(words[key])
    joined = sorted((key.replace(" ", ""), key) for key in words)
    frequent = characters.pop(RANKING, "")
    return PinyinTable(
        frequent, characters, words, {key: tuple(value) for key, value in initials.items()}, tuple(joined)
    )
