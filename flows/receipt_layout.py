"""收件凭证 for 80 mm paper: what it must say (domain rules B5), masked, and never what only the authority may say."""

from datetime import datetime

from devices.receipt_printer import Align, Code128, Feed, Pair, QrCode, ReceiptDocument, ReceiptPart, Rule, Text
from flows.service_guide import ItemInfo
from flows.terminal import Terminal
from flows.voucher import Voucher, VoucherMaterial
from flows.wording import Wording, in_fours
from offline_cache.submission import CaseProgress, Delivery, SubmissionState

FORBIDDEN = ("材料齐全", "符合法定形式", "已受理", "予以受理", "准予")
"""acts of the authority: never on the terminal's paper"""
_THERE = (SubmissionState.RECEIPTED, SubmissionState.PURGED)


def lay_out_receipt(
    voucher: Voucher, delivery: Delivery | None, terminal: Terminal, language: str, *, reprint: bool = False
) -> ReceiptDocument:
    w = Wording(terminal, language)
    there = delivery is not None and delivery.state in _THERE
    info = terminal.catalogue.info(voucher.item_code, language)
    title = w("paper-title-proof") if voucher.outcome == "proof" else w("paper-title")
    parts: list[ReceiptPart] = [*_head(title, voucher.number, w, there=there, reprint=reprint), Rule()]
    parts += _about(voucher, info, w)
    if delivery is not None and there and delivery.case_number:
        parts.append(Pair(w("paper-case"), delivery.case_number))
    parts += [Rule(), *_materials(voucher, w), *_clocks(voucher, info, w), Rule()]
    parts += _next(voucher, info, w, there=there)
    parts += [Rule(), Text(w("paper-not-acceptance")), *_foot(info, w)]
    return ReceiptDocument(tuple(parts), reprint=reprint)


def lay_out_case_slip(progress: CaseProgress, terminal: Terminal, language: str) -> ReceiptDocument:
    """Once more for who comes back: the number and how far it is. What was handed in is sealed, and not on it.

    Once the hall has told something it is no receipt any more, but the hall's words with their day.
    """
    w = Wording(terminal, language)
    there = progress.delivery.state in _THERE
    info = terminal.catalogue.info(progress.item_code, language)
    title = w("paper-title") if progress.latest is None else w("paper-title-progress")
    parts = [*_head(title, progress.number, w, there=there, reprint=progress.latest is None), Rule()]
    parts += [
        Pair(w("paper-item"), info.official_name or info.name),
        Pair(w("paper-received"), w.moment(progress.sealed_at)),
        _place(w),
    ]
    if progress.delivery.case_number:
        parts.append(Pair(w("paper-case"), progress.delivery.case_number))
    parts += [Rule(), *_told(progress, w, there=there)]
    return ReceiptDocument((*parts, *_foot(info, w)), reprint=progress.latest is None)


def _told(progress: CaseProgress, w: Wording, *, there: bool) -> list[ReceiptPart]:
    latest = progress.latest
    if latest is None:
        return [Text(w("paper-slip-there") if there else w("paper-next-waiting")), Text(w("paper-not-acceptance"))]
    said = latest.text_en if w.language == "en" else latest.text_zh
    at = w.moment(datetime.fromisoformat(latest.at))
    return [Pair(w("paper-told"), said or latest.text_zh), Pair(w("paper-told-at"), at), Text(w("paper-told-by"))]


def _head(title: str, number: str, w: Wording, *, there: bool, reprint: bool) -> list[ReceiptPart]:
    parts: list[ReceiptPart] = [Text(title, Align.CENTER, bold=True, scale=2)]
    if not there:
        parts.append(Text(w("paper-waiting"), Align.CENTER, bold=True, scale=2))
    if reprint:
        parts.append(Text(w("paper-reprint"), Align.CENTER, bold=True))
    parts += [Feed(), Code128(number), Text(in_fours(number), Align.CENTER), QrCode(number)]
    return parts


def _place(w: Wording) -> Pair:
    profile = w.terminal.profile
    return Pair(w("paper-place"), f"{profile.branch(w.language)} · {profile.terminal_id}")


def _about(voucher: Voucher, info: ItemInfo, w: Wording) -> list[ReceiptPart]:
    pairs = [(w("paper-item"), info.official_name or info.name)]
    pairs += [
        (w("paper-member"), w.terminal.catalogue.info(code, w.language).name)
        for code in voucher.members
        if not voucher.proofs
    ]
    pairs.append((w("paper-applicant"), voucher.applicant))
    if voucher.mobile:
        pairs.append((w("paper-mobile"), voucher.mobile))
    pairs.append((w("paper-received"), w.moment(voucher.received_at)))
    for code, verification in voucher.proofs:
        if len(voucher.proofs) > 1:
            pairs.append((w("paper-member"), w.terminal.catalogue.info(code, w.language).name))
        pairs.append((w("paper-proof-code"), verification))
    return [*(Pair(label, value) for label, value in pairs), _place(w)]


def _materials(voucher: Voucher, w: Wording) -> list[ReceiptPart]:
    if not voucher.materials:
        return [Pair(w("paper-materials"), w("paper-no-materials"))]
    parts: list[ReceiptPart] = [Text(w("paper-materials"), bold=True)]
    parts += [
        Text(w("paper-material", place=n, title=w.content(one.title), source=_source(one, w)))
        for n, one in enumerate(voucher.materials, 1)
    ]
    return parts


def _source(one: VoucherMaterial, w: Wording) -> str:
    return w("source-later", day=w.day(one.due)) if one.due else w(f"source-{one.source}")


def _clocks(voucher: Voucher, info: ItemInfo, w: Wording) -> list[ReceiptPart]:
    if voucher.outcome == "proof":
        return []
    if voucher.by_rules:
        return [Pair(w("paper-promised"), w("paper-by-rules"))]
    promised = w("paper-days", days=info.promised_days) if info.promised_days else w("paper-same-day")
    parts: list[ReceiptPart] = [Pair(w("paper-promised"), promised)]
    if info.legal_days:
        parts.append(Pair(w("paper-legal"), w("paper-days", days=info.legal_days)))
    return parts


def _next(voucher: Voucher, info: ItemInfo, w: Wording, *, there: bool) -> list[ReceiptPart]:
    if voucher.outcome == "proof":
        return [Text(w("paper-proof-next") if there else w("paper-proof-next-waiting"))]
    lines = [w("paper-next-there") if there else w("paper-next-waiting"), w("paper-next-five-days")]
    if voucher.originals:
        names = w.joined(tuple(w.content(text) for text in voucher.originals))
        lines.append(w("paper-next-deposit", things=names))
    if voucher.following:
        names = w.joined(tuple(w.content(one.title) for one in voucher.following))
        day = w.day(min(one.due for one in voucher.following if one.due))
        lines.append(w("paper-next-later", things=names, day=day, place=info.department))
    if voucher.delivery:
        lines.append(w(f"line-get-{voucher.delivery}") + "：" + w(f"line-get-{voucher.delivery}-note"))
    title: ReceiptPart = Text(w("what-next"), bold=True)
    return [title, *(Text(f"{n}. {line}") for n, line in enumerate(lines, start=1))]


def _foot(info: ItemInfo, w: Wording) -> list[ReceiptPart]:
    hotline = info.hotline or w.terminal.profile.hotline
    parts: list[ReceiptPart] = [Text(w("paper-track", hotline=hotline))]
    if info.sample and w.terminal.profile.demo_data:
        parts.append(Text(w("demo-data")))
    if w.terminal.profile.simulated:
        parts.append(Text(w("paper-demo"), Align.CENTER, bold=True))
    return parts
