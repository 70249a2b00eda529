"""Check answers: by where each came from, covered where personal, each of the customer's own with 「修改」."""

from collections.abc import Iterable
from typing import assert_never

from flows.decision import FactRecord, FactScalar, Ready
from flows.engine.rows import plain
from flows.masking import masked
from flows.pages import Button, Heading, Masked, Panel, ReviewGroup, ReviewPage, ReviewRow, SignPage
from flows.pages_of.findings import told_panel
from flows.pages_of.progress import Step, progress_at
from flows.session.declaration import clauses
from flows.session.following import promise_for
from flows.session.papers import pages_for
from flows.session.proving import instant_proof
from flows.session.stages import Reviewing, Signing
from flows.session.state import Application, Session
from flows.session.submission_builder import material_source
from flows.session.verdicts import verdicts_of
from flows.verdict import Denied, Granted, ToPerson
from flows.wording import Wording

_GROUPS = ("card", "licence", "hall", "yours")
_ICONS = {"card": "card", "licence": "building", "hall": "page", "yours": "hand", "papers": "camera"}


def review_page(session: Session, stage: Reviewing, w: Wording) -> ReviewPage:
    ready = stage.ready
    return ReviewPage(
        heading=Heading(w("review-title"), _sentence(ready, w), progress=progress_at(session, Step.CHECK, w)),
        panel=_told(session, ready, w) or Panel("note", w("review-masked-title"), w("review-masked"), "eye"),
        groups=_groups(session, ready, w),
        back=w.back(),
        primary=w.button("primary", _primary(ready), "print" if instant_proof(ready) else "sign"),
    )


def sign_page(session: Session, stage: Signing, w: Wording) -> SignPage:
    return SignPage(
        heading=Heading(w("sign-title"), w("sign-sentence"), progress=progress_at(session, Step.SIGN, w)),
        clauses=clauses(stage.ready, session, w.terminal),
        field_label=w("sign-field"),
        clear=w.button("clear", "sign-clear", "erase"),
        back=w.back(),
        primary=w.button("primary", "sign-primary", "send"),
        hint=w("sign-hint"),
    )


def _sentence(ready: Ready, w: Wording) -> str:
    if instant_proof(ready):
        return w("review-sentence-proof")
    return w("review-sentence") if ready.signature else w("review-sentence-plain")


def _told(session: Session, ready: Ready, w: Wording) -> Panel | None:
    """What the rules only warn of is known before one signs."""
    application = session.application
    verdicts = verdicts_of(application, ready, w.terminal) if application is not None else {}
    return told_panel(
        (one for verdict in verdicts.values() if isinstance(verdict, Granted | ToPerson) for one in verdict.told), w
    )


def _decided(application: Application, ready: Ready, w: Wording) -> Iterable[ReviewRow]:
    """秒批: who decides, where rules may."""
    for item, verdict in verdicts_of(application, ready, w.terminal).items():
        name = w.terminal.catalogue.info(item, w.language).name if len(ready.items) > 1 else w("review-decided")
        match verdict:
            case Granted():
                yield ReviewRow(name, w("review-by-rules"))
            case Denied(findings=findings):
                reasons = w.joined(tuple(w.content(one.reason) for one in findings))
                yield ReviewRow(name, w("review-by-person", reasons=reasons))
            case ToPerson():
                pass
            case _:
                assert_never(verdict)


def _primary(ready: Ready) -> str:
    if instant_proof(ready):
        return "review-print"
    return "review-sign" if ready.signature else "review-send"


def _groups(session: Session, ready: Ready, w: Wording) -> tuple[ReviewGroup, ...]:
    application = session.application
    if application is None:
        return ()
    found: dict[str, list[ReviewRow]] = {name: [] for name in _GROUPS}
    for fact in ready.review:
        record = application.facts.get(fact)
        value = record.value if record else ready.values.get(fact)
        if value is not None:
            found[_group(fact, record, ready, application)].append(_row(fact, value, ready, w))
    groups = [
        ReviewGroup(_ICONS[name], w(f"review-group-{name}"), _aside(name, application, w), tuple(rows))
        for name, rows in found.items()
        if rows
    ]
    decided = tuple(_decided(application, ready, w))
    if decided:
        groups.append(ReviewGroup("calendar", w("review-group-decided"), "", decided))
    items = tuple(_items(ready, w))
    if items:
        groups.insert(0, ReviewGroup("list", w("review-group-items"), w("review-items-note"), items))
    papers = tuple(_papers(application, ready, w))
    if papers:
        groups.append(ReviewGroup(_ICONS["papers"], w("review-group-papers"), "", papers))
    return tuple(groups)


def _items(ready: Ready, w: Wording) -> Iterable[ReviewRow]:
    """In a bundle every application by name, and those that cannot be done today with the reason."""
    if len(ready.items) < 2 and not ready.dropped:
        return
    for code in ready.items:
        yield ReviewRow(w.terminal.catalogue.info(code, w.language).name, w("review-item-in"))
    for stop in ready.dropped:
        name = w.terminal.catalogue.info(stop.item, w.language).name
        yield ReviewRow(name, w("review-item-out", reason=w.content(stop.reason)))


def _group(fact: str, record: FactRecord | None, ready: Ready, application: Application) -> str:
    """By its source. What was worked out stands with the answers it can be changed by, else with what was found."""
    if record is None and fact in ready.asked:
        return "yours"
    if record is None:
        return "card" if application.hall_at is None else "hall"
    if record.source.startswith("idcard"):
        return "card"
    if record.source.startswith("elicence"):
        return "licence"
    return "hall" if record.source.startswith("hall") else "yours"


def _aside(name: str, application: Application, w: Wording) -> str:
    if name == "card":
        return w("review-card-wrong")
    if name == "hall" and application.hall_at is not None:
        return w("review-asked-at", time=w.clock(application.hall_at))
    return ""


def _row(fact: str, value: FactScalar, ready: Ready, w: Wording) -> ReviewRow:
    ask = ready.asked.get(fact)
    edit = Button(f"edit:{ask}", w("edit"), "edit") if ask else None
    return ReviewRow(w.fact(fact), _value(fact, value, w), edit)


def _value(fact: str, value: FactScalar, w: Wording) -> str | Masked:
    words = w.terminal.catalogue.value_label(fact, value, w.language)
    if w.terminal.catalogue.sensitivity(fact) == "none" or not isinstance(value, str) or words != value:
        return words
    return masked(words, address=plain(fact).endswith("address"))


def _papers(application: Application, ready: Ready, w: Wording) -> Iterable[ReviewRow]:
    for paper in ready.following:
        promise = promise_for(paper, application, w.terminal, w.language)
        edit = Button(f"pages:{paper.id}", w("edit"), "edit")
        yield ReviewRow(w.content(paper.title), w("review-later", day=w.day(promise.due), place=promise.place), edit)
    for need in ready.materials:
        source = material_source(application, need)
        if source not in ("scan", "later"):
            yield ReviewRow(w.content(need.title), w(f"source-{source}"))
    for name, pages in pages_for(application, ready).items():
        edit = Button(f"pages:{name}", w("edit"), "edit")
        yield ReviewRow(w.content(application.titles[name]), w("review-pages", count=len(pages)), edit)
    for text in ready.originals:
        yield ReviewRow(w.content(text), w("review-original"))
