"""A hall on a database of its own, terminals enrolled with it, and its two applications."""

import re
import secrets
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from anyio.from_thread import BlockingPortal
from httpx import Response
from sqlalchemy import func, select, text

from hall.console.application import console_application
from hall.enrolment import Enrolment, enrol
from hall.home import HallHome
from hall.intake.attachment_store import AttachmentStore
from hall.service.application import terminal_application
from hall.service.hall import Hall, build_hall
from hall.service.peer import naming_peer
from hall.storage.columns import Base
from hall.storage.database import Database
from offline_cache import wire
from tests.hall.asgi_client import AsgiClient
from tests.hall.terminal import Terminal, body, content_digest

PASSWORDS = {
    "3001": "hall-window-3001",
    "3002": "hall-courier-3002",
    "3003": "hall-supervisor-3003",
    "3004": "hall-auditor-3004",
}


@dataclass
class HandClock:
    now: datetime = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class Rig:
    folder: Path
    home: HallHome
    database: Database
    portal: BlockingPortal
    clock: HandClock = field(default_factory=HandClock)
    others: list[Database] = field(default_factory=list)
    """databases that other instances of this hall opened"""

    def __post_init__(self) -> None:
        self.hall: Hall = build_hall(self.home, self.database, self.clock)
        self.terminals = terminal_application(self.hall)
        self.console = console_application(self.hall)

    def use_store(self, store: AttachmentStore) -> None:
        self.hall = replace(self.hall, store=store)
        self.terminals = terminal_application(self.hall)

    def close(self) -> None:
        for database in (self.database, *self.others):
            database.dispose()

    def terminal(self, name: str = "T-0001-1") -> Terminal:
        out = self.folder / f"bundle-{name}-{secrets.token_hex(4)}"
        enrol(self.home, self.database, Enrolment(name, "https://127.0.0.1:1", out), self.clock())
        return Terminal(out)

    def line(self, common_name: str) -> AsgiClient:
        """A connection whose client proved to be `common_name`."""
        return AsgiClient(self.portal, naming_peer(self.terminals, common_name), "https://hall")

    def browser(self, number: str = "3001") -> "Browser":
        client = AsgiClient(self.portal, self.console, "http://127.0.0.1")
        token = form_token(client.get("/console/login").text)
        form = {"number": number, "password": PASSWORDS[number], "csrf": token}
        answer = client.post("/console/login", data=form)
        assert answer.status_code == 303, answer.text
        return Browser(client, client.get("/console/api/session").json()["csrf"])

    def submit(self, terminal: Terminal, content: bytes | None = None, **header: Any) -> str:
        """Hand in one submission and have it opened; its id."""
        sub_id = self.hand_in(terminal, content, **header)
        self.hall.opener.open_waiting()
        return sub_id

    def hand_in(self, terminal: Terminal, content: bytes | None = None, **header: Any) -> str:
        """One submission that waits to be opened; its id."""
        sub_id = secrets.token_hex(16)
        plain = content or body(header.get("item_code", "312000218000")).model_dump_json().encode()
        envelope = terminal.seal(terminal.header(sub_id, **header), plain)
        answer = self.line(terminal.id).put(f"/v1/t/{terminal.id}/s/{sub_id}", content=envelope)
        assert answer.status_code == 201, answer.text
        return sub_id

    def tell(self, terminal: Terminal, event: wire.LockerEvent | wire.RatingBody | wire.TicketBody) -> str:
        purposes = {wire.LockerEvent: "locker-event", wire.RatingBody: "rating", wire.TicketBody: "ticket"}
        purpose = purposes[type(event)]
        number = getattr(event, "number", None) or "K0001261124000011"
        return self.submit(terminal, event.model_dump_json().encode(), purpose=purpose, number=number)

    def upload(self, terminal: Terminal, name: str, sealed: bytes, offset: int = 0) -> Response:
        headers = {"Upload-Offset": str(offset), "Content-Digest": content_digest(sealed[offset:])}
        path = f"/v1/t/{terminal.id}/a/{name}"
        return self.line(terminal.id).patch(path, content=sealed[offset:], headers=headers)

    def inbox(self, terminal: Terminal, after: int = 0) -> wire.InboxBatch | None:
        answer = self.line(terminal.id).get(f"/v1/t/{terminal.id}/inbox", params={"after": after, "wait": 0})
        if answer.status_code == 204:
            return None
        return wire.InboxBatch.model_validate_json(wire.SignedAnswer.model_validate_json(answer.content).statement)

    def until_somebody_waits(self) -> None:
        """For a lock that a transaction of this test holds, on PostgreSQL."""
        ends = time.monotonic() + 20
        with self.database.read() as session:
            while not session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
                assert time.monotonic() < ends

    def count(self, table: type[Base]) -> int:
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0


@dataclass
class Browser:
    client: AsgiClient
    csrf: str

    def get(self, path: str, **params: str) -> Response:
        return self.client.get(path, params=params)

    def post(self, path: str, **form: str) -> Response:
        return self.client.post(path, data={"csrf": self.csrf, **form})

    def case(self, number: str) -> dict[str, Any]:
        found = self.get("/console/api/cases", number=number).json()
        assert found["count"] == len(found["cases"]) == 1, found
        case: dict[str, Any] = found["cases"][0]
        return case

    def decide(self, number: str, action: str, reasons: str = "", **more: str) -> Response:
        case = self.case(number)
        path = f"/console/cases/{case['terminal_id']}/{case['sub_id']}/decide"
        return self.post(path, action=action, reasons=reasons, **more)


def form_token(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found is not None, "the page has no form token"
    return found[1]
