"""The supervisor with real processes: each may be killed at any time, and the next customer is served."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from kiosk.child_process import Role
from kiosk.left_scratch import LeftScratch
from kiosk.wipe import WipeCause, Wiped, remove
from tests.kiosk.runtime.supervised import WITHIN_S, journal_of, kill, run, supervised


@pytest.mark.row("F26")
@pytest.mark.parametrize("role", [Role.SYNC, Role.COVER])
def test_a_killed_background_process_is_started_again(tmp_path: Path, role: Role) -> None:
    async def play() -> None:
        async with supervised(tmp_path) as (_, watcher, _running):
            kill(await watcher.wait("ready", role))
            again = await watcher.wait("ready", role, times=2)
            assert again["child"] > 1

    run(play)


def test_when_the_serving_terminal_is_killed_the_standby_goes(tmp_path: Path) -> None:
    async def play() -> None:
        async with supervised(tmp_path) as (_, watcher, _running):
            serving = await watcher.wait("serving", Role.TERMINAL)
            standby = await watcher.wait("ready", Role.TERMINAL, times=2)
            kill(serving)
            second = await watcher.wait("serving", Role.TERMINAL, times=2)
            assert second["pid"] == standby["pid"]

    run(play)


def test_a_standby_is_told_to_go_only_after_the_terminal_before_it_has_ended(tmp_path: Path) -> None:
    async def play() -> None:
        async with supervised(tmp_path) as (_, watcher, _running):
            serving = await watcher.wait("serving", Role.TERMINAL)
            standby = await watcher.wait("ready", Role.TERMINAL, times=2)
            went = {entry["pid"] for entry in journal_of(tmp_path) if entry["order"] == "go"}
            assert went == {serving["pid"]}
            kill(serving)
            await watcher.wait("serving", Role.TERMINAL, times=2)
            kinds = [(e["event"], e["pid"]) for e in watcher.events]
            assert kinds.index(("ended", serving["pid"])) < kinds.index(("serving", standby["pid"]))

    run(play)


def test_new_content_is_shown_to_the_next_customer_without_interrupting_this_one(tmp_path: Path) -> None:
    async def play() -> None:
        async with supervised(tmp_path) as (supervisor, watcher, _running):
            serving = await watcher.wait("serving", Role.TERMINAL)
            old = await watcher.wait("ready", Role.TERMINAL, times=2)
            sync = await watcher.wait("ready", Role.SYNC)
            supervisor._heard(
                supervisor._children[sync["child"]], {"say": "content", "outcome": "staged", "release": 2}
            )
            ended = await watcher.wait("ended", Role.TERMINAL)
            assert ended["pid"] == old["pid"], "the one that has loaded the old content"
            new = await watcher.wait("ready", Role.TERMINAL, times=3)
            assert (await watcher.wait("serving", Role.TERMINAL, times=2))["pid"] == new["pid"]
            told = [entry["order"] for entry in journal_of(tmp_path) if entry["pid"] == serving["pid"]]
            assert told == ["go", "retire"], "asked to end when it serves nobody"

    run(play)


def test_what_a_killed_terminal_left_readable_is_erased_before_the_next_goes(tmp_path: Path) -> None:
    async def play() -> None:
        async with supervised(tmp_path) as (_, watcher, _running):
            serving = await watcher.wait("serving", Role.TERMINAL)
            left = tmp_path / "tmp" / f"terminal-{serving['child']}"
            assert (left / "readable.txt").exists()
            await watcher.wait("ready", Role.TERMINAL, times=2)
            kill(serving)
            await watcher.wait("serving", Role.TERMINAL, times=2)
            assert not left.exists()

    run(play)


def test_the_next_goes_when_the_scratch_of_the_last_cannot_be_erased_and_it_is_tried_again(tmp_path: Path) -> None:
    refused: list[Path] = []

    def erase(scratch: Path, cause: WipeCause) -> Wiped:
        if not refused:
            refused.append(scratch)
            raise PermissionError("in use")
        return remove(scratch, cause)

    async def play() -> None:
        async with supervised(tmp_path, left=LeftScratch(erase)) as (_, watcher, _running):
            for times in (1, 2):
                serving = await watcher.wait("serving", Role.TERMINAL, times)
                await watcher.wait("ready", Role.TERMINAL, times + 1)
                kill(serving)
            await watcher.wait("serving", Role.TERMINAL, times=3)
            assert refused
            assert not refused[0].exists()

    run(play)


def test_a_process_that_the_system_cannot_start_is_tried_again(tmp_path: Path) -> None:
    program = tmp_path / "sync"

    async def play() -> None:
        async with supervised(tmp_path, sync=program) as (_, watcher, _running):
            await watcher.wait("serving", Role.TERMINAL)
            assert not [e for e in watcher.events if e["role"] == Role.SYNC]
            program.write_text(f"#!{sys.executable}\nimport sys\nsys.stdin.read()\n")
            program.chmod(0o700)
            await watcher.wait("started", Role.SYNC)

    run(play)


def test_what_an_earlier_run_left_readable_is_erased_before_anything_starts(tmp_path: Path) -> None:
    async def play() -> None:
        old = tmp_path / "tmp" / "terminal-9" / "note.txt"
        old.parent.mkdir(parents=True)
        old.write_text("CANARY")
        async with supervised(tmp_path) as (_, watcher, _running):
            await watcher.wait("started", Role.TERMINAL)
            assert not old.exists()

    run(play)


def test_a_silent_terminal_is_ended_and_replaced(tmp_path: Path) -> None:
    async def play() -> None:
        async with supervised(tmp_path, terminal=("silent",), heartbeat_limit_s=0.5) as (_, watcher, _running):
            first = await watcher.wait("serving", Role.TERMINAL)
            ended = await watcher.wait("ended", Role.TERMINAL)
            assert (ended["pid"], ended["code"]) == (first["pid"], -signal.SIGKILL)
            await watcher.wait("serving", Role.TERMINAL, times=2)

    run(play)


def test_a_terminal_grown_too_large_is_retired_once_a_standby_waits(tmp_path: Path) -> None:
    async def play() -> None:
        async with supervised(tmp_path, terminal=("large",), memory_cap_mib=600) as (_, watcher, _running):
            first = await watcher.wait("serving", Role.TERMINAL)
            ended = await watcher.wait("ended", Role.TERMINAL)
            assert (ended["pid"], ended["code"]) == (first["pid"], 0)
            await watcher.wait("serving", Role.TERMINAL, times=2)

    run(play)


def test_refused_settings_end_everything_with_exit_code_2(tmp_path: Path) -> None:
    async def play() -> None:
        async with supervised(tmp_path, first=("refuse",)) as (_, _watcher, running):
            assert await asyncio.wait_for(asyncio.shield(running), WITHIN_S) == 2

    run(play)


def test_stopping_ends_every_process_in_order(tmp_path: Path) -> None:
    async def play() -> None:
        async with supervised(tmp_path) as (supervisor, watcher, running):
            await watcher.wait("ready", Role.TERMINAL, times=2)
            supervisor.stop("asked")
            assert await asyncio.wait_for(asyncio.shield(running), WITHIN_S) == 0
            ended = {e["pid"]: e["code"] for e in watcher.events if e["event"] == "ended"}
            started = {e["pid"] for e in watcher.events if e["event"] == "started"}
            assert ended == dict.fromkeys(started, 0)
            assert list((tmp_path / "tmp").iterdir()) == []

    run(play)


def test_a_terminal_that_fails_while_loading_is_started_again(tmp_path: Path) -> None:
    async def play() -> None:
        async with supervised(tmp_path, terminal=("fail",)) as (_, watcher, _running):
            await watcher.wait("ended", Role.TERMINAL, times=3)
            starts = [e for e in watcher.events if e["event"] == "started" and e["role"] == Role.TERMINAL]
            assert len(starts) == 3

    run(play)


@pytest.mark.parametrize("power_off", [("poweroff",), ()])
def test_a_battery_that_is_nearly_empty_ends_everything_where_the_machine_can_be_switched_off(
    tmp_path: Path, power_off: tuple[str, ...]
) -> None:
    async def play() -> None:
        async with supervised(tmp_path, terminal=("power-low",), power_off=power_off) as (supervisor, watcher, running):
            await watcher.wait("serving", Role.TERMINAL)
            if power_off:
                assert await asyncio.wait_for(running, WITHIN_S) == 0
            else:
                await watcher.wait("ready", Role.TERMINAL, times=2)
                assert not running.done()
            assert supervisor.power_lost is bool(power_off)

    run(play)
