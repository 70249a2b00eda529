"""PH-P-001: the pension contribution record, from the same contributions that the fact queries answer with."""

from dataclasses import replace
from datetime import date
from typing import Final

from hall.catalogue import Item
from hall.proofs.paper import Pair, Paper, Table
from hall.queries.contributions import Contributions, contributions_of
from hall.queries.people import Person

ITEM: Final = "PH-P-001"
SOURCE: Final = "hall.hrss.insurance"
TITLE: Final = "养老保险缴费记录"
RECENT_MONTHS: Final = 12
_LONG: Final = 8


def pension_paper(item: Item, person: Person, day: date, *, english: bool = False) -> Paper:
    record = contributions_of(person, day)
    recent = record.months[-RECENT_MONTHS:]
    years = tuple((str(y.year), str(y.months), _yuan(y.base_fen), _yuan(y.personal_fen)) for y in record.years)
    months = tuple(
        (f"{m.year} 年 {m.month:02d} 月", _yuan(m.base_fen), _yuan(m.personal_fen), "已到账") for m in recent
    )
    paper = Paper(
        title=TITLE,
        subtitle=item.name_en if english else item.name_zh,
        issuer=f"演示政务服务大厅 · {item.department}（演示）",
        facts=_facts(record),
    )
    if not record.months:
        return replace(paper, text="在本市没有查到缴费记录。")
    yearly = Table("按年度汇总", ("年度", "月数", "月均基数（元）", "个人缴费（元）"), years, halves=len(years) > _LONG)
    head = ("缴费月份", "缴费基数（元）", "个人缴费（元）", "缴费情况")
    return replace(paper, tables=(yearly, Table(f"最近 {len(recent)} 个月", head, months)))


def _facts(record: Contributions) -> tuple[Pair, ...]:
    return (
        ("缴费状态", "领取待遇" if record.is_retired else "正常缴费" if record.months else "未参保"),
        ("累计缴费月数", f"{len(record.months)} 个月"),
        ("个人缴费合计", f"{_yuan(record.personal_fen)} 元"),
        ("查询范围", _span(record)),
    )


def _span(record: Contributions) -> str:
    if not record.months:
        return "无缴费记录"
    first, last = record.months[0], record.months[-1]
    return f"{first.year}.{first.month:02d}—{last.year}.{last.month:02d}"


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"
