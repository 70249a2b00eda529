"""HTTP as the terminal speaks it, against a host that says exactly the bytes of the test."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_cache.http_line import MOST_CONNECTIONS, HttpAnswer, HttpLine

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: b\r\n\r\nhi"
CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nh\r\n1\r\ni\r\n0\r\n\r\n"
CLOSING = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nhi"


@dataclass
class Host:
    """Gives one answer to each request, then perhaps hangs up."""

    answers: list[list[bytes]]
    """for each request, in pieces"""
    hangs_up: bool = False
    heard: list[bytes] = field(default_factory=list)
    connections: int = 0
    open_now: int = 0
    most_open: int = 0
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.tasks.append(task)
        self.connections += 1
        self.open_now += 1
        self.most_open = max(self.most_open, self.open_now)
        try:
            while (request := await self._request(reader)) is not None:
                self.heard.append(request)
                for piece in self.answers.pop(0):
                    writer.write(piece)
                    await writer.drain()
                if self.hangs_up:
                    break
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self.open_now -= 1
            writer.close()
            self.ended.set()

    async def _request(self, reader: asyncio.StreamReader) -> bytes | None:
        head = await reader.readuntil(b"\r\n\r\n")
        sizes = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        return head + await reader.readexactly(int(sizes[0].partition(b":")[2]) if sizes else 0)


def talk(host: Host, scene: Callable[[HttpLine], Awaitable[object]], *, largest: int = 1000) -> None:
    async def play() -> None:
        async with await asyncio.start_server(host.serve, "127.0.0.1", 0) as server:
            line = HttpLine(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", None, largest=largest)
            try:
                await scene(line)
            finally:
                line.close()
                await asyncio.gather(*host.tasks)

    asyncio.run(play())


async def get(line: HttpLine, *, silence: float = 5.0) -> HttpAnswer:
    return await line.request("GET", "/a", answer_within=silence, headers={"x-own": "1"})


def test_an_answer_has_its_status_its_headers_in_lower_case_and_its_body() -> None:
    async def scene(line: HttpLine) -> None:
        assert await get(line) == HttpAnswer(200, {"content-length": "2", "x-a": "b"}, b"hi")

    host = Host([[OK]])
    talk(host, scene)
    head = host.heard[0].lower()
    assert head.startswith(b"get /a http/1.1\r\nhost: 127.0.0.1:")
    assert b"\r\nx-own: 1\r\n" in head


@settings(deadline=None, max_examples=40)
@given(cuts=st.sets(st.integers(1, len(CHUNKED) - 1)), answer=st.sampled_from([OK, CHUNKED, CLOSING]))
def test_an_answer_is_the_same_in_whatever_pieces_it_comes(cuts: set[int], answer: bytes) -> None:
    places = [0, *sorted(cuts), len(answer)]
    pieces = [answer[start:end] for start, end in itertools.pairwise(places)]

    async def scene(line: HttpLine) -> None:
        found = await get(line)
        assert (found.status, found.body) == (200, b"hi")

    talk(Host([[piece for piece in pieces if piece]]), scene)


def test_a_connection_is_used_again() -> None:
    async def scene(line: HttpLine) -> None:
        for _ in range(3):
            await get(line)
        answer = await line.request("PUT", "/b", answer_within=5.0, content=b"body", headers={})
        assert answer.status == 204

    host = Host([[OK], [CHUNKED], [OK], [b"HTTP/1.1 204 No Content\r\n\r\n"]])
    talk(host, scene)
    assert host.connections == 1
    assert host.heard[3].endswith(b"\r\n\r\nbody")


@pytest.mark.parametrize("answer", [CLOSING, OK])
def test_a_connection_the_host_closed_is_not_used_again(answer: bytes) -> None:
    host = Host([[answer], [answer]], hangs_up=True)

    async def scene(line: HttpLine) -> None:
        await get(line)
        await host.ended.wait()
        assert (await get(line)).body == b"hi"

    talk(host, scene)
    assert host.connections == 2


def test_what_must_not_be_done_twice_is_not_asked_twice() -> None:
    """A query counts at the hall; that its connection was just closed is told to whoever asked."""
    host = Host([[OK], [], [OK]])

    async def scene(line: HttpLine) -> None:
        await get(line)
        host.hangs_up = True
        with pytest.raises(OSError, match=r"."):
            await line.request("POST", "/facts", answer_within=5.0, content=b"q", headers={})
        assert len(host.heard) == 2

    talk(host, scene)


def test_no_more_connections_are_open_than_are_allowed() -> None:
    async def scene(line: HttpLine) -> None:
        await asyncio.gather(*(get(line) for _ in range(20)))

    host = Host([[OK]] * 20)
    talk(host, scene)
    assert host.most_open == MOST_CONNECTIONS


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf",
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nx: " + b"y" * 100_000,
        b"HTTP/1.1 200 OK\r\n\r\n" + b"z" * 5000,
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1388\r\n" + b"z" * 5000 + b"\r\n0\r\n\r\n",
    ],
    ids=["nothing", "half of it", "not HTTP", "endless header", "endless body", "too much in chunks"],
)
def test_what_is_no_whole_answer_of_reasonable_size_is_an_os_error(answer: bytes) -> None:
    async def scene(line: HttpLine) -> None:
        with pytest.raises(OSError, match=r"."):
            await get(line)
        assert (await get(line)).status == 200, "and the next request has a connection of its own"

    talk(Host([[answer], [OK]], hangs_up=True), scene)


def test_silence_is_given_up() -> None:
    async def scene(line: HttpLine) -> None:
        with pytest.raises(TimeoutError):
            await get(line, silence=0.01)

    talk(Host([[]]), scene)


def test_a_refusal_is_heard_before_the_last_byte_is_sent() -> None:
    """As a hall answers that will not take so much."""

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n")
        await writer.drain()
        await done.wait()
        writer.close()

    async def play() -> int:
        async with await asyncio.start_server(refuse, "127.0.0.1", 0, limit=1024) as server:
            line = HttpLine(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", None)
            answer = await line.request("PUT", "/", answer_within=5.0, content=bytes(30_000_000), headers={})
            done.set()
            line.close()
            return answer.status

    done = asyncio.Event()
    assert asyncio.run(play()) == 413


@pytest.mark.parametrize("url", ["http://", "https://hall.test", "ftp://hall.test", "hall.test", "http://hall.test:x"])
def test_an_address_that_is_none_or_not_protected_as_said_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        HttpLine(url, None)
