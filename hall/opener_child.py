"""Keeps the opener running beside the server: wakes it when something came in, rings for waiting terminals."""

import asyncio
from asyncio.subprocess import PIPE, Process

from hall.delays import OPENER_BACK_OFF, OPENER_GRACE
from hall.service.hall import Hall


async def keep_opening(hall: Hall, command: tuple[str, ...]) -> None:
    """Until cancelled. One that dies is started again: what it held was rolled back."""
    while True:
        opener = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
        try:
            async with asyncio.TaskGroup() as group:
                waking = group.create_task(_wake(hall, opener))
                await _ring(hall, opener)
                waking.cancel()
        finally:
            await _end(opener)
        await asyncio.sleep(OPENER_BACK_OFF)


async def _wake(hall: Hall, opener: Process) -> None:
    while opener.stdin is not None and not opener.stdin.is_closing():
        await hall.waiting.wait()
        hall.waiting.clear()
        opener.stdin.write(b"\n")
        try:
            await opener.stdin.drain()
        except ConnectionError:
            return


async def _ring(hall: Hall, opener: Process) -> None:
    while opener.stdout is not None and await opener.stdout.readline():
        hall.bell.ring()


async def _end(opener: Process) -> None:
    if opener.stdin is not None:
        opener.stdin.close()
    try:
        async with asyncio.timeout(OPENER_GRACE):
            await opener.wait()
    except TimeoutError:
        opener.kill()
        await opener.wait()
