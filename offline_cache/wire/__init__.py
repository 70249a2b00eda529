"""The messages between terminal and hall: the one thing both import.

Bytes that are signed or hashed are the bytes that travelled, never a re-serialisation. Every digest is SHA-256 in
lower-case hex, every key id the first 16 hex digits of the SHA-256 of the raw public key, binary is standard base64.
"""

from offline_cache.wire.bodies import (
    AttachmentKey,
    FactValue,
    LockerEvent,
    MaterialEntry,
    RatingBody,
    RuleFinding,
    RuleVerdict,
    SubmissionBody,
    TicketBody,
)
from offline_cache.wire.greetings import Hello, HelloAnswer, SignedAnswer
from offline_cache.wire.inbox import AssignmentEnded, CaseState, InboxBatch, InboxEntry, InboxMessage, LockerAssignment
from offline_cache.wire.queries import FactAnswer, FactQuery, ProgressAnswer, ProgressQuery, ProofAnswer, ProofQuery
from offline_cache.wire.receipts import Missing, ReceiptStatement, Refusal, RefusalStatement, SignedReceipt
from offline_cache.wire.submissions import AttachmentEntry, SubmissionEnvelope, SubmissionHeader
from offline_cache.wire.vocabulary import HexDigest, HexId, TerminalId, WireModel

__all__ = [
    "AssignmentEnded",
    "AttachmentEntry",
    "AttachmentKey",
    "CaseState",
    "FactAnswer",
    "FactQuery",
    "FactValue",
    "Hello",
    "HelloAnswer",
    "HexDigest",
    "HexId",
    "InboxBatch",
    "InboxEntry",
    "InboxMessage",
    "LockerAssignment",
    "LockerEvent",
    "MaterialEntry",
    "Missing",
    "ProgressAnswer",
    "ProgressQuery",
    "ProofAnswer",
    "ProofQuery",
    "RatingBody",
    "ReceiptStatement",
    "Refusal",
    "RefusalStatement",
    "RuleFinding",
    "RuleVerdict",
    "SignedAnswer",
    "SignedReceipt",
    "SubmissionBody",
    "SubmissionEnvelope",
    "SubmissionHeader",
    "TerminalId",
    "TicketBody",
    "WireModel",
]
