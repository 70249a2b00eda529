"""drafts.db: what customers typed and scanned and have not handed in. Only the terminal process has its key."""

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from offline_cache.databases import open_database
from offline_cache.delays import DRAFT_LIFE
from offline_cache.hall_time import Moment
from offline_cache.schema import DRAFTS, draft_pages, drafts
from offline_cache.sealing import digest
from offline_cache.submission import Draft, DraftPages


class DraftBox:
    def __init__(self, path: Path, key: bytes) -> None:
        self._database = open_database(path, key, DRAFTS)

    def save(self, sub_id: str, holder: str, answers: bytes, pages: DraftPages, now: Moment) -> None:
        """Pages that are there already are not written again."""
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
            _save_pages(connection, sub_id, pages)

    def find(self, holder: str) -> Draft | None:
        with self._database.reading() as connection:
            found = select(drafts).where(drafts.c.holder == holder).order_by(drafts.c.saved_at.desc())
            row = connection.execute(found).first()
            if row is None:
                return None
            pages = _read_pages(connection, row.sub_id)
        return Draft(row.sub_id, datetime.fromisoformat(row.saved_at), row.answers, pages)

    def drop(self, sub_ids: Collection[str]) -> None:
        """Gone from the pages (secure_delete) and from the log."""
        if not sub_ids:
            return
        with self._database.transaction() as connection:
            connection.execute(delete(draft_pages).where(draft_pages.c.sub_id.in_(sub_ids)))
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


def _save_pages(connection: Connection, sub_id: str, pages: DraftPages) -> None:
    stored = connection.execute(
        select(draft_pages.c.material, draft_pages.c.position, draft_pages.c.digest).where(
            draft_pages.c.sub_id == sub_id
        )
    )
    kept = {(row.material, row.position): row.digest for row in stored}
    wanted = {(name, place): jpeg for name, jpegs in pages.items() for place, jpeg in enumerate(jpegs)}
    new = {place: jpeg for place, jpeg in wanted.items() if kept.get(place) != digest(jpeg)}
    for material, position in [place for place in kept if place not in wanted or place in new]:
        connection.execute(
            delete(draft_pages).where(
                draft_pages.c.sub_id == sub_id,
                draft_pages.c.material == material,
                draft_pages.c.position == position,
            )
        )
    for (material, position), jpeg in new.items():
        values = {"sub_id": sub_id, "material": material, "position": position}
        connection.execute(insert(draft_pages), {**values, "digest": digest(jpeg), "jpeg": jpeg})


def _read_pages(connection: Connection, sub_id: str) -> dict[str, tuple[bytes, ...]]:
    found = (
        select(draft_pages.c.material, draft_pages.c.jpeg)
        .where(draft_pages.c.sub_id == sub_id)
        .order_by(draft_pages.c.material, draft_pages.c.position)
    )
    pages: dict[str, tuple[bytes, ...]] = {}
    for material, jpeg in connection.execute(found):
        pages[material] = (*pages.get(material, ()), jpeg)
    return pages


def _old(saved_at: str, boot_id: str, ticks: int, now: Moment) -> bool:
    """Within one boot the clock that only counts decides: a clock that jumps ten years destroys no draft."""
    if boot_id == now.boot_id:
        return (now.monotonic_ns - ticks) / 1e9 > DRAFT_LIFE
    age = (now.wall - datetime.fromisoformat(saved_at)).total_seconds()
    return now.monotonic_ns / 1e9 > DRAFT_LIFE or (now.quality in ("ntp", "hall") and age > DRAFT_LIFE)
