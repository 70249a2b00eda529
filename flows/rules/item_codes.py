"""Codes of government items: 基本编码 (12), 实施编码 (31), 业务办理项编码 (33); placeholders as PH-P-001.

12 = region 2 + type 2 + main 5 + sub 3. 31 = credit code 18 of the department + level 1 + the 12. 33 = the 31 + a
situation 2. Pseudo credit codes exist, so that their check digit is not held against a code.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_BASIC: Final = re.compile(r"\d{12}")
_DEPARTMENT: Final = re.compile(r"[0-9A-Z]{18}")
_PLACEHOLDER: Final = re.compile(r"PH-[PL]-\d{3}")
_LEVELS: Final = "12345"


class ItemCodeFault(StrEnum):
    LENGTH = "length"
    CHARACTERS = "characters"
    LEVEL = "level"


@dataclass(frozen=True)
class ItemCode:
    region: str
    kind: str
    """01 licence, 05 benefit, 20 public service …"""
    main: str
    sub: str
    department: str = ""
    level: str = ""
    """1 state, 2 province, 3 city, 4 county, 5 town"""
    situation: str = ""


def item_code_fault(code: str) -> ItemCodeFault | None:
    if _PLACEHOLDER.fullmatch(code):
        return None
    if len(code) not in (12, 31, 33):
        return ItemCodeFault.LENGTH
    if len(code) == 12:
        return None if _BASIC.fullmatch(code) else ItemCodeFault.CHARACTERS
    if not _DEPARTMENT.fullmatch(code[:18]) or not code[19:].isdigit() or not code.isascii():
        return ItemCodeFault.CHARACTERS
    return None if code[18] in _LEVELS else ItemCodeFault.LEVEL


def parsed_item_code(code: str) -> ItemCode:
    """Raises ValueError for a placeholder or a code with a fault."""
    fault = item_code_fault(code)
    if fault is not None or not code[:2].isdigit():
        raise ValueError(f"{code}: {fault or 'a placeholder'}")
    department, level, rest = ("", "", code) if len(code) == 12 else (code[:18], code[18], code[19:])
    return ItemCode(rest[:2], rest[2:4], rest[4:9], rest[9:12], department, level, rest[12:])
