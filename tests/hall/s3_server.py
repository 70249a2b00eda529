"""A stand-in for an S3 service on loopback: the requests the store makes, over real HTTP. Not a conformance test."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


@contextmanager
def s3_server() -> Iterator[tuple[str, dict[str, bytes]]]:
    """Its address, and its objects by /bucket/key."""
    objects: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        """otherwise a client that asks first (Expect: 100-continue) waits a second for each object"""

        def do_PUT(self) -> None:
            objects[self._name()] = self._body()
            self._answer(200)

        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            if "list-type" in query:
                self._answer(200, _listing(objects, self._name(), query.get("prefix", [""])[0]), "application/xml")
            elif self._name() in objects:
                self._answer(200, objects[self._name()])
            else:
                self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>", "application/xml")

        def do_HEAD(self) -> None:
            self._answer(200 if self._name() in objects else 404)

        def do_DELETE(self) -> None:
            objects.pop(self._name(), None)
            self._answer(204)

        def _name(self) -> str:
            return unquote(urlsplit(self.path).path)

        def _body(self) -> bytes:
            data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            return _unchunked(data) if "aws-chunked" in self.headers.get("Content-Encoding", "") else data

        def _answer(self, status: int, body: bytes = b"", kind: str = "application/octet-stream") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", objects
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _listing(objects: dict[str, bytes], bucket: str, prefix: str) -> bytes:
    begin = f"{bucket.rstrip('/')}/"
    keys = sorted(name.removeprefix(begin) for name in objects if name.startswith(begin + prefix))
    contents = "".join(f"<Contents><Key>{escape(key)}</Key><Size>1</Size></Contents>" for key in keys)
    return f"<ListBucketResult><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>".encode()


def _unchunked(data: bytes) -> bytes:
    """The payload of an aws-chunked body."""
    whole = b""
    while data:
        head, _, data = data.partition(b"\r\n")
        size = int(head.split(b";")[0], 16)
        if size == 0:
            break
        whole, data = whole + data[:size], data[size + 2 :]
    return whole
