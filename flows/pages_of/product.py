"""The product page: who, what to bring, how long, how you get it. Then the privacy notice."""

from flows.pages import Fact, Heading, NoticePage, Panel, ServicePage
from flows.pages_of.home import minutes_of
from flows.service_guide import ItemInfo
from flows.session.browsing_stages import Product
from flows.session.state import Session
from flows.wording import Wording


def product_page(session: Session, stage: Product, w: Wording) -> ServicePage:
    info = w.terminal.catalogue.info(stage.code, w.language)
    obstacle = w.terminal.obstacle(info, session.devices)
    return ServicePage(
        heading=Heading(info.name, w("service-sentence", department=info.department), info.official_name),
        facts=_facts(info, w),
        steps=_steps(info, w),
        panel=Panel("warn", w("cannot-today", reason=w(obstacle)), w("cannot-today-way"), "staff")
        if obstacle
        else Panel("note", w("service-privacy-title"), w("service-privacy"), "lock"),
        back=w.back(),
        primary=w.button("primary", "service-start", "next"),
        demo_mark=w("demo-data") if info.sample and w.terminal.profile.demo_data else "",
    )


def notice_page(session: Session, w: Wording) -> NoticePage:
    code = session.application.code if session.application else ""
    return NoticePage(
        heading=Heading(w("notice-title"), w("notice-sentence")),
        rows=w.terminal.catalogue.notice(code, w.language),
        back=w.back(),
        primary=w.button("primary", "notice-primary", "next"),
    )


def how_got(info: ItemInfo, w: Wording) -> str:
    """Without a locker that way is not named."""
    if info.how_got and (w.terminal.profile.cells or "locker" not in info.deliveries):
        return info.how_got
    return w.joined(tuple(w(f"delivery-{way}") for way in info.deliveries if way != "locker"))


def _facts(info: ItemInfo, w: Wording) -> tuple[Fact, ...]:
    legal = w("days-legal", days=info.legal_days) if info.legal_days else ""
    aside = w("days-rules") if info.by_rules else legal
    result = w("result-days", days=info.promised_days) if info.promised_days else w("result-now")
    members = tuple(w.terminal.catalogue.info(code, w.language).name for code in info.members)
    together = (Fact("list", w("fact-members", count=len(members)), w.joined(members)),) if members else ()
    return (
        Fact("clock", w("fact-here"), minutes_of(info, w)),
        Fact("calendar", w("fact-result"), result, aside),
        Fact("yuan", w("fact-cost"), info.cost),
        Fact("person", w("fact-who"), info.who),
        Fact("card", w("fact-bring"), w.joined(info.bring) if info.bring else w("bring-nothing")),
        Fact("locker", w("fact-how-got"), how_got(info, w)),
        *together,
    )


def _steps(info: ItemInfo, w: Wording) -> tuple[str, ...]:
    names = ["step-identify", "step-answer", "step-check", "step-sign", "step-slip"]
    if not info.signs:
        names.remove("step-sign")
    return tuple(w(name) for name in names)
