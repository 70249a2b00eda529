"""The loop off the GUI thread: posts arrive in order, an error is handed over, stopping waits for the end."""

import asyncio
import threading

from kiosk.core_thread import CoreThread


def test_posts_run_on_the_core_thread_in_order() -> None:
    seen: list[tuple[int, str]] = []
    done = threading.Event()

    async def main() -> None:
        await asyncio.Event().wait()

    core = CoreThread(main, lambda error: None)
    core.start()
    for number in range(1000):
        core.post(lambda n=number: seen.append((n, threading.current_thread().name)))
    core.post(done.set)
    assert done.wait(10)
    assert core.stop(within_s=10)
    assert seen == [(number, "core") for number in range(1000)]


def test_an_error_of_the_core_is_handed_over_once() -> None:
    failures: list[BaseException] = []
    told = threading.Event()

    def failed(error: BaseException) -> None:
        failures.append(error)
        told.set()

    async def main() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(fail())

    async def fail() -> None:
        raise LookupError

    core = CoreThread(main, failed)
    core.start()
    assert told.wait(10)
    assert core.stop(within_s=10)
    [error] = failures
    assert isinstance(error, ExceptionGroup)


def test_stopping_lets_the_core_close_what_it_opened() -> None:
    closed: list[str] = []

    async def main() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            closed.append("ports")

    core = CoreThread(main, lambda error: None)
    core.start()
    assert core.stop(within_s=10)
    assert closed == ["ports"]


def test_a_post_after_the_end_is_ignored() -> None:
    async def main() -> None:
        return

    core = CoreThread(main, lambda error: None)
    core.start()
    assert core.stop(within_s=10)
    core.post(lambda: 1 / 0)
