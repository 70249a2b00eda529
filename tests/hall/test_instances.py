"""Several instances on one database behind any balancer, and what they do when everybody comes at once."""

import asyncio
import json
import random
import secrets
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from typing import Any

import pytest

from hall.service.admission import LATEST, SOONEST, Admission
from hall.service.application import terminal_application
from hall.service.hall import build_hall
from hall.service.peer import naming_peer
from hall.storage.case_tables import Case
from hall.storage.database import open_database
from hall.storage.tables import InboxRow, Submission
from tests.hall.asgi_client import AsgiClient
from tests.hall.rig import Rig
from tests.hall.terminal import Terminal, body

PLAIN = body().model_dump_json().encode()


def second_line(rig: Rig, terminal: Terminal) -> AsgiClient:
    """To another instance, with its own connections to the same database."""
    url = rig.database.engine.url
    address = rig.home.database if rig.database.is_embedded else url.render_as_string().replace("+psycopg", "")
    database = open_database(address)
    rig.others.append(database)
    other = build_hall(rig.home, database, rig.clock)
    return AsgiClient(rig.portal, naming_peer(terminal_application(other), terminal.id), "https://hall")


@pytest.mark.row("F06")
@pytest.mark.row("F09")
def test_concurrent_puts_of_one_id_to_two_instances_leave_one_row_and_one_receipt(rig: Rig) -> None:
    terminal = rig.terminal()
    sub_id = secrets.token_hex(16)
    envelope = terminal.seal(terminal.header(sub_id), PLAIN)
    lines = (rig.line(terminal.id), second_line(rig, terminal))

    def put(line: AsgiClient) -> tuple[int, bytes]:
        answer = line.put(f"/v1/t/{terminal.id}/s/{sub_id}", content=envelope)
        return answer.status_code, answer.content

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(put, [line for line, _ in zip(cycle(lines), range(16), strict=False)]))
    assert sorted(status for status, _ in answers) == [200] * 15 + [201]
    assert len({content for _, content in answers}) == 1
    assert rig.count(Submission) == 1


def test_a_submission_begun_at_one_instance_is_finished_at_another(rig: Rig) -> None:
    terminal = rig.terminal()
    first, second = rig.line(terminal.id), second_line(rig, terminal)
    for line in (first, second, first):
        sub_id = secrets.token_hex(16)
        envelope = terminal.seal(terminal.header(sub_id), PLAIN)
        assert line.put(f"/v1/t/{terminal.id}/s/{sub_id}", content=envelope).status_code == 201
        assert second.put(f"/v1/t/{terminal.id}/s/{sub_id}", content=envelope).status_code == 200
    assert rig.hall.opener.open_waiting() == 3
    assert (rig.count(Case), rig.count(InboxRow)) == (3, 3)


@pytest.mark.row("F22")
def test_a_full_hall_says_when_to_come_back_before_it_works() -> None:
    entered = asyncio.Event()

    async def storm() -> list[dict[str, Any]]:
        released = asyncio.Event()

        async def slow(scope: Any, receive: Any, send: Any) -> None:
            entered.set()
            await released.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})

        door = Admission(slow, limit=2, rng=random.Random(1))
        answers: list[dict[str, Any]] = []

        async def send(message: dict[str, Any]) -> None:
            answers.append(message)

        scope = {"type": "http", "path": "/v1/hello"}
        inside = [asyncio.create_task(door(scope, None, send)) for _ in range(2)]
        await entered.wait()
        await asyncio.gather(*(door(scope, None, send) for _ in range(50)))
        refused = list(answers)
        released.set()
        await asyncio.gather(*inside)
        assert door.inside == 0
        return refused

    messages = asyncio.run(storm())
    starts = [message for message in messages if message["type"] == "http.response.start"]
    waits = [int(dict(start["headers"])[b"retry-after"]) for start in starts]
    assert [start["status"] for start in starts] == [503] * 50
    assert all(SOONEST <= wait <= LATEST for wait in waits)
    assert len(set(waits)) > 10, "they must not come back together"
    assert json.loads(messages[1]["body"])["error"] == "E119"
