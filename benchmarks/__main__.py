"""`dev.py bench [name …]`: every benchmark module's rows in one table, kept in out/bench.json. Never a test."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from benchmarks.table import BenchRow, keep, print_table

MODULES = sorted(
    path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in ("__init__", "__main__", "table")
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(MODULES)}; none: all")
    parser.add_argument("--out", default="out/bench.json")
    options = parser.parse_args()
    rows: list[BenchRow] = []
    for name in options.names or MODULES:
        given = importlib.import_module(f"benchmarks.{name}").rows()
        rows.extend(entry if isinstance(entry, BenchRow) else BenchRow(**entry) for entry in given)
    print_table(rows)
    keep(rows, Path(options.out))


if __name__ == "__main__":
    main()
