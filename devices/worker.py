"""One thread per blocking device. Commands run one after the other; the event loop never blocks."""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from devices.delays import CALLER_MARGIN
from devices.errors import UnavailableError

T = TypeVar("T")


@dataclass
class _Command:
    run: Callable[[], Any]
    loop: asyncio.AbstractEventLoop
    answer: "asyncio.Future[Any]"
    dropped: threading.Event = field(default_factory=threading.Event)


class DeviceWorker:
    """Async facade of one thread.

    A command that was cancelled or timed out before its turn never runs; one that had started runs to its own
    deadline and its answer is dropped. It is never started again. While a command is overdue the device counts as
    hanging: further commands fail at once instead of queueing behind it.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._commands: queue.SimpleQueue[_Command | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._waiting = 0
        self._overdue: _Command | None = None

    @property
    def busy(self) -> bool:
        """A command runs or waits."""
        return self._waiting > 0

    @property
    def hanging(self) -> bool:
        """A command has not come back although its time is long over."""
        return self._overdue is not None

    async def run(self, command: Callable[[], T], *, within_s: float) -> T:
        """The command's result. `within_s` is the command's own deadline; the caller waits a little longer.

        UnavailableError when the device hangs; whatever the command raises otherwise.
        """
        if self._overdue is not None:
            raise UnavailableError(f"{self._name} hangs")
        loop = asyncio.get_running_loop()
        item = _Command(command, loop, loop.create_future())
        self._waiting += 1
        item.answer.add_done_callback(self._forget)
        self._start()
        self._commands.put(item)
        try:
            done, _ = await asyncio.wait({item.answer}, timeout=within_s + CALLER_MARGIN)
        except asyncio.CancelledError:
            item.dropped.set()
            raise
        if not done:
            item.dropped.set()
            self._overdue = item
            raise UnavailableError(f"{self._name} did not come back within {within_s + CALLER_MARGIN:.1f} s")
        result: T = item.answer.result()
        return result

    def close(self) -> None:
        """The thread ends after the command it is in. A closed worker starts again when it is used again."""
        if self._thread is not None:
            self._commands.put(None)
            self._thread = None

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            self._thread.start()

    def _forget(self, answer: "asyncio.Future[Any]") -> None:
        self._waiting -= 1
        if self._overdue is not None and self._overdue.answer is answer:
            self._overdue = None
        if not answer.cancelled():
            answer.exception()  # a dropped command's error is nobody's

    def _work(self) -> None:
        while (item := self._commands.get()) is not None:
            with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
                item.loop.call_soon_threadsafe(_answerer(item))


def _answerer(item: _Command) -> Callable[[], None]:
    """Runs the command on this thread and says what the loop has to do with its end."""
    if item.dropped.is_set():
        return lambda: None if item.answer.done() else item.answer.set_result(None)
    try:
        result = item.run()
    except BaseException as error:  # noqa: BLE001 - handed to the caller, who is on another thread
        return _fail(
            item.answer, error if _may_be_told(error) else RuntimeError(f"{type(error).__name__} in the driver")
        )
    return lambda: None if item.answer.done() else item.answer.set_result(result)


def _may_be_told(error: BaseException) -> bool:
    """No future takes a StopIteration: its asker would wait for ever. What is no Exception would end the loop."""
    return isinstance(error, Exception) and not isinstance(error, StopIteration)


def _fail(answer: "asyncio.Future[Any]", error: BaseException) -> Callable[[], None]:
    return lambda: None if answer.done() else answer.set_exception(error)
