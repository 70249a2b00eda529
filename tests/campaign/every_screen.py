"""`python -m tests.campaign.every_screen [--seconds 600] [--seed 1]`: items through the real screens, in every dress.

Each round takes a new item, a language, a size of type and of screen, and plays it by touch to its end, looking at
every page for words that are cut, targets too small, things on top of others. Tells what it tried and what it found.
"""

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.gallery import SIZES, Gallery, offscreen_app
from tests.flows.content.opened_content import PACK
from tests.kiosk.played.visit import LostError, visit

PREFERENCES: tuple[tuple[str, ...], ...] = ((), ("size",), ("language",), ("language", "size"), ("lower",))


@dataclass
class Tried:
    visits: int = 0
    pages: int = 0
    touches: int = 0
    found: list[str] = field(default_factory=list)


def run(seconds: float, seed: int = 1, clock: Callable[[], float] = time.monotonic) -> Tried:
    """The same seed plays the same visits in the same order; how many depends on the time."""
    rng = random.Random(seed)
    codes = [*PACK.raw["catalogue"]["items"], *PACK.raw["catalogue"]["bundles"]]
    rng.shuffle(codes)
    gallery, tried, until = Gallery(offscreen_app()), Tried(), clock() + seconds
    for code in codes:
        if clock() > until:
            break
        size, prefer = rng.choice(list(SIZES)), rng.choice(PREFERENCES)
        gallery.screen.window.resize(SIZES[size])
        name = f"{code} on {size} {' '.join(prefer)}"
        tried.visits += 1
        try:
            played = asyncio.run(visit(gallery, code, {}, prefer=prefer, looks=True))
        except (LostError, LookupError) as error:
            tried.found.append(f"{name}: {error}")
            continue
        tried.pages += len(played.kinds)
        tried.touches += played.touches
        tried.found += [f"{name}: {fault}" for fault in played.faults]
    return tried


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    tried = run(options.seconds, options.seed)
    print(f"tried: {tried.visits} visits, {tried.pages} pages, {tried.touches} touches, seed {options.seed}")
    for one in tried.found:
        print(f"FOUND {one}", file=sys.stderr)
    print(f"found: {len(tried.found)}")
    return 1 if tried.found else 0


if __name__ == "__main__":
    sys.exit(main())
