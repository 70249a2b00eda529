"""kiosk-content: check, search and look into the authored content."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from flows.catalogue.finding import SearchIndex
from flows.checking.report import check_content
from flows.loading.item_table import read_items

CONTENT: Final = Path(__file__).resolve().parent / "content"


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    folder = Path(chosen.content)
    if not folder.is_dir():
        sys.stderr.write(f"kiosk-content: {folder} is not a folder\n")
        return 2
    return int(chosen.run(folder, chosen))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk-content", description=__doc__)
    parser.add_argument("--content", default=str(CONTENT), help="the content folder (default: the one that ships)")
    commands = parser.add_subparsers(required=True)
    check = commands.add_parser("check", help="every check; exit 1 if there is an error")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_check)
    search = commands.add_parser("search", help="find items from loose words")
    search.add_argument("text", nargs="?", default="")
    search.add_argument("--batch", type=Path, help="one query a line; one JSON line for each")
    search.add_argument("--language", choices=("zh", "en"), default="zh")
    search.add_argument("--json", action="store_true")
    search.set_defaults(run=_search)
    return parser


def _check(folder: Path, chosen: argparse.Namespace) -> int:
    report = check_content(folder)
    if chosen.json:
        sys.stdout.write(json.dumps(report.as_json(), ensure_ascii=False) + "\n")
    else:
        for fault in report.faults:
            sys.stdout.write(f"{'warning' if fault.warning else 'error'}: {fault}\n")
        sys.stdout.write(
            f"{report.personal} personal and {report.legal} legal items, {report.transactable:.0%} transactable, "
            f"{len(report.errors)} errors, {len(report.warnings)} warnings\n"
        )
    return 1 if report.errors else 0


def _search(folder: Path, chosen: argparse.Namespace) -> int:
    table = read_items(folder / "catalogue")
    index = SearchIndex(vars(table))
    if chosen.batch is not None:
        if not chosen.batch.is_file():
            sys.stderr.write(f"kiosk-content: {chosen.batch} is not a file\n")
            return 2
        for line in chosen.batch.read_text(encoding="utf-8").splitlines():
            sys.stdout.write(json.dumps(_found(index, line, chosen.language), ensure_ascii=False) + "\n")
        return 0
    if not chosen.text:
        sys.stderr.write("kiosk-content: say what to look for, or --batch FILE\n")
        return 2
    answer = _found(index, chosen.text, chosen.language)
    if chosen.json:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        return 0
    for one in answer["results"]:
        sys.stdout.write(f"{one['score']:.2f}  {one['code']:<14}  {one['name']}\n")
    if answer["out_of_scope"]:
        sys.stdout.write("not here: ask staff\n")
    return 0


def _found(index: SearchIndex, text: str, language: str) -> dict[str, Any]:
    answer = index.search(text, language)
    results = [{"code": one.code, "name": one.name, "score": one.score} for one in answer.results]
    return {"results": results, "out_of_scope": answer.out_of_scope}


if __name__ == "__main__":
    sys.exit(main())
