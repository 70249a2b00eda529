"""What the hall knows and makes during a session. Slow answers count as none: the customer is asked instead."""

from flows.activities import FetchFacts, MakeProof
from flows.context import StepContext
from flows.hall_facts import FactsOutcome, ProofOutcome


async def fetch_facts(activity: FetchFacts, context: StepContext) -> FactsOutcome:
    return await context.hall.query_facts(activity.query)


async def make_proof(activity: MakeProof, context: StepContext) -> ProofOutcome:
    return await context.hall.make_proof(activity.query)
