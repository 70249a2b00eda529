"""The staff of one terminal: numbers, roles and Argon2id hashes of their PINs; and the wrong tries, kept durably."""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from flows.staff import Role

DEMO_STAFF = Path(__file__).resolve().parent.parent / "assets" / "demo" / "staff.toml"
STAFF_FILE = "staff.json"
TRIES_FILE = "staff-tries.json"
NUMBER = re.compile(r"\d{4,8}")
PIN = re.compile(r"\d{6,8}")


class StaffFileError(Exception):
    """The file is damaged or a number or PIN has the wrong form; nothing was changed."""


@dataclass(frozen=True)
class StaffMember:
    number: str
    role: Role
    pin_hash: str = field(repr=False)


@dataclass(frozen=True)
class Tries:
    """Wrong tries in a row, and the lock they led to. The lock counts from `locked_at` (seconds since 1970)."""

    wrong: int = 0
    locked_at: float = 0.0
    locked_for: float = 0.0


class StaffFile:
    def __init__(self, folder: Path) -> None:
        self._staff_path = folder / STAFF_FILE
        self._tries_path = folder / TRIES_FILE

    def members(self) -> Mapping[str, StaffMember]:
        """By number. Raises StaffFileError."""
        try:
            entries = _read(self._staff_path).items()
            return {number: StaffMember(number, Role(entry["role"]), entry["pin_hash"]) for number, entry in entries}
        except (KeyError, TypeError, ValueError) as error:
            raise StaffFileError(f"{self._staff_path}: not a staff file") from error

    def put(self, member: StaffMember) -> None:
        self._keep({**self.members(), member.number: member})

    def remove(self, number: str) -> None:
        """Returns after it is durable. Raises StaffFileError for a number that nobody has."""
        members = dict(self.members())
        if members.pop(number, None) is None:
            raise StaffFileError(f"nobody has the number {number!r}")
        self._keep(members)

    def tries(self, key: str) -> Tries:
        """Raises StaffFileError: a file that cannot be read forgives nobody."""
        try:
            return Tries(**_read(self._tries_path).get(key, {}))
        except (TypeError, ValueError, AttributeError) as error:
            raise StaffFileError(f"{self._tries_path}: not a tries file") from error

    def put_tries(self, tries: Mapping[str, Tries]) -> None:
        """Returns after it is durable."""
        kept = {key: value for key, value in {**_read(self._tries_path), **_tables(tries)}.items() if value["wrong"]}
        _write(self._tries_path, kept)

    def _keep(self, members: Mapping[str, StaffMember]) -> None:
        table = {number: {"role": m.role, "pin_hash": m.pin_hash} for number, m in sorted(members.items())}
        _write(self._staff_path, table)


@dataclass(frozen=True)
class DemoStaff:
    number: str
    role: str
    pin: str
    """printed in the README: whoever has read it may enter"""


def demo_staff() -> tuple[DemoStaff, ...]:
    entries = tomllib.loads(DEMO_STAFF.read_text(encoding="utf-8"))["staff"]
    return tuple(DemoStaff(entry["number"], entry["role"], entry["pin"]) for entry in entries)


def pin_fits(member: StaffMember, pin: str) -> bool:
    from argon2.exceptions import VerificationError

    try:
        return bool(hasher().verify(member.pin_hash, pin))
    except VerificationError:
        return False


def check_person(number: str, role: str) -> None:
    """Before anybody is asked for a PIN. Raises StaffFileError."""
    if not NUMBER.fullmatch(number):
        raise StaffFileError(f"staff number {number!r}: 4 to 8 digits are needed")
    if role not in tuple(Role):
        raise StaffFileError(f"no role {role!r}; there are {', '.join(Role)}")


def staff_member(number: str, role: str, pin: str) -> StaffMember:
    """Hashes the PIN (Argon2id, 64 MiB, 3 passes). Raises StaffFileError naming what is wrong."""
    check_person(number, role)
    if not PIN.fullmatch(pin):
        raise StaffFileError("the PIN must have 6 to 8 digits")
    if len(set(pin)) < 3:
        raise StaffFileError("the PIN must have at least three different digits")
    return StaffMember(number, Role(role), hasher().hash(pin))


def hasher() -> Any:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)


def _tables(tries: Mapping[str, Tries]) -> dict[str, Any]:
    return {key: asdict(value) for key, value in tries.items()}


def _read(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise StaffFileError(f"{path}: damaged") from error
    if not isinstance(value, dict):
        raise StaffFileError(f"{path}: damaged")
    return value


def _write(path: Path, table: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(table, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    if os.name != "nt":
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
