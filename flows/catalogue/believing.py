"""Whether what was found was meant: an honest "not here" is better than a guess.

A few signs, weighed. The weights come from a logistic regression over every phrase of the content, each searched for in
an index that does not have it (`kiosk-content calibrate`); a sign is what it says, so a wrong answer can be explained.
"""

import math
from dataclasses import astuple, dataclass
from typing import Final


@dataclass(frozen=True)
class Signs:
    best: float
    """score of the best item"""
    elsewhere: float
    """score of the nearest phrase for what is done elsewhere"""
    covered: float
    """share of the query, by rarity, that the best item has in any of its phrases"""
    evidence: float
    """how much of the query the best item has, by rarity, not counting single characters"""
    length: int
    """characters that say something, or Latin words"""
    unknown: float
    """share of the query that nobody has"""


@dataclass(frozen=True)
class Weights:
    constant: float
    best: float
    elsewhere: float
    lead: float
    covered: float
    evidence: float
    length: float
    unknown: float
    covered_length: float
    shortness: float
    lead_shortness: float
    best_elsewhere: float


CHINESE: Final = Weights(-9.07, 2.45, -5.16, 3.01, 2.23, 1.5, 3.17, -0.22, 0.52, 4.74, -7.16, 2.73)
LATIN: Final = Weights(-6.12, 2.13, -3.07, 2.93, 0.19, 8.39, 1.62, -0.87, -0.02, 1.52, -3.93, 1.86)
_SAID: Final = 0.85
_CERTAIN: Final = 9.0
_PLENTY: Final = 40.0
"""evidence beyond which more says no more"""


def weighed(signs: Signs) -> tuple[float, ...]:
    """In the order of Weights."""
    length = math.log1p(signs.length)
    return (
        1.0,
        signs.best,
        signs.elsewhere,
        signs.best - signs.elsewhere,
        signs.covered,
        min(signs.evidence, _PLENTY) / _PLENTY,
        length,
        signs.unknown,
        signs.covered * length,
        1 / max(signs.length, 1),
        (signs.best - signs.elsewhere) / max(signs.length, 1),
        signs.best * signs.elsewhere,
    )


def belief(signs: Signs, weights: Weights) -> float:
    """Above 0: it was meant. Log odds; what was said in so many words, or what is nearer elsewhere, is not weighed."""
    if signs.elsewhere > signs.best:
        return -_CERTAIN
    if signs.best >= _SAID:
        return _CERTAIN
    return math.fsum(one * weight for one, weight in zip(weighed(signs), astuple(weights), strict=True))
