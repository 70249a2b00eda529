"""One thread per device: commands in order, never twice, and a hanging one holds up nobody but itself."""

import asyncio
import threading

import pytest

from devices import worker as worker_module
from devices.errors import UnavailableError
from devices.worker import DeviceWorker


def test_commands_run_one_after_the_other_on_one_thread() -> None:
    worker = DeviceWorker("reader")
    order: list[tuple[int, str]] = []

    async def scene() -> list[int]:
        def command(number: int) -> int:
            order.append((number, threading.current_thread().name))
            return number

        return await asyncio.gather(*(worker.run(lambda n=n: command(n), within_s=1) for n in range(5)))  # type: ignore[misc]

    assert asyncio.run(scene()) == [0, 1, 2, 3, 4]
    assert order == [(number, "reader") for number in range(5)]


def test_what_a_command_raises_reaches_its_caller() -> None:
    def fail() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        asyncio.run(DeviceWorker("reader").run(fail, within_s=1))


def test_a_cancelled_command_that_waited_never_runs() -> None:
    worker = DeviceWorker("reader")
    hold, ran = threading.Event(), []

    async def scene() -> None:
        first = asyncio.create_task(worker.run(hold.wait, within_s=5))
        second = asyncio.create_task(worker.run(lambda: ran.append(2), within_s=5))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        hold.set()
        await first
        assert await worker.run(lambda: 3, within_s=1) == 3

    asyncio.run(scene())
    assert ran == []
    assert not worker.busy


def test_a_cancelled_command_that_had_started_is_not_started_again() -> None:
    worker = DeviceWorker("reader")
    started, hold, runs = threading.Event(), threading.Event(), []

    def command() -> None:
        runs.append(1)
        started.set()
        hold.wait()

    async def scene() -> None:
        running = asyncio.create_task(worker.run(command, within_s=5))
        await asyncio.to_thread(started.wait)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        hold.set()
        assert await worker.run(lambda: "next", within_s=1) == "next"

    asyncio.run(scene())
    assert runs == [1]


def test_a_hanging_command_fails_and_so_does_everything_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "CALLER_MARGIN", 0.01)
    worker, hold = DeviceWorker("reader"), threading.Event()

    async def scene() -> None:
        with pytest.raises(UnavailableError, match="did not come back"):
            await worker.run(hold.wait, within_s=0.01)
        assert worker.hanging
        with pytest.raises(UnavailableError, match="hangs"):
            await worker.run(lambda: 1, within_s=1)
        assert await DeviceWorker("another").run(lambda: 1, within_s=1) == 1
        hold.set()
        while worker.hanging:
            await asyncio.sleep(0)
        assert await worker.run(lambda: 1, within_s=1) == 1

    asyncio.run(scene())


def test_a_closed_worker_may_be_used_again() -> None:
    worker = DeviceWorker("reader")

    async def scene() -> None:
        await worker.run(lambda: 1, within_s=1)
        worker.close()
        assert await worker.run(lambda: 2, within_s=1) == 2
        worker.close()

    asyncio.run(scene())


@pytest.mark.parametrize("error", [StopIteration(), SystemExit(3), KeyboardInterrupt()])
def test_an_end_that_no_future_takes_is_told_and_the_device_goes_on(error: BaseException) -> None:
    def end() -> None:
        raise error

    async def whole() -> str:
        worker = DeviceWorker("reader")
        try:
            with pytest.raises(RuntimeError, match=f"{type(error).__name__} in the driver"):
                await worker.run(end, within_s=5)
            return await worker.run(lambda: "well", within_s=5)
        finally:
            worker.close()

    assert asyncio.run(whole()) == "well"
