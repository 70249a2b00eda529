"""Both sides of the hall in one process: terminals over mTLS, staff over plain HTTP on loopback."""

import asyncio
import json
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from fastapi import FastAPI
from uvicorn import Config, Server

from hall.console.application import console_application
from hall.delays import KEEP_ALIVE, SHUTDOWN_GRACE, START_POLL
from hall.opener_child import keep_opening
from hall.service.application import terminal_application
from hall.service.hall import Hall
from hall.service.peer import AsgiApp, PeerProtocol, tls_context

LOOPBACK: Final = "127.0.0.1"


@dataclass(frozen=True)
class Addresses:
    host: str
    port: int
    console_port: int


@dataclass(frozen=True)
class Sockets:
    """Bound, so that a port in use is found before anything starts."""

    terminals: socket.socket
    console: socket.socket

    def console_url(self) -> str:
        return f"http://{LOOPBACK}:{self.console.getsockname()[1]}"

    def ready_line(self) -> str:
        host, port = self.terminals.getsockname()[:2]
        return json.dumps({"hall": f"https://{host}:{port}", "console": f"{self.console_url()}/console"})


def bind(addresses: Addresses) -> Sockets:
    """Port 0 takes a free one. Raises OSError."""
    return Sockets(_listening(addresses.host, addresses.port), _listening(LOOPBACK, addresses.console_port))


async def serve(hall: Hall, sockets: Sockets, opener: tuple[str, ...]) -> None:
    """Until SIGINT or SIGTERM. Prints one JSON line once both ports answer. `opener`: the command that opens."""
    terminals = _Listener(_terminal_config(hall))
    console = _Listener(_config(console_application(hall)))
    _stop_on_signals((terminals, console))
    async with asyncio.TaskGroup() as group:
        opening = group.create_task(keep_opening(hall, opener))
        group.create_task(_announce(sockets, terminals, console))
        await asyncio.gather(terminals.serve([sockets.terminals]), console.serve([sockets.console]))
        opening.cancel()


class _Listener(Server):
    """A server whose stopping is decided outside, for there are two of them in one process."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's delay off only for sockets that say they are TCP
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


def _terminal_config(hall: Hall) -> Config:
    config = _config(terminal_application(hall))
    config.http = PeerProtocol
    config.ssl_context_factory = tls_context(hall.home.keys)
    return config


def _config(app: AsgiApp | FastAPI) -> Config:
    return Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=SHUTDOWN_GRACE,
    )


async def _announce(sockets: Sockets, *listeners: Server) -> None:
    while not all(listener.started for listener in listeners):
        if any(listener.should_exit for listener in listeners):
            return
        await asyncio.sleep(START_POLL)
    print(sockets.ready_line(), flush=True)


def _stop_on_signals(listeners: tuple[Server, ...]) -> None:
    def stop(*_: object) -> None:
        for listener in listeners:
            listener.should_exit = True

    signal.signal(signal.SIGINT, stop)
    if sys.platform != "win32":
        signal.signal(signal.SIGTERM, stop)
