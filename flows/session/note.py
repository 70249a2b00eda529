"""A slip for who wants it on paper: a reason, an answer, the number once more."""

from enum import StrEnum

from devices.receipt_printer import Printed, PrintOutcome


class Note(StrEnum):
    NONE = "none"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"

    @property
    def may_print(self) -> bool:
        """Not twice: who has it does not need another."""
        return self in (Note.NONE, Note.FAILED)


def note_after(outcome: PrintOutcome) -> Note:
    return Note.PRINTED if isinstance(outcome, Printed) else Note.FAILED
