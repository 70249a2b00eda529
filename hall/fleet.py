"""Many terminals made known at once, from a list that is refused whole when anything in it is wrong."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from hall.enrolment import Enrolment, EnrolmentRefusedError, enrol, faults_of, revoked_terminals
from hall.home import HallHome
from hall.storage.database import Database

COLUMNS: Final = ("terminal", "branch")


@dataclass(frozen=True)
class Enrolled:
    terminal_id: str
    epoch: str
    out: Path


def read_list(path: Path, url: str, out: Path) -> tuple[Enrolment, ...]:
    """One wish per line of a UTF-8 CSV file with the columns `terminal` and `branch`; bundles go to `out`/terminal.

    Raises EnrolmentRefusedError.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise EnrolmentRefusedError(f"--list {path}: the first line must be {','.join(COLUMNS)}")
            rows = [(row["terminal"].strip(), (row["branch"] or "").strip()) for row in reader]
    except (OSError, UnicodeDecodeError) as error:
        raise EnrolmentRefusedError(f"--list {path}: cannot be read: {error}") from error
    return tuple(Enrolment(terminal, url, out / terminal, branch) for terminal, branch in rows)


def enrol_all(home: HallHome, database: Database, wishes: tuple[Enrolment, ...], now: datetime) -> Iterator[Enrolled]:
    """Nobody is enrolled while one of them cannot be. Raises EnrolmentRefusedError naming every fault."""
    if faults := [*dict.fromkeys(_faults(home, wishes, revoked_terminals(database)))]:
        raise EnrolmentRefusedError("; ".join(faults))
    for wish in wishes:
        yield Enrolled(wish.terminal_id, enrol(home, database, wish, now), wish.out)


def _faults(home: HallHome, wishes: tuple[Enrolment, ...], revoked: frozenset[str]) -> Iterator[str]:
    if not wishes:
        yield "--list: names no terminal"
    for terminal_id, times in Counter(wish.terminal_id for wish in wishes).items():
        if times > 1:
            yield f"--list: {terminal_id} stands there {times} times"
    for wish in wishes:
        yield from faults_of(home, wish, revoked)
