"""Any paper as one deterministic A4 PDF: the same bytes for the same paper."""

import io
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import qrcode
import qrcode.image.svg
import typst

from hall.proofs.paper import Pair, Paper, Table

_TEMPLATE: Final = Path(__file__).with_name("paper.typ")
_FIGURES: Final = frozenset("0123456789.,-—%/ ")


@dataclass(frozen=True)
class Imprint:
    """What stands on a paper beside its content."""

    applicant: tuple[Pair, ...]
    number: str
    code: str
    day: date


def paper_pdf(paper: Paper, imprint: Imprint) -> bytes:
    inputs = {"data": json.dumps(_data(paper, imprint), ensure_ascii=False), "qr": _qr_svg(imprint.code)}
    return bytes(typst.compile(_TEMPLATE, format="pdf", sys_inputs=inputs, pdf_tags=False))


def _data(paper: Paper, imprint: Imprint) -> dict[str, Any]:
    return {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "issuer": paper.issuer,
        "applicant": imprint.applicant,
        "facts": paper.facts,
        "text": paper.text,
        "tables": [_table(table) for table in paper.tables],
        "code": imprint.code,
        "number": imprint.number,
        "date": f"{imprint.day:%Y 年 %m 月 %d 日}",
    }


def _table(table: Table) -> dict[str, Any]:
    """Figures stand on the right, words on the left; the first column is always words."""
    columns = list(zip(*table.rows, strict=True))
    return {
        "title": table.title,
        "head": table.head,
        "rows": table.rows,
        "halves": table.halves,
        "align": ["left", *("right" if _are_figures(cells) else "left" for cells in columns[1:])],
    }


def _are_figures(cells: tuple[str, ...]) -> bool:
    return all(_FIGURES.issuperset(cell) for cell in cells) and not any(_is_date(cell) for cell in cells)


def _is_date(cell: str) -> bool:
    return len(cell) == 10 and cell[4] == cell[7] == "-"


def _qr_svg(text: str) -> str:
    picture = io.BytesIO()
    qrcode.make(text, image_factory=qrcode.image.svg.SvgPathImage, border=0).save(picture)
    return picture.getvalue().decode()
