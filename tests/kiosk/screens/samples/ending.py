"""Refusals, lockers, messages and the staff pages. Persons, numbers and branches are invented."""

from collections.abc import Callable

from flows.pages import (
    Button,
    Heading,
    LockerCell,
    LockerPage,
    MessagePage,
    NodeState,
    Panel,
    PhoneCode,
    Progress,
    RefusalPage,
    Row,
    StaffLoginPage,
    TimelineRow,
    VendorPage,
    VendorRow,
)
from tests.kiosk.screens.samples.around import Say, back


def refusal(s: Say) -> RefusalPage:
    return RefusalPage(
        heading=Heading(
            s("今天还提不了", "Not possible today"),
            s("不是您操作错了。", "You did nothing wrong."),
            progress=Progress(
                s("提取公积金还贷款 · 第 3 步，共 5 步", "Housing fund · step 3 of 5"),
                (NodeState.DONE, NodeState.DONE, NodeState.REFUSED, NodeState.LATER, NodeState.LATER),
            ),
        ),
        reason=Panel(
            "error",
            s("离上次提取还不到一年", "Less than a year since the last withdrawal"),
            s("上次是去年 12 月 8 日，满一年才能再提。", "The last one was on 8 December."),
        ),
        said_by=s("公积金中心今天 10:20 的答复。", "Answer of the housing fund centre, today 10:20."),
        fate=s("填好的内容还在，离开才清除。", "Your answers are kept until you leave."),
        ways=(
            Row(
                "row:remind",
                s("12 月 8 日起再来提", "Come back from 8 December"),
                s("现在登记，到日子发短信提醒您。", "We text you when the day has come."),
            ),
            Row(
                "row:monthly",
                s("签按月自动提取", "Arrange a monthly withdrawal"),
                s("今天就能签。满一年那天开始到账。", "Signed today, starts after one year."),
            ),
            Row(
                "row:review",
                s("觉得算错了", "I think this is wrong"),
                s("现在请公积金中心的人复核，3 天内答复。", "Ask for a review, answer in 3 days."),
            ),
            Row(
                "row:print",
                s("把这张说明打出来", "Print this explanation"),
                s("上面有原因、办法和编号 S-0418", "With reason, ways and number S-0418"),
                icon="print",
            ),
        ),
        back=back(s),
    )


def denied(s: Say) -> RefusalPage:
    """秒批: two rules at once, and a person as the next step."""
    basis = s("依据：《住房公积金管理条例》第 24 条", "Basis: 住房公积金管理条例, article 24")
    return RefusalPage(
        heading=Heading(
            s("按规则，现在批不下来", "The rules do not allow it now"),
            s("不是您操作错了。请人来审：接着办，交上去由工作人员看。", "You did nothing wrong. A person can decide."),
            progress=Progress(
                s("第 2 步，共 5 步", "Step 2 of 5"),
                (NodeState.DONE, NodeState.REFUSED, NodeState.LATER, NodeState.LATER, NodeState.LATER),
            ),
        ),
        reason=Panel(
            "error",
            s("1. 公积金账户被冻结或者已经注销，现在不能提。", "1. The fund account is frozen or closed."),
            s("查到：公积金账户状态（冻结）", "Found: Housing-fund account status (Frozen)") + f"\n{basis}",
        ),
        said_by="",
        fate=s("规则 rs.fund-retirement 第 1 版。", "Rule set rs.fund-retirement, version 1."),
        ways=(
            Row("row:staff", s("叫工作人员", "Call staff"), s("当面帮您看", "They look at it with you"), icon="staff"),
            Row("row:end", s("结束", "Finish"), s("马上清除填好的内容", "Clears your answers"), icon="leave"),
        ),
        back=back(s),
        primary=Button("primary", s("请人来审", "Let a person decide"), "person"),
        more=(
            Panel(
                "error",
                s("2. 系统里还没有您的退休记录。", "2. There is no record of your retirement yet."),
                s("查到：是否已退休（不是）", "Found: Retired (No)") + f"\n{basis}",
            ),
        ),
    )


def locker(s: Say) -> LockerPage:
    shapes = (
        (1, 0, 0, 1), (2, 0, 1, 1), (3, 0, 2, 1), (4, 0, 3, 2), (5, 0, 5, 3),
        (6, 1, 0, 1), (7, 1, 1, 2), (8, 1, 3, 1), (9, 1, 4, 1), (10, 1, 5, 3),
        (11, 2, 0, 2), (12, 2, 2, 1), (13, 2, 3, 1), (14, 2, 4, 2), (15, 2, 6, 2),
    )  # fmt: skip
    return LockerPage(
        heading=Heading(
            s("07 号格已经打开", "Cell 07 is open"),
            s("请拿走信封，再把门推回去。", "Take the envelope, then push the door shut."),
            progress=Progress(
                s("取件 · 第 3 步，共 3 步", "Pickup · step 3 of 3"), (NodeState.DONE, NodeState.DONE, NodeState.NOW)
            ),
        ),
        cells=tuple(LockerCell(f"{n:02}", column, row, height, n == 7) for n, column, row, height in shapes),
        number="07",
        place=s("机器右边 · 第 2 列 · 从上往下第 2 个", "Right of the terminal · column 2 · second from the top"),
        place_notes=(
            s("门上亮着黄灯，大约齐胸高。", "Its lamp is yellow, about chest high."),
            s("够不着？请叫工作人员拿给您。", "Out of reach? Staff will get it."),
        ),
        here_label=s("您在这里", "You are here"),
        kiosk_label=s("这台机器", "This terminal"),
        acts=(
            (NodeState.DONE, s("门已打开", "Door open")),
            (NodeState.NOW, s("拿出信封", "Take it out")),
            (NodeState.LATER, s("关上门", "Shut the door")),
        ),
        note=s("信封是密封的，请当面看看封口。", "The envelope is sealed; please check the seal."),
        content="envelope",
        trouble=None,
        help=Button("help", s("打不开？", "Stuck?"), "help"),
        hint=s("门关好，就自动往下走", "Goes on once the door is shut"),
    )


def message(s: Say) -> MessagePage:
    return MessagePage(
        heading=Heading(
            s("这台机器暂时不能用", "Out of service"),
            s("您填好的内容已经清除。", "What you entered has been erased."),
        ),
        panel=Panel(
            "warn",
            s("读卡器没有反应", "The card reader does not answer"),
            s("工作人员已经知道。", "Staff have been told."),
        ),
        ways=(
            Row(
                "row:window",
                s("到 3 号窗口办", "Go to window 3"),
                s("不用重新取号", "No new ticket needed"),
                icon="person",
            ),
        ),
        back=None,
        primary=Button("primary", s("知道了", "Understood"), "check"),
    )


def case_progress(s: Say) -> MessagePage:
    return MessagePage(
        heading=Heading(
            s("有无违法犯罪记录证明开具", "Certificate of no criminal record"), s("办到哪一步了", "So far")
        ),
        panel=Panel(
            "note", s("审查中", "Under review"), s("编号 K004 2261 1240 0001 1", "Number K004 2261 1240 0001 1")
        ),
        timeline=(
            TimelineRow(NodeState.DONE, s("24 日 10:24", "24 Nov 10:24"), s("提交", "Handed in")),
            TimelineRow(NodeState.NOW, s("24 日 11:02", "24 Nov 11:02"), s("审查", "Review")),
            TimelineRow(NodeState.LATER, "", s("取走", "Picked up")),
        ),
        phone=PhoneCode(
            "https://hall.example/progress/Zk3v9QmA7sT1xYb2LwEo4RuN6cHf8JdP",
            s("用手机看进度", "Follow it on your phone"),
            s("扫一扫，只在一部手机上能看。里面没有您的姓名。", "It works on one phone. Your name is not in it."),
        ),
        ways=(Row("row:staff", s("请工作人员来", "Call staff"), s("市公安局 12345", "Police, 12345"), icon="staff"),),
        back=back(s),
        primary=Button("primary", s("好了", "Done"), "leave"),
    )


def thanks(s: Say) -> MessagePage:
    return MessagePage(
        heading=Heading(
            s("请拿走您的身份证", "Please take your ID card"),
            s("机器里的信息已经清除。", "Your data has been erased here."),
        ),
        picture="card",
    )


def staff_login(s: Say) -> StaffLoginPage:
    return StaffLoginPage(
        heading=Heading(s("工作人员登录", "Staff only"), s("不显示任何客户信息。", "No customer data is shown.")),
        number_label=s("工号", "Staff number"),
        number="10023",
        pin_label=s("密码", "PIN"),
        pin_length=3,
        error=s("试错太多，11-25 10:31 以后再试。", "Too many wrong tries, again after 11-25 10:31."),
        back=back(s),
        primary=Button("primary", s("登录", "Sign in"), "next"),
    )


def vendor(s: Say) -> VendorPage:
    test: Callable[[str], Button] = lambda device: Button(f"test:{device}", s("测一下", "Test"))  # noqa: E731
    return VendorPage(
        heading=Heading(
            s("现在能接待。今天要补纸。", "Open for customers. Add paper today."), s("维护模式", "Vendor mode")
        ),
        verdict=Panel("ok", s("现在能接待", "Open for customers"), s("不显示客户信息", "No customer data")),
        attention=(
            Panel(
                "warn",
                s("A4 纸只剩 40 张，大约用到 15:00", "40 sheets of A4 left, until about 15:00"),
                s("没纸时：证明改发手机，回执照常打。纸在机柜左下抽屉。", "Paper is in the lower left drawer."),
            ),
        ),
        rows=(
            VendorRow(s("身份证阅读器", "ID-card reader"), s("正常", "OK"), "ok", "", test("reader")),
            VendorRow(
                s("A4 打印机", "A4 printer"), s("纸少", "Paper low"), "warn", s("40 张，能打", "40 sheets"), test("a4")
            ),
            VendorRow(
                s("凭条打印机", "Receipt printer"), s("正常", "OK"), "ok", s("约 600 张", "about 600"), test("receipt")
            ),
            VendorRow(
                s("高拍仪", "Document camera"),
                s("没通电", "No power"),
                "off",
                s(
                    "设备没有接上或没有通电：请检查电源和数据线，插好后两秒内自动恢复。",
                    "The device is unplugged or has no power. Check both cables; it recovers within two seconds.",
                ),
                test("camera"),
            ),
            VendorRow(
                s("到政务大厅的网", "Link to the hall"),
                s("断了 12 分钟", "Down 12 min"),
                "warn",
                s("3 件已存未送，照常受理", "3 saved, still accepting"),
                None,
            ),
            VendorRow(
                s("储物柜", "Locker"),
                s("1 格停用", "1 cell closed"),
                "warn",
                s("19 号门没关严", "Door 19 ajar"),
                test("locker"),
            ),
        ),
        counts=(
            (s("待送达", "Waiting"), "3"),
            (s("最早一件", "Oldest"), "11-07 09:46"),
            (s("今天送达", "Delivered"), "15"),
            (s("要人看", "Quarantined"), "0"),
        ),
        actions=(
            Button("open-all", s("打开 19 号格", "Open cell 19"), "locker"),
            Button("carry", s("优盘送 3 件", "Carry 3 by USB stick"), "envelope"),
            Button("overdue", s("退回逾期件 2 件", "Return 2 overdue"), "envelope"),
            Button("close-terminal", s("停止接待", "Close terminal"), "power"),
        ),
        result=Panel("ok", s("读卡器测过了，正常", "Reader tested, OK")),
        back=Button("back", s("退出维护", "Leave"), "leave"),
    )
