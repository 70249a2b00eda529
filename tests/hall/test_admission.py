"""While the database changes its leader every request is told when to come back."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy.exc import DataError, InterfaceError, OperationalError

from hall.service.admission import LATEST, SOONEST
from hall.service.application import terminal_application
from hall.storage.database import Database
from tests.hall.rig import Rig
from tests.hall.terminal import content_digest
from tests.hall.test_greeting import hello

NOBODY = "0" * 64
REQUESTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "hello": ("POST", "/v1/hello", {}),
    "inbox": ("GET", "/v1/t/{tid}/inbox", {"params": {"wait": 0}}),
    "head": ("HEAD", f"/v1/t/{{tid}}/a/{NOBODY}", {}),
    "patch": (
        "PATCH",
        f"/v1/t/{{tid}}/a/{NOBODY}",
        {"content": b"x", "headers": {"Upload-Offset": "0", "Content-Digest": content_digest(b"x")}},
    ),
    "quarantine": ("POST", "/v1/t/{tid}/q", {"content": b"opaque"}),
    "refused": ("GET", "/v1/t/T-0009-9/inbox", {"params": {"wait": 0}}),
}
"""the last is refused before the database is asked, and the refusal is audited in it"""


@dataclass
class Faltering(Database):
    """Every transaction ends in `fault`."""

    engine: Any
    fault: Exception
    _writer: Any = field(default=None)

    def read(self) -> Any:
        raise self.fault

    write = read


def faltering(rig: Rig, fault: Exception) -> None:
    rig.hall = replace(rig.hall, database=Faltering(rig.database.engine, fault))
    rig.terminals = terminal_application(rig.hall)


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
@pytest.mark.parametrize("name", REQUESTS)
def test_every_request_is_told_when_to_come_back_while_the_database_is_away(
    small_rig: Rig, name: str, kind: type[OperationalError]
) -> None:
    terminal = small_rig.terminal()
    faltering(small_rig, kind("SELECT 1", {}, Exception("the server is starting up")))
    method, path, options = REQUESTS[name]
    answer = small_rig.line(terminal.id).request(method, path.format(tid=terminal.id), **options)
    assert answer.status_code == 503
    assert SOONEST <= int(answer.headers["retry-after"]) <= LATEST
    assert method == "HEAD" or answer.json()["error"] == "E119"


@pytest.mark.parametrize("fault", [DataError("INSERT", {}, Exception("out of range")), OverflowError("too large")])
def test_a_value_that_no_database_holds_is_the_terminals_fault(small_rig: Rig, fault: Exception) -> None:
    terminal = small_rig.terminal()
    faltering(small_rig, fault)
    assert hello(small_rig, terminal) == (422, "E101")


def test_any_other_fault_is_answered_with_500_and_told_to_the_server(small_rig: Rig) -> None:
    terminal = small_rig.terminal()
    faltering(small_rig, ZeroDivisionError("a bug"))
    with pytest.raises(ZeroDivisionError):
        hello(small_rig, terminal)
