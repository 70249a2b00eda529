"""Is there a screen to draw on? Asked before Qt, which would end the process with words for no installer."""

import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

X_SOCKETS = "/tmp/.X11-unix/X"  # noqa: S108 - where every X server puts them


def no_display(environment: Mapping[str, str], platform: str = sys.platform) -> str:
    """One line that says what is missing and what to do; "" where there is a screen, or Qt was told what to use."""
    if platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return ""
    if environment.get("WAYLAND_DISPLAY") or environment.get("DISPLAY"):
        return ""
    return (
        "no screen: neither WAYLAND_DISPLAY nor DISPLAY is set; start it below cage or X "
        "(docs/installing.md, 4), or set QT_QPA_PLATFORM=vnc and look at port 5900"
    )


def screen_comes(
    environment: Mapping[str, str], rest: Callable[[], bool], say: Callable[[str], None], platform: str = sys.platform
) -> bool:
    """Waits for the screen that the environment names: at boot the terminal may be there before cage or X.

    `rest` pauses, and is False once the time for it is over. True at once where there is nothing to wait for.
    """
    places = tuple(_places(environment)) if platform == "linux" and not environment.get("QT_QPA_PLATFORM") else ()
    if not places or _answers(places):
        return True
    say(f"waiting for the screen at {' or '.join(place.replace(chr(0), '@') for place in places)}")
    while rest():
        if _answers(places):
            return True
    return False


def _places(environment: Mapping[str, str]) -> Iterator[str]:
    """Sockets of this machine, one of which is enough; none for a screen on another machine."""
    wayland, display = environment.get("WAYLAND_DISPLAY", ""), environment.get("DISPLAY", "")
    if wayland:
        yield str(PurePosixPath(environment.get("XDG_RUNTIME_DIR", "/"), wayland))
    if display.startswith(":"):
        number = display[1:].partition(".")[0]
        yield from (f"{X_SOCKETS}{number}", f"\0{X_SOCKETS}{number}")


def _answers(places: tuple[str, ...]) -> bool:
    return any(map(_is_listening, places))


def _is_listening(place: str) -> bool:
    with socket.socket(socket.AF_UNIX) as caller:
        try:
            caller.connect(place)
        except OSError:
            return False
    return True
