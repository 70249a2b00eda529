"""The dock window moves real simulated devices, by clicks into its own scene."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPointF, Qt
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from devices.simulated.branch import Branch, running
from devices.simulated.control import BranchControl
from kiosk.dock.__main__ import main, open_dock
from kiosk.dock.dock_model import DockModel

NOT_NEEDED = frozenset({"document_camera", "document_printer", "receipt_printer"})


class Dock:
    def __init__(self, branch: BranchControl, bot: QtBot) -> None:
        self.branch = branch
        self.bot = bot
        self.model = DockModel(branch)
        engine = open_dock(self.model)
        assert isinstance(engine, QQmlApplicationEngine)
        self.engine = engine
        window = engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        self.window = window
        self.model.start()
        bot.waitUntil(lambda: all(self.model.devices.values()), timeout=5000)

    def click(self, name: str) -> None:
        item = next(item for item in items(self.window.contentItem()) if item.objectName() == f"dock:{name}")
        self.bot.waitUntil(lambda: item.property("live") is not False, timeout=5000)
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        QTest.mouseClick(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)

    def wait_for(self, device: str, condition: Callable[[dict[str, object]], bool]) -> None:
        self.branch[device].wait_until(lambda state: condition(dict(state)), timeout_s=5)
        self.bot.waitUntil(lambda: condition(self.model.devices[device]), timeout=5000)

    def close(self) -> None:
        self.model.stop()
        self.window.close()
        shiboken6.delete(self.engine)


def items(root: QQuickItem) -> Iterator[QQuickItem]:
    yield root
    for child in root.childItems():
        yield from items(child)


@pytest.fixture
def dock(tmp_path: Path, qtbot: QtBot) -> Iterator[Dock]:
    with running(Branch(tmp_path, without=NOT_NEEDED)):
        made = Dock(BranchControl.at(tmp_path), qtbot)
        yield made
        made.close()


def test_a_card_is_laid_down_by_one_click_and_taken_away_by_the_next(dock: Dock) -> None:
    dock.click("card:A")
    dock.wait_for("id_card_reader", lambda state: state["card"] == "A")
    dock.click("card:A")
    dock.wait_for("id_card_reader", lambda state: state["card"] is None)


def test_a_cable_can_be_pulled_and_put_back(dock: Dock) -> None:
    dock.click("cable:id_card_reader")
    dock.wait_for("id_card_reader", lambda state: state["plugged"] is False)
    dock.click("cable:id_card_reader")
    dock.wait_for("id_card_reader", lambda state: state["plugged"] is True)


def test_an_open_door_is_closed_by_a_click_and_a_closed_one_gets_stuck(dock: Dock) -> None:
    dock.branch["pickup_locker"].do("force", cell=7)
    dock.wait_for("pickup_locker", lambda state: state["cells"][6]["open"] is True)  # type: ignore[index]
    dock.click("cell:7")
    dock.wait_for("pickup_locker", lambda state: state["cells"][6]["open"] is False)  # type: ignore[index]
    dock.click("cell:7")
    dock.wait_for("pickup_locker", lambda state: state["cells"][6]["blocked"] is True)  # type: ignore[index]


def test_the_hall_goes_offline_and_comes_back(dock: Dock) -> None:
    dock.click("hall:down")
    dock.wait_for("hall_link", lambda state: state["mode"] == "down")
    dock.click("hall:up")
    dock.wait_for("hall_link", lambda state: state["mode"] == "up")


def test_what_cannot_be_done_is_said_in_one_line(dock: Dock) -> None:
    dock.model.showLicence("A")
    dock.bot.waitUntil(lambda: "hall console" in dock.model.trouble, timeout=5000)


def test_without_a_branch_the_dock_says_so_and_ends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(tmp_path)]) == 2
    assert "no simulated branch is running" in capsys.readouterr().err
