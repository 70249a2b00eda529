"""What the dock window shows and does, for QML."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot

from devices.simulated.control import BranchControl
from kiosk.dock.branch_watch import BranchWatch
from kiosk.dock.people_list import cards


class DockModel(QObject):
    """States arrive on watching threads and reach the window through queued signals."""

    stateChanged = Signal()
    troubleChanged = Signal()
    _seen = Signal(str, dict)
    _failed = Signal(str)

    def __init__(self, branch: BranchControl) -> None:
        super().__init__()
        self._devices: dict[str, dict[str, Any]] = {name: {} for name in branch.devices}
        self._trouble = ""
        self._cards = cards()
        self._console = branch.hall_console
        self._seen.connect(self._take)
        self._failed.connect(self._tell)
        self._watch = BranchWatch(branch, self._seen.emit, self._failed.emit)

    def start(self) -> None:
        self._watch.start()

    def stop(self) -> None:
        self._watch.stop()

    @Property(dict, notify=stateChanged)
    def devices(self) -> dict[str, dict[str, Any]]:
        """State by device; an empty one does not answer."""
        return self._devices

    @Property(list, constant=True)
    def cards(self) -> list[dict[str, str]]:
        return self._cards

    @Property(str, constant=True)
    def console(self) -> str:
        """Address of the hall's console, "" without one."""
        return self._console

    @Property(str, notify=troubleChanged)
    def trouble(self) -> str:
        """Why the last thing asked for could not be done; "" when it could."""
        return self._trouble

    @Slot(str, str, "QVariantMap")
    def act(self, device: str, verb: str, parameters: Mapping[str, Any]) -> None:
        self._tell("")
        self._watch.act(device, verb, {key: _plain(value) for key, value in parameters.items()})

    @Slot(str)
    def showLicence(self, company: str) -> None:
        self._tell("")
        self._watch.show_code("company", company)

    @Slot(str)
    def showCredential(self, person: str) -> None:
        self._tell("")
        self._watch.show_code("person", person)

    @Slot(str, result=QUrl)
    def picture(self, path: str) -> QUrl:
        return QUrl.fromLocalFile(str(Path(path)))

    @Slot(str, dict)
    def _take(self, name: str, state: dict[str, Any]) -> None:
        self._devices = {**self._devices, name: state}
        self.stateChanged.emit()

    @Slot(str)
    def _tell(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self.troubleChanged.emit()


def _plain(value: Any) -> Any:
    """QML numbers are floats; the control channel wants whole ones."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
