"""What an answer means that is not the one that was hoped for."""

from offline_cache.hall_link import Reply
from offline_cache.hall_outcomes import Busy, Conflict, Refused, Revoked, TooLarge
from offline_cache.hall_queries import Unreachable

REVOKING = frozenset({"E107", "E111"})
"""this terminal was revoked, or locked because two of it appeared"""


def refused(reply: Reply) -> Refused | Revoked | Busy | Unreachable:
    refusal = reply.refusal()
    if reply.status in (429, 503):
        return Busy(reply.retry_after())
    if refusal is None or reply.status >= 500 or reply.status < 400:
        return Unreachable(f"{reply.status} that is not the hall's")
    if reply.status == 403 and refusal.error in REVOKING:
        return Revoked(refusal.detail)
    return Refused(refusal.error, refusal.detail, reply.status)


def refused_bytes(reply: Reply) -> Conflict | TooLarge | Refused | Revoked | Busy | Unreachable:
    answer = refused(reply)
    if not isinstance(answer, Refused):
        return answer
    match reply.status:
        case 409:
            return Conflict(answer)
        case 413:
            return TooLarge(answer)
        case _:
            return answer
