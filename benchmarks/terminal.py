"""The terminal as the customer feels it: first screen, hand-over to the next customer, page change, memory."""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.references import chromium_page
from benchmarks.table import BenchRow, median, p95, row
from tests.journeys.evidence import Evidence
from tests.journeys.stage import Stage
from tests.journeys.world import Town

CUSTOMERS = 6
ITEM = "312000218000"


def rows() -> list[BenchRow]:
    chromium = chromium_page.measure()
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        town = Town(Path(folder))
        try:
            town.build()
            began = time.perf_counter()
            town.start_terminal()
            first_ms = (time.perf_counter() - began) * 1000
            handovers = _hand_overs(town, Evidence(Path(folder) / "pictures"))
            memory = chromium_page.proportional_mebibytes(int(town.serving()["pid"]))
        finally:
            town.stop_all()
    changes = _page_changes()
    return [
        row(
            "terminal: start of all processes to the first screen",
            first_ms,
            "ms",
            reference=chromium.first_paint_ms if chromium else None,
            goal="5 s or less (reference: Chromium, one page, no service behind it)",
            ok=first_ms <= 5000,
        ),
        row(
            "terminal: hand-over, one customer's end to the next one's screen",
            median(handovers),
            "ms",
            reference=first_ms,
            goal="a quarter of a start or less",
            ok=median(handovers) <= first_ms / 4,
        ),
        row(
            "terminal: touch released to the new page drawn, median",
            median(changes),
            "ms",
            reference=chromium.page_change_ms if chromium else None,
            goal="100 ms or less, not slower than twice Chromium",
            ok=median(changes) <= 100 and (chromium is None or median(changes) <= 2 * chromium.page_change_ms),
        ),
        row(
            "terminal: touch released to the new page drawn, 95 of 100",
            p95(changes),
            "ms",
            reference=None,
            goal="100 ms or less",
            ok=p95(changes) <= 100,
        ),
        row(
            "terminal: memory of the serving process",
            memory,
            "MiB",
            reference=chromium.mebibytes if chromium else None,
            goal="below Chromium's",
            ok=chromium is None or memory < chromium.mebibytes,
        ),
    ]


def _hand_overs(town: Town, evidence: Evidence) -> list[float]:
    """Each customer looks at one service and leaves."""
    stage = Stage(town, evidence, "bench")
    spans = []
    for _ in range(CUSTOMERS):
        assert town.reports is not None
        town.reports.wait(_standby_ready, after=town.reports.lines.index(town.serving()))
        stage.hand.wait_page("HomePage")
        stage.hand.tap_through(f"tile:{ITEM}")
        stage.hand.wait_page("ServicePage")
        after = len(town.reports.lines)
        stage.hand.tap("foot:leave")
        spans.append(float(town.serving(after)["milliseconds"]))
    stage.desk.close()
    return spans


def _standby_ready(line: Mapping[str, Any]) -> bool:
    return bool(line["event"] == "ready" and line["role"] == "terminal")


def _page_changes() -> list[float]:
    """In a process of its own, as Qt wants one application for a process."""
    import json
    import subprocess

    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.references.page_change"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"},
    )
    spans = [float(one) for one in json.loads(done.stdout.splitlines()[-1])]
    assert statistics.fmean(spans) > 0
    return spans
