"""The demonstration's departments: what each source knows of a person or a company, by fact id."""

from collections.abc import Callable
from datetime import date
from typing import Final, TypeAlias

from hall.queries.contributions import EMPLOYER, contributions_of
from hall.queries.people import Company, Person, Registers

Value: TypeAlias = str | bool | int | tuple[str, ...]
PersonSource: TypeAlias = Callable[[Person, date], dict[str, Value]]


def person_sources() -> dict[str, PersonSource]:
    return dict(_PERSON_SOURCES)


def company_facts(company: Company, registers: Registers) -> dict[str, Value]:
    """What the market registry and the electronic licence say."""
    chief = registers.person_of_card(company.legal_representative)
    facts: dict[str, Value] = {
        "company.uscc": company.uscc,
        "company.name": company.name,
        "company.type": company.type,
        "company.status": company.status,
        "company.address": company.address,
        "company.scope": company.scope,
        "company.capital": company.capital_fen,
        "company.industry": "I65",
        "company.abnormal": False,
        "company.staff_count": 12,
        "company.tax_clear": True,
    }
    if chief is not None:
        facts |= {"company.legalrep_name": chief.name, "company.legalrep_idno": chief.id_number}
    return facts


def _account(person: Person, today: date) -> dict[str, Value]:
    return {"person.mobile": person.mobile, "person.postal_address": person.address or _RESIDENCE}


def _population(person: Person, today: date) -> dict[str, Value]:
    facts: dict[str, Value] = {
        "person.hukou_kind": person.hukou,
        "person.sex": person.sex,
        "person.birth": person.birth.isoformat(),
        "crime.station": "测试公安分局木兰路派出所",
    }
    if person.address:
        facts |= {"person.hukou_address": person.address}
    if person.nation:
        facts |= {"person.ethnic": person.nation}
    return facts


def _residence(person: Person, today: date) -> dict[str, Value]:
    if person.hukou == "local":
        return {"person.residence_address": person.address, "person.residence_district": "310104"}
    return {
        "person.residence_address": _RESIDENCE,
        "person.residence_district": "310104",
        "resid.no": f"TEST{person.id_number[6:14]}",
        "resid.status": "valid",
        "resid.registered_on": f"{today.year - 2}-03-01",
        "resid.anniversary": f"{today.year}-12-15",
    }


def _pension(person: Person, today: date) -> dict[str, Value]:
    retired = contributions_of(person, today).is_retired
    return {"person.retired": retired, "pension.kinds": ("employee",) if retired else ()}


def _insurance(person: Person, today: date) -> dict[str, Value]:
    record = contributions_of(person, today)
    if not record.months:
        return {"insurance.months": 0, "insurance.status": "none"}
    first = record.months[0]
    return {
        "insurance.months": len(record.months),
        "insurance.status": "receiving" if record.is_retired else "active",
        "insurance.start": f"{first.year}-{first.month:02d}",
        "work.employer": EMPLOYER,
    }


def _housing_fund(person: Person, today: date) -> dict[str, Value]:
    months = min(len(contributions_of(person, today).months), 120)
    return {
        "gjj.account": f"TEST{person.id_number[-6:]}",
        "gjj.status": "normal",
        "gjj.months": months,
        "gjj.balance": months * 168_000,
        "gjj.last_withdraw": f"{today.year - 2}-11-08",
    }


def _social_card(person: Person, today: date) -> dict[str, Value]:
    return {"sscard.status": "active", "sscard.no": f"TEST{person.id_number[-8:]}", "account.bank": "测试银行"}


def _marriage(person: Person, today: date) -> dict[str, Value]:
    return {"person.marital": "married" if person.card in {"A", "C"} else "single", "person.marital_place": "local"}


def _real_estate(person: Person, today: date) -> dict[str, Value]:
    owned = person.hukou == "local"
    facts: dict[str, Value] = {"home.owned": owned}
    return facts | {"property.address": person.address} if owned else facts


_RESIDENCE: Final = "上海市测试区海棠路7弄2号1101室"
_PERSON_SOURCES: Final[dict[str, PersonSource]] = {
    "hall.account.profile": _account,
    "hall.police.population": _population,
    "hall.police.residence": _residence,
    "hall.hrss.pension": _pension,
    "hall.hrss.insurance": _insurance,
    "hall.gjj.account": _housing_fund,
    "hall.hrss.card": _social_card,
    "hall.civil.marriage": _marriage,
    "hall.realestate.registry": _real_estate,
}
