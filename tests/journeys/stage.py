"""The town with one customer in front of it, and where the evidence goes."""

from collections.abc import Iterable, Mapping
from typing import Any

from tests.journeys.desk import Desk
from tests.journeys.evidence import Evidence
from tests.journeys.hand import Hand, LostError
from tests.journeys.walk import Customer, Walk
from tests.journeys.world import Town


class Stage:
    """The town with one customer in front of it, and where the evidence goes."""

    def __init__(self, town: Town, evidence: Evidence, name: str) -> None:
        self.town = town
        self.evidence = evidence
        self.branch = town.branch
        self.hand = Hand(lambda: int(town.serving()["robot"]), evidence.place(f"{name}/screens"))
        self.desk = Desk(town.console)

    def walk(self, customer: Customer) -> Walk:
        return Walk(self.hand, self.branch, customer)

    def screens(self) -> list[str]:
        return [self.evidence.relative(path) for path in self.hand.taken]

    def receipts(self) -> int:
        return len(self.branch["receipt_printer"].state()["receipts"])

    def receipt_after(self, before: int) -> dict[str, Any]:
        """The receipt that came out after `before` others."""
        printer = self.branch["receipt_printer"]
        state = printer.wait_until(lambda state: len(state["receipts"]) > before, timeout_s=40)
        receipt: dict[str, Any] = state["receipts"][before]
        return receipt

    def prefer(self, *keys: str) -> None:
        for key in keys:
            self.hand.tap(f"foot:{key}")

    def start_over(self) -> None:
        """Whatever is on the screen: the terminal is ended, and the next one serves."""
        assert self.town.reports is not None
        after = len(self.town.reports.lines)
        self.town.kill_terminal()
        self.branch["id_card_reader"].do("remove")
        self.town.serving(after)

    def goodbye(self) -> None:
        """Takes the card, ends the session, and waits for the terminal that serves the next customer."""
        assert self.town.reports is not None
        after = len(self.town.reports.lines)
        if self.branch["id_card_reader"].state()["card"]:
            self.branch["id_card_reader"].do("remove")
        self.hand.tap("primary")
        self.town.serving(after)
        self.hand.wait_page("HomePage")

    # ---- the locker -----------------------------------------------------------------------------------------------

    def doors(self) -> int:
        """How often a door was opened so far."""
        return _openings(self.branch["pickup_locker"].state())

    def door_events(self, skipped: int, acts: tuple[str, ...]) -> list[dict[str, Any]]:
        """Everything the locker saw from the `skipped`th opening on, each event with what that opening was for."""
        return acted(self.branch["pickup_locker"].state()["events"], skipped, acts)

    def close_the_door(self, before: int) -> None:
        """Waits for one door to open, looks, pushes it shut, and waits for the page that says so."""
        locker = self.branch["pickup_locker"]
        locker.wait_until(lambda state: _openings(state) > before, timeout_s=30)
        self.hand.wait_page("LockerPage")
        self.hand.look("locker")
        locker.do("close", cell=next(cell["cell"] for cell in locker.state()["cells"] if cell["open"]))
        self.hand.wait_page("MessagePage")
        self.hand.look("closed")


def expect(met: bool, otherwise: str) -> None:
    """Raises LostError: what the journey is to show did not happen."""
    if not met:
        raise LostError(otherwise)


def acted(events: Iterable[Mapping[str, Any]], skipped: int, acts: tuple[str, ...]) -> list[dict[str, Any]]:
    """The pulse that opens a door comes before its opening, and belongs to it."""
    opened, found = 0, []
    for event in events:
        opened += event["event"] == "opened"
        turn = opened + (event["event"] == "pulse") - skipped
        if turn > 0:
            found.append({**event, "for": acts[min(turn, len(acts)) - 1]})
    return found


def _openings(state: Any) -> int:
    return sum(1 for event in state["events"] if event["event"] == "opened")
