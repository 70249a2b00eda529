"""`python -m tests.journeys.demo --out out/demo`: plays every journey and fault; leaves evidence.json, pictures, paper.

Ends with 1 when anything failed; the evidence then says what, and the last picture of the journey shows where.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devices.simulated.control import ControlError
from tests.journeys import faults, plays
from tests.journeys.desk import DeskError
from tests.journeys.evidence import Evidence, FaultRecord, JourneyRecord
from tests.journeys.hand import LostError
from tests.journeys.stage import Stage
from tests.journeys.world import NotUpError, Town, town

EXPECTED_TROUBLE = (LostError, DeskError, ControlError, NotUpError, TimeoutError, OSError, AssertionError)


@dataclass(frozen=True)
class Play:
    id: str
    item: str
    budget: int
    """touches up to the receipt"""
    customer: plays.Customer
    act: Callable[[Stage, JourneyRecord], None]


PLAYS = (
    Play("J1", plays.PENSION, 5, plays.WANG, plays.instant_proof),
    Play("J2", plays.NO_RECORD, 11, plays.LI, plays.certificate),
    Play("J3", plays.ADDRESS_CHANGE, 23, plays.CHEN, plays.originals_in),
)
FAULTS: tuple[tuple[str, Callable[[Stage, FaultRecord], None]], ...] = (
    ("J2-hall-down", faults.hall_down),
    ("J2-killed", faults.killed),
)
SERIES = (("elder", ("size",)), ("english", ("language",)))


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py demo", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/demo"))
    parser.add_argument("--only", nargs="*", help="ids of journeys and faults; none: all")
    parser.add_argument("--no-series", action="store_true", help="without the series in large type and English")
    options = parser.parse_args()
    shutil.rmtree(options.out, ignore_errors=True)
    evidence = Evidence(options.out)
    with tempfile.TemporaryDirectory(prefix="kiosk-demo-") as home, town(Path(home)) as played:
        play_all(played, evidence, frozenset(options.only or ()), series=not options.no_series)
        shutil.copytree(Path(home) / "branch" / "wire", options.out / "wire", dirs_exist_ok=True)
    (options.out / "evidence.json").write_text(json.dumps(evidence.table(), ensure_ascii=False, indent=1) + "\n")
    return 0 if report(evidence) else 1


def play_all(played: Town, evidence: Evidence, only: frozenset[str], *, series: bool) -> None:
    for play in PLAYS:
        if not only or play.id in only:
            evidence.journeys.append(play_journey(played, evidence, play))
    for name, act in FAULTS:
        if not only or name in only:
            evidence.faults.append(play_fault(played, evidence, name, act))
    for play in PLAYS if series else ():
        if not only or play.id in only:
            for name, keys in SERIES:
                play_series(played, evidence, play, name, keys)


def play_journey(played: Town, evidence: Evidence, play: Play) -> JourneyRecord:
    record = JourneyRecord(play.id, play.item)
    stage = Stage(played, evidence, play.id)
    try:
        play.act(stage, record)
    except EXPECTED_TROUBLE as error:
        _lost(stage, record, error)
    else:
        faults_found = _shortcomings(record, play.budget)
        record.error = "; ".join(faults_found) or None
        record.outcome = "failed" if faults_found else "ok"
    record.screens = stage.screens()
    stage.desk.close()
    return record


def play_fault(played: Town, evidence: Evidence, name: str, act: Callable[[Stage, FaultRecord], None]) -> FaultRecord:
    record = FaultRecord(name)
    stage = Stage(played, evidence, name)
    try:
        act(stage, record)
    except EXPECTED_TROUBLE as error:
        _lost(stage, record, error)
    else:
        record.outcome = "ok" if record.hall_count == 1 else "failed"
    finally:
        stage.branch["hall_link"].do("up")
    record.screens = stage.screens()
    stage.desk.close()
    return record


def play_series(played: Town, evidence: Evidence, play: Play, name: str, keys: tuple[str, ...]) -> None:
    """The pages of a journey up to its number, as another customer wants them."""
    stage = Stage(played, evidence, f"{play.id}-{name}")
    record = JourneyRecord(f"{play.id}-{name}", play.item)
    try:
        stage.prefer(*keys)
        before = stage.receipts()
        plays.apply_for(stage, plays.with_licence(stage, play.customer), play.item)
        stage.evidence.keep_receipt(record, stage.receipt_after(before))
        stage.hand.look("done")
        stage.goodbye()
    except EXPECTED_TROUBLE as error:
        _lost(stage, record, error)
        evidence.faults.append(FaultRecord(record.id, "failed", error=record.error, screens=stage.screens()))
    stage.desk.close()


def _shortcomings(record: JourneyRecord, budget: int) -> list[str]:
    found = []
    if record.touches > budget:
        found.append(f"{record.touches} touches, at most {budget} are allowed")
    if record.hall_count != 1:
        found.append(f"the hall holds it {record.hall_count} times")
    if not record.receipt_png or not record.receipt_bytes:
        found.append("no receipt")
    return found


def _lost(stage: Stage, record: "JourneyRecord | FaultRecord", error: BaseException) -> None:
    """Where it went wrong, as a picture and in words; then the terminal is freed for the next customer."""
    record.error = f"{type(error).__name__}: {error}"[:1500]
    try:
        stage.hand.look("lost")
        stage.start_over()
    except EXPECTED_TROUBLE as further:
        record.error += f" (and then {type(further).__name__})"


def report(evidence: Evidence) -> bool:
    """One line each on stdout; True when all went well."""
    for one in evidence.journeys:
        figures = f"{one.touches} touches, {one.keystrokes} keystrokes, {one.seconds} s, {len(one.screens)} pictures"
        print(f"{one.outcome:<7} {one.id:<14} {figures}, hall {one.hall_state} x {one.hall_count}  {one.error or ''}")
    for fault in evidence.faults:
        print(f"{fault.outcome:<7} {fault.id:<14} the hall holds it {fault.hall_count} times  {fault.error or ''}")
    print(f"evidence: {evidence.folder / 'evidence.json'}")
    return all(one.outcome == "ok" for one in (*evidence.journeys, *evidence.faults))


if __name__ == "__main__":
    began = time.monotonic()
    code = main()
    print(f"{time.monotonic() - began:.0f} s")
    sys.exit(code)
