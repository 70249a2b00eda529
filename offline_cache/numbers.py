"""业务流水号, the number a customer is given: K, branch (4), YYMMDD, serial (5), check character; 17 in all.

The serial's first digit is the machine in its branch, so that two terminals of one branch never give the same number.
The check character is ISO 7064 MOD 11-2 over the 15 digits, as on an identity card.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

DAILY_LIMIT: Final = 9999


class SerialsUsedUpError(Exception):
    """This machine has given all its numbers of the day."""

    number = "E209"


@dataclass(frozen=True)
class NumberSeries:
    branch: str
    """4 digits"""
    machine: int
    """0 to 9, unique in the branch"""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"\d{4}", self.branch):
            raise ValueError(f"branch must be 4 digits, not {self.branch!r}")
        if not 0 <= self.machine <= 9:
            raise ValueError(f"machine must be 0 to 9, not {self.machine}")

    @classmethod
    def of(cls, terminal_id: str) -> "NumberSeries":
        """The last five digits of a terminal id are its branch and, last, its machine: "SH-0042-3" is 0042 and 3."""
        digits = re.sub(r"\D", "", terminal_id)[-5:].rjust(5, "0")
        return cls(digits[:4], int(digits[4]))

    def number(self, day: date, count: int) -> str:
        """`count`: 1 for the machine's first of the day. Raises SerialsUsedUpError above 9999."""
        if not 1 <= count <= DAILY_LIMIT:
            raise SerialsUsedUpError(f"number {count} of {day.isoformat()} on machine {self.machine}")
        digits = f"{self.branch}{day:%y%m%d}{self.machine}{count:04d}"
        return f"K{digits}{check_character(digits)}"


def check_character(digits: str) -> str:
    """ISO 7064 MOD 11-2: 0 to 9 or X."""
    remainder = 0
    for digit in digits:
        remainder = (remainder + int(digit)) * 2 % 11
    return "0123456789X"[(12 - remainder) % 11]


def is_number(text: str) -> bool:
    """True if `text` has the form and check character of a 业务流水号 (not: that it was ever given)."""
    if not re.fullmatch(r"K[0-9]{15}[0-9X]", text):
        return False
    return check_character(text[1:16]) == text[16]
