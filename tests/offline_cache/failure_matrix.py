"""`python -m tests.offline_cache.failure_matrix` writes docs/failure-matrix.md from the marks of all tests."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "failure-matrix.md"

ROWS = {
    "F01": "power cut while typing",
    "F02": "power cut between a page's file and its row",
    "F03": "power cut right after the number was shown",
    "F04": "kill -9 at every fsync, write and commit",
    "F05": "request lost, answer lost, connection reset",
    "F06": "the same submission many times at once",
    "F07": "other bytes under the same id",
    "F08": "the hall dies between insert and answer",
    "F09": "the hall fails over",
    "F10": "the hall comes back from an older backup",
    "F11": "proxy or captive portal answers",
    "F12": "a page is damaged on the disk",
    "F13": "disk full before, during and after sealing",
    "F14": "I/O error on fsync",
    "F15": "database damaged, lost or not its key",
    "F16": "clock back to 1970, ten years on, jumping",
    "F17": "poison item",
    "F18": "unknown or withdrawn flow",
    "F19": "revoked",
    "F20": "disk cloned or restored",
    "F21": "catalogue rolled back, frozen, mixed, forged, half",
    "F22": "14,000 terminals come back at once",
    "F23": "30 days offline",
    "F24": "crash between door intent and done",
    "F25": "stick pulled during ferry",
    "F26": "sync crashes in a loop",
    "I1": "every number shown is at the hall exactly once",
    "I2": "no gap in the sequence",
    "I3": "no canary anywhere",
    "I4": "erased means receipted",
    "I5": "header chain and audit chain verify",
    "I6": "every page is its digest",
    "I7": "the catalogue's version never falls",
    "I8": "no door command twice",
    "I9": "no item holds up another",
    "I10": "a draft loses at most the field being typed",
    "I11": "memory and handles stay bounded",
}


def marks() -> Iterator[tuple[str, str, str]]:
    """Row, file and test of every mark under tests/."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                for decorator in node.decorator_list:
                    found = re.fullmatch(r"pytest\.mark\.row\('(\w+)'\)", ast.unparse(decorator))
                    if found:
                        yield found[1], path.relative_to(ROOT).as_posix(), node.name


def page() -> str:
    by_row: dict[str, list[str]] = {}
    for row, file, name in marks():
        by_row.setdefault(row, []).append(
            f"{name.removeprefix('test_').replace('_', ' ')} (`{file.removeprefix('tests/')}`)"
        )
    lines = [
        "# What can go wrong, and the tests that play it",
        "",
        "Written from the tests' `row` marks by `python -m tests.offline_cache.failure_matrix`. F: faults,",
        "I: invariants after every run. Each test of durability has a seeded-bug twin in",
        "`tests/offline_cache/test_seeded_bugs.py`.",
        "",
        "| row | what happens | tests |",
        "| --- | --- | --- |",
    ]
    for row, about in ROWS.items():
        tests = "<br>".join(name for name in by_row.get(row, ["none"]))
        lines.append(f"| {row} | {about} | {tests} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(page(), encoding="utf-8")
