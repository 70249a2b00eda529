"""A line of text drawn with our own font, for characters that the printer's font does not have."""

import sys
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from devices.codecs.columns import width

COLUMN_DOTS = 12
LINE_DOTS = 24
LINE_GAP = 6
BUNDLED = Path(__file__).resolve().parents[2] / "assets" / "fonts"
_MISSING = "\U0010fffd"
_SYSTEM = {
    "linux": (
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        "/usr/share/fonts/truetype/hanazono/HanaMinA.ttf",
        "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf",
    ),
    "win32": ("C:/Windows/Fonts/simsun.ttc", "C:/Windows/Fonts/simsunb.ttf"),
}


def find_fonts() -> tuple[str, ...]:
    """The system's fonts for Chinese, then the bundled ones."""
    system = [path for path in _SYSTEM.get(sys.platform, ()) if Path(path).exists()]
    bundled = sorted(str(path) for path in BUNDLED.glob("*") if path.suffix.lower() in (".ttf", ".otf", ".ttc"))
    return (*system, *bundled)


def missing_characters(text: str, fonts: tuple[str, ...]) -> frozenset[str]:
    """What none of the fonts can draw; it would be printed as an empty box."""
    return frozenset(character for character in text if not character.isspace() and not _font_of(character, fonts, 24))


def line_picture(text: str, fonts: tuple[str, ...], *, bold: bool = False, scale: int = 1) -> Image.Image:
    """The line on the same grid of columns that the printer's own text has. Mode 1, black is 0."""
    picture = Image.new("1", (max(1, width(text)) * COLUMN_DOTS * scale, (LINE_DOTS + LINE_GAP) * scale), 1)
    draw = ImageDraw.Draw(picture)
    draw.fontmode = "1"
    left = 0
    for character in text:
        cell = width(character) * COLUMN_DOTS * scale
        _draw_character(draw, character, fonts, (left, cell, scale, bold))
        left += cell
    return picture


def _draw_character(
    draw: ImageDraw.ImageDraw, character: str, fonts: tuple[str, ...], place: tuple[int, int, int, bool]
) -> None:
    left, cell, scale, bold = place
    height = LINE_DOTS * scale
    font = _font_of(character, fonts, height - 2 * scale)
    if font is not None:
        middle = (left + cell // 2, height // 2)
        draw.text(middle, character, font=font, fill=0, anchor="mm", stroke_width=scale if bold else 0)
    elif cell and not character.isspace():
        draw.rectangle((left + 2, 2, left + cell - 3, height - 3), outline=0)


@lru_cache(maxsize=512)
def _font_of(character: str, fonts: tuple[str, ...], size: int) -> ImageFont.FreeTypeFont | None:
    """The first font that has a glyph of its own for the character."""
    for path in fonts:
        font, missing = _opened(path, size)
        mask = font.getmask(character)
        if (mask.size, bytes(mask)) != missing:
            return font
    return None


@lru_cache(maxsize=16)
def _opened(path: str, size: int) -> tuple[ImageFont.FreeTypeFont, tuple[tuple[int, int], bytes]]:
    """The font and what it draws for a character it does not have."""
    font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    mask = font.getmask(_MISSING)
    return font, (mask.size, bytes(mask))
