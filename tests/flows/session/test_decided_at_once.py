"""秒批: a refusal names rule, evidence, remedy and law, and a person can always decide instead."""

from dataclasses import replace
from datetime import date

from devices.id_card_reader import IdCard
from devices.receipt_printer import ReceiptDocument
from flows import activities as act
from flows import pages as pg
from flows.decision import FactScalar, Ready
from flows.events import Pressed
from flows.receipt_layout import lay_out_receipt
from flows.session.card_facts import card_facts
from flows.session.stages import Asking, Finished, Refused
from flows.session.state import Application
from flows.session.verdicts import granted, verdicts_of
from flows.verdict import ToPerson
from flows.wanted import activity_of
from offline_cache.wire import RuleVerdict, SubmissionBody
from tests.flows.session.branch import CHEN, WANG
from tests.flows.session.manual_clock import START
from tests.flows.session.player import Player
from tests.flows.session.rig import terminal
from tests.flows.session.test_receipt import words

FUND_ON_RETIREMENT = "PH-P-056"
CARE_ELSEWHERE = "PH-P-029"
LOSS_REPORT = "PH-P-145"
CHILD_BENEFIT = "PH-P-191"
SOCIAL_CARD = "312000176000"
E_LICENCE = "PH-L-009"
DIRECTORS = "PH-L-007"
EXPIRED = replace(CHEN, valid_to=date(2020, 3, 1))
CHILD = replace(CHEN, id_number="310104201501020013", birth=date(2015, 1, 2))
FUND: dict[str, FactScalar] = {
    "person.retired": True,
    "gjj.account": "SH12345678",
    "gjj.status": "normal",
    "account.no": "6222020000000007",
    "account.bank": "建设银行",
}


def played(code: str, card: IdCard = CHEN, **known: FactScalar) -> Player:
    player = Player(code, card, known={**FUND, **{name.replace("__", "."): value for name, value in known.items()}})
    player.play()
    return player


def verdict_of(player: Player) -> RuleVerdict:
    body = player.sealed[0].body
    assert isinstance(body, SubmissionBody)
    (verdict,) = body.verdicts
    return verdict


def refusal(player: Player) -> pg.RefusalPage:
    page = player.pages[-1]
    assert isinstance(page, pg.RefusalPage), page
    return page


def test_a_refusal_names_the_rule_its_evidence_the_remedy_and_the_law() -> None:
    page = refusal(played(FUND_ON_RETIREMENT, gjj__status="frozen"))
    assert page.reason.title == "公积金账户被冻结或者已经注销，现在不能提。"
    evidence, remedy, law = page.reason.text.splitlines()
    assert "冻结" in evidence
    assert remedy == "请到公积金窗口问清原因。"
    assert law == "依据：《住房公积金管理条例》第 24 条"
    assert "rs.fund-retirement 第 1 版" in page.fate


def test_a_refusal_by_several_rules_names_them_all() -> None:
    page = refusal(played(FUND_ON_RETIREMENT, gjj__status="frozen", person__retired=False))
    assert page.reason.title.startswith("1. 公积金账户被冻结")
    assert [panel.title for panel in page.more] == ["2. 系统里还没有您的退休记录。"]
    assert all(panel.text.count("\n") == 2 for panel in (page.reason, *page.more))


def test_nobody_answers_a_question_only_to_be_refused_afterwards() -> None:
    player = played(FUND_ON_RETIREMENT, gjj__status="frozen")
    assert not [page for page in player.pages if isinstance(page, pg.QuestionPage)]


def test_a_refused_customer_can_have_a_person_decide_and_the_hall_hears_why() -> None:
    player = played(FUND_ON_RETIREMENT, gjj__status="frozen")
    assert refusal(player).primary == pg.Button("primary", "请人来审", "person")
    player.do(Pressed("primary"))
    assert isinstance(player.go_on(), Finished)
    verdict = verdict_of(player)
    assert (verdict.outcome, verdict.review_asked) == ("denied", True)
    assert verdict.findings[0].evidence == {"gjj.status": "frozen"}
    assert verdict.findings[0].reason == "公积金账户被冻结或者已经注销，现在不能提。"
    review = next(page for page in player.pages if isinstance(page, pg.ReviewPage))
    assert any("由工作人员审" in str(row.value) for group in review.groups for row in group.rows)


def test_back_from_the_person_leads_to_the_refusal_again() -> None:
    player = played(FUND_ON_RETIREMENT, gjj__status="frozen")
    player.do(Pressed("primary"))
    assert isinstance(player.session.stage, Asking)
    player.do(Pressed("back"))
    assert isinstance(player.session.stage, Refused)
    assert player.session.application is not None
    assert not player.session.application.by_person


def test_the_note_of_a_refusal_has_every_rule_on_it() -> None:
    player = played(FUND_ON_RETIREMENT, gjj__status="frozen", person__retired=False)
    page = refusal(player)
    player.do(Pressed("row:print"))
    activity = activity_of(player.session, terminal())
    assert isinstance(activity, act.PrintReceipt)
    said = words(activity.document)
    assert all(panel.title in said and panel.text in said for panel in (page.reason, *page.more))
    assert "规则 rs.fund-retirement 第 1 版" in said


def test_while_the_note_prints_nothing_goes_on() -> None:
    player = played(FUND_ON_RETIREMENT, gjj__status="frozen")
    player.do(Pressed("row:print"))
    printing = player.session.stage
    player.do(Pressed("primary"))
    assert player.session.stage == printing


def test_what_all_rules_allow_says_so_on_the_screen_on_the_slip_and_to_the_hall() -> None:
    player = played(LOSS_REPORT)
    review = next(page for page in player.pages if isinstance(page, pg.ReviewPage))
    assert any("大厅收到就批" in str(row.value) for group in review.groups for row in group.rows)
    done = player.session.stage
    assert isinstance(done, Finished)
    assert done.voucher.by_rules
    assert "按规则审批" in words(slip(done))
    verdict = verdict_of(player)
    assert (verdict.outcome, verdict.rule_set, verdict.checked) == (
        "granted",
        "rs.loss-report",
        ("document-in-force",),
    )


def slip(done: Finished) -> ReceiptDocument:
    return lay_out_receipt(done.voucher, None, terminal(), "zh")


def test_a_card_without_an_end_is_no_reason_for_a_refusal() -> None:
    assert verdict_of(played(LOSS_REPORT, WANG)).outcome == "granted"


def test_an_expired_card_is_refused_by_rule_with_its_day() -> None:
    page = refusal(played(LOSS_REPORT, EXPIRED))
    assert "2020" in page.reason.text


def test_what_is_not_known_is_left_to_a_person_without_a_word_of_refusal() -> None:
    player = played(CARE_ELSEWHERE)
    assert (verdict_of(player).outcome, verdict_of(player).lacking) == ("person", ("insurance.status",))


def test_conditions_for_all_items_refuse_but_never_grant() -> None:
    assert verdict_of(played(SOCIAL_CARD)).outcome == "person"
    assert refusal(played(SOCIAL_CARD, CHILD)).reason.title == "未满十六岁，不能自己办。"


def test_a_paper_under_the_camera_is_looked_at_by_a_person() -> None:
    verdict = verdict_of(played("PH-P-049"))
    assert verdict.outcome == "person"
    assert "paper-3" in verdict.lacking


def test_a_warning_is_read_before_one_signs_and_stands_in_the_file() -> None:
    player = played(E_LICENCE, company__abnormal=True)
    review = next(page for page in player.pages if isinstance(page, pg.ReviewPage))
    assert review.panel.tone == "warn"
    assert "公司在经营异常名录里。" in review.panel.text
    assert (verdict_of(player).outcome, verdict_of(player).findings[0].rule) == ("granted", "not-listed")
    assert verdict_of(played(DIRECTORS, company__abnormal=True)).findings[0].rule == "not-listed"


def test_nothing_is_promised_at_once_in_a_bundle_which_the_hall_leaves_to_a_person() -> None:
    application = Application("B05", "1" * 32, card_facts(CHEN, START))
    ready = Ready((LOSS_REPORT,), form={}, materials=())
    assert isinstance(verdicts_of(application, ready, terminal())[LOSS_REPORT], ToPerson)
    assert not granted(application, ready, terminal())
    alone = replace(application, code=LOSS_REPORT)
    assert granted(alone, ready, terminal())


def test_an_item_that_rules_do_not_decide_says_nothing_of_it() -> None:
    body = played("PH-L-002").sealed[0].body
    assert isinstance(body, SubmissionBody)
    assert body.verdicts == ()
