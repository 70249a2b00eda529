"""drafts.db: what customers typed and have not handed in. Only the terminal process has its key."""

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from offline_cache.databases import open_database
from offline_cache.delays import DRAFT_LIFE
from offline_cache.hall_time import Moment
from offline_cache.schema import DRAFTS, drafts
from offline_cache.submission import Draft


class DraftBox:
    def __init__(self, path: Path, key: bytes) -> None:
        self._database = open_database(path, key, DRAFTS)

    def save(self, sub_id: str, holder: str, answers: bytes, now: Moment) -> None:
        values = {
            "holder": holder,
            "answers": answers,
            "saved_at": now.wall.isoformat(),
            "boot_id": now.boot_id,
            "monotonic_ns": now.monotonic_ns,
        }
        with self._database.transaction() as connection:
            connection.execute(
                upsert(drafts)
                .values(sub_id=sub_id, **values)
                .on_conflict_do_update(index_elements=["sub_id"], set_=values)
            )

    def find(self, holder: str) -> Draft | None:
        with self._database.reading() as connection:
            found = select(drafts).where(drafts.c.holder == holder).order_by(drafts.c.saved_at.desc())
            row = connection.execute(found).first()
        return None if row is None else Draft(row.sub_id, datetime.fromisoformat(row.saved_at), row.answers)

    def drop(self, sub_ids: Collection[str]) -> None:
        """Gone from the pages (secure_delete) and from the log."""
        if not sub_ids:
            return
        with self._database.transaction() as connection:
            gone = connection.execute(delete(drafts).where(drafts.c.sub_id.in_(sub_ids))).rowcount
        if gone:
            self._database.truncate_log()

    def drop_where(self, sealed: Callable[[Collection[str]], Collection[str]], now: Moment) -> None:
        """Those that were sealed, and those nobody came back for."""
        with self._database.reading() as connection:
            columns = (drafts.c.sub_id, drafts.c.saved_at, drafts.c.boot_id, drafts.c.monotonic_ns)
            kept = connection.execute(select(*columns)).all()
        done = sealed([row.sub_id for row in kept])
        stale = [
            sub_id for sub_id, saved_at, boot_id, ticks in kept if sub_id in done or _old(saved_at, boot_id, ticks, now)
        ]
        self.drop(stale)

    def drop_all(self) -> None:
        with self._database.reading() as connection:
            everything = connection.execute(select(drafts.c.sub_id)).scalars().all()
        self.drop(everything)

    def close(self) -> None:
        self._database.close()


def _old(saved_at: str, boot_id: str, ticks: int, now: Moment) -> bool:
    """Within one boot the clock that only counts decides: a clock that jumps ten years destroys no draft."""
    if boot_id == now.boot_id:
        return (now.monotonic_ns - ticks) / 1e9 > DRAFT_LIFE
    age = (now.wall - datetime.fromisoformat(saved_at)).total_seconds()
    return now.monotonic_ns / 1e9 > DRAFT_LIFE or (now.quality in ("ntp", "hall") and age > DRAFT_LIFE)
