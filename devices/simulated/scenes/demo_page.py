"""Draws the paper pages of assets/demo/pages: synthetic documents, printed in black with a red stamp."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from devices.simulated.fonts import chinese_font

PAGES = Path(__file__).resolve().parents[3] / "assets" / "demo" / "pages"
A4 = (1240, 1754)
"""150 dots an inch"""
MARGIN = 130
STAMP = "#C0392B"
INK = 25

SIZES = {"# ": (56, 110), "> ": (26, 62), "## ": (32, 60), "### ": (32, 64), "": (29, 52)}
"""font size and line height by the mark at the start of a line"""


def page_names() -> tuple[str, ...]:
    return tuple(sorted(place.stem for place in PAGES.glob("*.txt")))


def draw_page(name: str) -> Image.Image:
    """The page in RGB. KeyError when there is no such page."""
    if name not in page_names():
        raise KeyError(name)
    sheet = Image.new("RGB", A4, (250, 249, 246))
    pen = ImageDraw.Draw(sheet)
    y = MARGIN
    for line in (PAGES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            _stamp(pen, line.removeprefix("= "))
        elif line:
            y = _paragraph(pen, line, y)
    pen.text((A4[0] / 2, A4[1] - 60), "演示样本 · 非真实文件", font=chinese_font(24), fill=(150, 150, 150), anchor="mm")
    return sheet


def _paragraph(pen: ImageDraw.ImageDraw, line: str, y: int) -> int:
    mark = next(mark for mark in ("### ", "## ", "# ", "> ", "") if line.startswith(mark))
    size, height = SIZES[mark]
    font = chinese_font(size)
    text = line.removeprefix(mark)
    if mark in ("# ", "> "):
        pen.text((A4[0] / 2, y), text, font=font, fill=(INK, INK, INK), anchor="ma")
        return y + height
    indent = "" if mark else "\u3000\u3000"
    for row in _wrap(indent + text, font, A4[0] - 2 * MARGIN):
        pen.text((MARGIN, y), row, font=font, fill=(INK, INK, INK), stroke_width=0.5 if mark else 0)
        y += height
    return y


def _wrap(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    rows = [""]
    for character in text:
        if font.getlength(rows[-1] + character) > width and character not in "，。；、":
            rows.append("")
        rows[-1] += character
    return rows


def _stamp(pen: ImageDraw.ImageDraw, text: str) -> None:
    x, y, radius = A4[0] - MARGIN - 150, A4[1] - 240, 125
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=STAMP, width=7)
    pen.text((x, y - 22), "★", font=chinese_font(76), fill=STAMP, anchor="mm")
    pen.text((x, y + 62), text, font=chinese_font(30), fill=STAMP, anchor="mm")
