"""PH-P-001: the pension contribution record as one deterministic A4 PDF."""

import base64
import hashlib
import hmac
import io
import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import qrcode
import qrcode.image.svg
import typst

from hall.queries.contributions import Contributions, contributions_of
from hall.queries.people import Person

TITLE: Final = "养老保险缴费记录"
RECENT_MONTHS: Final = 12
_TEMPLATE: Final = Path(__file__).with_name("pension.typ")


@dataclass(frozen=True)
class ProofRequest:
    person: Person = field(repr=False)
    number: str
    day: date
    code: str


def verification_code(key: bytes, terminal_id: str, session: str, item_code: str, number: str) -> str:
    """Three groups of four letters and digits, the same for the same request; nothing in it can be guessed."""
    text = "\0".join(("proof", terminal_id, session, item_code, number))
    letters = base64.b32encode(hmac.digest(key, text.encode(), hashlib.sha256)).decode()
    return "-".join(letters[n : n + 4] for n in (0, 4, 8))


def pension_pdf(request: ProofRequest) -> bytes:
    """The same bytes for the same request."""
    inputs = {"data": json.dumps(_data(request), ensure_ascii=False), "qr": _qr_svg(request.code)}
    return bytes(typst.compile(_TEMPLATE, format="pdf", sys_inputs=inputs, pdf_tags=False))


def _data(request: ProofRequest) -> dict[str, Any]:
    record = contributions_of(request.person, request.day)
    recent = record.months[-RECENT_MONTHS:]
    return {
        "title": TITLE,
        "subtitle": "参加个人城镇基本养老保险缴费情况",
        "issuer": "演示政务服务大厅 · 市人社局（演示）",
        "facts": _facts(request, record),
        "years": [[str(y.year), str(y.months), _yuan(y.base_fen), _yuan(y.personal_fen)] for y in record.years],
        "recent_title": f"最近 {len(recent)} 个月",
        "recent": [
            [f"{m.year} 年 {m.month:02d} 月", _yuan(m.base_fen), _yuan(m.personal_fen), "已到账"] for m in recent
        ],
        "code": request.code,
        "number": request.number,
        "date": f"{request.day:%Y 年 %m 月 %d 日}",
    }


def _facts(request: ProofRequest, record: Contributions) -> list[list[str]]:
    person = request.person
    return [
        ["姓名", person.name],
        ["证件号码", f"{person.id_number[:6]} ******** {person.id_number[-4:]}"],
        ["缴费状态", "领取待遇" if record.is_retired else "正常缴费"],
        ["累计缴费月数", f"{len(record.months)} 个月"],
        ["个人缴费合计", f"{_yuan(record.personal_fen)} 元"],
        ["查询范围", _span(record)],
    ]


def _span(record: Contributions) -> str:
    if not record.months:
        return "无缴费记录"
    first, last = record.months[0], record.months[-1]
    return f"{first.year}.{first.month:02d}—{last.year}.{last.month:02d}"


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"


def _qr_svg(text: str) -> str:
    picture = io.BytesIO()
    qrcode.make(text, image_factory=qrcode.image.svg.SvgPathImage, border=0).save(picture)
    return picture.getvalue().decode()
