"""Power cuts by the thousand on ext4, other plays and other moments with each seed.

`python -m tests.campaign.power_cuts [--cuts 1000] [--seed 1]` tells what it tried and found; exit 1 if a promise was
broken in any cut, or if a seeded bug was not caught.
"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.offline_cache.logged_disk import why_not
from tests.offline_cache.power_cut import POWER_BUGS, cuts_of
from tests.offline_cache.test_power_cuts import lost, play

CUTS_A_PLAY = 200
TWIN_CUTS = 60


def main() -> int:
    parser = argparse.ArgumentParser(prog="power_cuts", description=__doc__)
    parser.add_argument("--cuts", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    reason = why_not()
    if reason is not None:
        print(f"NOT RUN: power cuts: {reason}")
        return 0
    broken, tried = list[str](), Counter[str]()
    for turn in range(-(-options.cuts // CUTS_A_PLAY)):
        with tempfile.TemporaryDirectory() as name:
            made = play(Path(name))
            cuts = cuts_of(made, min(CUTS_A_PLAY, options.cuts - turn * CUTS_A_PLAY), options.seed + turn)
            tried.update(cut.mode for cut in cuts)
            broken += lost(Path(name), made, cuts)
    print(f"{sum(tried.values())} cuts: {dict(tried)}; broken promises: {len(broken)}")
    print(*broken, sep="\n")
    missed = [bug for bug in POWER_BUGS if not _caught(bug, options.seed)]
    print(f"seeded bugs not caught: {', '.join(missed) or 'none'}")
    return 1 if broken or missed else 0


def _caught(bug: str, seed: int) -> bool:
    with tempfile.TemporaryDirectory() as name:
        made = play(Path(name), bug)
        found = list(lost(Path(name), made, cuts_of(made, TWIN_CUTS, seed)))
        print(f"{bug}: {len(found)} of {TWIN_CUTS} cuts lost something")
        return bool(found)


if __name__ == "__main__":
    sys.exit(main())
