"""From what was chosen or typed to facts, or to a sentence that says what is wrong and how it is right."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from flows.decision import Answered, AskKind, FactRecord, FactScalar, Unanswered
from flows.engine.asking import OpenAsk
from flows.engine.model import AskDef
from flows.engine.rows import row_of
from flows.engine.state import TODAY, State
from flows.engine.unknown import UNKNOWN
from flows.rules.bank_card import bank_card_number
from flows.rules.credit_code import CreditCodeFault, credit_code_fault, normalized_credit_code
from flows.rules.identity import IdNumberFault, id_number_fault, normalized_id_number


def answer(open_ask: OpenAsk, given: tuple[str, ...] | str, state: State, at: datetime) -> Answered | Unanswered:
    """Raises ValueError if the kind of question takes no answer (SCAN, DEVICE)."""
    definition = open_ask.definition
    if definition.ask.kind is AskKind.CONFIRM:
        records = [state.at.book[fact] for fact in open_ask.sets if fact in state.at.book]
        return Answered(tuple(replace(record, confirmed=True) for record in records))
    value = _value(definition, given, state)
    if isinstance(value, Unanswered):
        return value
    record = FactRecord(open_ask.sets[0], value, "ask", definition.trust, at)
    return _checked(definition, record, state) or Answered((record,))


def _checked(definition: AskDef, record: FactRecord, state: State) -> Unanswered | None:
    after = state.suppose({record.fact: record.value})
    for check in definition.checks:
        if after.truth(check.when, row_of(record.fact)) is True:
            return Unanswered(check.say, warning=check.warn, records=(record,) if check.warn else ())
    return None


def _value(definition: AskDef, given: tuple[str, ...] | str, state: State) -> FactScalar | Unanswered:
    kind = definition.ask.kind
    special = _by_type(state.at.pack.facts[definition.ask.sets[0]].type, given)
    if special is not None:
        return special
    match kind:
        case AskKind.CHOICE | AskKind.CONSENT:
            return _chosen(definition, given, state)
        case AskKind.MULTI:
            return _ticked(definition, given)
        case AskKind.DATE:
            return _day(given if isinstance(given, str) else given[0], state)
        case AskKind.TEXT | AskKind.ADDRESS:
            return _text(definition, _typed(given))
        case AskKind.NUMBER:
            return _number(_typed(given))
        case AskKind.MONEY:
            return _money(_typed(given))
        case AskKind.MOBILE:
            return _mobile(_typed(given))
        case AskKind.IDNO:
            return _idno(_typed(given))
        case AskKind.CONFIRM | AskKind.SCAN | AskKind.DEVICE:
            msg = f"{definition.ask.id}: a question of kind {kind} is not answered in words"
            raise ValueError(msg)


def _by_type(fact_type: str, given: tuple[str, ...] | str) -> FactScalar | Unanswered | None:
    """Facts whose own rule goes before the rule of the question."""
    match fact_type:
        case "bankcard":
            return bank_card_number(_typed(given)) or Unanswered("answer-bankcard")
        case "uscc":
            return _credit_code(_typed(given))
        case _:
            return None


def _credit_code(typed: str) -> FactScalar | Unanswered:
    match credit_code_fault(typed):
        case None:
            return normalized_credit_code(typed)
        case CreditCodeFault.LENGTH:
            return Unanswered("answer-uscc-length", {"count": len(normalized_credit_code(typed))})
        case CreditCodeFault.CHARACTERS | CreditCodeFault.CHECK:
            return Unanswered("answer-uscc")


def _typed(given: tuple[str, ...] | str) -> str:
    return given.strip() if isinstance(given, str) else "".join(given).strip()


def _chosen(definition: AskDef, given: tuple[str, ...] | str, state: State) -> FactScalar | Unanswered:
    if isinstance(given, str) or len(given) != 1:
        return Unanswered("answer-choose-one")
    fact = state.at.pack.facts[definition.ask.sets[0]]
    if fact.type == "bool":
        return given[0] == "yes"
    if fact.type == "count":
        return int(given[0])
    return given[0]


def _ticked(definition: AskDef, given: tuple[str, ...] | str) -> FactScalar | Unanswered:
    ticks = (given,) if isinstance(given, str) else given
    if len(ticks) < definition.ask.min_choices:
        return Unanswered("answer-choose-more", {"count": definition.ask.min_choices})
    known = [option.id for option in definition.options]
    return tuple(sorted(ticks, key=lambda one: known.index(one) if one in known else len(known)))


def _text(definition: AskDef, typed: str) -> FactScalar | Unanswered:
    text = re.sub(r"\s+", " ", typed)
    if not text:
        return Unanswered("answer-empty")
    if len(text) > definition.ask.max_length:
        return Unanswered("answer-too-long", {"most": definition.ask.max_length})
    return text


def _number(typed: str) -> FactScalar | Unanswered:
    digits = re.sub(r"[\s,，]", "", typed)
    return int(digits) if digits.isdigit() and len(digits) < 12 else Unanswered("answer-number")


def _money(typed: str) -> FactScalar | Unanswered:
    found = re.fullmatch(r"(\d{1,10})(?:\.(\d{1,2}))?", re.sub(r"[\s,，¥元]", "", typed))
    if found is None:
        return Unanswered("answer-money")
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def _mobile(typed: str) -> FactScalar | Unanswered:
    digits = re.sub(r"[\s-]", "", typed)
    if not digits.isdigit() or len(digits) != 11:
        return Unanswered("answer-mobile-length", {"count": len(re.sub(r"\D", "", digits))})
    return digits if re.fullmatch(r"1[3-9]\d{9}", digits) else Unanswered("answer-mobile")


def _idno(typed: str) -> FactScalar | Unanswered:
    match id_number_fault(typed):
        case None:
            return normalized_id_number(typed)
        case IdNumberFault.LENGTH:
            return Unanswered("answer-idno-length", {"count": len(normalized_id_number(typed))})
        case IdNumberFault.CHARACTERS | IdNumberFault.BIRTH | IdNumberFault.CHECK:
            return Unanswered("answer-idno")


_PRESETS: Final[Mapping[str, int]] = {"today": 0, "yesterday": -1, "tomorrow": 1}


def _day(given: str, state: State) -> FactScalar | Unanswered:
    today = state.value(TODAY)
    if given in _PRESETS:
        if today is UNKNOWN:
            return Unanswered("answer-date")
        return (date.fromisoformat(today) + timedelta(days=_PRESETS[given])).isoformat()
    digits = re.sub(r"\D", "", given)
    if len(digits) != 8:
        return Unanswered("answer-date")
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
    except ValueError:
        return Unanswered("answer-date")
