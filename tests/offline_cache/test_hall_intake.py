"""The HTTP side of sync against answers a hall, or something that only looks like one, may give."""

import asyncio
import base64
import json
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from offline_cache.delays import HALL_ANSWER
from offline_cache.hall_client import HallClient
from offline_cache.hall_intake import HttpHallIntake
from offline_cache.hall_link import HallLink
from offline_cache.hall_outcomes import (
    AttachmentsMissing,
    Busy,
    Conflict,
    Greeted,
    News,
    NoNews,
    PutOutcome,
    Receipted,
    Refused,
    Rejected,
    Revoked,
    Stored,
    TooLarge,
    Withdrawn,
)
from offline_cache.hall_queries import FactsAnswered, ProofDenied, ProofMade, Unreachable
from offline_cache.http_line import HttpAnswer
from offline_cache.sealing import SigningKey, digest
from offline_cache.submission import SubmissionState
from offline_cache.waiting_item import WaitingItem
from offline_cache.wire import FactQuery, Hello, ProofQuery, SubmissionEnvelope
from tests.offline_cache.spoken_line import Answer, SpokenLine
from tests.offline_cache.terminal import EPOCH, HALL_SIGNING, identity

SUB = "1" * 32
ITEM = WaitingItem(
    sub_id=SUB,
    seq=1,
    state=SubmissionState.SEALED,
    attempts=0,
    header_digest=digest(b"header"),
    body_digest=digest(b"body"),
    envelope=SubmissionEnvelope(header="h", signature="s", body="b"),
    attachments=("a" * 64,),
)


def intake(answer: Answer) -> HttpHallIntake:
    return HttpHallIntake(HallLink(SpokenLine(answer)), identity(Path()))


def put(answer: Answer) -> PutOutcome:
    return asyncio.run(intake(answer).put(ITEM))


def receipt(key: SigningKey = HALL_SIGNING, **changes: object) -> dict[str, str]:
    statement = json.dumps(
        {
            "terminal_id": "SH-0042-3",
            "epoch": EPOCH,
            "seq": 1,
            "sub_id": SUB,
            "header_digest": ITEM.header_digest,
            "body_digest": ITEM.body_digest,
            "case_number": "261009000010000017",
            "hall_time": "2026-10-09T09:31:00+00:00",
            "hall_key_id": "0" * 16,
            **changes,
        }
    )
    return {"statement": statement, "signature": key.sign(statement.encode())}


def refusal(error: str, **more: object) -> dict[str, object]:
    return {"error": error, "detail": "why", **more}


def signed(key: SigningKey, value: object) -> dict[str, str]:
    statement = json.dumps(value)
    return {"statement": statement, "signature": key.sign(statement.encode())}


@pytest.mark.parametrize("status", [200, 201])
def test_a_signed_receipt_for_this_submission_counts(status: int) -> None:
    outcome = put(lambda _: httpx.Response(status, json=receipt()))
    assert isinstance(outcome, Receipted)
    assert outcome.statement.case_number == "261009000010000017"


@pytest.mark.row("F11")
@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="<html>Welcome to the free Wi-Fi</html>"),
        httpx.Response(200, json={}),
        httpx.Response(204),
        httpx.Response(200, json={"statement": receipt()["statement"], "signature": ""}),
        httpx.Response(200, json=receipt(SigningKey.generate())),
        httpx.Response(201, json=receipt(sub_id="2" * 32)),
        httpx.Response(201, json=receipt(header_digest="0" * 64)),
        httpx.Response(201, json=receipt(body_digest="0" * 64)),
        httpx.Response(201, json=receipt(terminal_id="SH-0042-4")),
        httpx.Response(302, headers={"location": "https://portal.test/"}),
        httpx.Response(307, headers={"location": "https://hall.test/v2"}),
        httpx.Response(202, json={"missing": ["b" * 64]}),
        httpx.Response(202, text="accepted"),
        httpx.Response(403, text="Forbidden"),
        httpx.Response(404, text="nginx"),
        httpx.Response(407, text="Proxy Authentication Required"),
        httpx.Response(502, text="Bad Gateway"),
        httpx.Response(410, json=refusal("E112")),
    ],
    ids=lambda answer: f"{answer.status_code}",
)
def test_whatever_is_not_the_hall_s_signed_word_is_as_good_as_offline(answer: httpx.Response) -> None:
    assert isinstance(put(lambda _: answer), Unreachable)


def test_the_hall_s_other_answers_have_names() -> None:
    assert put(lambda _: httpx.Response(202, json={"missing": ["a" * 64]})) == AttachmentsMissing(("a" * 64,))
    assert put(lambda _: httpx.Response(409, json=refusal("E109"))) == Conflict(Refused("E109", "why", 409))
    assert put(lambda _: httpx.Response(413, json=refusal("E102"))) == TooLarge(Refused("E102", "why", 413))
    assert put(lambda _: httpx.Response(403, json=refusal("E106"))) == Refused("E106", "why", 403)
    assert put(lambda _: httpx.Response(403, json=refusal("E107"))) == Revoked("why")
    assert put(lambda _: httpx.Response(503, headers={"retry-after": "7"})) == Busy(7.0)
    assert put(lambda _: httpx.Response(429)) == Busy(None)
    assert isinstance(put(lambda _: httpx.Response(410, json=refusal("E112", receipt=receipt()))), Withdrawn)


def test_a_rejection_is_final_only_when_signed_for_this_header() -> None:
    statement = {
        "terminal_id": "SH-0042-3",
        "sub_id": SUB,
        "header_digest": ITEM.header_digest,
        "error": "E101",
        "detail": "",
        "hall_time": "2026-10-09T09:31:00+00:00",
        "hall_key_id": "0" * 16,
    }

    def answer(key: SigningKey, **changes: object) -> PutOutcome:
        body = refusal("E101", receipt=signed(key, {**statement, **changes}))
        return put(lambda _: httpx.Response(422, json=body))

    rejected = answer(HALL_SIGNING, error="E105", detail="what was signed")
    assert isinstance(rejected, Rejected)
    assert rejected.refusal == Refused("E105", "what was signed", 422)
    assert answer(SigningKey.generate()) == Refused("E101", "why", 422)
    assert answer(HALL_SIGNING, header_digest="0" * 64) == Refused("E101", "why", 422)
    assert put(lambda _: httpx.Response(422, json=refusal("E101"))) == Refused("E101", "why", 422)


def test_a_network_error_is_an_outcome_too() -> None:
    def fail(_request: httpx.Request) -> httpx.Response:
        raise ConnectionRefusedError

    assert isinstance(put(fail), Unreachable)


def test_the_put_carries_its_idempotency_key() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(201, json=receipt())

    put(answer)
    assert seen[0].method == "PUT"
    assert seen[0].url.path == f"/v1/t/SH-0042-3/s/{SUB}"
    assert seen[0].headers["idempotency-key"] == SUB


class Uploads:
    """The hall's side of resumable uploads: keeps what it has, and drops `lose` answers."""

    def __init__(self, held: int = 0) -> None:
        self.data = bytearray(b"x" * held)
        self.offsets: list[int] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "HEAD":
            return httpx.Response(204, headers={"upload-offset": str(len(self.data))})
        offset = int(request.headers["upload-offset"])
        self.offsets.append(offset)
        if offset != len(self.data):
            return httpx.Response(409, headers={"upload-offset": str(len(self.data))}, json=refusal("E114"))
        self.data += request.content
        return httpx.Response(204, headers={"upload-offset": str(len(self.data))})


@pytest.mark.parametrize("resumed", [False, True])
@pytest.mark.parametrize("held", [0, 4, 10])
def test_an_upload_goes_on_where_the_hall_stands(held: int, resumed: bool) -> None:
    hall = Uploads(held)
    outcome = asyncio.run(intake(hall).upload("a" * 64, b"x" * 10, 4, resumed=resumed))
    assert outcome == Stored()
    assert bytes(hall.data) == b"x" * 10


def test_an_attachment_that_is_there_already_counts_as_stored() -> None:
    outcome = intake(lambda _: httpx.Response(412, json=refusal("E117"))).upload("a" * 64, b"x", 4, resumed=False)
    assert asyncio.run(outcome) == Stored()


@pytest.mark.row("F10")
@pytest.mark.row("F11")
@pytest.mark.parametrize(
    ("status", "answer", "expected"),
    [
        (404, json.dumps(refusal("E113")), Refused("E113", "why", 404)),
        (403, json.dumps(refusal("E111")), Revoked("why")),
        (404, "<html>Welcome to the free Wi-Fi</html>", Unreachable("404 that is not the hall's")),
    ],
)
def test_a_refusal_to_go_on_with_an_upload_is_the_halls_only_with_its_number(
    status: int, answer: str, expected: object
) -> None:
    sent: list[tuple[str, bytes]] = []

    def hall(request: httpx.Request) -> httpx.Response:
        sent.append((request.method, request.content))
        return httpx.Response(status) if request.method == "HEAD" else httpx.Response(status, text=answer)

    assert asyncio.run(intake(hall).upload("a" * 64, b"x" * 10, 4, resumed=True)) == expected
    assert sent == [("HEAD", b""), ("PATCH", b"")], "nothing of the page leaves before the hall has spoken"


def test_a_busy_hall_is_not_asked_why() -> None:
    sent: list[str] = []

    def hall(request: httpx.Request) -> httpx.Response:
        sent.append(request.method)
        return httpx.Response(503, headers={"retry-after": "7"})

    assert asyncio.run(intake(hall).upload("a" * 64, b"x" * 10, 4, resumed=True)) == Busy(7.0)
    assert sent == ["HEAD"]


def test_an_upload_that_never_comes_forward_is_given_up() -> None:
    stuck = intake(lambda _: httpx.Response(204, headers={"upload-offset": "0"}))
    assert isinstance(asyncio.run(stuck.upload("a" * 64, b"x" * 10, 4, resumed=True)), Unreachable)


class SlowLine(SpokenLine):
    """Carries so many bytes a second; what would take longer than the patience of the caller never arrives."""

    def __init__(self, hall: Uploads, bytes_a_second: float) -> None:
        super().__init__(hall)
        self.speed = bytes_a_second
        self.seconds = 0.0

    async def request(
        self, method: str, target: str, *, answer_within: float, content: bytes = b"", headers: Mapping[str, str]
    ) -> HttpAnswer:
        self.seconds += min(answer_within, len(content) / self.speed)
        if len(content) / self.speed > answer_within:
            raise TimeoutError
        return await super().request(method, target, answer_within=answer_within, content=content, headers=headers)


@pytest.mark.row("F05")
@pytest.mark.parametrize("kilobit", [10, 64, 256, 1_000, 100_000])
def test_a_photo_arrives_however_slow_the_line_is(kilobit: int) -> None:
    photo, hall = bytes(2_000_000), Uploads()
    line = SlowLine(hall, kilobit * 125)
    slow = HttpHallIntake(HallLink(line), identity(Path()), lambda: line.seconds)
    rounds = 0
    while (outcome := asyncio.run(slow.upload("a" * 64, photo, 2**20, resumed=rounds > 0))) != Stored():
        assert isinstance(outcome, Unreachable)
        rounds += 1
    assert bytes(hall.data) == photo
    assert rounds <= 3, "it learns from the first that were given up"
    assert line.seconds < 2 * len(photo) / line.speed + 3 * HALL_ANSWER


def test_a_greeting_and_an_inbox_count_only_when_signed() -> None:
    hello = Hello(
        terminal_id="SH-0042-3", epoch=EPOCH, version="0", waiting=0, chain_head="0" * 64, audit_head="0" * 64,
        local_time="2026-10-09T09:30:00+00:00", free_bytes=1,
    )  # fmt: skip
    greeting = {"hall_time": "2026-10-09T09:30:00+00:00", "poll_seconds": 30}
    batch = {"terminal_id": "SH-0042-3", "entries": []}

    def ask(value: object, key: SigningKey = HALL_SIGNING) -> tuple[object, object]:
        hall = intake(lambda _: httpx.Response(200, json=signed(key, value)))
        return asyncio.run(hall.hello(hello)), asyncio.run(hall.inbox(0))

    assert isinstance(ask(greeting)[0], Greeted)
    assert isinstance(ask(greeting, SigningKey.generate())[0], Unreachable)
    assert isinstance(ask(batch)[1], News)
    assert isinstance(ask({**batch, "terminal_id": "SH-0042-4"})[1], Unreachable)
    assert isinstance(ask(batch, SigningKey.generate())[1], Unreachable)
    assert asyncio.run(intake(lambda _: httpx.Response(204)).inbox(3)) == NoNews()


def test_bytes_for_people_are_handed_over_with_their_digest() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.path.endswith("/q")
        assert request.headers["content-digest"].startswith("sha-256=:")
        return httpx.Response(201)

    assert asyncio.run(intake(answer).hand_over(b"opaque")) == Stored()


def queries(answer: Answer) -> HallClient:
    return HallClient(HallLink(SpokenLine(answer)), "SH-0042-3")


FACTS = FactQuery(session=SUB, facts=("person.name",), item_code="PH-P-001", consent="statutory")
PROOF = ProofQuery(session=SUB, number="K1", item_code="PH-P-001", subject_idno="x", consent="statutory")


def test_facts_come_back_or_the_hall_is_offline() -> None:
    def ask(response: httpx.Response) -> object:
        return asyncio.run(queries(lambda _: response).query_facts(FACTS))

    assert isinstance(ask(httpx.Response(200, json={"facts": {}, "down": ["pension"]})), FactsAnswered)
    assert isinstance(ask(httpx.Response(200, text="<html>")), Unreachable)
    assert isinstance(ask(httpx.Response(302, headers={"location": "/"})), Unreachable)
    assert isinstance(ask(httpx.Response(503, json=refusal("E121"))), Unreachable)


def test_a_proof_is_made_denied_or_unreachable() -> None:
    def ask(response: httpx.Response) -> object:
        return asyncio.run(queries(lambda _: response).make_proof(PROOF))

    made = {"title": "t", "verification_code": "v", "pdf": base64.b64encode(b"%PDF").decode()}
    assert ask(httpx.Response(200, json=made)) == ProofMade("t", "v", b"%PDF")
    assert ask(httpx.Response(404, json=refusal("E120"))) == ProofDenied("E120 why")
    assert isinstance(ask(httpx.Response(200, json={**made, "pdf": "!"})), Unreachable)
    assert isinstance(ask(httpx.Response(404, text="not here")), Unreachable)
