"""容缺受理: how long a secondary paper may follow: until two working days before the promised end, at most twenty."""

from typing import Final

MOST: Final = 20
MARGIN: Final = 2
LEAST: Final = MARGIN + 1
"""working days promised, below which nothing may follow"""


def days_to_follow(promised_days: int) -> int:
    """Working days; 0: there is no time for it, so nothing may follow."""
    return max(0, min(MOST, promised_days - MARGIN))
