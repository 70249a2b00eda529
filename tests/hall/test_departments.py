"""Notices to departments: at least once, in spite of everything, and without personal data."""

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from hall.catalogue import item_of
from hall.departments.adapters import (
    DepartmentAddresses,
    DepartmentFolders,
    DepartmentUnreachableError,
    Notice,
    read_addresses,
)
from hall.departments.dispatch import Dispatcher
from tests.hall.rig import Rig

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


def test_a_folder_gets_a_whole_file_or_none(tmp_path: Path) -> None:
    folders = DepartmentFolders(tmp_path)
    folders.deliver(NOTICE)
    folders.deliver(NOTICE)
    assert [file.read_text() for file in tmp_path.rglob("*.json")] == [NOTICE.content]
    assert not list(tmp_path.rglob(".*"))


@pytest.mark.parametrize(("status", "arrived"), [(201, True), (409, True), (500, False), (302, False)])
def test_an_address_has_it_when_it_says_so(tmp_path: Path, status: int, arrived: bool) -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(status)

    client = httpx.Client(transport=httpx.MockTransport(answer))
    adapter = DepartmentAddresses({"市公安局": "https://police.invalid/in"}, DepartmentFolders(tmp_path), client)
    if arrived:
        adapter.deliver(NOTICE)
    else:
        with pytest.raises(DepartmentUnreachableError):
            adapter.deliver(NOTICE)
    assert seen[0].headers["Idempotency-Key"] == NOTICE.id


def test_a_bad_list_of_addresses_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "departments.json"
    assert read_addresses(path) == {}
    path.write_text('{"市公安局": "police"}')
    with pytest.raises(ValueError, match="http"):
        read_addresses(path)
