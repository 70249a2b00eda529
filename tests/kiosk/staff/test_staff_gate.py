"""Who may enter vendor mode, and how long a wrong PIN keeps everybody out."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from flows.staff import Admitted, GateOutcome, LockedUntil, Role, Wrong
from kiosk.staff_file import StaffFile, StaffFileError, StaffMember, Tries, staff_member
from kiosk.staff_gate import ArgonStaffGate, one_more

PIN = "246810"


@dataclass
class Wall:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With a hash that is soon computed: what is tried here is who is let in and when, not how dear a guess is."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)
    StaffFile(tmp_path).put(StaffMember("1001", Role.BRANCH, quick))
    return tmp_path


def check(folder: Path, wall: Wall, number: str, pin: str) -> GateOutcome:
    """A new gate each time: as after a restart."""
    return asyncio.run(ArgonStaffGate(StaffFile(folder), wall).check(number, pin))


def test_the_right_number_and_pin_are_admitted_with_their_role(tmp_path: Path) -> None:
    member = staff_member("1001", "branch", PIN)
    assert member.pin_hash.startswith("$argon2id$v=19$m=65536,t=3,p=1$"), "a guess costs 64 MiB and a quarter second"
    StaffFile(tmp_path).put(member)
    assert check(tmp_path, Wall(), "1001", PIN) == Admitted(Role.BRANCH, "1001")
    assert check(tmp_path, Wall(), "1001", "135790") == Wrong(4)


def test_a_wrong_pin_and_an_unknown_number_are_answered_alike(folder: Path) -> None:
    assert check(folder, Wall(), "1001", "000001") == Wrong(4)
    assert check(folder, Wall(), "7777", PIN) == Wrong(4)


@pytest.mark.row("S08")
def test_five_wrong_pins_lock_for_15_seconds_also_across_restarts_and_for_the_right_pin(folder: Path) -> None:
    wall = Wall()
    for left in (4, 3, 2, 1):
        assert check(folder, wall, "1001", "135790") == Wrong(left)
    locked = check(folder, wall, "1001", "135790")
    assert isinstance(locked, LockedUntil)
    assert locked.at.timestamp() == wall.now + 15
    assert isinstance(check(folder, wall, "1001", PIN), LockedUntil)
    wall.now += 15
    assert check(folder, wall, "1001", PIN) == Admitted(Role.BRANCH, "1001")


def test_each_further_wrong_pin_doubles_the_lock() -> None:
    tries, spans = Tries(), []
    for _ in range(9):
        tries = one_more(tries, 0.0, 5)
        spans.append(tries.locked_for)
    assert spans == [0, 0, 0, 0, 15, 30, 60, 120, 240]


@pytest.mark.row("S08")
def test_a_try_is_durable_before_the_pin_is_looked_at(folder: Path) -> None:
    gate = ArgonStaffGate(StaffFile(folder), Wall())

    class PowerCutError(Exception):
        pass

    class CutFile(StaffFile):
        def put_tries(self, tries: object) -> None:
            super().put_tries(tries)  # type: ignore[arg-type]
            raise PowerCutError

    cut = ArgonStaffGate(CutFile(folder), Wall())
    for _ in range(4):
        with pytest.raises(PowerCutError):
            asyncio.run(cut.check("1001", PIN))
    assert asyncio.run(gate.check("1001", "135790")) != Wrong(4)
    assert isinstance(asyncio.run(gate.check("1001", PIN)), LockedUntil)


def test_setting_the_clock_back_does_not_make_a_lock_longer_than_its_span(folder: Path) -> None:
    wall = Wall()
    for _ in range(5):
        check(folder, wall, "1001", "135790")
    wall.now -= 3600
    assert isinstance(check(folder, wall, "1001", PIN), LockedUntil)
    wall.now += 15
    assert check(folder, wall, "1001", PIN) == Admitted(Role.BRANCH, "1001")


def test_trying_many_numbers_locks_the_terminal(folder: Path) -> None:
    wall = Wall()
    for _ in range(40):
        outcome = check(folder, wall, "9999", "135790")
        if isinstance(outcome, LockedUntil):
            wall.now = outcome.at.timestamp()
    assert isinstance(check(folder, wall, "9999", "135790"), LockedUntil)
    assert isinstance(check(folder, wall, "1001", PIN), LockedUntil)


def test_a_damaged_staff_file_lets_nobody_in(folder: Path) -> None:
    (folder / "staff.json").write_text("{")
    with pytest.raises(StaffFileError):
        check(folder, Wall(), "1001", PIN)


def test_no_pin_and_no_typed_number_is_kept_in_any_file(folder: Path) -> None:
    check(folder, Wall(), "1001", "975318")
    check(folder, Wall(), "3101040000", "975318")
    kept = b"".join(path.read_bytes() for path in folder.iterdir())
    assert not any(secret in kept for secret in (PIN.encode(), b"975318", b"3101040000"))


@pytest.mark.parametrize(("number", "pin"), [("12", PIN), ("1001", "1234"), ("1001", "111111"), ("10a1", PIN)])
def test_weak_pins_and_odd_numbers_are_refused(number: str, pin: str) -> None:
    with pytest.raises(StaffFileError):
        staff_member(number, "branch", pin)
