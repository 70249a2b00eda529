"""The row every benchmark gives, and how rows are measured, printed and kept."""

from __future__ import annotations

import json
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class BenchRow:
    """`ratio` = value / reference, or the median of the ratios of paired rounds. `goal`: what is wanted, in words.

    `ok`: whether this run met it.
    """

    name: str
    value: float
    unit: str
    reference: float | None
    ratio: float | None
    goal: str
    ok: bool


def row(
    name: str, value: float, unit: str, *, reference: float | None, goal: str, ok: bool, ratio: float | None = None
) -> BenchRow:
    """`ratio`: given when value and reference were measured in paired rounds."""
    if ratio is None and reference:
        ratio = value / reference
    return BenchRow(name, value, unit, reference, ratio, goal, ok)


def milliseconds(action: Callable[[], object], *, repeat: int) -> list[float]:
    """Wall time of each of `repeat` calls, after one call to warm up."""
    action()
    taken: list[float] = []
    for _ in range(repeat):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def median(values: list[float]) -> float:
    return statistics.median(values)


def paired_ratio(pairs: list[tuple[float, float]]) -> float:
    """Median of first / second: what else the machine does in a round meets both and cancels."""
    return statistics.median(first / second for first, second in pairs)


def p95(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def print_table(rows: list[BenchRow]) -> None:
    width = max((len(entry.name) for entry in rows), default=10)
    for entry in rows:
        reference = "" if entry.reference is None else f"reference {entry.reference:10.3f}  ratio {entry.ratio:7.2f}"
        mark = "ok  " if entry.ok else "MISS"
        print(f"{mark} {entry.name:<{width}} {entry.value:12.3f} {entry.unit:<8} {reference:<42} goal {entry.goal}")


def keep(rows: list[BenchRow], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    machine = {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
    path.write_text(json.dumps({"machine": machine, "rows": [asdict(entry) for entry in rows]}, indent=1) + "\n")
