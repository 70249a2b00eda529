"""Accounts, second factors, and what a production hall refuses."""

import base64
import io
import re
from datetime import UTC, datetime

import pytest

from hall.__main__ import main
from hall.accounts import AccountRefusedError, NewAccount, add_account, remove_account, without_second_factor
from hall.totp import code_at, matching_step, step_at
from tests.hall.asgi_client import AsgiClient
from tests.hall.rig import Rig, form_token

RFC_SECRET = b"12345678901234567890"
PASSWORD = "a long enough password"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037"), (20000000000, "353130")],
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    assert code_at(RFC_SECRET, step_at(datetime.fromtimestamp(seconds, UTC))) == code


def test_a_code_is_good_once_and_only_near_its_time() -> None:
    now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    code = code_at(RFC_SECRET, step_at(now))
    used = matching_step(RFC_SECRET, code, now, 0)
    assert used == step_at(now)
    assert matching_step(RFC_SECRET, code, now, used) is None
    assert matching_step(RFC_SECRET, code_at(RFC_SECRET, step_at(now) - 2), now, 0) is None


def added(rig: Rig) -> bytes:
    """The secret of a new account 7001."""
    with rig.database.write() as session:
        wish = NewAccount("7001", "新同事", "window", PASSWORD)
        uri = add_account(session, rig.hall.seal, wish, rig.clock())
    return base64.b32decode(re.search(r"secret=([A-Z2-7]+)", uri)[1])  # type: ignore[index]


def attempt(rig: Rig, code: str) -> int:
    client = AsgiClient(rig.portal, rig.console, "http://127.0.0.1")
    token = form_token(client.get("/console/login").text)
    form = {"number": "7001", "password": PASSWORD, "code": code, "csrf": token}
    return client.post("/console/login", data=form).status_code


def test_an_account_with_a_second_factor_needs_its_code(small_rig: Rig) -> None:
    secret = added(small_rig)
    code = code_at(secret, step_at(small_rig.clock()))
    assert attempt(small_rig, "") == 403
    assert attempt(small_rig, "000000" if code != "000000" else "111111") == 403
    assert attempt(small_rig, code) == 303
    assert attempt(small_rig, code) == 403, "a code that was seen over a shoulder is worth nothing"


def test_a_bad_account_is_refused_with_all_its_faults(small_rig: Rig) -> None:
    with small_rig.database.write() as session, pytest.raises(AccountRefusedError) as caught:
        add_account(session, small_rig.hall.seal, NewAccount("3001", "", "king", "short"), small_rig.clock())
    assert all(word in str(caught.value) for word in ("taken", "role", "password"))


def test_production_refuses_the_demonstrations_accounts(
    small_rig: Rig, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = ["--dir", str(small_rig.home.root)]
    assert main(["serve", *folder, "--production", "--port", "0", "--console-port", "0"]) == 2
    assert "3001, 3002, 3003, 3004" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert main(["staff", *folder, "add", "7001", "--name", "新同事", "--role", "window"]) == 0
    assert capsys.readouterr().out.startswith("otpauth://totp/")
    for number in ("3001", "3002", "3003", "3004"):
        assert main(["staff", *folder, "remove", number]) == 0
    with small_rig.database.read() as session:
        assert without_second_factor(session) == ()


@pytest.mark.row("F19")
def test_a_revoked_terminal_is_out_and_an_unlocked_one_is_in_again(
    small_rig: Rig, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal, folder = small_rig.terminal(), ["--dir", str(small_rig.home.root)]
    assert main(["terminal", *folder, "revoke", terminal.id, "--reason", "stolen"]) == 0
    assert small_rig.line(terminal.id).get(f"/v1/t/{terminal.id}/inbox").json()["error"] == "E107"
    assert main(["terminal", *folder, "unlock", "T-NOBODY", "--reason", "x"]) == 2
    assert "T-NOBODY" in capsys.readouterr().err


def test_a_successor_under_the_same_number_inherits_no_open_session(small_rig: Rig) -> None:
    staff = small_rig.browser("3001")
    with small_rig.database.write() as session:
        remove_account(session, "3001", small_rig.clock())
        wish = NewAccount("3001", "接替的同事", "supervisor", PASSWORD)
        add_account(session, small_rig.hall.seal, wish, small_rig.clock())
    assert staff.get("/console").status_code == 303


@pytest.mark.parametrize(
    ("change", "named"),
    [({"department": "市公安"}, "市公安局"), ({"password": "x" * 201}, "200"), ({"password": "short"}, "12")],
)
def test_an_account_that_could_see_or_do_nothing_is_refused(small_rig: Rig, change: dict[str, str], named: str) -> None:
    fields = {"staff_id": "7001", "name": "新同事", "role": "window", "password": PASSWORD} | change
    with small_rig.database.write() as session, pytest.raises(AccountRefusedError, match=named):
        add_account(session, small_rig.hall.seal, NewAccount(**fields), small_rig.clock())
