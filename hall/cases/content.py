"""What a case holds, opened for one look: the body, and the few fields the hall acts on."""

from dataclasses import dataclass, field

from hall.record_seal import RecordSeal
from hall.storage.case_tables import Case
from offline_cache.wire import SubmissionBody


class ContentPurgedError(Exception):
    """The contents were erased after their retention; states and events remain."""


@dataclass(frozen=True)
class Applicant:
    name: str = field(repr=False)
    id_number: str = field(repr=False)
    mobile: str = field(repr=False)


def row_of(terminal_id: str, sub_id: str) -> str:
    return f"case/{terminal_id}/{sub_id}"


def content_of(seal: RecordSeal, case: Case) -> SubmissionBody:
    """Raises ContentPurgedError, RecordUnsealError."""
    if case.content is None:
        raise ContentPurgedError(case.case_number)
    return SubmissionBody.model_validate_json(seal.open(case.content, row_of(case.terminal_id, case.sub_id)))


def ticket_row(terminal_id: str, sub_id: str) -> str:
    return f"ticket/{terminal_id}/{sub_id}"


def applicant_of(body: SubmissionBody) -> Applicant:
    return Applicant(_text(body, "person.name"), _text(body, "person.idno"), _text(body, "person.mobile"))


def masked_mobile(mobile: str) -> str:
    return f"{mobile[:3]}****{mobile[-4:]}" if len(mobile) == 11 else "未留手机号"


def masked_id(number: str) -> str:
    return f"{number[:1]}{'*' * (len(number) - 2)}{number[-1:]}" if len(number) > 2 else ""


def _text(body: SubmissionBody, fact: str) -> str:
    value = body.facts.get(fact)
    return str(value.value) if value is not None else ""
