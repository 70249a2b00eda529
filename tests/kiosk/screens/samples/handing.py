"""From the camera to the receipt. Persons, numbers and branches are invented."""

from dataclasses import replace

from flows.pages import (
    Button,
    CapturePage,
    Choice,
    DonePage,
    DoneState,
    Heading,
    Masked,
    NodeState,
    Panel,
    Progress,
    ReviewGroup,
    ReviewPage,
    ReviewRow,
    SignPage,
    TimelineRow,
    WorkingPage,
)
from tests.kiosk.screens.samples.around import Say, back, step


def capture(s: Say) -> CapturePage:
    return CapturePage(
        heading=Heading(
            s("拍居住证正面", "Photograph the permit's front"),
            progress=Progress(
                s("第 3 步，共 5 步 · 第 1 页，共 2 页", "Step 3 of 5 · page 1 of 2"),
                (NodeState.DONE, NodeState.DONE, NodeState.NOW, NodeState.LATER, NodeState.LATER),
            ),
        ),
        guidance=s("往下挪一点，避开灯", "Move down a little, away from the lamp"),
        arrow="down",
        checks=((s("四个角都在", "All corners"), True), (s("字够清楚", "Sharp"), True), (s("有反光", "Glare"), False)),
        taken=0,
        taken_text=s("对准就自动拍。拍不好也没关系，可以叫工作人员帮忙。", "It is taken by itself. Staff can help."),
        back=back(s),
        by_hand=Button("by-hand", s("不等了，现在拍", "Take it now"), "camera"),
        primary=None,
        retake=None,
    )


def capture_may_follow(s: Say) -> CapturePage:
    """A secondary paper: the customer may go on without it."""
    plain = capture(s)
    sentence = s(
        "没带也能先办。2026年12月28日 前交来，交了才发结果。",
        "You can go on without it. Bring it by 28 December 2026; the result waits for it.",
    )
    return replace(
        plain,
        heading=replace(plain.heading, sentence=sentence),
        later=Button("later", s("没带，以后再交", "Bring it later"), "clock"),
    )


def capture_taken(s: Say) -> CapturePage:
    return replace(
        capture(s),
        taken=1,
        taken_text=s("拍好 1 页，看得清楚", "1 page taken, readable"),
        guidance=s("拍好了", "Taken"),
        arrow="",
        checks=(
            (s("四个角都在", "All corners"), True),
            (s("字够清楚", "Sharp"), True),
            (s("没有反光", "No glare"), True),
        ),
        by_hand=None,
        primary=Button("primary", s("拍好了，下一步", "Done, next"), "next"),
        retake=Button("retake", s("重拍这一页", "Take it again"), "camera"),
        camera_on=False,
    )


def review(s: Say) -> ReviewPage:
    edit = s("修改", "Change")
    return ReviewPage(
        heading=Heading(
            s("请核对一遍", "Please check"),
            s("还没有提交。签字以后才会交给派出所。", "Nothing is sent until you have signed."),
            progress=step(s, 4, minutes=1),
        ),
        panel=Panel(
            "note",
            s("灰条遮住的字，旁边的人看不到", "The grey bars hide your data from others"),
            s("按住一行能看 3 秒，松手就遮上", "Hold a row to see it for 3 seconds"),
            "eye",
        ),
        groups=(
            ReviewGroup(
                "card",
                s("身份证上读到的", "From your ID card"),
                s("不对？请叫工作人员", "Wrong? Call staff"),
                (
                    ReviewRow(s("姓名", "Name"), Masked("王", "", "王小明")),
                    ReviewRow(s("身份证号", "ID number"), Masked("3101", "2X", "31010119900307002X")),
                    ReviewRow(
                        s("户籍", "Registered"), Masked("上海市杨浦区", "", "上海市杨浦区江湾路 100 弄 8 号 302 室")
                    ),
                ),
            ),
            ReviewGroup(
                "page",
                s("政务大厅查到的", "From the hall"),
                s("今天 10:22 查的", "Today 10:22"),
                (
                    ReviewRow(s("手机号", "Mobile"), Masked("138", "6721", "138 0000 6721")),
                    ReviewRow(s("派出所", "Police station"), s("江湾路派出所", "Jiangwan Road")),
                ),
            ),
            ReviewGroup(
                "hand",
                s("您刚才选的", "Your answers"),
                "",
                (
                    ReviewRow(s("用途", "Purpose"), s("找工作、入职", "A job"), Button("edit:purpose", edit, "edit")),
                    ReviewRow(s("时间段", "Period"), s("近 5 年", "Last 5 years"), Button("edit:from", edit, "edit")),
                ),
            ),
        ),
        back=back(s),
        primary=Button("primary", s("都对，去签字", "All correct, sign"), "sign"),
    )


def sign(s: Say) -> SignPage:
    return SignPage(
        heading=Heading(
            s("请签字", "Please sign"),
            s("签字以后就提交。", "It is sent once you have signed."),
            progress=step(s, 5, minutes=1),
        ),
        clauses=(
            s("我填的都是真的，材料是我本人的。", "What I stated is true and the documents are mine."),
            s("我知道：虚假承诺会被撤销证明，并记入信用记录。", "A false statement can revoke the certificate."),
        ),
        field_label=s("用手指签在框里", "Sign in the box with your finger"),
        clear=Button("clear", s("擦掉重签", "Clear"), "erase"),
        back=back(s),
        primary=Button("primary", s("签好了，提交", "Send"), "send"),
        hint=s("签了字，才能提交", "Sign first, then send"),
    )


def working(s: Say) -> WorkingPage:
    return WorkingPage(
        heading=Heading(
            s("正在交给大厅", "Sending to the hall"),
            s("一般 3 秒就好。", "Usually 3 seconds."),
            progress=step(s, 5, minutes=1),
        ),
        detail=s("已存在这台机器里，断电也不会丢。", "Already saved on this terminal."),
        cancel=Button("cancel", s("不等了", "Do not wait"), "cross"),
        picture="send",
    )


def _ratings(s: Say) -> tuple[Choice, ...]:
    words = (
        ("非常满意", "Very good"),
        ("满意", "Good"),
        ("基本满意", "Fair"),
        ("不满意", "Poor"),
        ("非常不满意", "Very poor"),
    )
    return tuple(Choice(f"rate:{5 - n}", s(*pair)) for n, pair in enumerate(words))


def done(s: Say) -> DonePage:
    return DonePage(
        heading=Heading(
            s("已提交，大厅收到了", "Sent, the hall has it"),
            s("无犯罪记录证明。今天不用再做别的。", "No-criminal-record certificate. Nothing more to do today."),
            progress=Progress(s("第 5 步，共 5 步", "Step 5 of 5"), (NodeState.DONE,) * 5),
        ),
        state=DoneState.DELIVERED,
        number_label=s("办件号", "Case number"),
        number="K0711 2311 0711 0027",
        mark=s("已送达 10:24", "Delivered 10:24"),
        receipt_title=s("回执", "Receipt"),
        receipt_line=s("回执正在打印，在右下方出纸口", "Your receipt is printing, lower right"),
        receipt_trouble=None,
        next_title=s("接下来", "What happens next"),
        timeline=(
            TimelineRow(NodeState.DONE, "10:24", s("您签字提交", "You signed and sent it")),
            TimelineRow(
                NodeState.DONE,
                "10:24",
                s("政务大厅已收到", "The hall has received it"),
                s("转给江湾路派出所", "Passed on to the police station"),
            ),
            TimelineRow(
                NodeState.LATER,
                s("11 月 24 日前", "By 24 Nov"),
                s("派出所开证明", "The police issue it"),
                s("最晚 11 月 26 日", "26 November at the latest"),
            ),
            TimelineRow(
                NodeState.LATER,
                s("好了发短信", "By text"),
                s("放进本网点储物柜", "Into the locker here"),
                s("装在密封信封里", "In a sealed envelope"),
            ),
            TimelineRow(
                NodeState.LATER,
                s("7 天内", "In 7 days"),
                s("您凭身份证来取", "You collect it with your card"),
                s("不方便来，可以让家人代取", "A relative can collect it too"),
            ),
        ),
        rating_title=s("这次怎样？可以不评", "How was it? Optional"),
        ratings=_ratings(s),
        second=Button("second", s("再打一张", "Print again"), "print"),
        primary=Button("primary", s("拿走身份证，结束", "Take your card and finish"), "leave"),
    )


def saved(s: Say) -> DonePage:
    return replace(
        done(s),
        heading=Heading(
            s("已存好，还没送到", "Saved, not yet delivered"),
            s(
                "网络暂时不通。您的材料锁在这台机器里，网一通就自动送。您不用再来。",
                "The network is down. Your papers are locked in here and are sent by themselves.",
            ),
            progress=Progress(s("第 5 步，共 5 步", "Step 5 of 5"), (NodeState.DONE,) * 4 + (NodeState.WAITING,)),
        ),
        state=DoneState.SAVED,
        number_label=s("待送达编号", "Number until delivered"),
        number="K0711 2311 0711 0035",
        mark=s("已保存，尚未送达", "Saved, not delivered"),
        receipt_title=s("回执 · 待送达", "Receipt · pending"),
        timeline=(
            TimelineRow(
                NodeState.DONE,
                "10:24",
                s("您签字，材料存进这台机器", "You signed, it is saved here"),
                s("已加密，断电也不会丢", "Encrypted, safe without power"),
            ),
            TimelineRow(
                NodeState.WAITING,
                s("网通以后", "When online"),
                s("送到政务大厅", "Sent to the hall"),
                s("送到就发短信", "We text you then"),
            ),
            TimelineRow(
                NodeState.LATER,
                s("送到后 1 个工作日", "1 working day later"),
                s("派出所开证明", "The police issue it"),
                s("从送到那天算起", "Counted from delivery"),
            ),
            TimelineRow(
                NodeState.LATER,
                s("好了发短信", "By text"),
                s("放进本网点储物柜", "Into the locker here"),
                s("凭身份证来取，留 7 天", "Kept for 7 days"),
            ),
        ),
    )


def done_deposit(s: Say) -> DonePage:
    """An original is still to be put into the locker."""
    return replace(done(s), second=Button("second", s("把原件放进柜子", "Put the original in"), "locker"))


def receipt_failed(s: Say) -> DonePage:
    return replace(
        done(s),
        receipt_line=s("回执没打出来", "The receipt was not printed"),
        receipt_trouble=Panel(
            "warn",
            s("凭条纸没了", "Out of receipt paper"),
            s("请记下办件号，或叫工作人员补打。", "Note the number, or ask staff to print it."),
        ),
    )
