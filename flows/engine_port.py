"""What the session may ask of the engine, and the promise it relies on."""

from datetime import datetime
from typing import Protocol

from flows.decision import Answered, FactBook, Next, Unanswered
from flows.verdict import Verdict


class Engine(Protocol):
    """Pure: the same facts give the same answer. With no facts at all, `next` tells whether the card is needed:
    NeedFacts with the source "idcard.chip".

    To change an answer: take the facts of that ask (`Ready.asked`) out of the book and call `next` again.
    A customer who refuses a value that a source gave (CONFIRM): take the record out and add that source to `down`
    as "<source>/<fact>", such as "hall.account.profile/person.mobile".
    Today is `ctx.today` (date) in the book, or else the day of the youngest record.
    """

    def next(
        self,
        service: str,
        facts: FactBook,
        *,
        down: frozenset[str] = frozenset(),
        materials: frozenset[str] = frozenset(),
    ) -> Next:
        """`service`: an item code or bundle id. `materials`: ids already had.

        `down`: sources that were tried and gave nothing (or not all), and devices that are missing as "device.code",
        "device.id_card", "device.camera": their asks are replaced by their fallbacks.
        Raises KeyError for a service that is not in the content.
        """
        ...

    def answer(
        self, service: str, ask: str, given: tuple[str, ...] | str, facts: FactBook, at: datetime
    ) -> Answered | Unanswered:
        """`given`: ids of the options chosen, or what was typed (yuan for money, eight digits or ISO for a date)."""
        ...

    def progress(self, service: str, facts: FactBook, *, down: frozenset[str] = frozenset()) -> tuple[int, int]:
        """Questions answered, and questions expected still."""
        ...

    def digest(self) -> str:
        """SHA-256 of the compiled content: a submission pins it."""
        ...

    def verdict(self, service: str, item: str, facts: FactBook) -> Verdict | None:
        """秒批: what the rules say of `item`, with the facts of this visit to `service`. None: a person decides it."""
        ...
