"""What is wrong with the content: file, line, what, and how to put it right."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Fault:
    check: str
    """id of the check, such as E07 (docs/adding-a-service.md lists them)"""
    file: str
    line: int
    """from 1; 0: the file as a whole"""
    message: str
    fix: str
    members: tuple[str, ...] = ()
    """of a cycle, in order"""
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.check} {self.message}. {self.fix}"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class ContentError(Exception):
    """The content has faults; nothing of it is used."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
