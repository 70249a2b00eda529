"""What every simulated device's process does: open its two ports, say where they are, stop when told."""

import argparse
import asyncio
import contextlib
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any, Protocol

from devices.simulated.wire.byte_port import ByteDevice, BytePort
from devices.simulated.wire.control_server import Changes, Control, Controllable, ControlServer, Parameters
from devices.simulated.wire.line import Line, WireLog
from devices.simulated.wire.listener import LOOPBACK, Listener
from devices.simulated.wire.pty_port import PtyPort


class Port(Protocol):
    @property
    def url(self) -> str: ...

    @property
    def plugged(self) -> bool: ...

    @property
    def connected(self) -> bool: ...

    async def plug(self) -> None: ...

    def unplug(self) -> None: ...


class SimulatedByteDevice(ByteDevice, Controllable, Protocol):
    """A device on a serial port."""


def parser(name: str, about: str) -> argparse.ArgumentParser:
    """The options that every simulated device has."""
    made = argparse.ArgumentParser(prog=f"python -m devices.simulated.{name}", description=about)
    made.add_argument("--port", type=int, default=0, help="TCP port of the device; 0: any free one")
    made.add_argument("--control-port", type=int, default=0, help="TCP port of the control channel; 0: any free one")
    made.add_argument("--wire-log", type=Path, help="file that keeps every byte that passed")
    made.add_argument("--until-stdin-closes", action="store_true", help="end when standard input ends")
    return made


def serial_parser(name: str, about: str) -> argparse.ArgumentParser:
    """And those that a device on a serial wire has."""
    made = parser(name, about)
    made.add_argument("--pty", type=Path, help="serve on a pseudo terminal under this name instead (POSIX)")
    made.add_argument("--baud", type=int, default=0, help="pace of the wire; 0: no pacing")
    return made


def run_serial(name: str, options: argparse.Namespace, build: Callable[[Line, Changes], SimulatedByteDevice]) -> int:
    async def serve() -> None:
        changes = Changes()
        line = Line(WireLog(options.wire_log), baud=options.baud)
        device = build(line, changes)
        port: BytePort | PtyPort
        if options.pty is None:
            port = BytePort(device, line, changes, port=options.port)
        else:
            port = PtyPort(device, line, changes, link=options.pty)

        def deaf(parameters: Parameters) -> None:
            port.deaf = parameters.flag("on", True)

        manners = (Control("deaf", ("on",), deaf), *line.controls())
        await serve_device(name, options, device, port, changes, manners, line.run())

    return run(serve())


async def serve_device(
    name: str,
    options: argparse.Namespace,
    device: Controllable,
    port: Port,
    changes: Changes,
    controls: tuple[Control, ...] = (),
    work: Coroutine[Any, Any, None] | None = None,
) -> None:
    """Serves until told to stop. `work` runs beside it."""
    cable = _Cable(device, port)
    server = ControlServer(cable, changes, (*cable.cable_controls(), *controls))
    control = Listener(server.serve, port=options.control_port)
    tasks = [] if work is None else [asyncio.create_task(work)]
    await port.plug()
    await control.plug()
    ready = {"device": name, "url": port.url, "control": f"{LOOPBACK}:{control.port}"}
    print(json.dumps(ready), flush=True)
    try:
        await told_to_stop(until_stdin_closes=options.until_stdin_closes)
    finally:
        port.unplug()
        control.unplug()
        for task in tasks:
            task.cancel()


def run(main: Coroutine[Any, Any, None]) -> int:
    """Exit code 2 and one line when a port cannot be had."""
    try:
        asyncio.run(main)
    except OSError as error:
        print(f"cannot serve: {error}", file=sys.stderr)
        return 2
    return 0


async def told_to_stop(*, until_stdin_closes: bool) -> None:
    """Returns on SIGINT, SIGTERM, or at the end of standard input."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()

    def stop_soon(*_: object) -> None:
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(stop.set)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop_soon)
    if until_stdin_closes:
        threading.Thread(target=_wait_for_end_of_input, args=(stop_soon,), daemon=True).start()
    await stop.wait()


def _wait_for_end_of_input(stop: Callable[[], None]) -> None:
    with contextlib.suppress(OSError):
        while os.read(0, 1024):
            pass
    stop()


class _Cable:
    """The device together with its cable."""

    def __init__(self, device: Controllable, port: Port) -> None:
        self._device = device
        self._port = port

    def controls(self) -> tuple[Control, ...]:
        return self._device.controls()

    def cable_controls(self) -> tuple[Control, ...]:
        return (Control("plug", (), self._plug), Control("unplug", (), self._unplug))

    def state(self) -> dict[str, object]:
        cable: Mapping[str, object] = {"plugged": self._port.plugged, "connected": self._port.connected}
        return {**cable, **self._device.state()}

    async def _plug(self, _: Parameters) -> None:
        await self._port.plug()

    def _unplug(self, _: Parameters) -> None:
        self._port.unplug()
