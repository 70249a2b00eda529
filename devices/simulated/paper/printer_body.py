"""The printer as a thing of metal: its roll, its cover, its knife and its head, and the hand that meddles with them."""

from collections.abc import Callable
from enum import StrEnum

from devices.simulated.paper.escpos_status import PrinterCondition
from devices.simulated.wire.control_server import Control, Parameters, RefusedError


class PaperLevel(StrEnum):
    OK = "ok"
    NEAR = "near"
    OUT = "out"


class PrinterBody:
    """`changed` hears of everything that a status tells."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self.paper = PaperLevel.OK
        self.cover_open = False
        self.jammed = False
        self.jams_at_cut = False
        self.hot = False

    @property
    def condition(self) -> PrinterCondition:
        near, out = self.paper is not PaperLevel.OK, self.paper is PaperLevel.OUT
        return PrinterCondition(near, out, self.cover_open, self.jammed, self.hot)

    def controls(self) -> tuple[Control, ...]:
        return (
            Control("paper", ("level",), self._set_paper),
            Control("cover", ("open",), self._set_cover),
            Control("jam", ("on",), self._set_jam),
            Control("jam_at_cut", (), self._set_jam_at_cut),
            Control("hot", ("on",), self._set_hot),
        )

    def state(self) -> dict[str, object]:
        return {"paper": self.paper, "cover_open": self.cover_open, "jammed": self.jammed, "hot": self.hot}

    def run_out(self) -> None:
        self.paper = PaperLevel.OUT
        self._changed()

    def jams_now(self) -> bool:
        """The knife meets its cut; True when that was the cut to jam at."""
        if not self.jams_at_cut:
            return False
        self.jams_at_cut, self.jammed = False, True
        self._changed()
        return True

    def _set_paper(self, parameters: Parameters) -> None:
        try:
            self.paper = PaperLevel(parameters.text("level"))
        except ValueError as error:
            raise RefusedError(str(error)) from error
        self._changed()

    def _set_cover(self, parameters: Parameters) -> None:
        self.cover_open = parameters.flag("open", True)
        self._changed()

    def _set_jam(self, parameters: Parameters) -> None:
        self.jammed = parameters.flag("on", True)
        self._changed()

    def _set_jam_at_cut(self, _: Parameters) -> None:
        self.jams_at_cut = True

    def _set_hot(self, parameters: Parameters) -> None:
        self.hot = parameters.flag("on", True)
        self._changed()
