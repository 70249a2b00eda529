"""What sync says of the outbox decides whether the next customer is served: damaged, full, or well again."""

import os
import sys
from pathlib import Path

import pytest

from kiosk.child_process import Role
from tests.kiosk.runtime.supervised import journal_of, kill, run, supervised


@pytest.mark.row("F15")
def test_a_damaged_outbox_closes_the_terminal_until_sync_finds_it_sound(tmp_path: Path) -> None:
    program, damaged = tmp_path / "sync", tmp_path / "damaged"
    program.write_text(
        f"#!{sys.executable}\nimport pathlib, sys\n"
        f"if pathlib.Path({str(damaged)!r}).exists(): sys.exit(74)\n"
        'print(\'{"say": "ready"}\\n{"say": "sound"}\', flush=True)\nsys.stdin.read()\n'
    )
    program.chmod(0o700)

    async def play() -> None:
        async with supervised(tmp_path, sync=program) as (_, watcher, _running):
            serving = await watcher.wait("serving", Role.TERMINAL)
            await watcher.wait("ready", Role.TERMINAL, times=2)
            damaged.touch()
            kill(await watcher.wait("ready", Role.SYNC))
            assert (await watcher.wait("ended", Role.TERMINAL))["pid"] == serving["pid"]
            await watcher.wait("ended", Role.SYNC, times=3)
            covers = [e for e in journal_of(tmp_path) if e["role"] == Role.COVER]
            assert covers[-1]["order"] == "show"
            assert covers[-1]["closed"] is True
            assert len([e for e in watcher.events if e["event"] == "serving"]) == 1
            damaged.unlink()
            await watcher.wait("serving", Role.TERMINAL, times=2)

    run(play)


@pytest.mark.row("F13")
@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for sync is told by a named pipe")
def test_a_full_disk_ends_nothing_and_nobody_further_is_served_until_there_is_room(tmp_path: Path) -> None:
    program, told = tmp_path / "sync", tmp_path / "told"
    os.mkfifo(told)
    program.write_text(
        f'#!{sys.executable}\nprint(\'{{"say": "ready"}}\', flush=True)\n'
        f"for line in open({str(told)!r}): print(line, end='', flush=True)\n"
    )
    program.chmod(0o700)

    async def play() -> None:
        async with supervised(tmp_path, sync=program) as (_, watcher, _running):
            serving = await watcher.wait("serving", Role.TERMINAL)
            await watcher.wait("ready", Role.TERMINAL, times=2)
            with told.open("w", buffering=1) as sync:
                sync.write('{"say": "sync", "disk_full": true}\n')
                assert (await watcher.wait("outbox", Role.SYNC))["closed"] is True
                assert not [e for e in watcher.events if e["event"] == "ended"]
                kill(serving)
                await watcher.wait("ended", Role.TERMINAL)
                assert len([e for e in watcher.events if e["event"] == "serving"]) == 1
                sync.write('{"say": "sync", "disk_full": false}\n')
                await watcher.wait("serving", Role.TERMINAL, times=2)

    run(play)
