"""A QR code as an SVG path, so that a page can draw it sharp at any size: one unit a module, without a margin."""

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class QrPath:
    path: str
    side: int
    """modules"""


@lru_cache(maxsize=4)
def qr_path(text: str) -> QrPath:
    """Error correction M: a scratch on the glass does not matter."""
    import qrcode

    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    matrix: list[list[bool]] = code.get_matrix()
    return QrPath("".join(_row(y, row) for y, row in enumerate(matrix)), len(matrix))


def _row(y: int, modules: list[bool]) -> str:
    """One rectangle for each run of dark modules."""
    path, start = "", 0
    for x in range(len(modules) + 1):
        dark = x < len(modules) and modules[x]
        if not dark:
            if x > start:
                path += f"M{start} {y}h{x - start}v1h-{x - start}z"
            start = x + 1
    return path
