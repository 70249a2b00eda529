"""What a piece of text is matched by: pairs of characters, concepts behind everyday words, sounds, English words."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, TypeAlias

from flows.catalogue.readings import Readings
from flows.catalogue.sounds import folded

Features: TypeAlias = dict[str, float]
"""feature -> how much it counts; "#" a concept, "~" a pair of sounds, "=" a Latin word, others characters"""

PAIR: Final = 1.0
SINGLE: Final = 0.5
CONCEPT: Final = 1.6
SOUND_PAIR: Final = 0.7
WORD: Final = 1.0
HAN: Final = re.compile(r"[\u3400-\u9fff]")
LATIN_WORD: Final = re.compile(r"[a-z][a-z0-9]*|[0-9]+[a-z][a-z0-9]*|[0-9]{3,}")

_FILLERS: Final = re.compile(
    # whole words that would lose a part are kept
    "(网吧|酒吧|贴吧|目的|标的|地址|土地|用地|地方|地块|场地|工地|林地|绿地|营地|当地|属地|地铁|地下|地图|地上|所得|获得|取得|得病|在建"
    "|在职|在读|在校|在籍|有限|公有|共有|国有|所有|自有|有效|有机|有毒|个人|个体|个税|和解|着火|理想|要素|重要|主要|把手|拖把|扶把|补给|供给)"
    "|就是说|就是|那个啥|哎呀|哎哟|好像|听说有|是不是|帮我看看|帮我看下|帮我看|帮我查|小姑娘|小伙子|师傅|同志|你这边|你这里|你们这|在这里|这边|这里|那边|多久|我想要|我想|我要|想要|请问|请|帮我|麻烦|怎么办理|怎么办|怎么弄|怎么搞|怎么|如何|怎样|能不能|可不可以|可以|需要|要不要|去哪里|去哪儿|去哪|哪里|哪儿"
    "|在哪|什么|哪些|办理|办一下|一下|有关|关于|那个|这个|然后|现在|今天|明天|昨天|下个月|一个|一张|一份|一些|吗|呢|吧|啊|呀|的|了|着|得|地|我|你|您|要|想|个|和|把|给|在|是|有"
    "|哪能办|哪能|咋办|咋整|咋弄|咋个|啷个|咋|啥地方|啥子|啥|侬|阿拉|俺|咱们|咱|伐|嘛|哇|呗|额|嗯|问下|问问|打听|听说|准备|打算|点样|边度|嘅|搞掂"
)
_STEMS: Final = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))


@dataclass(frozen=True)
class Words:
    """Concepts by the words people use for them, and how characters are read."""

    chinese: Mapping[str, tuple[str, ...]]
    """word -> concepts"""
    english: Mapping[str, tuple[str, ...]]
    readings: Readings

    @classmethod
    def of(cls, tables: Mapping[str, Any], readings: Readings) -> "Words":
        return cls(_by_word(tables["synonyms"]), _by_word(tables["english_words"]), readings)

    def concepts(self, text: str) -> set[str]:
        """Longest words first, each place once."""
        found: set[str] = set()
        at = 0
        while at < len(text):
            for length in range(min(8, len(text) - at), 0, -1):
                concepts = self.chinese.get(text[at : at + length])
                if concepts is not None:
                    found.update(concepts)
                    at += length - 1
                    break
            at += 1
        return found


def normal(text: str) -> str:
    """NFKC, lower case, blanks and punctuation as single blanks."""
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text).lower()).strip()


def content(text: str) -> str:
    """The Chinese characters of `text`, normal(), without blanks and words that say nothing.

    These stay if nothing else was said: neither a second character nor a Latin word.
    """
    bare = LATIN_WORD.sub(" ", text).replace(" ", "")
    short = _FILLERS.sub(r"\1", bare)
    return short if len(short) > 1 or re.search("[a-z]", text) else bare


def features_of(text: str, words: Words) -> Features:
    """`text`: normal()."""
    return chinese_features(text, words) if HAN.search(text) else english_features(text, words)


def chinese_features(text: str, words: Words) -> Features:
    """`text`: normal(). Latin words between the characters count as words."""
    bare = content(text)
    found: Features = dict.fromkeys(_pairs(bare), PAIR)
    found |= dict.fromkeys(bare, SINGLE)
    found |= {f"={stem(token)}": WORD for token in LATIN_WORD.findall(text)}
    found |= {f"#{concept}": CONCEPT for concept in words.concepts(text.replace(" ", ""))}
    return found | sound_features(words.readings.syllables(bare))


def sound_features(sounds: Sequence[str]) -> Features:
    plain = [folded(one) for one in sounds]
    return {f"~{a}~{b}": SOUND_PAIR for a, b in pairwise(plain)}


def english_features(text: str, words: Words) -> Features:
    tokens = LATIN_WORD.findall(text)
    found: Features = {f"={stem(token)}": WORD for token in tokens if token not in _SMALL}
    for size in (1, 2, 3):
        for at in range(len(tokens) - size + 1):
            for concept in words.english.get(" ".join(tokens[at : at + size]), ()):
                found[f"#{concept}"] = CONCEPT
    return found


def stem(token: str) -> str:
    for ending, instead in _STEMS:
        if token.endswith(ending) and len(token) - len(ending) >= 3:
            return token[: -len(ending)] + instead
    return token


_SMALL: Final = frozenset(
    re.split(
        r"\s+",
        "a an the of for to my i in on at with from and or is are be do how can want need please me get make by "
        "what should did does where when who it this that",
    )
)


def _pairs(text: str) -> Iterable[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))


def _by_word(rows: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows.values():
        for word in row["words"].split(";"):
            found[word.lower()] = (*found.get(word.lower(), ()), row["concept"])
    return found
