"""What a session asks the hall: facts and instant proofs. Implements hall_queries.HallQueries."""

import base64
import binascii

from pydantic import ValidationError

from offline_cache.delays import QUERY_ANSWER
from offline_cache.hall_link import HallLink, Reply
from offline_cache.hall_queries import (
    AddressGiven,
    AddressOutcome,
    FactsAnswered,
    FactsOutcome,
    ProofDenied,
    ProofMade,
    ProofOutcome,
    Unreachable,
)
from offline_cache.wire import FactAnswer, FactQuery, ProgressAnswer, ProgressQuery, ProofAnswer, ProofQuery, WireModel


class HallClient:
    def __init__(self, link: HallLink, terminal_id: str) -> None:
        self._link = link
        self._path = f"/v1/t/{terminal_id}"

    async def query_facts(self, query: FactQuery) -> FactsOutcome:
        reply = await self._ask("facts", query)
        if isinstance(reply, Unreachable):
            return reply
        if reply.status != 200:
            return _not_answered(reply)
        try:
            return FactsAnswered(FactAnswer.model_validate_json(reply.body))
        except ValidationError:
            return Unreachable("the answer is not that of a hall")

    async def make_proof(self, query: ProofQuery) -> ProofOutcome:
        reply = await self._ask("proofs", query)
        if isinstance(reply, Unreachable):
            return reply
        refusal = reply.refusal()
        if reply.status in (404, 422) and refusal is not None:
            return ProofDenied(f"{refusal.error} {refusal.detail}".strip())
        if reply.status != 200:
            return _not_answered(reply)
        try:
            answer = ProofAnswer.model_validate_json(reply.body)
            pdf = base64.b64decode(answer.pdf, validate=True)
        except (ValidationError, binascii.Error):
            return Unreachable("the answer is not that of a hall")
        return ProofMade(answer.title, answer.verification_code, pdf, answer.lines)

    async def progress_address(self, query: ProgressQuery) -> AddressOutcome:
        reply = await self._ask("progress", query)
        if isinstance(reply, Unreachable):
            return reply
        if reply.status != 200:
            return _not_answered(reply)
        try:
            return AddressGiven(ProgressAnswer.model_validate_json(reply.body).url)
        except ValidationError:
            return Unreachable("the answer is not that of a hall")

    async def _ask(self, what: str, query: WireModel) -> Reply | Unreachable:
        return await self._link.request(
            "POST",
            f"{self._path}/{what}",
            answer_within=QUERY_ANSWER,
            content=query.model_dump_json().encode(),
            headers={"content-type": "application/json"},
        )


def _not_answered(reply: Reply) -> Unreachable:
    refusal = reply.refusal()
    said = "" if refusal is None else f" {refusal.error} {refusal.detail}"
    return Unreachable(f"the hall answered {reply.status}{said}")
