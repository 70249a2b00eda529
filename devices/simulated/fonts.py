"""A Chinese font for what the simulated devices draw: from the system, else the project's own."""

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

OWN = Path(__file__).resolve().parents[2] / "assets" / "fonts"
SYSTEM = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    Path("C:/Windows/Fonts/msyh.ttc"),
    Path("C:/Windows/Fonts/simsun.ttc"),
    Path("/System/Library/Fonts/PingFang.ttc"),
)
SIMPLIFIED_CHINESE = "Noto Sans CJK SC"
BASIC = ImageFont.Layout.BASIC
"""no shaping: characters stand one by one, and none of them makes the drawing fail"""


@lru_cache(maxsize=32)
def chinese_font(size: int) -> ImageFont.FreeTypeFont:
    """FileNotFoundError when the machine has none."""
    for place in (*SYSTEM, *sorted(OWN.glob("*.[ot]tf"))):
        if place.exists():
            return _simplified(place, size)
    raise FileNotFoundError(f"no Chinese font, looked at {', '.join(map(str, SYSTEM))} and {OWN}")


def _simplified(place: Path, size: int) -> ImageFont.FreeTypeFont:
    """A collection holds one face for each region; the forms of the mainland are asked for by name."""
    first = ImageFont.truetype(str(place), size, layout_engine=BASIC)
    if place.suffix != ".ttc" or not (first.getname()[0] or "").startswith("Noto Sans CJK"):
        return first
    for index in range(10):
        try:
            face = ImageFont.truetype(str(place), size, index=index, layout_engine=BASIC)
        except OSError:
            break
        if face.getname()[0] == SIMPLIFIED_CHINESE:
            return face
    return first
