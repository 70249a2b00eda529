"""Rows of a repeat: the fact of a row carries its number, as in `holder.name#2`. Without a number it is all rows."""

from typing import Final

SUM: Final = "sum."
"""`sum.holder.share`: over the rows known so far"""


def of_row(fact: str, row: int) -> str:
    """Row 0: not in a repeat."""
    return f"{fact}#{row}" if row else fact


def plain(name: str) -> str:
    return name.partition("#")[0] if "#" in name else name


def row_of(name: str) -> int:
    number = name.partition("#")[2]
    return int(number) if number else 0
