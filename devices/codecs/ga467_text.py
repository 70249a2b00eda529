"""The 256-byte text block of the chip: UTF-16LE fields, padded with spaces, in four layouts.

The character at byte 248 tells the layout: I (2017 foreigner permit), J (Hong Kong, Macao, Taiwan permit), Y (2023
foreigner permit), anything else a citizen. Dates are YYYYMMDD; an end may be 长期.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from devices.codecs import id_number
from devices.errors import ReplyError
from devices.id_card_reader import CardKind, IdCard

TEXT_BYTES: Final = 256
ADDRESS_BYTES: Final = 70
NO_END: Final = "长期"
SEXES: Final = frozenset("0129")
_FLAG: Final = (248, 2)


def decode_text(block: bytes, *, photo: bytes = b"") -> IdCard:
    """ReplyError when a field that every card has is not what it must be. The message never quotes the field."""
    if len(block) != TEXT_BYTES:
        raise ReplyError(f"the text block has {len(block)} bytes, not {TEXT_BYTES}")
    layout = _LAYOUTS.get(_field(block, _FLAG), _citizen)
    return layout(block, photo)


def decode_address(block: bytes) -> str:
    """The latest address, as its own command returns it."""
    return _field(block.ljust(ADDRESS_BYTES, b"\0"), (0, ADDRESS_BYTES))


def _citizen(block: bytes, photo: bytes) -> IdCard:
    return IdCard(
        kind=CardKind.CITIZEN,
        name=_name(block, (0, 30)),
        sex=_sex(block, (30, 2)),
        nation=_digits(block, (32, 4), "nation"),
        birth=_date(block, (36, 16), "birth"),
        address=_field(block, (52, 70)),
        id_number=_id_number(block),
        authority=_field(block, (158, 30)),
        valid_from=_date(block, (188, 16), "valid from"),
        valid_to=_end(block, (204, 16)),
        photo=photo,
    )


def _hk_mo_tw(block: bytes, photo: bytes) -> IdCard:
    return IdCard(
        kind=CardKind.HK_MO_TW,
        name=_name(block, (0, 30)),
        sex=_sex(block, (30, 2)),
        birth=_date(block, (36, 16), "birth"),
        address=_field(block, (52, 70)),
        id_number=_id_number(block),
        authority=_field(block, (158, 30)),
        valid_from=_date(block, (188, 16), "valid from"),
        valid_to=_end(block, (204, 16)),
        pass_number=_field(block, (220, 18)),
        photo=photo,
    )


def _foreigner_2017(block: bytes, photo: bytes) -> IdCard:
    return IdCard(
        kind=CardKind.FOREIGNER_2017,
        name=_field(block, (158, 30)) or _name(block, (0, 120)),
        english_name=_name(block, (0, 120)),
        sex=_sex(block, (120, 2)),
        id_number=_permit_number_2017(block),
        nationality=_nationality(block, (152, 6)),
        valid_from=_date(block, (188, 16), "valid from"),
        valid_to=_end(block, (204, 16)),
        birth=_date(block, (220, 16), "birth"),
        authority=_field(block, (240, 8)),
        photo=photo,
    )


def _foreigner_2023(block: bytes, photo: bytes) -> IdCard:
    english = (_text(block, (52, 70)).rstrip("\0") + _text(block, (220, 22))).strip(" \0")
    if not (name := _field(block, (0, 30)) or english):
        raise ReplyError("the name is empty")
    return IdCard(
        kind=CardKind.FOREIGNER_2023,
        name=name,
        english_name=english,
        sex=_sex(block, (30, 2)),
        birth=_date(block, (36, 16), "birth"),
        id_number=_id_number(block),
        nationality=_nationality(block, (242, 6)),
        valid_from=_date(block, (188, 16), "valid from"),
        valid_to=_end(block, (204, 16)),
        photo=photo,
    )


_LAYOUTS: Final[Mapping[str, Callable[[bytes, bytes], IdCard]]] = {
    "I": _foreigner_2017,
    "J": _hk_mo_tw,
    "Y": _foreigner_2023,
}


def _text(block: bytes, place: tuple[int, int]) -> str:
    offset, length = place
    try:
        return block[offset : offset + length].decode("utf-16-le")
    except UnicodeDecodeError as error:
        raise ReplyError(f"the text at byte {offset} is not UTF-16") from error


def _field(block: bytes, place: tuple[int, int]) -> str:
    return _text(block, place).strip(" \0")


def _name(block: bytes, place: tuple[int, int]) -> str:
    name = _field(block, place)
    if not name:
        raise ReplyError("the name is empty")
    return name


def _sex(block: bytes, place: tuple[int, int]) -> str:
    sex = _field(block, place)
    if sex not in SEXES:
        raise ReplyError("the sex is none of 0, 1, 2, 9")
    return sex


def _digits(block: bytes, place: tuple[int, int], what: str) -> str:
    value = _field(block, place)
    if not (value.isascii() and value.isdigit()):
        raise ReplyError(f"the {what} is not a number")
    return value


def _date(block: bytes, place: tuple[int, int], what: str) -> date:
    digits = _digits(block, place, what + " date")
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) if len(digits) == 8 else date(0, 0, 0)
    except ValueError as error:
        raise ReplyError(f"the {what} date is not a date") from error


def _end(block: bytes, place: tuple[int, int]) -> date | None:
    return None if _field(block, place) == NO_END else _date(block, place, "valid to")


def _id_number(block: bytes) -> str:
    number = _field(block, (122, 36))
    if not id_number.is_valid(number):
        raise ReplyError("the number's check character is wrong")
    return number


def _permit_number_2017(block: bytes) -> str:
    number = _field(block, (122, 30))
    if not (len(number) == 15 and number.isascii() and number.isalnum()):
        raise ReplyError("the permit number has no fifteen characters")
    return number


def _nationality(block: bytes, place: tuple[int, int]) -> str:
    code = _field(block, place)
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise ReplyError("the nationality has no three letters")
    return code
