"""Black and white pictures for the printer: GS v 0."""

from functools import lru_cache

from PIL import Image, ImageChops

FRAGMENT_ROWS = 240
"""rows per command: small buffers of cheap printers take no more at once"""
LARGEST_PICTURE = 72 * FRAGMENT_ROWS
"""bytes of one command's picture, on 80 mm paper"""
_REAL_TIME = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


def encode_raster(picture: Image.Image) -> bytes:
    """`picture` has mode 1 with black as 0; its width is filled up to whole bytes with white."""
    ink = ImageChops.invert(picture.convert("L")).convert("1")
    row_bytes = (ink.width + 7) // 8
    rows = ink.tobytes()
    fragments = []
    for top in range(0, ink.height, FRAGMENT_ROWS):
        count = min(FRAGMENT_ROWS, ink.height - top)
        data = _without_commands(rows[top * row_bytes : (top + count) * row_bytes])
        head = b"\x1d\x76\x30\x00" + row_bytes.to_bytes(2, "little") + count.to_bytes(2, "little")
        fragments.append(head + data)
    return b"".join(fragments)


def _without_commands(data: bytes) -> bytes:
    """Printers obey real-time commands even inside picture data; one pixel more breaks the pattern."""
    for command in _REAL_TIME:
        data = data.replace(command, b"\x18" + command[1:])
    return data


@lru_cache(maxsize=8)
def qr_picture(data: str, dots_per_module: int) -> Image.Image:
    """The code with its quiet zone, error correction M."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2)
    code.add_data(data)
    code.make(fit=True)
    return _modules_picture(
        ["".join("1" if cell else "0" for cell in row) for row in code.get_matrix()], dots_per_module
    )


def code128_picture(data: str, *, dots_per_module: int, height: int) -> Image.Image:
    """Bars without text. ValueError for a character that is not ASCII."""
    from barcode import Code128 as BarCode

    if not data or not data.isascii() or not data.isprintable():
        raise ValueError("a Code 128 carries printable ASCII")
    [modules] = BarCode(data).build()
    bars = _modules_picture([modules], dots_per_module)
    return bars.resize((bars.width, height))


def indented(picture: Image.Image, paper_dots: int) -> Image.Image:
    """Centred by white at its left: printers disagree on whether alignment moves pictures."""
    left = max(0, (paper_dots - picture.width) // 2)
    canvas = Image.new("1", (min(paper_dots, left + picture.width), picture.height), 1)
    canvas.paste(picture, (left, 0))
    return canvas


def _modules_picture(rows: list[str], dots: int) -> Image.Image:
    picture = Image.new("1", (len(rows[0]), len(rows)), 1)
    picture.putdata([0 if cell == "1" else 1 for row in rows for cell in row])
    return picture.resize((picture.width * dots, picture.height * dots), Image.Resampling.NEAREST)
