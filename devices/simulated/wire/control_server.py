"""The simulator's side of the control channel (client: devices/simulated/control.py)."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from devices.simulated.delays import LONGEST_WAIT_S


class RefusedError(Exception):
    """The request cannot be carried out; the text tells the caller why."""


class Parameters:
    """The parameters of one request, read with their types."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def text(self, name: str, default: str | None = None) -> str:
        return str(self._typed(name, str, default))

    def number(self, name: str, default: int | None = None) -> int:
        return int(self._typed(name, int, default))

    def seconds(self, name: str, default: float) -> float:
        return float(self._typed(name, (int, float), default))

    def flag(self, name: str, default: bool | None = None) -> bool:
        return bool(self._typed(name, bool, default))

    def _typed(self, name: str, kind: type | tuple[type, ...], default: Any) -> Any:
        value = self._values.get(name, default)
        if value is None:
            raise RefusedError(f"{name} is missing")
        if not isinstance(value, kind):
            raise RefusedError(f"{name} is not what it should be: {value!r}")
        return value


Answer: TypeAlias = Mapping[str, object] | None


@dataclass(frozen=True)
class Control:
    """One thing a hand can do to a device; what `act` returns goes into the answer."""

    name: str
    parameters: tuple[str, ...]
    act: Callable[[Parameters], Answer | Awaitable[Answer]]


class Changes:
    """Counts what happened to a device, so that a test can wait for the next thing instead of sleeping."""

    def __init__(self) -> None:
        self.count = 0
        self._next = asyncio.Event()

    def tell(self) -> None:
        self.count += 1
        self._next.set()
        self._next = asyncio.Event()

    async def after(self, since: int, timeout_s: float) -> None:
        """Returns once `count` passed `since`, at the latest after `timeout_s`."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                while self.count <= since:
                    await self._next.wait()


class Controllable(Protocol):
    def controls(self) -> tuple[Control, ...]: ...

    def state(self) -> dict[str, object]: ...


class ControlServer:
    """Answers control requests for one device; `common` are the controls that every device has."""

    def __init__(self, device: Controllable, changes: Changes, common: tuple[Control, ...]) -> None:
        self._device = device
        self._changes = changes
        self._controls = {control.name: control for control in (*common, *device.controls())}

    async def answer(self, line: bytes) -> dict[str, object]:
        try:
            request = json.loads(line)
        except ValueError as error:
            return {"ok": False, "error": f"not JSON: {error}"}
        if not isinstance(request, dict) or not isinstance(request.get("do"), str):
            return {"ok": False, "error": 'a request is an object with a "do"'}
        try:
            return {"ok": True, **await self._act(request["do"], Parameters(request))}
        except RefusedError as error:
            return {"ok": False, "error": str(error)}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError), contextlib.closing(writer):
            while line := await reader.readline():
                writer.write(json.dumps(await self.answer(line), ensure_ascii=False).encode() + b"\n")
                await writer.drain()

    async def _act(self, verb: str, parameters: Parameters) -> dict[str, object]:
        match verb:
            case "state":
                return self._state()
            case "wait":
                timeout_s = min(parameters.seconds("timeout_s", LONGEST_WAIT_S), LONGEST_WAIT_S)
                await self._changes.after(parameters.number("since"), timeout_s)
                return self._state()
            case "help":
                return {"controls": {name: list(one.parameters) for name, one in self._controls.items()}}
        control = self._controls.get(verb)
        if control is None:
            raise RefusedError(f"no such control: {verb}; there are {', '.join(sorted(self._controls))}")
        answer = control.act(parameters)
        if isinstance(answer, Awaitable):
            answer = await answer
        self._changes.tell()
        return dict(answer or {})

    def _state(self) -> dict[str, object]:
        return {"changes": self._changes.count, **self._device.state()}
