"""A visitor who chose English meets no Chinese but the official name; names and addresses are data."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtGui import QGuiApplication

from flows import pages as pg
from kiosk.gallery import Gallery
from kiosk.snapshot_map import Plain, plain
from tests.kiosk.played.visit import Visit, visit

HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
DATA = ("official_name", "value", "full", "head", "tail", "brand_zh")
ALLOWED = ("中文", "中", "测")
"""the key that leads to Chinese; what the test's own sources know of everybody"""


@pytest.fixture(scope="module")
def gallery(qapp: QGuiApplication) -> Gallery:
    return Gallery(qapp)


@dataclass
class EnglishVisit(Visit):
    chinese: list[str] = field(default_factory=list)

    def _look(self, page: pg.Page) -> None:
        snapshot = self.rig.snapshot
        for part in (snapshot.page, snapshot.frame):
            self.chinese += [f"{type(page).__name__}{where}: {text}" for where, text in texts(plain(part))]


def texts(shown: Plain, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text with Chinese in it, and where it stands; what is data is left out."""
    match shown:
        case str() if HAN.search(shown) and shown not in ALLOWED:
            yield where, shown
        case list():
            for one in shown:
                yield from texts(one, where)
        case dict():
            for name, one in shown.items():
                if name not in DATA:
                    yield from texts(one, f"{where}.{name}")


@pytest.mark.parametrize("code", ["PH-P-001", "312000218000", "PH-L-002", "312000194000", "B04"])
def test_a_service_in_english_is_english_throughout(gallery: Gallery, code: str) -> None:
    played = asyncio.run(visit(gallery, code, {}, prefer=("language",), how=EnglishVisit))
    assert isinstance(played, EnglishVisit)
    assert len(played.kinds) > 4
    assert sorted(set(played.chinese)) == []
