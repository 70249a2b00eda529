"""Pinyin to characters from the bundled table: whole words first, then every character of the first syllable."""

from collections.abc import Iterable, Iterator
from itertools import islice

from kiosk.keyboard.input_engine import Candidate
from kiosk.keyboard.pinyin_table import PinyinTable
from kiosk.keyboard.syllables import Cut, Syllabary

FIRST_CHARACTERS = 6
LIKELY = 12
"""how many characters of a syllable count as its usual ones"""
COMPLETIONS = 6
ABBREVIATIONS = 12
LONGEST_WORD = 6


class PinyinEngine:
    """Stateless: it cannot remember what anyone typed."""

    def __init__(self, table: PinyinTable) -> None:
        self._table = table
        self._syllabary = Syllabary(frozenset(table.characters))

    def candidates(self, keys: str, limit: int = 200) -> tuple[Candidate, ...]:
        keys = keys.lower().replace("v", "ü")
        found: dict[str, Candidate] = {}
        for candidate in self._all(keys, self._syllabary.cut(keys)):
            found.setdefault(candidate.text, candidate)
            if len(found) >= limit:
                break
        return tuple(found.values())

    def _all(self, keys: str, cut: Cut | None) -> Iterator[Candidate]:
        if not keys:
            return
        characters = self._characters(keys, cut)
        if len(keys) == 1 or (cut is not None and len(cut.syllables) == 1):
            yield from islice(characters, FIRST_CHARACTERS)
        elif cut is not None:
            yield from self._words(cut, len(cut.syllables))
        letters = keys.replace("'", "")
        yield from (Candidate(word, len(keys)) for word in self._table.spelt(letters))
        if cut is not None and len(cut.syllables) > 1 and not cut.open_end:
            yield Candidate(self._sentence(cut.syllables), len(keys))
        if len(letters) > 2:
            yield from (Candidate(word, len(keys)) for word in self._table.completions(letters, COMPLETIONS))
        if len(letters) > 1:
            yield from (Candidate(word, len(keys)) for word in self._table.initials.get(keys, ())[:ABBREVIATIONS])
        if cut is not None:
            for count in range(len(cut.syllables) - 1, 1, -1):
                yield from self._words(cut, count)
        yield from characters

    def _words(self, cut: Cut, count: int) -> Iterator[Candidate]:
        for word in self._table.words.get(" ".join(cut.syllables[:count]), ()):
            yield Candidate(word, cut.ends[count - 1])

    def _characters(self, keys: str, cut: Cut | None) -> Iterator[Candidate]:
        """The first syllable's characters; for an unfinished one the frequent ones, then those of every syllable."""
        first, end = (cut.syllables[0], cut.ends[0]) if cut is not None else (keys[0], 1)
        if first in self._table.characters:
            yield from (Candidate(character, end) for character in self._table.characters[first])
            return
        lists = [entries for syllable, entries in self._table.characters.items() if syllable.startswith(first)]
        within = set("".join(entries[:LIKELY] for entries in lists))
        yield from (Candidate(character, end) for character in self._table.frequent if character in within)
        yield from (Candidate(character, end) for character in _by_turns(lists))

    def _sentence(self, syllables: tuple[str, ...]) -> str:
        """The fewest words that cover all syllables, longest first where that is even."""
        best: list[tuple[int, str]] = [(0, "")]
        for end in range(1, len(syllables) + 1):
            ways: list[tuple[int, str]] = []
            for start in range(max(0, end - LONGEST_WORD), end):
                piece = self._best_piece(syllables[start:end])
                if piece:
                    ways.append((best[start][0] + 1, best[start][1] + piece))
            best.append(min(ways, key=lambda way: way[0]))
        return best[-1][1]

    def _best_piece(self, syllables: tuple[str, ...]) -> str:
        if len(syllables) == 1:
            return self._table.characters[syllables[0]][0]
        return self._table.words.get(" ".join(syllables), ("",))[0]


def _by_turns(lists: Iterable[str]) -> Iterator[str]:
    """The first of each, then the second of each, …"""
    iterators = [iter(entries) for entries in lists]
    while iterators:
        still: list[Iterator[str]] = []
        for iterator in iterators:
            character = next(iterator, None)
            if character is not None:
                still.append(iterator)
                yield character
        iterators = still
