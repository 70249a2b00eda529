"""The hall's signature under what it holds."""

from datetime import datetime

from pydantic import BaseModel

from hall.intake.envelope import Envelope
from hall.keys import HallKeys
from offline_cache.numbers import check_character
from offline_cache.wire import ReceiptStatement, SignedAnswer, SignedReceipt


def sign_receipt(keys: HallKeys, envelope: Envelope, serial: int, at: datetime) -> SignedReceipt:
    """`serial`: of the terminal's enrolment, from which the case number is made."""
    header = envelope.header
    return sign_statement(
        keys,
        ReceiptStatement(
            terminal_id=header.terminal_id,
            epoch=header.epoch,
            seq=header.seq,
            sub_id=header.sub_id,
            header_digest=envelope.header_digest,
            body_digest=envelope.body_digest,
            case_number=case_number(at, serial, header.seq) if header.purpose == "submission" else "",
            hall_time=at.isoformat(),
            hall_key_id=keys.hall_key_id,
        ),
    )


def sign_statement(keys: HallKeys, statement: BaseModel) -> SignedReceipt:
    text = statement.model_dump_json()
    return SignedReceipt(statement=text, signature=keys.receipt.sign(text.encode()))


def sign_answer(keys: HallKeys, answer: BaseModel) -> SignedAnswer:
    text = answer.model_dump_json()
    return SignedAnswer(statement=text, signature=keys.receipt.sign(text.encode()))


def case_number(day: datetime, serial: int, seq: int) -> str:
    """办件编号, opaque to terminals: YYMMDD, enrolment (5), sequence (6), MOD 11-2 check; 18 characters.

    Made of what is unique already, so that no counter is shared between shards.
    """
    digits = f"{day:%y%m%d}{serial:05d}{seq % 1_000_000:06d}"
    return digits + check_character(digits)
