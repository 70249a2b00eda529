"""`python -m tests.campaign.soak [--minutes 20] [--seed 1]`: hours of a branch in minutes.

Customers come, go and walk off; cables are cut, paper runs out, processes are killed. At the end: every number that was
ever shown is held by the hall exactly once, nothing readable is left, the supervisor has not grown, no log has a fault.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys import plays
from tests.journeys.canaries import found_in
from tests.journeys.desk import DeskError
from tests.journeys.evidence import Evidence
from tests.journeys.hand import LostError
from tests.journeys.staff_acts import enter_vendor_mode, leave_vendor_mode
from tests.journeys.stage import Stage
from tests.journeys.world import Town, town

CANARIES = ("王玉兰", "李明远", "陈䶮", "310104195403120020", "320100199005060012", "310104198501020019", "龙华路88号")
UNEXPECTED = ("uncaught-exception", "core-task-failed", "activity-fault", "session-fault", "undeclared")
GROWTH = 1.5
"""how much larger the supervisor may be at the end than after its first customers"""


@dataclass
class Soak:
    stage: Stage
    rng: random.Random
    tried: Counter[str] = field(default_factory=Counter)
    numbers: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)

    def once(self) -> None:
        act = self.rng.choices(ACTS, weights=[weight for _, weight in ACTS_AND_WEIGHTS])[0]
        self.tried[act.__name__] += 1
        try:
            act(self)
        except (LostError, TimeoutError, DeskError) as error:
            self.found.append(f"{act.__name__}: {type(error).__name__} {error}"[:400])
            self.stage.start_over()
        finally:
            self.stage.branch["hall_link"].do("up")

    def remember(self, page: dict[str, object]) -> None:
        self.numbers.append(plays.number_of(page))


def whole_service(soak: Soak) -> None:
    customer, item = soak.rng.choice(((plays.WANG, plays.PENSION), (plays.LI, plays.NO_RECORD)))
    soak.remember(plays.apply_for(soak.stage, customer, item))
    soak.stage.goodbye()


def hall_away(soak: Soak) -> None:
    soak.stage.branch["hall_link"].do(soak.rng.choice(("down", "half_open")))
    soak.remember(plays.apply_for(soak.stage, plays.LI, plays.NO_RECORD))
    soak.stage.branch["hall_link"].do("up")
    soak.stage.goodbye()


def killed_after_the_number(soak: Soak) -> None:
    soak.remember(plays.apply_for(soak.stage, plays.LI, plays.NO_RECORD))
    soak.stage.start_over()


def killed_on_the_way(soak: Soak) -> None:
    _part_of_the_way(soak)
    soak.stage.start_over()


def walks_off(soak: Soak) -> None:
    """Presses 退出 somewhere on the way."""
    _part_of_the_way(soak)
    hand, played = soak.stage.hand, soak.stage.town
    assert played.reports is not None
    after, before = len(played.reports.lines), hand.page()["title"]
    hand.tap("foot:leave")
    hand.wait(lambda page: page["title"] != before, "the way out")
    if any(way["id"] == "row:leave" for way in hand.page()["content"].get("ways", ())):
        hand.tap("row:leave")
    soak.stage.branch["id_card_reader"].do("remove")
    played.serving(after)


def paper_out(soak: Soak) -> None:
    printer = soak.stage.branch["receipt_printer"]
    printer.do("paper", level="out")
    try:
        soak.remember(plays.apply_for(soak.stage, plays.LI, plays.NO_RECORD))
    finally:
        printer.do("paper", level="ok")
    soak.stage.start_over()


def sync_killed(soak: Soak) -> None:
    reports = soak.stage.town.reports
    assert reports is not None
    ready = [line for line in reports.lines if line["event"] == "ready" and line["role"] == "sync"][-1]
    after = len(reports.lines)
    os.kill(int(ready["pid"]), signal.SIGKILL)
    reports.wait(lambda line: line["event"] == "ready" and line["role"] == "sync", after=after)


def staff_look(soak: Soak) -> None:
    enter_vendor_mode(soak.stage, "branch")
    leave_vendor_mode(soak.stage)


ACTS_AND_WEIGHTS: tuple[tuple[Callable[[Soak], None], int], ...] = (
    (whole_service, 6),
    (walks_off, 4),
    (hall_away, 2),
    (killed_after_the_number, 2),
    (killed_on_the_way, 2),
    (paper_out, 1),
    (sync_killed, 1),
    (staff_look, 1),
)
ACTS = [act for act, _ in ACTS_AND_WEIGHTS]


def _part_of_the_way(soak: Soak) -> None:
    walk = soak.stage.walk(plays.LI)
    walk.shots = False
    soak.stage.hand.wait_page("HomePage")
    soak.stage.hand.tap_through(f"tile:{plays.NO_RECORD}")
    soak.stage.hand.wait_page("ServicePage")
    walk.until(soak.rng.choice(("NoticePage", "PresentPage", "QuestionPage", "ReviewPage", "SignPage")))


def settle(soak: Soak, played: Town) -> None:
    """What must be true when everything has come to rest."""
    for number in soak.numbers:
        soak.stage.desk.wait_case(number)
        held = soak.stage.desk.held(number)
        if held != 1:
            soak.found.append(f"{number}: held {held} times")
    if len(set(soak.numbers)) != len(soak.numbers):
        soak.found.append("a number was given twice")
    terminal = played.home / "terminal"
    soak.found += found_in(tuple(terminal / name for name in ("data", "logs", "tmp", "spool", "cache")), CANARIES)
    for path in sorted((terminal / "logs").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if json.loads(line)["event"] in UNEXPECTED:
                soak.found.append(f"{path.name}: {line}"[:400])


def resident_kib(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * 4


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.campaign.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kiosk-soak-") as folder, town(Path(folder) / "town") as played:
        soak = Soak(Stage(played, Evidence(Path(folder)), "pictures"), random.Random(options.seed))
        supervisor, sizes = played.running["kiosk"].process.pid, []
        until = time.monotonic() + options.minutes * 60
        while time.monotonic() < until:
            soak.once()
            soak.stage.hand.taken.clear()
            sizes.append(resident_kib(supervisor))
        if len(sizes) > 5 and sizes[-1] > GROWTH * sizes[4]:
            soak.found.append(f"the supervisor grew from {sizes[4]} to {sizes[-1]} KiB")
        settle(soak, played)
    print(f"tried: {dict(soak.tried)}; {len(soak.numbers)} numbers; supervisor {sizes[0]} to {sizes[-1]} KiB")
    print("found: " + ("\n       ".join(soak.found) if soak.found else "nothing"))
    return 1 if soak.found else 0


if __name__ == "__main__":
    sys.exit(main())
