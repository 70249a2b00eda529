"""The third value of Kleene logic: a fact that nobody has given yet."""

from enum import Enum
from typing import Any, Final, Literal, TypeAlias


class Unknown(Enum):
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        msg = "unknown is neither true nor false"
        raise TypeError(msg)


UNKNOWN: Final = Unknown.UNKNOWN
Maybe: TypeAlias = Any | Literal[Unknown.UNKNOWN]
"""a value of a fact, or UNKNOWN"""
