"""How a notice reaches a department: a port, a folder and an HTTP address behind it."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import quote

import httpx
from pydantic import HttpUrl, TypeAdapter, ValidationError

from hall.delays import DEPARTMENT_ANSWER


class DepartmentUnreachableError(Exception):
    """Try again later; the message is for operators."""


class NoticeRefusedError(Exception):
    """The department answers, and will not take this one; the others go on. The message is for operators."""


@dataclass(frozen=True)
class Notice:
    id: str
    """the same for every attempt: who gets it twice knows it by this"""
    department: str
    content: str
    """JSON"""


class DepartmentAdapter(Protocol):
    def deliver(self, notice: Notice) -> None:
        """Returns when the department has it. Raises DepartmentUnreachableError, NoticeRefusedError."""
        ...


_TAKEN: Final = frozenset({200, 201, 202, 204, 409})
_REFUSED: Final = frozenset({400, 406, 413, 415, 422})
"""what the same bytes will be answered with for ever; anything else may be the way there, not the notice"""


@dataclass(frozen=True)
class DepartmentFolders:
    """One file per notice in a folder per department: the default, and what a file exchange picks up."""

    root: Path

    def deliver(self, notice: Notice) -> None:
        folder = self.root / quote(notice.department, safe="")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            part = folder / f".{notice.id}"
            with part.open("w", encoding="utf-8") as file:
                file.write(notice.content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(folder / f"{notice.id}.json")
        except OSError as error:
            raise DepartmentUnreachableError(f"{folder}: {error.strerror}") from error


@dataclass(frozen=True)
class DepartmentAddresses:
    """POST to the department's own address, with the notice's id as Idempotency-Key; others go to `otherwise`."""

    addresses: dict[str, str]
    otherwise: DepartmentAdapter
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=DEPARTMENT_ANSWER))

    def deliver(self, notice: Notice) -> None:
        address = self.addresses.get(notice.department)
        if address is None:
            self.otherwise.deliver(notice)
            return
        headers = {"Content-Type": "application/json", "Idempotency-Key": notice.id}
        try:
            answer = self.client.post(address, content=notice.content.encode(), headers=headers)
        except httpx.HTTPError as error:
            raise DepartmentUnreachableError(f"{address}: {type(error).__name__}") from error
        if answer.status_code in _REFUSED:
            raise NoticeRefusedError(f"{address}: {answer.status_code}")
        if answer.status_code not in _TAKEN:
            raise DepartmentUnreachableError(f"{address}: {answer.status_code}")


_ADDRESSES: Final = TypeAdapter(dict[str, HttpUrl])


def read_addresses(path: Path) -> dict[str, str]:
    """`departments.json`: {"市公安局": "https://…"}; a missing file is no address at all. Raises ValueError."""
    if not path.exists():
        return {}
    try:
        found = _ADDRESSES.validate_json(path.read_bytes())
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors())
        raise ValueError(f"{path}: must map departments to http addresses: {faults}") from error
    return {name: str(address) for name, address in found.items()}
