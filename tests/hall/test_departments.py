"""Notices to departments: at least once, in spite of everything, and without personal data."""

import json
import random
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from hall.catalogue import item_of
from hall.departments.adapters import (
    DepartmentAddresses,
    DepartmentFolders,
    DepartmentUnreachableError,
    Notice,
    NoticeRefusedError,
    read_addresses,
)
from hall.departments.dispatch import Dispatcher
from hall.storage.tables import AuditLine
from tests.hall.rig import HandClock, Rig

NOW = HandClock()()
NOTICE = Notice("T-1-a-1", "市公安局", '{"state": "RECEIVED"}')


@dataclass
class Moody:
    """A department that is down for the first `failures` attempts."""

    failures: int = 0
    got: list[Notice] = field(default_factory=list)

    def deliver(self, notice: Notice) -> None:
        if self.failures:
            self.failures -= 1
            raise DepartmentUnreachableError("down")
        self.got.append(notice)


@dataclass
class Silent:
    """The police's system takes connections and never answers; the others are well."""

    asked: int = 0

    def deliver(self, notice: Notice) -> None:
        if notice.department == item_of("312000218000").department:
            self.asked += 1
            raise DepartmentUnreachableError("silent")


def test_a_department_hears_of_every_event_without_personal_data(rig: Rig) -> None:
    rig.submit(rig.terminal())
    rig.browser().decide("K0001261124000011", "accept")
    department = Moody()
    dispatcher = Dispatcher(rig.database, department, random.Random(1))
    assert dispatcher.send_waiting(rig.clock()) == 2
    assert dispatcher.send_waiting(rig.clock()) == 0
    assert [json.loads(notice.content)["state"] for notice in department.got] == ["RECEIVED", "ACCEPTED"]
    assert "李明远" not in "".join(notice.content for notice in department.got)


def test_a_department_that_is_down_gets_it_later_and_exactly_the_same(rig: Rig) -> None:
    rig.submit(rig.terminal())
    department = Moody(failures=2)
    dispatcher = Dispatcher(rig.database, department, random.Random(1))
    assert dispatcher.send_waiting(rig.clock()) == 0
    assert dispatcher.send_waiting(rig.clock()) == 0, "not before its time"
    for _ in range(2):
        rig.clock.pass_(minutes=20)
        dispatcher.send_waiting(rig.clock())
    assert len(department.got) == 1


def test_a_department_that_is_silent_costs_one_wait_and_holds_up_no_other(rig: Rig) -> None:
    terminal = rig.terminal()
    for _ in range(3):
        rig.submit(terminal)
    rig.submit(terminal, item_code="PH-L-002")
    police = Silent()
    assert Dispatcher(rig.database, police, random.Random(1)).send_waiting(rig.clock()) == 1
    assert police.asked == 1
    rig.clock.pass_(minutes=20)
    assert Dispatcher(rig.database, Moody(), random.Random(1)).send_waiting(rig.clock()) == 3


@dataclass
class Meanwhile:
    """A department that answers so slowly that another instance looks at the outbox before it has."""

    other: Dispatcher | None = None
    got: list[str] = field(default_factory=list)

    def deliver(self, notice: Notice) -> None:
        self.got.append(notice.id)
        if self.other is not None:
            other, self.other = self.other, None
            other.send_waiting(NOW)


def test_two_instances_do_not_both_send_a_notice(rig: Rig) -> None:
    rig.submit(rig.terminal())
    rig.submit(rig.terminal("T-0002-1"))
    department = Meanwhile()
    department.other = Dispatcher(rig.database, department, random.Random(2))
    sent = Dispatcher(rig.database, department, random.Random(1)).send_waiting(rig.clock())
    assert (sent, len(department.got), len(set(department.got))) == (1, 2, 2)


def test_what_an_instance_took_and_did_not_send_is_sent_by_another_after_a_while(rig: Rig) -> None:
    rig.submit(rig.terminal())
    with pytest.raises(KeyboardInterrupt):
        Dispatcher(rig.database, PulledOut()).send_waiting(rig.clock())
    department = Moody()
    assert Dispatcher(rig.database, department).send_waiting(rig.clock()) == 0
    rig.clock.pass_(minutes=16)
    assert Dispatcher(rig.database, department).send_waiting(rig.clock()) == 1


@dataclass
class PulledOut:
    """The machine goes away while it waits for the answer."""

    def deliver(self, notice: Notice) -> None:
        raise KeyboardInterrupt


@dataclass
class Particular:
    """A department that will never take one of its notices, and takes the others."""

    not_this: str
    got: list[str] = field(default_factory=list)

    def deliver(self, notice: Notice) -> None:
        if notice.id.startswith(self.not_this):
            raise NoticeRefusedError("422")
        self.got.append(notice.id)


@pytest.mark.row("F17")
def test_a_notice_that_a_department_refuses_holds_up_no_other_and_is_told(rig: Rig) -> None:
    first, second = rig.terminal("T-0001-1"), rig.terminal("T-0002-1")
    rig.submit(first)
    rig.submit(second)
    department = Particular("T-0001-1")
    dispatcher = Dispatcher(rig.database, department, random.Random(1))
    for _ in range(3):
        dispatcher.send_waiting(rig.clock())
        rig.clock.pass_(minutes=20)
    assert [name.split("-")[1] for name in department.got] == ["0002"]
    with rig.database.read() as session:
        told = session.scalars(select(AuditLine.detail).where(AuditLine.action == "notice.refused")).all()
    assert told == ["422"], "once, not at every attempt"


def test_a_folder_gets_a_whole_file_or_none(tmp_path: Path) -> None:
    folders = DepartmentFolders(tmp_path)
    folders.deliver(NOTICE)
    folders.deliver(NOTICE)
    assert [file.read_text() for file in tmp_path.rglob("*.json")] == [NOTICE.content]
    assert not list(tmp_path.rglob(".*"))


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (201, None),
        (409, None),
        (500, DepartmentUnreachableError),
        (302, DepartmentUnreachableError),
        (429, DepartmentUnreachableError),
        (404, DepartmentUnreachableError),
        (422, NoticeRefusedError),
        (400, NoticeRefusedError),
    ],
)
def test_an_address_has_it_when_it_says_so(tmp_path: Path, status: int, fault: type[Exception] | None) -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(status)

    client = httpx.Client(transport=httpx.MockTransport(answer))
    adapter = DepartmentAddresses({"市公安局": "https://police.invalid/in"}, DepartmentFolders(tmp_path), client)
    with pytest.raises(fault) if fault else nullcontext():
        adapter.deliver(NOTICE)
    assert seen[0].headers["Idempotency-Key"] == NOTICE.id


def test_a_bad_list_of_addresses_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "departments.json"
    assert read_addresses(path) == {}
    for wrong in (
        '{"市公安局": "police"}',
        '{"市公安局": "https://[police"}',
        '{"市公安局": "httpd://police"}',
        "[",
        "[]",
    ):
        path.write_text(wrong)
        with pytest.raises(ValueError, match=r"departments.json"):
            read_addresses(path)
