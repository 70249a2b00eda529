"""What a session may ask the hall. The types live beside the wire messages, because offline_cache implements them."""

from offline_cache.hall_queries import (
    AddressGiven,
    AddressOutcome,
    FactsAnswered,
    FactsOutcome,
    HallQueries,
    ProofDenied,
    ProofMade,
    ProofOutcome,
    Unreachable,
)

__all__ = [
    "AddressGiven",
    "AddressOutcome",
    "FactsAnswered",
    "FactsOutcome",
    "HallQueries",
    "ProofDenied",
    "ProofMade",
    "ProofOutcome",
    "Unreachable",
]
