"""Any history of customers, networks, kills, clocks and restored halls keeps the invariants (I1, I2, I4-I9)."""

import asyncio
import random
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from offline_cache.attachments import AttachmentFolder
from offline_cache.audit import verify_audit
from offline_cache.crashpoints import CRASH_POINTS, on_crashpoint
from offline_cache.sealing import GENESIS
from offline_cache.storage_errors import DiskFullError
from offline_cache.submission import DoorIntent, DoorPurpose, Sealed, SubmissionState
from offline_cache.sync import Sync
from offline_cache.sync_pace import SyncPace
from offline_cache.wire import LockerEvent, SubmissionHeader
from tests.offline_cache.cramped_ledger import cramped_ledger
from tests.offline_cache.fake_hall import FakeHall, Fault
from tests.offline_cache.terminal import EPOCH, Terminal, submission

CALM = st.lists(st.sampled_from(list(Fault)), max_size=6)
KILLS = st.sampled_from(
    sorted(point for point in CRASH_POINTS if point.startswith(("sealed", "attach", "sync", "door")))
)


class Killed(BaseException):
    """Stands in for SIGKILL: nothing after it runs, and the files are what they are."""


class Terminals(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.terminal = Terminal(Path(self.folder.name))
        self.hall = FakeHall()
        self.shown: dict[str, str] = {}
        """what customers were told: submission id -> number"""
        self.sealing = 0
        self.opened: Counter[str] = Counter()
        """door commands by intent"""
        self.start()

    def start(self) -> None:
        self.room = self.terminal.room()
        self.room.sweep()
        self.ledger = cramped_ledger(self.terminal)
        self.ledger.recover()
        self.sync = Sync(
            self.ledger,
            self.hall,
            version="0",
            pace=SyncPace(1.0, 1.0, 3600.0),
            rng=random.Random(0),
            free_bytes=lambda: 0,
        )

    def stop(self) -> None:
        self.room.close()
        self.ledger.close()

    @rule(pages=st.integers(0, 2))
    def customer_hands_in(self, pages: int) -> None:
        self.sealing += 1
        sub_id = f"{self.sealing:032x}"
        self.room.save_draft(sub_id, "holder", b"answers")
        sealed = self.room.seal(submission(sub_id, pages=pages, original=pages == 1))
        assert isinstance(sealed, Sealed)
        self.shown[sub_id] = sealed.number
        self.room.drop_sealed_draft(sub_id)

    @precondition(lambda self: self.shown)
    @rule(pick=st.randoms(use_true_random=False))
    def customer_taps_twice(self, pick: random.Random) -> None:
        sub_id = pick.choice(sorted(self.shown))
        again = self.room.seal(submission(sub_id))
        assert isinstance(again, Sealed)
        assert again.number == self.shown[sub_id]

    @rule(cell=st.integers(1, 3), lost=st.booleans())
    def a_door_opens(self, cell: int, lost: bool) -> None:
        """`lost`: the power goes while the door stands open."""
        intent = f"i{sum(self.opened.values())}"
        if cell in self.room.occupied_cells():
            return
        self.room.record_intent(DoorIntent(intent, cell, DoorPurpose.DEPOSIT))
        self.opened[intent] += 1
        if lost:
            self.restart()
            assert intent in {unknown.intent_id for unknown in self.room.unresolved_intents()}
            kind = "door-uncertain"
        else:
            kind = "collected"
        event = LockerEvent.model_validate({"kind": kind, "cell": cell, "at": "2026-10-09T09:31:00+00:00"})
        assert isinstance(self.room.record_door(intent, event), Sealed)

    @rule(weather=CALM, in_flight=st.integers(1, 3))
    def sync_plays_a_round(self, weather: list[Fault], in_flight: int) -> None:
        self.hall.weather = list(weather)
        self.hall.in_flight = in_flight
        asyncio.run(self.sync.round())
        self.hall.weather = []

    @rule(point=KILLS, weather=CALM)
    def the_power_goes(self, point: str, weather: list[Fault]) -> None:
        def kill(name: str) -> None:
            if name == point:
                raise Killed

        on_crashpoint(kill)
        try:
            self.customer_hands_in(2)
            self.sync_plays_a_round(weather, 1)
        except (Killed, BaseExceptionGroup):
            pass
        finally:
            on_crashpoint(lambda _name: None)
        self.restart()

    @rule(room=st.integers(0, 5), weather=CALM)
    def the_disk_is_full_for_a_while(self, room: int, weather: list[Fault]) -> None:
        """Sync finds room so many times more, then none, and goes on in the same process when there is some again."""
        self.ledger.room = room
        try:
            self.sync_plays_a_round(weather, 2)
        except* DiskFullError:
            with pytest.raises(DiskFullError):
                self.ledger.resume()
        self.ledger.room = None
        self.ledger.resume()

    @rule()
    def restart(self) -> None:
        self.stop()
        self.start()

    @rule(days=st.integers(-4000, 4000))
    def the_clock_jumps(self, days: int) -> None:
        self.terminal.clock.jump(datetime(2026, 10, 9, tzinfo=UTC) + timedelta(days=days))

    @rule(hours=st.floats(0, 30))
    def time_passes(self, hours: float) -> None:
        self.terminal.clock.advance(hours=hours)

    @invariant()
    def the_chain_has_no_gap(self) -> None:
        with self.room.outbox.reading() as connection:
            headers = connection.exec_driver_sql("SELECT header, header_digest FROM item ORDER BY seq").all()
        previous = GENESIS
        for seq, row in enumerate(headers, 1):
            header = SubmissionHeader.model_validate_json(row.header)
            assert (header.seq, header.previous) == (seq, previous)
            previous = row.header_digest

    @invariant()
    def every_file_is_its_digest_and_every_row_has_its_file(self) -> None:
        files = AttachmentFolder(self.terminal.data / "attachments")
        with self.room.outbox.reading() as connection:
            for name in connection.exec_driver_sql("SELECT digest FROM attachment WHERE NOT purged").scalars():
                files.read(name)

    @invariant()
    def purged_means_receipted(self) -> None:
        with self.room.outbox.reading() as connection:
            gone = connection.exec_driver_sql("SELECT sub_id FROM item WHERE body IS NULL").scalars().all()
        assert set(gone) <= set(self.hall.cases())

    @invariant()
    def no_door_command_was_given_twice(self) -> None:
        assert all(times == 1 for times in self.opened.values())

    def teardown(self) -> None:
        """At quiescence the hall holds every number that was ever shown, once."""
        self.restart()
        self.hall.weather = []
        asyncio.run(self.sync.round())
        assert set(self.shown) <= set(self.hall.cases())
        with self.room.outbox.reading() as connection:
            states = connection.exec_driver_sql("SELECT DISTINCT state FROM item").scalars().all()
            last = connection.exec_driver_sql("SELECT last_seq FROM chain").scalar_one()
            verify_audit(connection, EPOCH)
        assert set(states) <= {SubmissionState.RECEIPTED.value, SubmissionState.PURGED.value}
        assert sorted(header.seq for header, _ in self.hall.held.values()) == list(range(1, last + 1))
        self.stop()
        self.folder.cleanup()


@pytest.mark.row("I1")
@pytest.mark.row("I2")
@pytest.mark.row("I5")
@pytest.mark.row("I6")
@pytest.mark.row("I8")
class TestAnyHistory(Terminals.TestCase):  # type: ignore[name-defined,misc]
    settings = settings(
        max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
