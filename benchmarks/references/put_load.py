"""A cheap HTTP/1.1 client: prepared PUTs over a few kept connections, so that the client is not what is measured."""

import asyncio
import ssl
import time
from collections import deque
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

CONNECTIONS = 16


@dataclass(frozen=True)
class Put:
    path: str
    body: bytes

    def wire(self) -> bytes:
        head = f"PUT {self.path} HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\n"
        return f"{head}Content-Length: {len(self.body)}\r\n\r\n".encode() + self.body


@dataclass(frozen=True)
class Load:
    seconds: float
    statuses: dict[int, int]
    milliseconds: tuple[float, ...]

    @property
    def per_second(self) -> float:
        return sum(self.statuses.values()) / self.seconds


def total(loads: list[Load]) -> Load:
    statuses = dict[int, int]()
    for load in loads:
        for status, count in load.statuses.items():
            statuses[status] = statuses.get(status, 0) + count
    taken = tuple(chain.from_iterable(load.milliseconds for load in loads))
    return Load(sum(load.seconds for load in loads), statuses, taken)


def put_all(port: int, bundle: Path, puts: list[Put]) -> Load:
    return asyncio.run(_put_all(port, bundle, puts))


async def _put_all(port: int, bundle: Path, puts: list[Put]) -> Load:
    context = ssl.create_default_context(cafile=bundle / "ca.pem")
    context.load_cert_chain(bundle / "client.pem", bundle / "client-key.pem")
    waiting, statuses, taken = deque(put.wire() for put in puts), dict[int, int](), list[float]()
    streams = [await asyncio.open_connection("127.0.0.1", port, ssl=context) for _ in range(CONNECTIONS)]
    start = time.perf_counter()
    await asyncio.gather(*(_drain(stream, waiting, statuses, taken) for stream in streams))
    seconds = time.perf_counter() - start
    for _, writer in streams:
        writer.close()
    return Load(seconds, statuses, tuple(taken))


async def _drain(
    stream: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    waiting: deque[bytes],
    statuses: dict[int, int],
    taken: list[float],
) -> None:
    reader, writer = stream
    while waiting:
        begun = time.perf_counter()
        writer.write(waiting.popleft())
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0
        )
        await reader.readexactly(length)
        status = int(head[9:12])
        statuses[status] = statuses.get(status, 0) + 1
        taken.append((time.perf_counter() - begun) * 1000)
