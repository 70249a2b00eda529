"""Looks at the clocks of all cases once a minute."""

from datetime import datetime, timedelta

from sqlalchemy.orm.exc import StaleDataError

from hall.cases.clockwork import Clockwork
from hall.clock import Clock
from hall.delays import TICK
from hall.record_seal import RecordSeal
from hall.storage.database import Database


class Timekeeper:
    """Several instances may look: who is later finds nothing left, or steps back."""

    def __init__(self, database: Database, seal: RecordSeal, clock: Clock) -> None:
        self._database = database
        self._clockwork = Clockwork(seal)
        self._clock = clock
        self._looked: datetime | None = None

    def tick_if_due(self) -> int:
        now = self._clock()
        if self._looked is not None and now - self._looked < timedelta(seconds=TICK):
            return 0
        self._looked = now
        try:
            with self._database.write() as session:
                return self._clockwork.tick(session, now)
        except StaleDataError:
            return 0
