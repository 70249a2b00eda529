"""The paper of the receipt printer: what comes out of the slot, drawn dot by dot."""

from dataclasses import dataclass, replace
from functools import lru_cache

import qrcode
import zxingcpp
from PIL import Image, ImageDraw

from devices.simulated.fonts import chinese_font

CELL = 24
"""dots of a Chinese character; an ASCII one is half as wide"""
LINE_SPACING = 30
QR_LEVELS = {0x30: qrcode.ERROR_CORRECT_L, 0x31: qrcode.ERROR_CORRECT_M, 0x32: qrcode.ERROR_CORRECT_Q}
EDGE = 16
"""white margin of the picture"""

FONT_SIZE = 22


@dataclass(frozen=True)
class Style:
    align: int = 0
    """0 left, 1 centre, 2 right"""
    bold: bool = False
    width: int = 1
    height: int = 1
    inverse: bool = False


class ReceiptPaper:
    """Prints downwards. Heights and positions are in dots (8 a millimetre)."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.style = Style()
        self.spacing = LINE_SPACING
        self.text = ""
        self.lines = 0
        self._line: list[tuple[str, Style]] = []
        self._blocks: list[tuple[int, Image.Image | None]] = []

    @property
    def blank(self) -> bool:
        return not self._blocks and not self._line

    def write(self, text: str) -> None:
        for character in text:
            if self._used() + _advance(character, self.style) > self.width:
                self.end_line()
            self._line.append((character, self.style))

    def end_line(self) -> None:
        self.text += "".join(character for character, _ in self._line) + "\n"
        self.lines += 1
        if not self._line:
            self.feed(self.spacing)
            return
        height = max(CELL * style.height for _, style in self._line)
        row = Image.new("L", (max(self._used(), 1), height), 255)
        x = 0
        for character, style in self._line:
            glyph = _glyph(character, style.bold, style.width, style.height, style.inverse)
            row.paste(glyph, (x, height - glyph.height))
            x += glyph.width
        align = self._line[0][1].align
        self._line = []
        self._place(row, align)
        self.feed(max(0, self.spacing - CELL))

    def feed(self, dots: int) -> None:
        self._blocks.append((dots, None))

    def raster(self, image: Image.Image) -> None:
        self._flush()
        self._place(image.crop((0, 0, min(image.width, self.width), image.height)), self.style.align)

    def qr(self, data: bytes, module: int, level: int) -> bool:
        """False: it does not fit, and like a real printer this one prints nothing."""
        code = qrcode.QRCode(error_correction=QR_LEVELS.get(level, qrcode.ERROR_CORRECT_H), box_size=module, border=0)
        code.add_data(data, optimize=0)
        code.make(fit=True)
        picture = code.make_image().get_image().convert("L")
        if picture.width > self.width:
            return False
        self._flush()
        self._place(picture, self.style.align)
        return True

    def code128(self, data: str, modules: int, module: int, height: int, *, readable_below: bool) -> bool:
        """`modules`: the width of the symbol that the host asked for. False: it does not fit, nothing is printed."""
        if modules * module > self.width or not data:
            return False
        drawn = zxingcpp.create_barcode(data, zxingcpp.BarcodeFormat.Code128).to_image(scale=1, add_quiet_zones=False)
        bars = Image.fromarray(drawn).crop((0, 0, drawn.shape[1], 1))
        self._flush()
        self._place(bars.resize((bars.width * module, height), Image.Resampling.NEAREST), self.style.align)
        if readable_below:
            self.write(data)
            self.end_line()
        return True

    def picture(self) -> Image.Image:
        height = sum(size for size, _ in self._blocks)
        sheet = Image.new("L", (self.width + 2 * EDGE, height + 2 * EDGE), 255)
        y = EDGE
        for size, image in self._blocks:
            if image is not None:
                sheet.paste(image, (EDGE, y))
            y += size
        return sheet

    def _flush(self) -> None:
        if self._line:
            self.end_line()

    def _used(self) -> int:
        return sum(_advance(character, style) for character, style in self._line)

    def _place(self, image: Image.Image, align: int) -> None:
        row = Image.new("L", (self.width, image.height), 255)
        free = self.width - image.width
        row.paste(image, ((0, free // 2, free)[align], 0))
        self._blocks.append((image.height, row))

    def restyle(self, **changes: int) -> None:
        self.style = replace(self.style, **changes)  # type: ignore[arg-type]


def _advance(character: str, style: Style) -> int:
    return (CELL // 2 if character.isascii() else CELL) * style.width


@lru_cache(maxsize=4096)
def _glyph(character: str, bold: bool, width: int, height: int, inverse: bool) -> Image.Image:
    box = CELL // 2 if character.isascii() else CELL
    cell = Image.new("L", (box, CELL), 255)
    pen = ImageDraw.Draw(cell)
    pen.text(
        (box / 2, CELL / 2 - 1),
        character,
        font=chinese_font(FONT_SIZE),
        fill=0,
        anchor="mm",
        stroke_width=0.6 if bold else 0,
    )
    dots = cell.point(lambda value: 0 if (value < 150) != inverse else 255)
    return dots.resize((box * width, CELL * height), Image.Resampling.NEAREST)
