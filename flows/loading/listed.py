"""Papers that an item's row in the catalogue lists, as materials and originals of a service."""

import re
from typing import Final

from flows.catalogue.materials import ListedMaterial, MaterialClass, listed_materials
from flows.loading.folder import Folder
from flows.loading.item_table import Row

_FILLED_IN: Final = re.compile(
    r"申请|登记表|备案表|备案书|申报|承诺书|声明|授权书|委托书|同意书|告知书|点选|填写|系统生成|签名"
)
"""own-made papers that the terminal fills in from the answers; others are brought and scanned"""


def paper_text(name: str, folder: Folder) -> str:
    """Text id of a paper's name."""
    names = folder.papers
    return f"paper-{names.setdefault(name, len(names) + 1)}"


def papers_of(row: Row) -> tuple[ListedMaterial, ...]:
    """None of a row that cannot be read: the check of the rows says so."""
    try:
        return listed_materials(row["materials"])
    except ValueError:
        return ()


def accepted(paper: ListedMaterial) -> tuple[str, ...]:
    """How a listed paper is had; empty: nothing to do for it here."""
    match paper.kind:
        case MaterialClass.CARD | MaterialClass.HALL | MaterialClass.ORIGINAL:
            return ()
        case MaterialClass.ELICENCE:
            return ("elicence.listed",)
        case MaterialClass.SCAN:
            return ("scan.a4",)
        case MaterialClass.OWN_MADE:
            return ("own-made",) if _FILLED_IN.search(paper.name) else ("scan.a4",)
