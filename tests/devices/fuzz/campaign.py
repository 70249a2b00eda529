"""`python -m tests.devices.fuzz.campaign [--minutes M] [--seed S] [name …]`: fuzzes every codec, each for M minutes.

Prints what it tried and what it found; exit code 1 when it found something, with the input that shows it.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.devices.fuzz.targets import Target, damage, targets

SLOW = 1.0
"""seconds; one input that takes longer counts as a hang"""
BATCH = 50


@dataclass(frozen=True)
class Found:
    target: str
    data: bytes
    error: str


@dataclass(frozen=True)
class Tried:
    """What the campaign did, per target; of each trouble the shortest input that shows it."""

    inputs: dict[str, int]
    found: tuple[Found, ...]


def campaign(
    seconds: float,
    seed: int,
    clock: Callable[[], float] = time.monotonic,
    names: tuple[str, ...] = (),
    tell: Callable[[str, int], None] = lambda name, count: None,
) -> Tried:
    """Those of `names`, or all, each for `seconds`; `tell` hears how many inputs each had.

    A seed tries the same inputs in the same order; how many depends on the time.
    """
    every = [target for target in targets() if not names or target.name in names]
    inputs: dict[str, int] = {}
    found: dict[tuple[str, str], Found] = {}
    for target in every:
        rng = random.Random(f"{seed} {target.name}")
        until = clock() + seconds
        inputs[target.name] = 0
        while clock() < until:
            for one in sorted(_batch(target, rng, clock), key=lambda one: len(one.data)):
                known = found.setdefault((one.target, one.error), one)
                found[one.target, one.error] = min(known, one, key=lambda either: len(either.data))
            inputs[target.name] += BATCH
        tell(target.name, inputs[target.name])
    return Tried(inputs, tuple(found.values()))


def main() -> int:
    known = [target.name for target in targets()]
    parser = argparse.ArgumentParser(prog="tests.devices.fuzz.campaign", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of: {', '.join(known)}; none: all")
    parser.add_argument("--minutes", type=float, default=10.0, help="for each (%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if unknown := set(options.names) - set(known):
        parser.error(f"no target {', '.join(sorted(unknown))}")
    tried = campaign(60 * options.minutes, options.seed, names=tuple(options.names), tell=_tell)
    for found in tried.found:
        print(f"FOUND {found.target}: {found.error}\n      {found.data.hex()}", file=sys.stderr)
    print(f"{sum(tried.inputs.values()):,} inputs, seed {options.seed}, {len(tried.found)} found")
    return 1 if tried.found else 0


def _tell(name: str, count: int) -> None:
    print(f"{name:<24} {count:>12,} inputs", flush=True)


def _batch(target: Target, rng: random.Random, clock: Callable[[], float]) -> list[Found]:
    found = []
    for _ in range(BATCH):
        data = damage(rng, rng.choice(target.seeds))
        began = clock()
        try:
            target.run(data)
        except Exception as error:  # noqa: BLE001 - finding any of them is the purpose
            found.append(Found(target.name, data, f"{type(error).__name__}: {error}"))
        if clock() - began > SLOW:
            found.append(Found(target.name, data, "took longer than a second"))
    return found


if __name__ == "__main__":
    sys.exit(main())
