"""Starting one simulated device as a process of its own, and ending it."""

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from devices.simulated.control import DeviceControl
from devices.simulated.delays import CHILD_READY_S, CHILD_STOP_S

ROOT = Path(__file__).resolve().parents[2]


class NotReadyError(Exception):
    """The device's process ended, or said nothing useful, before it was ready."""


@dataclass
class Child:
    """A running device. It ends with `stop`, and also when this process dies: its standard input then ends."""

    name: str
    process: subprocess.Popen[str] = field(repr=False)
    url: str = ""
    control_address: str = ""

    @classmethod
    def start(cls, name: str, options: Sequence[str] = (), *, errors: IO[str] | None = None) -> Self:
        """Does not wait; `wait_ready` does, so that many can start at once. `name` is the module of the device."""
        command = [sys.executable, "-m", f"devices.simulated.{name}", "--until-stdin-closes", *options]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            start_new_session=True,
        )
        return cls(name, process)

    @property
    def control(self) -> DeviceControl:
        return DeviceControl(self.control_address)

    def wait_ready(self) -> Self:
        """NotReadyError when it does not come up."""
        lines: queue.Queue[str] = queue.Queue()
        out = self.process.stdout
        assert out is not None
        threading.Thread(target=lambda: lines.put(out.readline()), daemon=True).start()
        try:
            ready = json.loads(lines.get(timeout=CHILD_READY_S))
        except (queue.Empty, ValueError) as error:
            self.stop()
            raise NotReadyError(f"{self.name} did not come up (exit code {self.process.poll()})") from error
        self.url, self.control_address = ready["url"], ready["control"]
        return self

    def stop(self) -> None:
        """Asks it to end, and ends it when it does not."""
        self.ask_to_stop()
        try:
            self.process.wait(CHILD_STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def ask_to_stop(self) -> None:
        if self.process.stdin is not None and not self.process.stdin.closed:
            self.process.stdin.close()

    def __enter__(self) -> Self:
        return self.wait_ready()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
