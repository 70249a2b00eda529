"""What every test may rely on: an error that Qt or asyncio would swallow fails the test it happened in."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")


class _Swallowed(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@pytest.fixture(autouse=True)
def fail_on_swallowed_errors() -> Iterator[None]:
    """asyncio logs what nobody awaited, a thread prints what nobody caught; here both fail the test."""
    swallowed = _Swallowed()
    logger = logging.getLogger("asyncio")
    logger.addHandler(swallowed)
    crashed: list[str] = []
    before = threading.excepthook

    def remember(args: threading.ExceptHookArgs) -> None:
        crashed.append(f"{args.exc_type.__name__}: {args.exc_value}")
        before(args)

    threading.excepthook = remember
    yield
    threading.excepthook = before
    logger.removeHandler(swallowed)
    assert not swallowed.messages, f"asyncio swallowed: {swallowed.messages}"
    assert not crashed, f"a thread died of: {crashed}"


LONGEST = "tests/offline_cache/test_power_cuts.py"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes begins first, so that no worker waits for another at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


_NOT_RUN: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        _NOT_RUN.append(f"{report.nodeid}: {reason}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What this machine could not run is listed with its reason: never counted as passed."""
    if _NOT_RUN:
        terminalreporter.section("NOT RUN on this machine")
        for line in _NOT_RUN:
            terminalreporter.write_line(line)
