"""What terminals hear of their cases and parcels, also from a hall that was restored from a backup."""

import pytest
from sqlalchemy import delete, select, update

from hall.cases.content import applicant_of, content_of
from hall.storage.case_tables import Case, CaseEvent, Dispatch
from hall.storage.tables import AuditLine, ChainHead, InboxRow
from offline_cache import wire
from tests.hall.rig import Rig
from tests.hall.terminal import Terminal


class Restored:
    """A terminal that heard of two cases and a parcel, then of more; the hall is back from the time between."""

    def __init__(self, rig: Rig) -> None:
        self.rig, self.terminal = rig, rig.terminal()
        self.kept = [self.submit() for _ in range(2)]
        with rig.database.write() as session:
            case = session.get_one(Case, (self.terminal.id, self.kept[0]))
            rig.hall.parcels.hand_over(session, case, applicant_of(content_of(rig.hall.seal, case)), rig.clock())
        self.backed_up = self.cursor()
        for _ in range(2):
            self.submit()
        self.seen = self.cursor()
        self.restore()

    def submit(self) -> str:
        self.rig.clock.pass_(seconds=2)
        return self.rig.submit(self.terminal)

    def cursor(self) -> int:
        batch = self.rig.inbox(self.terminal)
        assert batch is not None
        return batch.entries[-1].position

    def restore(self) -> None:
        with self.rig.database.write() as session:
            session.execute(delete(InboxRow).where(InboxRow.position > self.backed_up))
            session.execute(update(ChainHead).where(ChainHead.chain == "inbox").values(position=self.backed_up))
            for table in (Dispatch, CaseEvent, Case):
                session.execute(delete(table).where(table.sub_id.not_in(self.kept)))

    def heard(self, after: int) -> list[str]:
        """What each message of the next batch is about."""
        batch = self.rig.inbox(self.terminal, after)
        if batch is None:
            return []
        assert all(entry.position > after for entry in batch.entries)
        return [_about(entry.message) for entry in batch.entries]

    def audited(self) -> int:
        with self.rig.database.read() as session:
            return len(session.scalars(select(AuditLine).where(AuditLine.action == "inbox.told-again")).all())


def _about(message: wire.InboxMessage) -> str:
    return message.sub_id if isinstance(message, wire.CaseState) else type(message).__name__


@pytest.fixture
def restored(rig: Rig) -> Restored:
    return Restored(rig)


@pytest.mark.row("F10")
def test_a_terminal_ahead_of_a_restored_hall_hears_the_last_word_on_all_that_is_open(restored: Restored) -> None:
    assert restored.heard(restored.seen) == [*restored.kept, "LockerAssignment"]
    newest = restored.cursor()
    assert restored.heard(newest) == []
    new = restored.submit()
    assert restored.heard(newest) == [new]
    assert restored.audited() == 1


@pytest.mark.row("F10")
def test_what_a_restored_hall_told_before_the_terminal_came_back_is_heard_too(restored: Restored) -> None:
    new = [restored.submit() for _ in range(4)]
    assert restored.heard(restored.seen) == [*new, *restored.kept, "LockerAssignment", *new]


@pytest.mark.row("F10")
def test_with_nothing_open_a_restored_hall_only_goes_on_behind_the_terminal(rig: Rig) -> None:
    terminal = rig.terminal()
    far = 2**29
    assert rig.inbox(terminal, after=far) is None
    assert rig.inbox(terminal, after=far) is None
    sub_id = rig.submit(terminal)
    batch = rig.inbox(terminal, after=far)
    assert batch is not None
    assert [_about(entry.message) for entry in batch.entries][:1] == [sub_id]


def test_a_cursor_that_no_hall_can_have_given_is_refused(small_rig: Rig) -> None:
    terminal: Terminal = small_rig.terminal()
    line = small_rig.line(terminal.id)
    answer = line.get(f"/v1/t/{terminal.id}/inbox", params={"after": 2**31 - 1, "wait": 0})
    assert (answer.status_code, answer.json()["error"]) == (422, "E101")
