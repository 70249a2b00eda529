"""kiosk-content: check, search and look into the authored content."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from flows.checking.report import check_content

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


if __name__ == "__main__":
    sys.exit(main())
