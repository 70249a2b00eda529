"""Is there a screen to draw on? Asked before Qt, which would end the process with words for no installer."""

import sys
from collections.abc import Mapping


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
