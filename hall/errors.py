"""The numbered errors a terminal may get from the hall (docs/errors.md)."""

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

from offline_cache.wire import SignedReceipt


class ErrorNumber(StrEnum):
    MALFORMED = "E101"
    TOO_LARGE = "E102"
    OTHER_NAME = "E103"
    """the message names another terminal or submission than the path"""
    FOREIGN_CERTIFICATE = "E104"
    UNKNOWN_TERMINAL = "E105"
    FORGED = "E106"
    REVOKED = "E107"
    OTHER_HALL = "E108"
    """sealed to a key that is not this hall's"""
    OTHER_BYTES = "E109"
    SEQUENCE_TAKEN = "E110"
    LOCKED = "E111"
    GONE = "E112"
    UNKNOWN_ATTACHMENT = "E113"
    WRONG_OFFSET = "E114"
    CHUNK_DAMAGED = "E115"
    ATTACHMENT_DAMAGED = "E116"
    ATTACHMENT_WHOLE = "E117"
    VERSION_REFUSED = "E118"
    """suite or schema version that this hall does not take, or a terminal that is too old"""
    BUSY = "E119"
    NO_RECORD = "E120"
    SOURCE_DOWN = "E121"
    NOT_PUBLISHED = "E122"


STATUS: dict[ErrorNumber, HTTPStatus] = {
    ErrorNumber.MALFORMED: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorNumber.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ErrorNumber.OTHER_NAME: HTTPStatus.FORBIDDEN,
    ErrorNumber.FOREIGN_CERTIFICATE: HTTPStatus.FORBIDDEN,
    ErrorNumber.UNKNOWN_TERMINAL: HTTPStatus.FORBIDDEN,
    ErrorNumber.FORGED: HTTPStatus.FORBIDDEN,
    ErrorNumber.REVOKED: HTTPStatus.FORBIDDEN,
    ErrorNumber.OTHER_HALL: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorNumber.OTHER_BYTES: HTTPStatus.CONFLICT,
    ErrorNumber.SEQUENCE_TAKEN: HTTPStatus.CONFLICT,
    ErrorNumber.LOCKED: HTTPStatus.FORBIDDEN,
    ErrorNumber.GONE: HTTPStatus.GONE,
    ErrorNumber.UNKNOWN_ATTACHMENT: HTTPStatus.NOT_FOUND,
    ErrorNumber.WRONG_OFFSET: HTTPStatus.CONFLICT,
    ErrorNumber.CHUNK_DAMAGED: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorNumber.ATTACHMENT_DAMAGED: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorNumber.ATTACHMENT_WHOLE: HTTPStatus.PRECONDITION_FAILED,
    ErrorNumber.VERSION_REFUSED: HTTPStatus.UPGRADE_REQUIRED,
    ErrorNumber.BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
    ErrorNumber.NO_RECORD: HTTPStatus.NOT_FOUND,
    ErrorNumber.SOURCE_DOWN: HTTPStatus.SERVICE_UNAVAILABLE,
    ErrorNumber.NOT_PUBLISHED: HTTPStatus.NOT_FOUND,
}


@dataclass(frozen=True)
class Refused:
    """The outcome of a request that changed nothing."""

    error: ErrorNumber
    detail: str = ""
    statement: SignedReceipt | None = None
    """for 410 the receipt, for 422 the signed reason"""
