"""Talks IPP over HTTP to one printer, on the printer's thread."""

import http.client
from collections.abc import Sequence
from urllib.parse import urlsplit

from devices.codecs.ipp_message import Answer, Attribute, Operation, Tag, decode_answer, encode_request
from devices.delays import IPP_ANSWER
from devices.errors import AbsentError, ReplyError, UnavailableError
from devices.transport.socket_port import listens

IPP_PORT = 631
LONGEST_ANSWER = 1_000_000
USER = "kiosk"


class SentUnansweredError(UnavailableError):
    """The request left whole; whether it was obeyed is not known."""


class IppClient:
    def __init__(self, url: str) -> None:
        """`url`: ipp://host[:631]/path, ipps://… or http://host:port/path."""
        parts = urlsplit(url)
        self._secure = parts.scheme in ("ipps", "https")
        self._host = parts.hostname or ""
        self._port = parts.port or IPP_PORT
        self._path = parts.path or "/"
        self._uri = f"ipp{'s' if self._secure else ''}://{self._host}:{self._port}{self._path}"
        self._request_id = 0

    def listens(self) -> bool:
        return listens(self._host, self._port)

    def printer(self, wanted: Sequence[str]) -> Answer:
        return self._ask(Operation.GET_PRINTER_ATTRIBUTES, [Attribute(Tag.KEYWORD, *pair) for pair in _wanted(wanted)])

    def print_job(self, document: bytes, *, title: str, media: str) -> Answer:
        """SentUnansweredError when the document left and no answer came."""
        attributes = [
            Attribute(Tag.NAME, "job-name", title),
            Attribute(Tag.MIME_TYPE, "document-format", "application/pdf"),
        ]
        job = [Attribute(Tag.KEYWORD, "media", media)]
        return self._ask(Operation.PRINT_JOB, attributes, job_attributes=job, document=document)

    def job(self, job_id: int) -> Answer:
        wanted = [Attribute(Tag.KEYWORD, *pair) for pair in _wanted(("job-state", "job-state-reasons"))]
        return self._ask(Operation.GET_JOB_ATTRIBUTES, [Attribute(Tag.INTEGER, "job-id", job_id), *wanted])

    def cancel(self, job_id: int) -> Answer:
        return self._ask(Operation.CANCEL_JOB, [Attribute(Tag.INTEGER, "job-id", job_id)])

    def _ask(
        self,
        operation: Operation,
        attributes: Sequence[Attribute],
        *,
        job_attributes: Sequence[Attribute] = (),
        document: bytes = b"",
    ) -> Answer:
        self._request_id += 1
        target = [Attribute(Tag.URI, "printer-uri", self._uri)]
        # RFC 8011: the job's number follows the printer's address, the user's name follows both
        number = [attribute for attribute in attributes if attribute.name == "job-id"]
        others = [attribute for attribute in attributes if attribute.name != "job-id"]
        user = [Attribute(Tag.NAME, "requesting-user-name", USER)]
        request = encode_request(
            operation, self._request_id, target + number + user + others, job_attributes=job_attributes
        )
        try:
            answer = decode_answer(self._post(request + document))
        except ValueError as error:
            raise ReplyError(f"not an IPP answer: {error}") from error
        if answer.request_id != self._request_id:
            raise ReplyError("an answer to another request")
        return answer

    def _post(self, body: bytes) -> bytes:
        kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        connection = kind(self._host, self._port, timeout=IPP_ANSWER)
        try:
            connection.connect()
        except OSError as error:
            raise AbsentError(f"{self._host}:{self._port}: {error}") from error
        try:
            connection.request("POST", self._path, body, {"Content-Type": "application/ipp"})
            response = connection.getresponse()
            if response.status != http.client.OK:
                raise ReplyError(f"HTTP {response.status}")
            return response.read(LONGEST_ANSWER)
        except (OSError, http.client.HTTPException) as error:
            raise SentUnansweredError(f"no answer: {error}") from error
        finally:
            connection.close()


def _wanted(names: Sequence[str]) -> list[tuple[str, str]]:
    """A set of values: only the first carries the attribute's name."""
    return [("requested-attributes" if at == 0 else "", name) for at, name in enumerate(names)]
