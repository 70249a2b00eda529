"""What a session may ask the hall. The types live beside the wire messages, because offline_cache implements them."""

from offline_cache.hall_queries import (
    FactsAnswered,
    FactsOutcome,
    HallQueries,
    ProofDenied,
    ProofMade,
    ProofOutcome,
    Unreachable,
)

__all__ = [
    "FactsAnswered",
    "FactsOutcome",
    "HallQueries",
    "ProofDenied",
    "ProofMade",
    "ProofOutcome",
    "Unreachable",
]
