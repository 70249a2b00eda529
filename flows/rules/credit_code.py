"""Unified social credit codes, GB 32100-2015: 18 characters of an alphabet without I O S V Z, weights 3^i mod 31."""

import re
from enum import StrEnum
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class CreditCodeFault(StrEnum):
    LENGTH = "length"
    CHARACTERS = "characters"
    CHECK = "check"
    """a few real codes fail the check: scan again, or staff may let it pass"""


def credit_code_fault(typed: str) -> CreditCodeFault | None:
    code = normalized_credit_code(typed)
    if len(code) != 18:
        return CreditCodeFault.LENGTH
    if any(character not in _ALPHABET for character in code):
        return CreditCodeFault.CHARACTERS
    return None if check_character(code[:17]) == code[17] else CreditCodeFault.CHECK


def normalized_credit_code(typed: str) -> str:
    return re.sub(r"[\s-]", "", typed).upper()


def check_character(first_seventeen: str) -> str:
    """(31 - sum mod 31) mod 31: the remainder 0 gives 0, not an index beyond the alphabet."""
    total = sum(_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(first_seventeen))
    return _ALPHABET[(31 - total % 31) % 31]
