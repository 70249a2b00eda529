"""What sync hands to the hall and hears from it. An answer counts only as far as the hall signed it."""

import base64
import hashlib
import time
from collections.abc import Callable
from typing import Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from offline_cache.chunk_pace import ChunkPace
from offline_cache.delays import HALL_ANSWER, INBOX_WAIT
from offline_cache.hall_link import HallLink, Reply
from offline_cache.hall_outcomes import (
    AttachmentOutcome,
    AttachmentsMissing,
    Greeted,
    HelloOutcome,
    InboxOutcome,
    News,
    NoNews,
    PutOutcome,
    Receipted,
    Refused,
    Rejected,
    Stored,
    Withdrawn,
)
from offline_cache.hall_queries import Unreachable
from offline_cache.hall_refusals import refused, refused_bytes
from offline_cache.identity import TerminalIdentity
from offline_cache.sealing import verify
from offline_cache.waiting_item import WaitingItem
from offline_cache.wire import (
    Hello,
    HelloAnswer,
    InboxBatch,
    Missing,
    ReceiptStatement,
    RefusalStatement,
    SignedAnswer,
    SignedReceipt,
)

Model = TypeVar("Model", bound=BaseModel)

_UNEXPLAINED = frozenset(range(400, 500)) - {429}
"""refusals that only their body explains"""


class HallIntake(Protocol):
    async def hello(self, hello: Hello) -> HelloOutcome: ...

    async def put(self, item: WaitingItem) -> PutOutcome: ...

    async def upload(self, digest: str, sealed: bytes, chunk_bytes: int, *, resumed: bool) -> AttachmentOutcome:
        """`resumed`: an earlier attempt may have brought a part of it: ask first where to go on."""
        ...

    async def inbox(self, after: int) -> InboxOutcome: ...

    async def hand_over(self, opaque: bytes) -> AttachmentOutcome:
        """Bytes the hall would not take as a submission: kept there unread, for people to look at."""
        ...


class HttpHallIntake:
    def __init__(self, link: HallLink, identity: TerminalIdentity, ticks: Callable[[], float] = time.monotonic) -> None:
        """`ticks`: a clock that only counts, in seconds."""
        self._link = link
        self._ticks = ticks
        self._pace = ChunkPace()
        self._identity = identity
        self._path = f"/v1/t/{identity.terminal_id}"

    async def hello(self, hello: Hello) -> HelloOutcome:
        reply = await self._send("POST", "/v1/hello", hello.model_dump_json().encode())
        if isinstance(reply, Unreachable):
            return reply
        if reply.status != 200:
            return refused(reply)
        answer = self._signed(reply, HelloAnswer)
        return Unreachable("the greeting is not signed by the hall") if answer is None else Greeted(answer)

    async def put(self, item: WaitingItem) -> PutOutcome:
        content = item.envelope.model_dump_json().encode()
        headers = {"content-type": "application/json", "idempotency-key": item.sub_id}
        reply = await self._send("PUT", f"{self._path}/s/{item.sub_id}", content, headers)
        if isinstance(reply, Unreachable):
            return reply
        match reply.status:
            case 200 | 201:
                return self._receipted(item, _parsed(reply.body, SignedReceipt)) or _UNSIGNED
            case 202:
                missing = _parsed(reply.body, Missing)
                if missing is None or not set(missing.missing) <= set(item.attachments):
                    return Unreachable("202 without a list of this submission's attachments")
                return AttachmentsMissing(missing.missing)
            case 410:
                return self._withdrawn(item, reply)
            case 422:
                return self._rejected(item, reply)
            case _:
                return refused_bytes(reply)

    async def upload(self, digest: str, sealed: bytes, chunk_bytes: int, *, resumed: bool) -> AttachmentOutcome:
        path = f"{self._path}/a/{digest}"
        offset: int | None = 0
        reply: Reply | Unreachable = Unreachable("nothing to upload")
        if resumed:
            reply = await self._ask_offset(path)
            offset = _offset_of(reply, len(sealed))
        stalled = 0
        while stalled < 2:
            if offset is None:
                return reply if isinstance(reply, Unreachable) else refused_bytes(reply)
            if offset == len(sealed) and offset > 0:
                return Stored()
            reply = await self._send_chunk(path, digest, sealed, offset, self._pace.size(chunk_bytes))
            if isinstance(reply, Reply) and reply.status == 412:
                return Stored()
            before, offset = offset, _offset_of(reply, len(sealed))
            stalled += offset is not None and offset <= before
        return Unreachable("the upload does not come forward")

    async def _send_chunk(self, path: str, digest: str, sealed: bytes, offset: int, size: int) -> Reply | Unreachable:
        chunk = sealed[offset : offset + size]
        sha256 = bytes.fromhex(digest) if len(chunk) == len(sealed) else hashlib.sha256(chunk).digest()
        start = self._ticks()
        reply = await self._send("PATCH", path, chunk, {**_content_digest(sha256), "upload-offset": str(offset)})
        self._pace.note(self._ticks() - start, answered=isinstance(reply, Reply))
        return reply

    async def _ask_offset(self, path: str) -> Reply | Unreachable:
        """A refusal of HEAD has no body that tells the hall's from a proxy's: that of an empty piece has."""
        reply = await self._send("HEAD", path)
        if isinstance(reply, Unreachable) or reply.status not in _UNEXPLAINED:
            return reply
        nothing = _content_digest(hashlib.sha256(b"").digest())
        return await self._send("PATCH", path, headers={**nothing, "upload-offset": "0"})

    async def inbox(self, after: int) -> InboxOutcome:
        path = f"{self._path}/inbox?after={after}&wait={INBOX_WAIT:.0f}"
        reply = await self._link.request("GET", path, answer_within=INBOX_WAIT + HALL_ANSWER)
        if isinstance(reply, Unreachable):
            return reply
        if reply.status == 204:
            return NoNews()
        if reply.status != 200:
            return refused(reply)
        batch = self._signed(reply, InboxBatch)
        if batch is None or batch.terminal_id != self._identity.terminal_id:
            return Unreachable("the inbox is not signed by the hall for this terminal")
        return News(batch)

    async def hand_over(self, opaque: bytes) -> AttachmentOutcome:
        reply = await self._send("POST", f"{self._path}/q", opaque, _content_digest(hashlib.sha256(opaque).digest()))
        if isinstance(reply, Unreachable):
            return reply
        return Stored() if reply.status == 201 else refused_bytes(reply)

    async def _send(
        self, method: str, path: str, content: bytes = b"", headers: dict[str, str] | None = None
    ) -> Reply | Unreachable:
        return await self._link.request(method, path, answer_within=HALL_ANSWER, content=content, headers=headers)

    def _receipted(self, item: WaitingItem, receipt: SignedReceipt | None) -> Receipted | None:
        if receipt is None or not self._signs(receipt):
            return None
        statement = _parsed(receipt.statement.encode(), ReceiptStatement)
        identity = self._identity
        expected = (identity.terminal_id, item.sub_id, item.header_digest, item.body_digest)
        if statement is None or expected != (
            statement.terminal_id,
            statement.sub_id,
            statement.header_digest,
            statement.body_digest,
        ):
            return None
        return Receipted(statement, receipt)

    def _withdrawn(self, item: WaitingItem, reply: Reply) -> PutOutcome:
        refusal = reply.refusal()
        known = self._receipted(item, None if refusal is None else refusal.receipt)
        return _UNSIGNED if known is None else Withdrawn(known.statement, known.receipt)

    def _rejected(self, item: WaitingItem, reply: Reply) -> PutOutcome:
        """Final only if the hall signed it for exactly this header."""
        refusal = reply.refusal()
        if refusal is None or refusal.receipt is None or not self._signs(refusal.receipt):
            return refused(reply)
        statement = _parsed(refusal.receipt.statement.encode(), RefusalStatement)
        if statement is None or (statement.sub_id, statement.header_digest) != (item.sub_id, item.header_digest):
            return refused(reply)
        return Rejected(Refused(statement.error, statement.detail, reply.status), refusal.receipt)

    def _signs(self, signed: SignedReceipt | SignedAnswer) -> bool:
        return verify(self._identity.receipt_public, signed.statement.encode(), signed.signature)

    def _signed(self, reply: Reply, model: type[Model]) -> Model | None:
        answer = _parsed(reply.body, SignedAnswer)
        return None if answer is None or not self._signs(answer) else _parsed(answer.statement.encode(), model)


_UNSIGNED = Unreachable("2xx without a valid receipt")


def _parsed(data: bytes, model: type[Model]) -> Model | None:
    try:
        return model.model_validate_json(data)
    except ValidationError:
        return None


def _content_digest(sha256: bytes) -> dict[str, str]:
    """RFC 9530."""
    return {"content-digest": f"sha-256=:{base64.b64encode(sha256).decode()}:"}


def _offset_of(reply: Reply | Unreachable, size: int) -> int | None:
    """Where to go on, if the answer says so: after HEAD, after a chunk, or after a chunk at a wrong offset."""
    if isinstance(reply, Unreachable) or reply.status not in (204, 409, 422):
        return None
    text = reply.headers.get("upload-offset", "")
    return int(text) if text.isdigit() and int(text) <= size else None
