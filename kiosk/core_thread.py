"""The one asyncio loop of the terminal, off the GUI thread. Everything that changes and is not Qt lives on it."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

Failed: TypeAlias = Callable[[BaseException], None]
Main: TypeAlias = Callable[[], Coroutine[Any, Any, None]]


class CoreThread:
    """Runs `main` in one `asyncio.run`. `on_failure` is called on this thread if `main` ends by an error.

    `main` holds a TaskGroup or awaits its own tasks, so that no task can fail unnoticed.
    """

    def __init__(self, main: Main, on_failure: Failed) -> None:
        self._main = main
        self._on_failure = on_failure
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._running = threading.Event()
        self._thread = threading.Thread(target=self._run, name="core", daemon=True)

    def start(self) -> None:
        """Returns once the loop runs, so that `post` never meets a loop that is not there."""
        self._thread.start()
        self._running.wait()

    def post(self, call: Callable[..., object], *arguments: object) -> None:
        """Calls `call` on the core thread soon. After the loop has ended this does nothing."""
        loop = self._loop
        if loop is None or loop.is_closed():
            return
        try:
            loop.call_soon_threadsafe(call, *arguments)
        except RuntimeError:
            if not loop.is_closed():
                raise

    def stop(self, *, within_s: float) -> bool:
        """Cancels `main` and waits for it; True once the thread has ended."""
        task = self._task
        if task is not None:
            self.post(task.cancel)
        self._thread.join(within_s)
        return not self._thread.is_alive()

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            asyncio.run(self._hold())
        except asyncio.CancelledError:
            return
        except BaseException as error:  # noqa: BLE001  (handed to the GUI thread, which ends the process)
            self._on_failure(error)
        finally:
            self._running.set()

    async def _hold(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        self._running.set()
        await self._main()
