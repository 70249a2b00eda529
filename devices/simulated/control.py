"""The control channel of the simulated branch: what a hand does to a device, as JSON lines over TCP.

A request is one line `{"do": "insert", "card": "A"}`; the answer is one line `{"ok": true, …}` or
`{"ok": false, "error": "…"}`. Every device knows `state`, `plug`, `unplug`, `help` and `wait`; what each of them
can do besides is listed in devices/simulated/README.md. A connection may carry any number of requests.
"""

import json
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

BRANCH_FILE = Path("branch") / "branch.json"


class ControlError(Exception):
    """The simulator refused a request, or cannot be reached."""


class DeviceControl:
    """Talks to the control port of one simulated device. Not thread-safe; one connection per call."""

    def __init__(self, address: str, *, timeout_s: float = 10.0) -> None:
        """`address` is `host:port` as in branch.json."""
        host, _, port = address.rpartition(":")
        self._address = (host, int(port))
        self._timeout_s = timeout_s

    def do(self, verb: str, **parameters: object) -> dict[str, Any]:
        """The answer without its `ok`. ControlError when refused or unreachable."""
        answer = self._exchange({"do": verb, **parameters})
        if not answer.pop("ok", False):
            raise ControlError(f"{verb}: {answer.get('error', 'refused without a reason')}")
        return answer

    def state(self) -> dict[str, Any]:
        """Everything the device tells about itself; `changes` counts what happened to it so far."""
        return self.do("state")

    def wait_until(self, condition: Callable[[Mapping[str, Any]], bool], *, timeout_s: float) -> dict[str, Any]:
        """The first state that meets the condition, without polling. TimeoutError when none came in time."""
        state = self.state()
        while not condition(state):
            changes = state["changes"]
            state = self.do("wait", since=changes, timeout_s=min(timeout_s, self._timeout_s / 2))
            if state["changes"] == changes:
                raise TimeoutError(f"the device stayed as it is: {state}")
        return state

    def _exchange(self, request: Mapping[str, object]) -> dict[str, Any]:
        try:
            with socket.create_connection(self._address, timeout=self._timeout_s) as connection:
                connection.sendall(json.dumps(request, ensure_ascii=False).encode() + b"\n")
                with connection.makefile("rb") as lines:
                    answer = json.loads(lines.readline() or b"{}")
        except (OSError, ValueError) as error:
            raise ControlError(f"no answer from the simulated device at {self._address}: {error}") from error
        if not isinstance(answer, dict):
            raise ControlError(f"not an answer: {answer!r}")
        return answer


@dataclass(frozen=True)
class SimulatedDevice:
    """Where one device of the branch answers: its own bytes at `url`, the hand at `control`."""

    url: str
    control: DeviceControl = field(repr=False)


@dataclass(frozen=True)
class BranchControl:
    """All devices of a running simulated branch, by class name (`id_card_reader`, … and `hall_link`)."""

    devices: Mapping[str, SimulatedDevice]
    hall_console: str = ""
    """http address of the hall's console, empty when the branch was started without one"""

    @classmethod
    def at(cls, home: Path) -> Self:
        """Reads `branch/branch.json` of the home folder. ControlError when no branch is running there."""
        return cls.read(home / BRANCH_FILE)

    @classmethod
    def read(cls, path: Path) -> Self:
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ControlError(f"no simulated branch is running: {path}: {error}") from error
        places = dict(content["devices"])
        if content.get("hall_link"):
            places["hall_link"] = content["hall_link"]
        devices = {
            name: SimulatedDevice(place["url"], DeviceControl(place["control"])) for name, place in places.items()
        }
        return cls(devices, content.get("hall_console", ""))

    def __getitem__(self, name: str) -> DeviceControl:
        return self.devices[name].control

    def url(self, name: str) -> str:
        return self.devices[name].url
