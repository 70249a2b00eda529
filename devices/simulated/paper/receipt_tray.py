"""The tray under the receipt printer: each cut receipt as a picture and as the bytes that made it."""

from dataclasses import asdict, dataclass
from pathlib import Path

import zxingcpp
from PIL import Image

from devices.simulated.paper.receipt_paper import ReceiptPaper


@dataclass(frozen=True)
class KeptReceipt:
    number: int
    png: str
    bytes: str
    """file of the bytes of this receipt, cut included, status requests left out"""
    text: str
    """what was printed as characters; a line printed as a picture is not in it"""
    codes: list[dict[str, str]]
    """what a scanner reads off the paper, from top to bottom: `kind` (qr, code128) and `data`"""


class ReceiptTray:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder.resolve()
        self._receipts: list[KeptReceipt] = []
        self._number = max((int(place.stem) for place in folder.glob("[0-9]*.png")), default=0)

    def keep(self, paper: ReceiptPaper, raw: bytes) -> None:
        self._number += 1
        png, data = (self._folder / f"{self._number:04d}{kind}" for kind in (".png", ".bin"))
        picture = paper.picture()
        picture.save(png)
        data.write_bytes(raw)
        self._receipts.append(KeptReceipt(self._number, str(png), str(data), paper.text, _scanned(picture)))

    def listing(self) -> list[dict[str, object]]:
        return [asdict(receipt) for receipt in self._receipts]

    def clear(self) -> None:
        """The files stay."""
        self._receipts.clear()


KINDS = {zxingcpp.BarcodeFormat.QRCode: "qr", zxingcpp.BarcodeFormat.Code128: "code128"}


def _scanned(picture: Image.Image) -> list[dict[str, str]]:
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(list(KINDS)))
    found.sort(key=lambda code: code.position.top_left.y)
    return [{"kind": KINDS[code.format], "data": code.text} for code in found]
