"""收件凭证: what it must say, what it must never say, in both languages."""

from dataclasses import replace

import pytest

from devices.receipt_printer import Code128, Pair, QrCode, ReceiptDocument, Text
from flows.masking import BLANK, district, masked, paper_mobile, paper_name
from flows.receipt_layout import FORBIDDEN, lay_out_receipt
from flows.voucher import Voucher, VoucherMaterial
from offline_cache.submission import Delivery, SubmissionState
from tests.flows.session.manual_clock import START
from tests.flows.session.rig import terminal

VOUCHER = Voucher(
    sub_id="1" * 32,
    number="K071126112400001X",
    item_code="312000218000",
    received_at=START,
    applicant=paper_name("李明远"),
    mobile=paper_mobile("13900000034"),
    materials=(VoucherMaterial("original-old-licence", "original"),),
    originals=("original-old-licence",),
    delivery="locker",
)
THERE = Delivery(SubmissionState.RECEIPTED, "HALL-0001")


def words(document: ReceiptDocument) -> str:
    found = []
    for part in document.parts:
        if isinstance(part, Text):
            found.append(part.text)
        elif isinstance(part, Pair):
            found.append(f"{part.label} {part.value}")
    return "\n".join(found)


def test_it_says_what_was_received_when_where_and_what_comes_next() -> None:
    said = words(lay_out_receipt(VOUCHER, THERE, terminal(), "zh"))
    for needed in ("收件凭证", "有无违法犯罪记录证明开具", "2026-11-24 10:24", "木兰路支行 · T001", "HALL-0001",
                   "1 个工作日", "3 个工作日", "原件入柜", "接下来", "查进度", "5 个工作日"):  # fmt: skip
        assert needed in said


def test_number_as_barcode_and_qr_without_anything_personal() -> None:
    parts = lay_out_receipt(VOUCHER, THERE, terminal(), "zh").parts
    assert Code128(VOUCHER.number) in parts
    assert QrCode(VOUCHER.number) in parts


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("outcome", ["case", "proof", "slip"])
def test_it_never_says_what_only_the_authority_may_say(language: str, outcome: str) -> None:
    for delivery in (THERE, None):
        said = words(lay_out_receipt(replace(VOUCHER, outcome=outcome), delivery, terminal(), language))
        assert not [phrase for phrase in FORBIDDEN if phrase in said]


def test_not_yet_delivered_is_said_large_and_gone_once_delivered() -> None:
    waiting = words(lay_out_receipt(VOUCHER, None, terminal(), "zh"))
    assert "待送达" in waiting.splitlines()
    assert "待送达" not in words(lay_out_receipt(VOUCHER, THERE, terminal(), "zh"))


def test_a_second_copy_says_so() -> None:
    copy = lay_out_receipt(VOUCHER, THERE, terminal(), "zh", reprint=True)
    assert copy.reprint
    assert "补打" in words(copy)


def test_a_demonstration_says_so() -> None:
    assert "演示 无效" in words(lay_out_receipt(VOUCHER, THERE, terminal(), "zh"))


def test_the_english_one_has_no_chinese_but_names() -> None:
    said = words(lay_out_receipt(VOUCHER, THERE, terminal(), "en"))
    assert "What happens next" in said
    assert "收件凭证" not in said


@pytest.mark.parametrize(
    ("value", "head", "tail"),
    [
        ("310104195403120020", "3101", "20"),
        ("31010419540312002X", "3101", "2X"),
        ("13800000012", "138", "0012"),
        ("王玉兰", "王", ""),
        ("ABC123456789012", "ABC1", "12"),
    ],
)
def test_a_value_is_covered_by_what_it_looks_like(value: str, head: str, tail: str) -> None:
    found = masked(value)
    assert (found.head, found.tail, found.full) == (head, tail, value)
    assert value not in repr(found)


def test_an_address_is_shown_up_to_its_district() -> None:
    assert district("上海市测试区木兰路12弄3号402室") == "上海市测试区"
    assert district("江苏省测试市梧桐街8号") == "江苏省测试市"
    assert masked("上海市测试区木兰路12弄", address=True).head == "上海市测试区"


def test_names_on_paper_are_covered() -> None:
    assert paper_name("王玉兰") == f"王{BLANK}{BLANK}"
    assert paper_name("陈䶮") == f"陈{BLANK}"
    assert paper_name("ERIKSSON, ANNA MARIA") == f"ERIKSSON {BLANK}"
    assert paper_mobile("110") == ""
