"""What is done by the clock, once a minute: deadlines, and purge of what was kept long enough."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hall.audit import HALL, Act, is_recorded, record
from hall.cases.clockwork import Clockwork
from hall.cases.progress import drop_ended_addresses
from hall.clock import Clock
from hall.console.sessions import drop_ended_sessions
from hall.delays import RETENTION_DAYS, TICK
from hall.intake.aside import tell_held
from hall.publishing.desk import PublishingDesk
from hall.publishing.keys import ContentKeysError
from hall.queries.credentials import drop_used_codes
from hall.record_seal import RecordSeal
from hall.retention import Retention
from hall.storage.database import Database


@dataclass
class Timekeeper:
    """Several instances may look: who is later finds nothing left, or steps back."""

    database: Database
    seal: RecordSeal = field(repr=False)
    clock: Clock
    retention: Retention
    publishing: PublishingDesk
    looked: datetime | None = None

    def tick_if_due(self) -> int:
        """How many cases changed."""
        now = self.clock()
        if self.looked is not None and now - self.looked < timedelta(seconds=TICK):
            return 0
        if self.looked is None:
            self.retention.finish_removals()
        self.looked = now
        self._renew_timestamp(now)
        self.retention.purge_closed_before(now - timedelta(days=RETENTION_DAYS), now)
        with self.database.write() as session:
            drop_ended_sessions(session, now)
            drop_ended_addresses(session, now)
            drop_used_codes(session, now)
            return Clockwork(self.seal).tick(session, now) + tell_held(session, now)

    def _renew_timestamp(self, now: datetime) -> None:
        """A key that does not sign stops new terminals from installing, and no case; the audit says it once a day."""
        try:
            self.publishing.renew_timestamp(now)
        except (ContentKeysError, OSError) as error:
            act = Act("system", "content.not-renewed", f"{now:%Y-%m-%d}", type(error).__name__)
            with self.database.write() as session:
                if not is_recorded(session, HALL, act):
                    record(session, HALL, act, now)
