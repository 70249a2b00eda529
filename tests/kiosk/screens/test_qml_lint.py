"""The QML is clean, knows what Python gives it, and stays in small files."""

import re
from pathlib import Path

from kiosk.ink_item import InkItem
from kiosk.keyboard.composer import Composer
from kiosk.preview_item import PreviewItem
from kiosk.qml_lint import QML, lint
from kiosk.screen_bridge import ScreenBridge

MOST_LINES = 150


def test_qmllint_finds_nothing() -> None:
    assert lint() == []


def test_qmllint_would_find_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "Wrong.qml").write_text("import QtQuick\nItem { property int a: nowhere.b }\n", encoding="utf-8")
    assert any("nowhere" in line or "Unqualified" in line for line in lint(tmp_path))


def test_the_types_told_to_qmllint_are_those_that_python_registers() -> None:
    told = (QML / "Kiosk" / "Python" / "python.qmltypes").read_text(encoding="utf-8")
    for registered in (ScreenBridge, PreviewItem, InkItem, Composer):
        block = re.search(rf'name: "{registered.__name__}".*?\n    }}', told, re.DOTALL)
        assert block is not None
        names = set(re.findall(r'(?:Property|Method|Signal) {{? ?name: "(\w+)"', block.group().replace("{ ", "{{ ")))
        meta = registered.staticMetaObject
        parent = meta.superClass()
        own = {meta.property(n).name() for n in range(parent.propertyCount(), meta.propertyCount())}
        own |= {bytes(meta.method(n).name().data()).decode() for n in range(parent.methodCount(), meta.methodCount())}
        public = {name for name in own if not name.startswith("_")}
        assert public - names <= {"happened", "previewArrived", "take"}
        assert names <= public


def test_every_qml_file_is_small_and_listed_in_its_module() -> None:
    for folder in ("Theme", "Controls", "Pages", "App"):
        listed = (QML / "Kiosk" / folder / "qmldir").read_text(encoding="utf-8")
        for file in sorted((QML / "Kiosk" / folder).glob("*.qml")):
            lines = file.read_text(encoding="utf-8").splitlines()
            assert len(lines) <= MOST_LINES, f"{file.name} has {len(lines)} lines"
            assert f" {file.name}" in listed, f"{file.name} is not in {folder}/qmldir"


def test_no_word_a_customer_reads_stands_in_qml() -> None:
    for file in sorted(QML.rglob("*.qml")):
        code = re.sub(r"//.*|/[^/\n]+/[a-z]*\.|replace\([^)]*\)", "", file.read_text(encoding="utf-8"))
        assert not re.search(r'"[^"\n]*[\u4e00-\u9fff][^"\n]*"', code), file.name
