"""Positions that count up without gaps, and the digest at the end, for one terminal and one chain."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.storage.statements import insert_if_absent
from hall.storage.tables import ChainHead

EMPTY: Final = "0" * 64


@dataclass(frozen=True)
class Link:
    position: int
    previous: str


def lock_chain(session: Session, terminal_id: str, chain: str) -> ChainHead:
    """The head row, locked until the transaction ends; position 0 when nothing was appended yet."""
    first = {"terminal_id": terminal_id, "chain": chain, "position": 0, "digest": EMPTY}
    session.execute(insert_if_absent(session, ChainHead, first))
    query = select(ChainHead).where(ChainHead.terminal_id == terminal_id, ChainHead.chain == chain)
    return session.execute(query.with_for_update().execution_options(populate_existing=True)).scalar_one()


def next_link(head: ChainHead) -> Link:
    """Takes the next position of a locked head; the caller sets `digest` when the chain is hashed."""
    head.position += 1
    return Link(head.position, head.digest)
