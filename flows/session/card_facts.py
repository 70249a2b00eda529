"""What a card's chip says, as facts of the vocabulary (catalogue/facts.csv)."""

import re
from collections.abc import Iterable
from datetime import datetime

from devices.id_card_reader import CardKind, IdCard
from flows.decision import FactRecord, FactScalar, Trust
from flows.engine.rows import plain

CHIP = "idcard.chip"
SECOND_CHIP = "idcard2.chip"
LONG_TERM = "长期"
"""as it is printed on a card without an end"""

_KINDS = {
    CardKind.CITIZEN: "resident",
    CardKind.HK_MO_TW: "hkmtw",
    CardKind.FOREIGNER_2017: "fpr",
    CardKind.FOREIGNER_2023: "fpr",
}


def card_facts(card: IdCard, at: datetime) -> dict[str, FactRecord]:
    """The applicant's own card. What the chip leaves empty is no fact."""
    values: dict[str, FactScalar | None] = {
        "person.name": card.name,
        "person.idno": card.id_number,
        "person.idtype": _KINDS[card.kind],
        "person.sex": card.sex,
        "person.ethnic": card.nation,
        "person.birth": card.birth.isoformat(),
        "person.nationality": card.nationality,
        "person.id_to": card.valid_to.isoformat() if card.valid_to else LONG_TERM,
        "person.id_address": card.address,
    }
    return _records(values.items(), CHIP, at)


def second_card_facts(card: IdCard, names: Iterable[str], at: datetime) -> dict[str, FactRecord]:
    """What a second card gives for `names`, by the last word of each; a row of a repeat like the fact itself.

    Raises KeyError for a word that no chip knows: a value must never stand under the name of another.
    """
    values: dict[str, FactScalar] = {
        "name": card.name,
        "counterparty": card.name,
        "idno": card.id_number,
        "sex": card.sex,
        "birth": card.birth.isoformat(),
        "address": card.address,
    }
    found = [(name, values[re.split(r"[._]", plain(name))[-1]]) for name in names]
    return _records(found, SECOND_CHIP, at)


def _records(values: Iterable[tuple[str, FactScalar | None]], source: str, at: datetime) -> dict[str, FactRecord]:
    return {fact: FactRecord(fact, value, source, Trust.A, at) for fact, value in values if value}
