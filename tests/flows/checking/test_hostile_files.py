"""Files that an editor, a spreadsheet or a copy spoiled: each gets a place and a way out, and nothing falls over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.checking.report import check_content
from flows.loading.faults import Fault
from tests.flows.checking.test_mistakes import ASKS, FACTS, GOOD, ONE
from tests.flows.small_content import write_content

ITEMS = "catalogue/items.csv"
ROW_FACTS = {
    "facts/b.yaml": FACTS + "  b.x: {type: text, ask: q.bx, group: rows}\n",
    "asks/b.yaml": ASKS + "  q.bx: {kind: text, sets: [b.x], keyboard: text}\n",
}


def _errors(root: Path) -> list[Fault]:
    return list(check_content(root).errors)


def _found(root: Path, check: str, file: str, line: int) -> None:
    errors = _errors(root)
    assert (check, file, line) in {(one.check, one.file, one.line) for one in errors}, [str(one) for one in errors]
    assert all(one.fix for one in errors)


SPOILED: list[tuple[str, str, bytes, int]] = [
    ("a null byte", ONE, GOOD.encode() + b"# \x00\n", 7),
    ("a control character", ONE, GOOD.encode() + b'basis: [{law: "a\\x07b"}]\n', 7),
    ("utf-16", ONE, GOOD.encode("utf-16"), 0),
    ("a number without end", ONE, GOOD.encode() + b"rev: " + b"9" * 30 + b"\n", 7),
    ("yml", "services/PH-P-902.yml", GOOD.encode(), 0),
    ("a text in a folder of its own", "texts/zh/more/a.ftl", b"a = a\n", 0),
    ("gbk texts", "texts/zh/a.ftl", "a = 中文\n".encode("gbk"), 0),
    ("a function in a text", "texts/zh/a.ftl", b"a = { FOO($b) }\n", 1),
    ("a term in a text", "texts/zh/a.ftl", b"a = { -brand }\n", 1),
    ("a text in a text", "texts/zh/a.ftl", b"a = { a }\n", 1),
    ("translations that are no JSON", "texts/en/translated.json", b'{"a": ', 1),
    ("translations that are a list", "texts/en/translated.json", b"[1]", 1),
    ("a table in gbk", "catalogue/english.csv", "zh,en\n中文,x\n".encode("gbk"), 0),
    ("a table without a column", "catalogue/english.csv", b"zh\na\n", 1),
    ("a table with a null byte", "catalogue/english.csv", b"zh,en\na,b\x00\n", 2),
    ("a field without end", "catalogue/english.csv", b"zh,en\na," + b"b" * 200_000 + b"\n", 2),
    ("ways to ask for nothing", "catalogue/phrases.csv", b"code,zh,en\nPH-P-999,a,b\n", 0),
    ("a day that is none", "catalogue/holidays.csv", b"day,kind\n2026-99-99,rest\n", 0),
]


@pytest.mark.parametrize(("file", "spoiled", "line"), [row[1:] for row in SPOILED], ids=[row[0] for row in SPOILED])
def test_a_spoiled_file_is_named_with_its_line(tmp_path: Path, file: str, spoiled: bytes, line: int) -> None:
    write_content(tmp_path, {ONE: GOOD})
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(spoiled)
    expected = "E02" if file == "catalogue/phrases.csv" else "E01"
    _found(tmp_path, expected, file, line)


def test_a_link_to_nothing_and_a_folder_named_like_a_file_are_named(tmp_path: Path) -> None:
    write_content(tmp_path, {ONE: GOOD})
    (tmp_path / "services" / "folder.yaml").mkdir()
    _found(tmp_path, "E01", "services/folder.yaml", 0)


@pytest.mark.skipif(os.name == "nt", reason="links take a privilege there")
def test_a_dangling_link_is_named(tmp_path: Path) -> None:
    write_content(tmp_path, {ONE: GOOD})
    (tmp_path / "services" / "link.yaml").symlink_to(tmp_path / "nowhere")
    _found(tmp_path, "E01", "services/link.yaml", 0)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    write_content(tmp_path, {ONE: GOOD})
    for name in (ONE, ITEMS):
        path = tmp_path / name
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert _errors(tmp_path) == []


CELLS = [
    (",1,3,", ",one,3,", "E01"),
    (",1,3,", ",-1,3,", "E01"),
    (",1,3,", f",1,{'9' * 6000},", "E01"),
    (",locker,no,", ",pigeon,no,", "E02"),
    (",locker,no,", ",locker,maybe,", "E02"),
    (",social,", ",nonsense,", "E02"),
    ("甲事项", "", "E02"),
    (",B91,甲", ",B77,甲", "E02"),
]


@pytest.mark.parametrize(("old", "new", "check"), CELLS)
def test_a_cell_that_cannot_be_is_named_with_its_row(tmp_path: Path, old: str, new: str, check: str) -> None:
    write_content(tmp_path, {ONE: GOOD})
    path = tmp_path / ITEMS
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    _found(tmp_path, check, ITEMS, 2)


ARRANGED: list[tuple[str, str, dict[str, str], str, int]] = [
    ("the same service twice", "E01", {"services/x.yaml": GOOD}, "services/x.yaml", 2),
    (
        "a family that extends",
        "E02",
        {"services/archetypes/plain.yaml": "schema: kiosk/archetype@1\nid: plain\nextends: plain\n"},
        "services/archetypes/plain.yaml",
        3,
    ),
    ("a field that nobody has left out", "E02", {ONE: GOOD + "extends: plain\nwithout: [nothing]\n"}, ONE, 8),
    ("a repeat of no group", "E02", {ONE: GOOD + "repeat: [{group: nothing, more: a.flag}]\n"}, ONE, 7),
    (
        "a repeat that no yes or no ends",
        "E05",
        {**ROW_FACTS, ONE: GOOD.replace("a.kind", "b.x") + "repeat: [{group: rows, more: a.note}]\n"},
        ONE,
        7,
    ),
    (
        "a repeat without end",
        "E01",
        {**ROW_FACTS, ONE: GOOD.replace("a.kind", "b.x") + "repeat: [{group: rows, more: a.flag, maximum: 1000000}]\n"},
        ONE,
        7,
    ),
    ("a question that gives something else", "E03", {ONE: GOOD + "ask: {a.kind: q.note}\n"}, ONE, 7),
    ("assumed from itself", "E07", {ONE: GOOD + "assume: {a.note: a.note}\n"}, ONE, 7),
    ("assumed in a circle", "E07", {ONE: GOOD + "assume: {a.note: a.extra, a.extra: a.note}\n"}, ONE, 7),
    (
        "a paper of more pages than it may have",
        "E01",
        {ONE: GOOD + "materials: [{id: paper, accept: [scan.a4], min_pages: 5, max_pages: 2}]\n"},
        ONE,
        7,
    ),
    (
        "questions that stand in for each other",
        "E07",
        {
            "facts/b.yaml": FACTS + "  b.x: {type: text, ask: q.b}\n",
            "asks/b.yaml": ASKS
            + "  q.b: {kind: confirm, sets: [b.x], fallback: q.c}\n"
            + "  q.c: {kind: confirm, sets: [b.x], fallback: q.b}\n",
        },
        "asks/b.yaml",
        3,
    ),
]


@pytest.mark.parametrize(
    ("check", "files", "file", "line"), [row[1:] for row in ARRANGED], ids=[row[0] for row in ARRANGED]
)
def test_what_cannot_be_arranged_is_named(
    tmp_path: Path, check: str, files: dict[str, str], file: str, line: int
) -> None:
    _found(write_content(tmp_path, {ONE: GOOD, **files}), check, file, line)
