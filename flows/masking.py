"""Personal values, covered: what may stand on a screen others can see, and on paper that may be lost."""

import re
from typing import Final

from flows.pages import Masked

BLANK: Final = "＊"
_IDNO = re.compile(r"^[0-9]{17}[0-9X]$|^[A-Z]{3}[0-9]{12}$")
_MOBILE = re.compile(r"^1[3-9][0-9]{9}$")


def masked(value: str, *, address: bool = False) -> Masked:
    """Head and tail by what it looks like: number 3101…0X, mobile 138…6721, an address up to its district."""
    if _IDNO.match(value):
        return Masked(value[:4], value[-2:], value)
    if _MOBILE.match(value):
        return Masked(value[:3], value[-4:], value)
    if address:
        return Masked(district(value), "", value)
    if value.isascii() and any(letter.isdigit() for letter in value) and len(value) >= 8:
        return Masked(value[:2], value[-2:], value)
    return Masked(value[:1], "", value)


def district(address: str) -> str:
    """The part of an address that does not find a door: up to 区, 县 or the first city."""
    for mark in ("区", "县", "旗", "市"):
        place = address.find(mark)
        if 0 <= place < len(address) - 1:
            return address[: place + 1]
    return address[:3]


def paper_name(name: str) -> str:
    """张＊, ERIKSSON ＊: first character or first word, for paper."""
    if name.isascii():
        return f"{re.split(r'[ ,]', name)[0]} {BLANK}"
    return name[:1] + BLANK * min(2, max(1, len(name) - 1))


def paper_mobile(mobile: str) -> str:
    """138＊＊＊＊6721; empty for anything else."""
    return f"{mobile[:3]}{BLANK * 4}{mobile[-4:]}" if _MOBILE.match(mobile) else ""
