"""The audit chain as terminal and hall both read it: each line carries the digest of the one before. Pure."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from offline_cache.sealing import GENESIS, digest


class AuditBrokenError(Exception):
    """A line was changed, moved, removed or added outside the chain."""

    number = "E211"


@dataclass(frozen=True)
class AuditHead:
    count: int
    digest: str


NOTHING: Final = AuditHead(0, GENESIS)


def verify_lines(lines: Iterable[str], start: AuditHead = NOTHING) -> AuditHead:
    """The head that `lines` lead to from `start`. Raises AuditBrokenError."""
    head = start
    for line in lines:
        position, previous = _link(line)
        if position != head.count + 1 or previous != head.digest:
            raise AuditBrokenError(f"line {head.count + 1} does not follow the one before")
        head = AuditHead(head.count + 1, digest(line.encode()))
    return head


def follow(held: AuditHead, lines: Sequence[str], claimed: AuditHead) -> AuditHead:
    """What the hall holds after a greeting: `claimed` if the lines lead there from `held`.

    Lines held already may come again (an answer was lost). `held` again if lines after it are missing, or all of them:
    a restored hall holds fewer than it told the terminal, which has to be asked. Raises AuditBrokenError when the log
    is not the one it was.
    """
    if claimed.count < held.count:
        raise AuditBrokenError(f"the log ended at line {held.count} and ends at {claimed.count} now")
    positions = [_link(line)[0] for line in lines]
    if positions and positions != list(range(positions[0], positions[0] + len(positions))):
        raise AuditBrokenError("the lines are not in their order")
    if claimed.count > held.count and (not positions or positions[0] > held.count + 1):
        return held
    known = sum(position <= held.count for position in positions)
    if known and digest(lines[known - 1].encode()) != held.digest and positions[known - 1] == held.count:
        raise AuditBrokenError(f"line {held.count} is not the one that was told before")
    if verify_lines(lines[known:], held) != claimed:
        raise AuditBrokenError("the lines do not lead to the head that is claimed")
    return claimed


def _link(line: str) -> tuple[int, str]:
    try:
        entry = json.loads(line)
        return int(entry["position"]), str(entry["previous"])
    except (ValueError, TypeError, KeyError) as error:
        raise AuditBrokenError("a line is not one of the chain") from error
