"""What a piece of text is matched by: pairs of characters, concepts behind everyday words, sounds, English words."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from flows.catalogue.sounds import folded, syllables

Features: TypeAlias = dict[str, float]
"""feature -> how much it counts"""

PAIR: Final = 1.0
SINGLE: Final = 0.25
CONCEPT: Final = 1.3
SOUND_PAIR: Final = 0.7
SOUND: Final = 0.1
WORD: Final = 1.0

_FILLERS: Final = re.compile(
    "我想要|我想|我要|想要|请问|请|帮我|麻烦|怎么办理|怎么办|怎么弄|怎么搞|怎么|如何|怎样|能不能|可不可以|可以|需要|要不要|去哪里|去哪儿|去哪|哪里|哪儿"
    "|在哪|什么|哪些|办理|办一下|一下|有关|关于|那个|这个|然后|现在|今天|明天|昨天|下个月|一个|一张|一份|一些|吗|呢|吧|啊|呀|的|了|着|得|地|我|你|您|要|想|个|和|把|给|在|是|有"
)
VAGUE: Final = frozenset(
    re.split(
        r"\s+",
        "query child elder spouse phone name address open company print proof broken first apply stop progress car "
        "school single newcomer "
        "多少 少钱 有没 没有 附近 上海 家里 不好 工作 名字 号码 孩子 接下 下来 手机 来上 苏州 证明 登记",
    )
)
"""concepts and pairs that many things are asked with"""
_STEMS: Final = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))


@dataclass(frozen=True)
class Words:
    """Concepts by the words people use for them."""

    chinese: Mapping[str, tuple[str, ...]]
    """word -> concepts"""
    english: Mapping[str, tuple[str, ...]]

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
    """Chinese text without blanks and words that say nothing."""
    bare = text.replace(" ", "")
    short = _FILLERS.sub("", bare)
    return short or bare


def chinese_features(text: str, words: Words) -> Features:
    """`text`: normal()."""
    bare = content(text)
    found: Features = dict.fromkeys(_pairs(bare), PAIR)
    found |= dict.fromkeys(bare, SINGLE)
    found |= {f"#{concept}": CONCEPT for concept in words.concepts(text.replace(" ", ""))}
    return found | sound_features(syllables(bare))


def sound_features(sounds: Sequence[str]) -> Features:
    plain = [folded(one) for one in sounds]
    found: Features = {f"~{one}": SOUND for one in plain}
    return found | {f"~{a}~{b}": SOUND_PAIR for a, b in pairwise(plain)}


def english_features(text: str, words: Words) -> Features:
    tokens = [stem(token) for token in re.findall(r"[a-z]+", text) if token not in _SMALL]
    found: Features = {f"={token}": WORD for token in tokens}
    joined = f" {' '.join(re.findall(r'[a-z]+', text))} "
    for word, concepts in words.english.items():
        if f" {word} " in joined:
            found |= {f"#{concept}": CONCEPT for concept in concepts}
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
