"""The text protocol of Network UPS Tools: one line a question, one line an answer."""

import shlex
from typing import Final

from devices.errors import ReplyError, UnavailableError
from devices.ups import PowerState

STATUS: Final = "ups.status"
CHARGE: Final = "battery.charge"
LOW_CHARGE: Final = "battery.charge.low"


def ask(ups: str, variable: str) -> bytes:
    return f"GET VAR {ups} {variable}\n".encode("ascii")


def parse_answer(line: bytes, ups: str, variable: str) -> str:
    """The variable's value. UnavailableError when upsd has lost the supply, ReplyError for anything unexpected."""
    try:
        words = shlex.split(line.decode("utf-8"))
    except ValueError as error:
        raise ReplyError("not a line of upsd") from error
    match words:
        case ["VAR", told_ups, told_variable, value] if (told_ups, told_variable) == (ups, variable):
            return value
        case ["ERR", "DATA-STALE" | "DRIVER-NOT-CONNECTED" as why, *_]:
            raise UnavailableError(f"upsd has lost the supply ({why})")
        case ["ERR", why, *_]:
            raise ReplyError(f"upsd refuses: {why}")
        case _:
            raise ReplyError("not an answer to this question")


def power_of(status: str, charge: str = "") -> PowerState:
    """From the flags OL, OB, LB, RB, FSD. ReplyError when neither line nor battery is said."""
    flags = set(status.split())
    if not flags & {"OL", "OB", "FSD"}:
        raise ReplyError("the status says neither line nor battery")
    return PowerState(
        on_battery="OB" in flags or "FSD" in flags,
        battery_low=bool(flags & {"LB", "FSD"}) and ("OB" in flags or "FSD" in flags),
        replace_battery="RB" in flags,
        charge=per_cent(charge),
    )


def per_cent(told: str) -> int | None:
    """Whole per cents; None for anything that is no number."""
    number = told.split(".")[0]
    return min(100, int(number)) if number.isdecimal() and number.isascii() else None
