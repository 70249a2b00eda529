"""What bank staff keep an eye on: calls for them, cells held, and how often each cell was opened."""

from collections.abc import Mapping

from offline_cache import parcel_book
from offline_cache.audit import append_audit
from offline_cache.databases import Database
from offline_cache.hall_time import trusted_now
from offline_cache.sealed_items import Sealer
from offline_cache.staff_calls import add_call, answer_calls, open_calls
from offline_cache.submission import HeldCell, StaffCall


class BranchBooks:
    """Blocking, on the store's thread."""

    def __init__(self, outbox: Database, sealer: Sealer) -> None:
        self._outbox = outbox
        self._sealer = sealer

    def cell_openings(self) -> Mapping[int, int]:
        with self._outbox.reading() as connection:
            return parcel_book.openings(connection)

    def held_cells(self) -> tuple[HeldCell, ...]:
        with self._outbox.reading() as connection:
            return parcel_book.cells_held(connection)

    def release_cell(self, cell: int) -> None:
        with self._outbox.transaction() as connection:
            if parcel_book.release(connection, cell):
                now = trusted_now(connection, self._sealer.clock)
                append_audit(connection, self._sealer.identity.epoch, now, "cell-released", cell=cell)

    def note_staff_call(self, reason: str) -> None:
        with self._outbox.transaction() as connection:
            add_call(connection, reason, trusted_now(connection, self._sealer.clock))

    def staff_calls(self) -> tuple[StaffCall, ...]:
        with self._outbox.reading() as connection:
            return open_calls(connection)

    def answer_staff_calls(self) -> None:
        with self._outbox.transaction() as connection:
            answer_calls(connection, trusted_now(connection, self._sealer.clock))
