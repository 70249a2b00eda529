"""The real content, compiled once for all tests, and the persona that most tests play."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.decision import FactScalar
from flows.engine.model import FactDef
from flows.engine.pack import Pack
from flows.engine.rehearsal import Persona
from flows.loading.compiling import compile_pack, digest_of
from flows.loading.content import opened
from flows.loading.folder import read_folder

FOLDER = Path(__file__).resolve().parents[3] / "flows" / "content"
RAW, FAULTS = compile_pack(read_folder(FOLDER))
CONTENT = opened(RAW, digest_of(RAW))
PACK = Pack(RAW, CONTENT.engine.digest())


def sample_value(fact: FactDef, raw: dict[str, Any] = RAW) -> FactScalar:
    """Something of the right type."""
    match fact.type:
        case "enum":
            return fact.values[0]
        case "multi":
            return fact.values[:1]
        case "list":
            return ("测试",)
        case "bool":
            return False
        case "count" | "fen" | "percent":
            return 24
        case "date":
            return "2020-03-01"
        case "code":
            return str(next(iter(raw["codes"][fact.codes]))) if fact.codes else "T1"
        case _:
            return "测试"


_OWN: dict[str, FactScalar] = {
    "person.idno": "310104198501020019",
    "person.birth": "1985-01-02",
    "person.hukou_kind": "local",
    "person.retired": True,
    "birth.local": True,
    "birth.first_cert": True,
    "company.legalrep_idno": "310104198501020019",
    "company.uscc": "91310104MA1TET000F",
    "account.no": "6222020000000007",
}
DEFAULT = Persona(
    "default",
    {name: sample_value(fact) for name, fact in PACK.facts.items() if fact.sources} | _OWN,
    {
        "q.account_typed": "6222020000000007",
        "q.company_uscc": "91310104MA1TET000F",
        "q.own_share": "40",
        "q.holder_share": "60",
        "q.found_capital": "1000000",
        "q.new_capital": "1000000",
    },
)
