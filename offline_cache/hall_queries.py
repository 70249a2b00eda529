"""What the terminal may ask the hall during a session: read-only, over mTLS, consent recorded. Nothing is handed in.

Each call has its own deadline and never raises for a network that is down.
"""

from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from offline_cache.wire import FactAnswer, FactQuery, ProgressQuery, ProofQuery


@dataclass(frozen=True)
class FactsAnswered:
    answer: FactAnswer = field(repr=False)


@dataclass(frozen=True)
class Unreachable:
    """No answer, or one that is not the hall's: treated as offline."""

    detail: str = ""


@dataclass(frozen=True)
class ProofMade:
    title: str
    verification_code: str
    pdf: bytes = field(repr=False)
    lines: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """label and value of what the paper says"""


@dataclass(frozen=True)
class ProofDenied:
    """The hall answered and makes no such proof for this person."""

    reason: str = ""


@dataclass(frozen=True)
class AddressGiven:
    """Where a phone may follow a case: good for one phone, nothing personal in it."""

    url: str


FactsOutcome: TypeAlias = FactsAnswered | Unreachable
ProofOutcome: TypeAlias = ProofMade | ProofDenied | Unreachable
AddressOutcome: TypeAlias = AddressGiven | Unreachable


class HallQueries(Protocol):
    async def query_facts(self, query: FactQuery) -> FactsOutcome: ...

    async def make_proof(self, query: ProofQuery) -> ProofOutcome: ...

    async def progress_address(self, query: ProgressQuery) -> AddressOutcome: ...
