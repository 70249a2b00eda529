"""Head, foot and the idle sheet: the same on every page."""

from dataclasses import fields
from typing import Final

from flows.clock import Moment
from flows.pages import FootKey, Frame, IdleSheet, ScreenWords
from flows.session.idle import sheet_seconds
from flows.session.stages import Scanning
from flows.session.state import Session
from flows.wording import Wording

ELDER_AGE: Final = 60


def frame_of(session: Session, w: Wording, now: Moment) -> Frame:
    profile = w.terminal.profile
    camera = isinstance(session.stage, Scanning) and session.stage.live and not session.stage.unavailable
    return Frame(
        brand=profile.brand(w.language),
        branch=profile.branch(w.language),
        clock=w.clock(now.wall),
        staff=w.button("staff", "staff-called" if session.staff_called else "call-staff", "staff"),
        staff_called=session.staff_called,
        keys=_keys(session, w, now),
        preferences=session.preferences,
        simulated=w("simulated") if profile.simulated else "",
        camera_notice=w("camera-on") if camera else "",
        words=screen_words(w),
    )


def screen_words(w: Wording) -> ScreenWords:
    """The screen's own controls, each under the name of its field; a field without a text keeps its own words."""
    names = {one.name: f"screen-{one.name.replace('_', '-')}" for one in fields(ScreenWords)}
    return ScreenWords(**{name: w(text) for name, text in names.items() if w.terminal.words.has(text, w.language)})


def idle_sheet(session: Session, w: Wording, now: Moment) -> IdleSheet | None:
    seconds = sheet_seconds(session, now)
    if seconds is None:
        return None
    return IdleSheet(w("idle-title"), seconds, w("idle-unit"), w("idle-note"), w.button("stay", "idle-stay", "next"))


def offers_large(session: Session, now: Moment) -> bool:
    """Offered, never imposed: the card says that its holder is sixty or older."""
    if session.card is None or session.preferences.elder:
        return False
    born, today = session.card.birth, now.wall.date()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) >= ELDER_AGE


def _keys(session: Session, w: Wording, now: Moment) -> tuple[FootKey, ...]:
    on = session.preferences
    states = {
        "voice": on.voice,
        "size": on.elder,
        "contrast": on.contrast,
        "lower": on.lower,
        "language": False,
        "leave": False,
    }
    offered = offers_large(session, now)
    return tuple(
        FootKey(key, w(f"foot-{key}"), key, lit, w(f"foot-{key}-short"), offered=offered and key == "size")
        for key, lit in states.items()
    )
