"""How the tables are spread on Citus, and the rules a table must keep for that.

PostgreSQL alone ignores all of it; `create_distributed_table` is run once by the operator of a cluster.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import ForeignKeyConstraint, Integer, MetaData, Table, UniqueConstraint

BY_TERMINAL: Final = "terminal_id"
BY_OWN_KEY: Final = {"used_credentials": "nonce", "progress_tokens": "token_digest", "console_sessions": "token_digest"}
"""global look-ups, distributed by what is looked up"""
REFERENCE: Final = frozenset({"staff", "source_switches", "known_flows"})
"""small, copied to every node"""


def distribution_column(table: str) -> str | None:
    """None for a reference table."""
    return None if table in REFERENCE else BY_OWN_KEY.get(table, BY_TERMINAL)


def faults_of(metadata: MetaData) -> Iterator[str]:
    """What would keep a table from being distributed, one line each."""
    for table in metadata.sorted_tables:
        column = distribution_column(table.name)
        if column is None:
            continue
        if column not in table.columns:
            yield f"{table.name}: neither distributed nor a reference table"
            continue
        yield from _key_faults(table, column)
        for key in table.primary_key.columns:
            if isinstance(key.type, Integer) and key.autoincrement is True:
                yield f"{table.name}.{key.name}: a global sequence"


def _key_faults(table: Table, column: str) -> Iterator[str]:
    keys = [("primary key", table.primary_key.columns.keys())]
    keys += [("unique key", c.columns.keys()) for c in table.constraints if isinstance(c, UniqueConstraint)]
    keys += [("foreign key", c.columns.keys()) for c in table.constraints if isinstance(c, ForeignKeyConstraint)]
    keys += [("unique index", index.columns.keys()) for index in table.indexes if index.unique]
    for kind, columns in keys:
        if column not in columns:
            yield f"{table.name}: {kind} ({', '.join(columns)}) lacks {column}"
