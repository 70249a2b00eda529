"""Carries out ESC/POS commands on paper, one after the other, as a printer's controller does."""

from dataclasses import dataclass

from PIL import Image

from devices.simulated.paper.escpos_commands import Command, CommandStream, Piece, Run, Unknown
from devices.simulated.paper.receipt_paper import LINE_SPACING, ReceiptPaper, Style

CODE_SETS = {"A", "B", "C"}
SYMBOL_MODULES, STOP_MODULES = 11, 13
DOTS_BEFORE_CUT = 60
"""the way from the print head to the knife"""


@dataclass
class QrSetting:
    module: int = 3
    level: int = 0x30
    data: bytes = b""


class EscPosMachine:
    """`cut` and `ask` are left to the printer around it."""

    def __init__(self, width: int, stream: CommandStream) -> None:
        self.paper = ReceiptPaper(width)
        self.complaints: list[str] = []
        """what a real printer would silently print wrong or not at all"""
        self._width = width
        self._stream = stream
        self._qr = QrSetting()
        self._bar_height, self._bar_module, self._readable = 162, 3, 0

    def new_paper(self) -> None:
        style = self.paper.style
        self.paper = ReceiptPaper(self._width)
        self.paper.style = style

    def reset(self) -> None:
        """As after power on."""
        self.paper = ReceiptPaper(self._width)
        self._qr = QrSetting()
        self._bar_height, self._bar_module, self._readable = 162, 3, 0

    def do(self, piece: Piece) -> None:
        match piece:
            case Run(text):
                self.paper.write(text)
            case Unknown(data):
                self.complaints.append(f"unknown bytes {data.hex()}")
            case Command(name, arguments):
                self._command(name, arguments)

    def _command(self, name: str, arguments: bytes) -> None:
        if self._set_style(name, arguments) or self._move(name, arguments) or self._draw(name, arguments):
            return
        self.complaints.append(f"ignored {name} {arguments[:8].hex()}")

    def _set_style(self, name: str, arguments: bytes) -> bool:
        match name:
            case "ESC @":
                self.paper.style, self.paper.spacing = Style(), LINE_SPACING
                self._stream.chinese = True
            case "ESC a":
                self.paper.restyle(align=arguments[0] % 0x30 % 3)
            case "ESC E" | "ESC G":
                self.paper.restyle(bold=bool(arguments[0] & 1))
            case "GS !":
                self.paper.restyle(width=(arguments[0] >> 4 & 7) + 1, height=(arguments[0] & 7) + 1)
            case "GS B":
                self.paper.restyle(inverse=bool(arguments[0] & 1))
            case "ESC 2":
                self.paper.spacing = LINE_SPACING
            case "ESC 3":
                self.paper.spacing = arguments[0]
            case "FS &":
                self._stream.chinese = True
            case "FS .":
                self._stream.chinese = False
            case "ESC t" | "ESC R" | "CR" | "ESC p" | "FS S" | "ESC M" | "ESC  ":
                pass
            case _:
                return False
        return True

    def _move(self, name: str, arguments: bytes) -> bool:
        match name:
            case "LF":
                self.paper.end_line()
            case "ESC d":
                for _ in range(arguments[0]):
                    self.paper.end_line()
            case "ESC J":
                self.paper.feed(arguments[0])
            case _:
                return False
        return True

    def _draw(self, name: str, arguments: bytes) -> bool:
        match name:
            case "GS v":
                self._raster(arguments)
            case "GS h":
                self._bar_height = arguments[0]
            case "GS w":
                self._bar_module = arguments[0]
            case "GS H":
                self._readable = arguments[0] % 0x30
            case "GS f":
                pass
            case "GS k" if arguments[0] == 73:
                self._code128(arguments[2:])
            case "GS (" if arguments[:1] == b"k" and arguments[3:4] == b"1":
                self._two_dimensional(arguments[4], arguments[5:])
            case _:
                return False
        return True

    def _raster(self, arguments: bytes) -> None:
        row, height = int.from_bytes(arguments[2:4], "little"), int.from_bytes(arguments[4:6], "little")
        if not row or not height:
            return
        ink = Image.frombytes("1", (row * 8, height), bytes(value ^ 0xFF for value in arguments[6:])).convert("L")
        wide, tall = 1 + (arguments[1] & 1), 1 + (arguments[1] >> 1 & 1)
        self.paper.raster(ink.resize((ink.width * wide, height * tall), Image.Resampling.NEAREST))

    def _code128(self, data: bytes) -> None:
        text, symbols = _code128_text(data)
        modules = (symbols + 1) * SYMBOL_MODULES + STOP_MODULES
        below = self._readable in (2, 3)
        if not self.paper.code128(text, modules, self._bar_module, self._bar_height, readable_below=below):
            self.complaints.append(f"barcode of {modules} modules x {self._bar_module} dots does not fit")

    def _two_dimensional(self, function: int, arguments: bytes) -> None:
        match function:
            case 0x43:
                self._qr.module = arguments[0]
            case 0x45:
                self._qr.level = arguments[0]
            case 0x50:
                self._qr.data = arguments[1:]
            case 0x51:
                if not self.paper.qr(self._qr.data, self._qr.module, self._qr.level):
                    self.complaints.append("QR code wider than the paper")


def _code128_text(data: bytes) -> tuple[str, int]:
    """The text, and how many symbols the host's choice of code sets takes, start symbol included."""
    text, symbols, chosen, position = "", 0, "B", 0
    while position < len(data):
        following = chr(data[position + 1]) if position + 1 < len(data) else ""
        if data[position] == ord("{") and following in CODE_SETS:
            chosen, position = following, position + 2
        elif data[position] == ord("{") and following == "{":
            text, position = text + "{", position + 2
        else:
            text += f"{data[position]:02d}" if chosen == "C" else chr(data[position])
            position += 1
        symbols += 1
    return text, symbols
