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
    lean: float
    """whether the known words of the query are said of items rather than of what is done elsewhere; log odds"""


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
    lean: float
    lean_length: float


CHINESE: Final = Weights(-7.9, 1.54, -1.43, 1.31, 2.81, 2.4, 2.33, 0.32, 0.31, 3.97, -4.18, -0.18, 0.45, 0.48)
LATIN: Final = Weights(-5.66, 0.96, -2.03, 1.58, 0.3, 7.0, 1.72, -0.99, 0.24, 1.96, -1.84, 1.69, 0.57, 0.29)
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
        signs.lean,
        signs.lean * length,
    )


def belief(signs: Signs, weights: Weights) -> float:
    """Above 0: it was meant. Log odds; what was said in so many words, or what is nearer elsewhere, is not weighed."""
    if signs.elsewhere > signs.best:
        return -_CERTAIN
    if signs.best >= _SAID:
        return _CERTAIN
    return math.fsum(one * weight for one, weight in zip(weighed(signs), astuple(weights), strict=True))
