"""The hall's intake of sealed submissions, beside a bare psycopg INSERT through the same server."""

import io
import json
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

from benchmarks.references.put_load import Load, Put, put_all, total
from benchmarks.table import BenchRow, p95, row
from hall.__main__ import main as kiosk_hall
from tests.hall.postgres_server import NotInstalledError, running_server
from tests.hall.terminal import Terminal, body

SUBMISSIONS = 3000
TURN = 500
BODY_BYTES = 8 * 1024
LEAST_PER_SECOND = 500
LEAST_EMBEDDED = 100
"""SQLite is for one machine in a county, and shares its single writer with the opening"""
LEAST_RATIO = 0.5


def rows() -> list[BenchRow]:
    """Two rows with PostgreSQL; the embedded SQLite alone where none is installed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        embedded = _sqlite(folder / "embedded")
        found = [_row("hall intake, SQLite, 8 KB (PUT/s)", embedded, None)]
        try:
            with running_server(durable=True) as server:
                found += _postgres(folder / "pg", f"{server}/postgres")
        except NotInstalledError as error:
            print(f"NOT RUN: hall intake on PostgreSQL: {error}")
        return found


def _sqlite(folder: Path) -> Load:
    bundle, command = _laid_out(folder, ())
    with _process(command) as line:
        return put_all(_port(line), bundle, _puts(bundle))


def _postgres(folder: Path, dsn: str) -> list[BenchRow]:
    """Hall and reference take turns, so that whatever else the machine does meets both."""
    bundle, command = _laid_out(folder, ("--database", dsn))
    puts = _puts(bundle)
    halls, bares = list[Load](), list[Load]()
    reference = ["benchmarks.references.bare_insert", str(folder / "hall" / "keys"), dsn]
    with _process(command) as hall_line, _process(reference) as bare_line:
        for start in range(0, SUBMISSIONS, TURN):
            halls.append(put_all(_port(hall_line), bundle, puts[start : start + TURN]))
            bares.append(put_all(int(bare_line), bundle, puts[start : start + TURN]))
    hall, bare = total(halls), total(bares)
    goal = "< 200 ms, p95 of 16 at once, beside the bare insert"
    late = p95(list(hall.milliseconds))
    return [
        _row("hall intake, PostgreSQL, 8 KB (PUT/s)", hall, bare.per_second),
        row(
            "hall intake, PostgreSQL, p95", late, "ms", reference=p95(list(bare.milliseconds)), goal=goal, ok=late < 200
        ),
    ]


def _row(name: str, load: Load, reference: float | None) -> BenchRow:
    whole = set(load.statuses) == {201}
    least = LEAST_EMBEDDED if reference is None else LEAST_PER_SECOND
    ratio = reference is None or load.per_second >= LEAST_RATIO * reference
    goal = f">= {least}/s" + ("" if reference is None else f" and >= {LEAST_RATIO} of a bare INSERT")
    return row(
        name, load.per_second, "1/s", reference=reference, goal=goal, ok=whole and load.per_second >= least and ratio
    )


def _laid_out(folder: Path, database: tuple[str, ...]) -> tuple[Path, list[str]]:
    """The terminal's bundle, and the module and arguments that serve the hall."""
    home, bundle = str(folder / "hall"), folder / "bundle"
    folder.mkdir()
    enrol = ["enroll", "--dir", home, "--terminal", "T-0001-1", "--url", "https://127.0.0.1:1", "--out", str(bundle)]
    with redirect_stdout(io.StringIO()):
        kiosk_hall(["init", "--dir", home, *database])
        kiosk_hall([*enrol, *database])
    return bundle, ["hall", "serve", "--dir", home, "--port", "0", "--console-port", "0", *database]


def _port(line: str) -> int:
    return int(json.loads(line)["hall"].rsplit(":", 1)[1])


def _puts(bundle: Path) -> list[Put]:
    terminal = Terminal(bundle)
    text = body().model_copy(update={"declaration": "声" * (BODY_BYTES // 3)}).model_dump_json().encode()
    return [_put(terminal, text) for _ in range(SUBMISSIONS)]


def _put(terminal: Terminal, text: bytes) -> Put:
    sub_id = secrets.token_hex(16)
    return Put(f"/v1/t/{terminal.id}/s/{sub_id}", terminal.seal(terminal.header(sub_id), text).encode())


@contextmanager
def _process(module: list[str]) -> Iterator[str]:
    """A server of its own process; gives the first line it prints."""
    with subprocess.Popen([sys.executable, "-m", *module], stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None:
            raise RuntimeError("no output to read the port from")
        yield process.stdout.readline()
        process.terminate()
        process.wait(20)
