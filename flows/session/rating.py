"""A rating of five levels, voluntary; after one of the two bad ones the reason is asked, also voluntarily."""

from typing import Final

from flows.session.state import Session

BAD: Final = 2
REASONS: Final = ("slow", "unclear", "papers", "machine", "visits", "other")


def asks_why(stars: int | None, reasons: tuple[str, ...] | None) -> bool:
    return stars is not None and stars <= BAD and reasons is None


def may_seal(stars: int | None, reasons: tuple[str, ...] | None, session: Session) -> bool:
    """A bad one waits for its reason until the customer leaves."""
    return stars is not None and (not asks_why(stars, reasons) or session.leaving is not None)


def reason_in(pressed: str) -> tuple[str, ...] | None:
    """reason:slow or row:reason-slow -> ("slow",)"""
    name = pressed.removeprefix("reason:").removeprefix("row:reason-")
    return (name,) if name != pressed and name in REASONS else None
