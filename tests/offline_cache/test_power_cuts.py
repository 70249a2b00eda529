"""A hundred power cuts on ext4: no number that was shown is missing, and no page of it. The twins must lose some."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offline_cache.logged_disk import logged_disk, why_not
from tests.offline_cache.power_cut import DISK_BYTES, POWER_BUGS, Cut, Play, cuts_of, look, read_play

CUTS = 100
TWIN_CUTS = 40

pytestmark = [
    pytest.mark.skipif(why_not() is not None, reason=f"power cuts: {why_not()}"),
    pytest.mark.timeout(600),  # each cut mounts and unmounts a disk, which waits for everybody else's
]


def play(folder: Path, bug: str = "none") -> Play:
    with logged_disk(folder, DISK_BYTES) as disk:
        scene = [sys.executable, "-m", "tests.offline_cache.power_cut", str(disk), str(folder / "log")]
        subprocess.run([*scene, str(folder / "promises"), bug], check=True)
    return read_play(folder)


def lost(folder: Path, made: Play, cuts: list[Cut]) -> Iterator[str]:
    for cut in cuts:
        try:
            look(made, cut, folder)
        except Exception as error:  # noqa: BLE001 - whatever a terminal raises after a cut is a loss
            yield f"{cut}: {type(error).__name__}: {str(error)[:120]}"


@pytest.mark.row("F02")
@pytest.mark.row("F03")
@pytest.mark.row("I1")
def test_a_hundred_power_cuts_break_no_promise(tmp_path: Path) -> None:
    made = play(tmp_path)
    assert list(lost(tmp_path, made, cuts_of(made, CUTS, seed=1))) == []


@pytest.mark.parametrize("bug", POWER_BUGS)
def test_the_power_cuts_catch(tmp_path: Path, bug: str) -> None:
    """One loss is enough; how many of the cuts lose something is told by the campaign."""
    made = play(tmp_path, bug)
    assert next(lost(tmp_path, made, cuts_of(made, TWIN_CUTS, seed=2)), None)
