"""Questions of every kind. Persons, numbers and branches are invented."""

from dataclasses import replace

from flows.pages import (
    Button,
    Choice,
    Control,
    Heading,
    Keyboard,
    QuestionPage,
)
from tests.kiosk.screens.samples.around import Say, back, step


def question(s: Say) -> QuestionPage:
    return QuestionPage(
        heading=Heading(
            s("这份证明用来做什么？", "What do you need this certificate for?"),
            s("选一个就好。", "Choose one."),
            progress=step(s, 2),
        ),
        ask="purpose",
        control=Control.CHOICE,
        back=back(s),
        choices=(
            Choice("job", s("找工作、入职", "A job"), s("交给用人单位", "For your employer")),
            Choice(
                "abroad",
                s("出国、办签证", "Going abroad or a visa"),
                s("交给使馆、领馆或移民机构", "For an embassy, consulate or immigration office"),
            ),
            Choice("school", s("上学、考试", "Study or an exam"), s("交给学校或考试机构", "For a school or exam body")),
            Choice(
                "other",
                s("其他", "Something else"),
                s("例如收养、开店、做志愿者", "Adoption, opening a shop, volunteering"),
            ),
        ),
        reason_title=s("为什么问这个", "Why we ask"),
        reason=s(
            "用途会印在证明上。派出所按用途开证明。用途不对，对方可能不收。只用在这一件事上。",
            "The purpose is printed on the certificate. If it is wrong, the other side may not accept it. "
            "We use your answer for this service only.",
        ),
        help=Button(
            "help",
            s("不知道选哪个？", "Not sure which?"),
            "help",
            s("看看对方的通知怎么写，或叫工作人员来看", "Check the letter you were given, or call staff."),
        ),
        hint=s("点一项，就到下一步", "Tap one to go on"),
    )


def question_next(s: Say) -> QuestionPage:
    """As in elder size: nothing moves on by itself."""
    asked = question(s)
    chosen = (replace(asked.choices[0], chosen=True), *asked.choices[1:])
    return replace(
        asked, choices=chosen, help=None, hint="", primary=Button("primary", s("下一步", "Next"), "next"), reason=""
    )


def many(s: Say) -> QuestionPage:
    """More short answers than rows: two columns, or leaves."""
    asked = question(s)
    names = (
        *(("黄浦区", "Huangpu"), ("徐汇区", "Xuhui"), ("长宁区", "Changning"), ("静安区", "Jing'an")),
        *(("普陀区", "Putuo"), ("虹口区", "Hongkou"), ("杨浦区", "Yangpu"), ("闵行区", "Minhang")),
        *(("宝山区", "Baoshan"), ("嘉定区", "Jiading"), ("浦东新区", "Pudong"), ("金山区", "Jinshan")),
        *(("松江区", "Songjiang"), ("青浦区", "Qingpu"), ("奉贤区", "Fengxian"), ("崇明区", "Chongming")),
    )
    return replace(
        asked,
        heading=replace(asked.heading, title=s("新地址在哪个区？", "Which district is it in?"), sentence=""),
        ask="district",
        choices=tuple(Choice(f"d{n}", s(*name)) for n, name in enumerate(names)),
        reason="",
        help=None,
    )


def ticks(s: Say) -> QuestionPage:
    asked = question(s)
    return replace(
        asked,
        heading=replace(asked.heading, title=s("要查哪几类记录？", "Which records?"), sentence=""),
        ask="kinds",
        control=Control.MULTI,
        choices=(
            Choice("criminal", s("有没有犯罪记录", "Criminal records"), chosen=True),
            Choice("traffic", s("交通犯罪记录", "Traffic offences")),
            Choice(
                "minor",
                s("未成年时的记录", "Records as a minor"),
                cannot=s("依法封存，不能查", "Sealed by law, cannot be searched"),
            ),
        ),
        help=None,
        hint="",
        primary=Button("primary", s("选好了，下一步", "Next"), "next"),
    )


def consent(s: Say) -> QuestionPage:
    asked = question(s)
    return replace(
        asked,
        heading=replace(
            asked.heading,
            title=s("可以用摄像头核对您本人吗？", "May the camera compare your face?"),
            sentence=s("不刷脸也能办，用短信验证。", "A text message works as well."),
        ),
        ask="face",
        control=Control.CONSENT,
        choices=(
            Choice("yes", s("同意刷脸", "Yes, use the camera")),
            Choice("no", s("不刷脸，用短信验证", "No, send a text message")),
        ),
        help=None,
        hint="",
    )


def typed(s: Say, keyboard: Keyboard, value: str, title: tuple[str, str], error: str = "") -> QuestionPage:
    asked = question(s)
    return replace(
        asked,
        heading=replace(asked.heading, title=s(*title), sentence=""),
        ask=f"typed_{keyboard.value}",
        control=Control.TEXT,
        choices=(),
        keyboard=keyboard,
        value=value,
        field_label=s("填在这里", "Your answer"),
        error=error,
        help=None,
        hint="",
        reason=s("只用来通知您取件。", "Only to tell you when it is ready."),
        primary=Button("primary", s("下一步", "Next"), "next"),
    )


def mobile(s: Say) -> QuestionPage:
    return typed(s, Keyboard.MOBILE, "1380000672", ("好了发短信到哪个手机？", "Which mobile shall we text?"))


def idno(s: Say) -> QuestionPage:
    error = s("少了 1 位。身份证号是 18 位，最后一位可能是 X。", "One digit short. An ID number has 18.")
    return typed(s, Keyboard.IDNO, "31010119900307123", ("代办人的身份证号", "The agent's ID number"), error)


def money(s: Say) -> QuestionPage:
    return typed(s, Keyboard.MONEY, "3200.50", ("每个月租金多少？", "How much is the monthly rent?"))


def pickup_code(s: Say) -> QuestionPage:
    return typed(s, Keyboard.CODE, "H7K2M", ("请输入取件码", "Enter the pickup code"))


def serial(s: Say) -> QuestionPage:
    return typed(
        s, Keyboard.SERIAL, "91310104MA1", ("公司的统一社会信用代码是？", "What is the company's credit code?")
    )


def address(s: Say) -> QuestionPage:
    return typed(s, Keyboard.TEXT, "江湾路", ("公司新地址在哪里？", "Where is the company's new address?"))


def date(s: Say) -> QuestionPage:
    asked = question(s)
    return replace(
        asked,
        heading=replace(
            asked.heading,
            title=s("从哪一天开始查？", "Search from which day?"),
            sentence=s("到今天为止。", "Until today."),
        ),
        ask="from",
        control=Control.DATE,
        choices=(
            Choice("2018-11-07", s("近 5 年", "Last 5 years"), s("2018 年 11 月 7 日起", "Since 7 November 2018")),
            Choice("2013-11-07", s("近 10 年", "Last 10 years"), s("2013 年 11 月 7 日起", "Since 7 November 2013")),
        ),
        value="2018-11-07",
        help=None,
        hint="",
        primary=Button("primary", s("下一步", "Next"), "next"),
    )
