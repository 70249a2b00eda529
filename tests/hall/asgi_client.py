"""A blocking HTTP client for an ASGI application, on one event loop that runs beside the test."""

from dataclasses import dataclass
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal


@dataclass
class AsgiClient:
    portal: BlockingPortal
    app: Any
    base_url: str

    def __post_init__(self) -> None:
        transport = httpx.ASGITransport(self.app)
        self._client = httpx.AsyncClient(transport=transport, base_url=self.base_url)

    @property
    def cookies(self) -> httpx.Cookies:
        return self._client.cookies

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            return await self._client.request(method, path, **options)

        return self.portal.call(send)

    async def get_later(self, path: str, params: dict[str, str]) -> httpx.Response:
        """On the loop itself, for who wants to do something meanwhile."""
        return await self._client.get(path, params=params, timeout=None)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def head(self, path: str, **options: Any) -> httpx.Response:
        return self.request("HEAD", path, **options)

    def put(self, path: str, **options: Any) -> httpx.Response:
        return self.request("PUT", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)

    def patch(self, path: str, **options: Any) -> httpx.Response:
        return self.request("PATCH", path, **options)
