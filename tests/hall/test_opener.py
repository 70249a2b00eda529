"""The process that opens: nothing but what there is to open holds it up."""

import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from hall.commands import timekeeper_of
from hall.departments.adapters import DepartmentUnreachableError, Notice
from hall.departments.dispatch import Dispatcher
from hall.opener import open_until_closed
from hall.storage.case_tables import Case
from tests.hall.rig import Rig
from tests.hall.terminal import Terminal

PATIENCE_S = 10.0


@dataclass
class SilentDepartment:
    """Takes nothing before the second submission was opened."""

    asked: threading.Event = field(default_factory=threading.Event)
    second_opened: threading.Event = field(default_factory=threading.Event)
    got: list[Notice] = field(default_factory=list)

    def deliver(self, notice: Notice) -> None:
        self.asked.set()
        if not self.second_opened.wait(PATIENCE_S):
            raise DepartmentUnreachableError("nothing was opened while this one was silent")
        self.got.append(notice)


class Told(io.StringIO):
    """The server's end: hands in a second submission while the department is silent about the first."""

    def __init__(self, rig: Rig, terminal: Terminal, department: SilentDepartment) -> None:
        super().__init__()
        self.rig, self.terminal, self.department = rig, terminal, department

    def flush(self) -> None:
        if self.getvalue().count("\n") == 1:
            assert self.department.asked.wait(PATIENCE_S)
            self.rig.hand_in(self.terminal)
        else:
            self.department.second_opened.set()


def wakes(department: SilentDepartment) -> Iterator[str]:
    """Ends when the second submission was opened."""
    yield "\n"
    department.second_opened.wait(PATIENCE_S)


def test_a_silent_department_holds_up_no_opening(rig: Rig) -> None:
    department, terminal = SilentDepartment(), rig.terminal()
    rig.submit(terminal)
    rig.hand_in(terminal)
    dispatcher = Dispatcher(rig.database, department)
    told = Told(rig, terminal, department)
    open_until_closed(rig.hall.opener, timekeeper_of(rig.hall), dispatcher, wakes(department), told)
    assert rig.count(Case) == 3
    assert len(department.got) == 3, "what waited when the server ended is told too"
