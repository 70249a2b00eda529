"""A line to a hall that a test speaks for, with the requests and responses of httpx."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

import httpx

from offline_cache.http_line import HttpAnswer

Answer: TypeAlias = Callable[[httpx.Request], httpx.Response]


class SpokenLine:
    """`answer` may raise OSError, as a network does."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    async def request(
        self, method: str, target: str, *, answer_within: float, content: bytes = b"", headers: Mapping[str, str]
    ) -> HttpAnswer:
        response = self._answer(httpx.Request(method, f"https://hall.test{target}", content=content, headers=headers))
        return HttpAnswer(response.status_code, dict(response.headers), response.content)

    def close(self) -> None:
        return
