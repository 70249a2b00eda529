"""Identity numbers of GB 11643-1999 and of the cards that share its form.

Six digits of place, eight of birth, three of order (odd: male), one check character by MOD 11-2. The 2023 foreign
permanent resident card begins with 9; its 2017 form has three letters and twelve digits and no such check.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Final

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_OLD_FOREIGN: Final = re.compile(r"[A-Z]{3}\d{12}")


class IdKind(StrEnum):
    RESIDENT = "resident"
    HK_MACAO_TAIWAN = "hkmtw"
    FOREIGN = "fpr"
    FOREIGN_2017 = "fpr2017"


class IdNumberFault(StrEnum):
    LENGTH = "length"
    CHARACTERS = "characters"
    BIRTH = "birth"
    CHECK = "check"


def normalized_id_number(typed: str) -> str:
    """Without blanks, the last x as X."""
    return re.sub(r"\s", "", typed).upper()


def id_number_fault(typed: str) -> IdNumberFault | None:
    """None: it may be right. Fifteen digits are refused; an unknown place code is not a fault."""
    number = normalized_id_number(typed)
    if _OLD_FOREIGN.fullmatch(number):
        return None
    if len(number) != 18:
        return IdNumberFault.LENGTH
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", number, re.ASCII):
        return IdNumberFault.CHARACTERS
    if birth_of(number) is None:
        return IdNumberFault.BIRTH
    return None if check_character(number[:17]) == number[17] else IdNumberFault.CHECK


def check_character(first_seventeen: str) -> str:
    """MOD 11-2 over seventeen digits."""
    return _CHECKS[sum(w * int(d) for w, d in zip(_WEIGHTS, first_seventeen, strict=True)) % 11]


def id_kind(number: str) -> IdKind:
    if _OLD_FOREIGN.fullmatch(number):
        return IdKind.FOREIGN_2017
    if number.startswith("9"):
        return IdKind.FOREIGN
    return IdKind.HK_MACAO_TAIWAN if number[:6] in ("810000", "820000", "830000") else IdKind.RESIDENT


def birth_of(number: str) -> date | None:
    """Of an 18-character number; None if no such day exists."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def is_male(number: str) -> bool:
    return int(number[16]) % 2 == 1
