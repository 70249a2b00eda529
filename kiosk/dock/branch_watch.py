"""Follows every simulated device on threads of its own, so that the dock window never waits."""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal

import httpx

from devices.simulated.control import BranchControl, ControlError
from kiosk.dock.delays import GONE_PAUSE_S, HALL_ANSWER_S, WATCH_S

Seen = Callable[[str, Mapping[str, Any]], None]
"""A device by name and its state; {} while it does not answer. Called on any thread."""

DemoCode = Literal["company", "person"]
DEMO_CODES: dict[DemoCode, tuple[str, str]] = {
    "company": ("elicence", "company"),
    "person": ("ecredential", "person"),
}
"""page of the hall's console and its parameter"""


class BranchWatch:
    def __init__(self, branch: BranchControl, seen: Seen, failed: Callable[[str], None]) -> None:
        self._branch = branch
        self._seen = seen
        self._failed = failed
        self._stopping = threading.Event()
        self._hands = ThreadPoolExecutor(max_workers=2, thread_name_prefix="hand")
        self._threads = [
            threading.Thread(target=self._follow, args=(name,), name=f"watch {name}", daemon=True)
            for name in branch.devices
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """The threads end with their current request; they are daemons and are not waited for."""
        self._stopping.set()
        self._hands.shutdown(wait=False, cancel_futures=True)

    def act(self, device: str, verb: str, parameters: Mapping[str, Any]) -> None:
        """Does it soon; `failed` hears why when it cannot be done."""
        self._hands.submit(self._act, device, verb, dict(parameters))

    def show_code(self, of: DemoCode, holder: str) -> None:
        """Asks the hall for a fresh code of the holder's phone and shows it to the scanner."""
        self._hands.submit(self._show_code, of, holder)

    def _act(self, device: str, verb: str, parameters: dict[str, Any]) -> None:
        try:
            self._branch[device].do(verb, **parameters)
        except (ControlError, KeyError) as error:
            self._failed(f"{device}: {error}")

    def _show_code(self, of: DemoCode, holder: str) -> None:
        place, parameter = DEMO_CODES[of]
        address = f"{self._branch.hall_console}/demo/{place}"
        try:
            answer = httpx.get(address, params={parameter: holder}, timeout=HALL_ANSWER_S, trust_env=False)
            code = str(answer.raise_for_status().json()["code"])
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError) as error:
            self._failed(f"hall console: {error}")
            return
        self._act("code_scanner", "show", {"text": code})

    def _follow(self, name: str) -> None:
        control = self._branch[name]
        since: int | None = None
        while not self._stopping.is_set():
            try:
                state = control.state() if since is None else control.do("wait", since=since, timeout_s=WATCH_S)
            except ControlError:
                since = None
                self._seen(name, {})
                self._stopping.wait(GONE_PAUSE_S)
                continue
            if since != state["changes"]:
                since = state["changes"]
                self._seen(name, state)
