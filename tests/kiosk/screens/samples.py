"""One realistic snapshot of every kind of page in both languages. Persons, numbers and branches are invented."""

from collections.abc import Callable
from dataclasses import replace

from flows.pages import (
    Button,
    CapturePage,
    Choice,
    Control,
    DonePage,
    DoneState,
    Fact,
    FootKey,
    Frame,
    Heading,
    HomePage,
    IdleSheet,
    Keyboard,
    ListPage,
    LockerCell,
    LockerPage,
    Masked,
    MessagePage,
    NodeState,
    NoticePage,
    Page,
    Panel,
    Preferences,
    PresentPage,
    Progress,
    QuestionPage,
    RefusalPage,
    ReviewGroup,
    ReviewPage,
    ReviewRow,
    Row,
    ScreenWords,
    ServicePage,
    SignPage,
    Snapshot,
    StaffLoginPage,
    TimelineRow,
    VendorPage,
    VendorRow,
    WorkingPage,
)

Say = Callable[[str, str], str]

ENGLISH_WORDS = ScreenWords(
    more="{count} more",
    first="Back to the start",
    next_leaf="Read on",
    reveal="Hold to see",
    camera="Camera in use",
    erase="Delete",
    done="Done",
    space="Space",
    pinyin="Pinyin",
    latin="ABC",
    digits="123",
    capitals="Capitals",
    more_candidates="More",
    found="See the {count} found",
    type_on="Type on",
    year="Year",
    month="Month",
    day="Day",
    earlier="Previous",
    later="Next",
)


def say_in(language: str) -> Say:
    return (lambda zh, en: en) if language == "en" else (lambda zh, en: zh)


def frame(preferences: Preferences) -> Frame:
    s = say_in(preferences.language)
    return Frame(
        brand=s("政务服务银行办", "Government services at the bank"),
        branch=s("江湾路支行", "Jiangwan Road"),
        clock="10:24",
        staff=Button("staff", s("呼叫工作人员", "Call staff"), "staff"),
        staff_called=False,
        keys=(
            FootKey("voice", s("朗读", "Read"), "voice", preferences.voice),
            FootKey("size", s("大字", "Larger"), "size", preferences.elder, s("", "Size")),
            FootKey("contrast", s("对比", "Contrast"), "contrast", preferences.contrast, s("", "Dark")),
            FootKey("lower", s("放低", "Lower"), "lower", preferences.lower),
            FootKey("language", s("English", "中文"), "language", short=s("EN", "")),
            FootKey("leave", s("退出", "Leave"), "leave"),
        ),
        preferences=preferences,
        words=ENGLISH_WORDS if preferences.language == "en" else ScreenWords(),
    )


def snapshot(page: Page, preferences: Preferences, idle: IdleSheet | None = None) -> Snapshot:
    return Snapshot(frame(preferences), page, idle=idle, in_session=True)


def back(s: Say) -> Button:
    return Button("back", s("返回", "Back"), "back")


def step(s: Say, now: int, of: int = 5, minutes: int = 3) -> Progress:
    nodes = [NodeState.DONE] * (now - 1) + [NodeState.NOW] + [NodeState.LATER] * (of - now)
    left = s(f"第 {now} 步，共 {of} 步 · 大约还要 {minutes} 分钟", f"Step {now} of {of} · about {minutes} minutes left")
    return Progress(left, tuple(nodes))


def home(s: Say) -> HomePage:
    none = s("不用带材料", "Nothing to bring")
    minutes: Callable[[int], str] = lambda n: s(f"{n} 分钟", f"{n} min")  # noqa: E731
    return HomePage(
        heading=Heading(s("今天想办什么事？", "What can we do for you today?")),
        search_hint=s("写几个字，比如“社保卡丢了”", "Type a few words, e.g. “lost social card”"),
        scenarios_title=s("一次办齐", "All in one go"),
        scenarios_note=s("几件事一起办，信息只填一遍", "Several services, answered once"),
        scenarios=(
            Row("scenario:B02", s("办贷款，银行要证明", "Proofs for a loan"), none, minutes=minutes(6), icon="home"),
            Row(
                "scenario:B01",
                s("公司信息变了", "Company details changed"),
                s("带营业执照", "Bring the licence"),
                minutes=minutes(12),
                icon="building",
            ),
            Row("scenario:B09", s("领养老金的资格认证", "Pension eligibility"), none, minutes=minutes(2), icon="heart"),
            Row("scenario:B07", s("孩子刚出生", "A newborn child"), none, minutes=minutes(9), icon="baby"),
            Row(
                "scenario:B11",
                s("新工作，要入职材料", "Starting a new job"),
                none,
                minutes=minutes(5),
                icon="briefcase",
            ),
            Row(
                "scenario:B12",
                s("快退休了", "Retiring soon"),
                s("带户口本", "Bring the booklet"),
                minutes=minutes(10),
                icon="sun",
            ),
        ),
        hot_title=s("常办的事", "Often asked for"),
        hot=(
            Row("tile:PH-C-001", s("社保卡补办换卡", "Replace a social card"), icon="card"),
            Row("tile:PH-F-001", s("公积金还贷提取", "Housing fund to loan"), icon="yuan"),
            Row("tile:PH-R-001", s("房产信息查询", "Property search"), icon="home"),
            Row("tile:PH-X-001", s("个人信用报告", "Credit report"), icon="page"),
            Row("tile:312000218000", s("无犯罪记录证明", "No-criminal-record proof"), icon="shield"),
            Row("tile:PH-J-001", s("居住证签注", "Residence permit renewal"), icon="card"),
            Row("tile:PH-M-001", s("婚姻登记档案查询", "Marriage records"), icon="page"),
            Row("tile:PH-L-001", s("营业执照打印补领", "Print a business licence"), icon="building"),
        ),
        links=(
            Row("row:departments", s("按部门找", "By department"), s("29 个", "29"), icon=""),
            Row("row:all", s("全部事项", "All services"), s("673 件", "673")),
            Row("row:bank", s("银行业务", "Bank services"), s("由银行办", "by the bank"), icon="bank"),
        ),
        pickup=Button("pickup", s("取件 交件", "Lockers"), "locker"),
        primary=Button("primary", s("放身份证，或扫取件码", "Place ID card, or scan a code"), "card"),
    )


def search(s: Say) -> ListPage:
    return ListPage(
        heading=Heading(s("想办什么事？", "What would you like to do?")),
        rows=(
            Row("row:PH-C-001", s("社保卡补办换卡", "Replace a social security card"), minutes=s("4 分钟", "4 min")),
            Row(
                "row:PH-C-002",
                s("社保卡挂失", "Report a lost social security card"),
                s("马上生效", "At once"),
                minutes=s("2 分钟", "2 min"),
            ),
            Row(
                "row:PH-C-003",
                s("社保卡激活", "Activate a social security card"),
                cannot=s("今天办不了：读卡器在修", "Not today: the reader is being repaired"),
            ),
        ),
        back=back(s),
        search_text="",
        keyboard=Keyboard.TEXT,
    )


def all_items(s: Say) -> ListPage:
    return ListPage(
        heading=Heading(s("公安的事", "Police services"), s("一共 9 件", "9 services")),
        rows=tuple(
            Row(
                f"row:P-{n}", s(zh, en), s("带身份证", "Bring your ID card"), minutes=s(f"{n + 2} 分钟", f"{n + 2} min")
            )
            for n, (zh, en) in enumerate(
                [
                    ("无犯罪记录证明", "No-criminal-record certificate"),
                    ("居住证签注", "Residence permit endorsement"),
                    ("居住证申领", "Apply for a residence permit"),
                    ("户籍证明", "Household register certificate"),
                    ("身份证换领", "Renew an identity card"),
                    ("临时身份证", "Temporary identity card"),
                    ("户口迁移", "Move of household registration"),
                    ("驾驶证期满换证", "Renew a driving licence"),
                    ("机动车六年免检", "Six-year vehicle exemption"),
                ]
            )
        ),
        back=back(s),
    )


def nothing_found(s: Say) -> ListPage:
    return replace(
        search(s),
        rows=(),
        search_text=s("潜水证", "diving licence"),
        empty=Panel(
            "note",
            s("没找到", "Nothing found"),
            s("换个说法试试，或者请叫工作人员。", "Try other words, or call staff."),
            "search",
        ),
    )


def service(s: Say) -> ServicePage:
    return ServicePage(
        heading=Heading(
            s("无犯罪记录证明", "No-criminal-record certificate"),
            s("证明您这段时间没有犯罪记录。找工作、办签证时常要用。", "Often asked for by employers and for a visa."),
            s("公安 · 官方名称：开具无犯罪记录证明", "Police · official name: 开具无犯罪记录证明"),
        ),
        facts=(
            Fact("clock", s("在这里办", "here"), s("4 分钟", "4 min")),
            Fact(
                "calendar",
                s("出结果", "until ready"),
                s("1 个工作日", "1 working day"),
                s("最晚 3 个", "3 at the latest"),
            ),
            Fact("yuan", s("不收费", "no fee"), s("0 元", "¥ 0")),
            Fact(
                "people",
                s("谁能办", "Who"),
                s(
                    "本人来办。上海户籍，或有上海居住证、在上海登记过住址。",
                    "You in person, registered or resident in Shanghai.",
                ),
            ),
            Fact("card", s("要带", "Bring"), s("身份证原件", "Your identity card")),
            Fact(
                "page",
                s("不用带", "Not needed"),
                s("户口本、照片、复印件。系统会去查。", "Register, photos, copies. We look them up."),
            ),
            Fact(
                "locker",
                s("怎么拿", "Delivery"),
                s(
                    "装进密封信封，放到本网点储物柜。",
                    "In a sealed envelope, in the locker of this branch.",
                ),
                s("好了发短信，凭身份证取。", "We text you; collect it with your ID card."),
            ),
        ),
        steps=(
            s("放身份证", "ID card"),
            s("答 4 个问题", "4 questions"),
            s("核对", "Check"),
            s("签字", "Sign"),
            s("拿回执", "Receipt"),
        ),
        panel=Panel(
            "note",
            s("我们只用身份证信息查这一件事。", "Your card's data is used for this service only."),
            s("离开时，机器里的信息马上清除。", "It is erased here when you leave."),
            "lock",
        ),
        back=back(s),
        primary=Button("primary", s("开始办理", "Start"), "next"),
        demo_mark=s("演示数据：时限和收费未经核对", "Demonstration data: times and fees not verified"),
    )


def notice(s: Say) -> NoticePage:
    return NoticePage(
        heading=Heading(
            s("先说清楚，再开始", "Before we begin"),
            s("同意了才会读身份证里的信息。", "Your card is read only if you agree."),
            progress=step(s, 2),
        ),
        rows=(
            (s("谁用", "Who"), s("市政务服务中心、江湾路派出所", "The city service centre and the police station")),
            (s("用来做", "What for"), s("查这段时间有没有犯罪记录", "To search for records in this period")),
            (s("用什么", "What data"), s("姓名、身份证号、住址、手机号", "Name, ID number, address, mobile number")),
            (
                s("留多久", "How long"),
                s("送到大厅就从这台机器删掉", "Erased here once the hall has received it"),
            ),
            (
                s("您的权利", "Your rights"),
                s("可以随时退出；可以查、可以改、可以要求删除", "Leave at any time; see, correct or erase it"),
            ),
        ),
        back=back(s),
        primary=Button("primary", s("同意，接着办", "Agree and go on"), "next"),
    )


def present(s: Say) -> PresentPage:
    return PresentPage(
        heading=Heading(
            s("请放身份证", "Place your ID card"),
            s("放在右手边的读卡区，别拿开。", "On the reader at your right. Leave it there."),
            progress=step(s, 1),
        ),
        picture="card",
        trouble=None,
        back=back(s),
        others=(
            Button("row:code", s("没带身份证，用电子证照码", "No card: use an e-licence code"), "qr"),
            Button("row:staff", s("请工作人员核验", "Ask staff to check"), "staff"),
        ),
        hint=s("读到了就自动往下走", "Goes on by itself once read"),
    )


def present_trouble(s: Say) -> PresentPage:
    return replace(
        present(s),
        trouble=Panel(
            "warn",
            s("没读出来", "Not read"),
            s("请把身份证放平，停两秒。", "Lay the card flat for two seconds."),
        ),
    )


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
        number="2311 0711 0027",
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
        number="D 0711 0027",
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
        error=s("工号或密码不对，还可以试 3 次", "Wrong number or PIN, 3 tries left"),
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
            VendorRow(s("摄像头", "Camera"), s("正常", "OK"), "ok", s("现在关着", "Off now"), test("camera")),
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
            (s("最早的等了", "Oldest"), s("12 分钟", "12 min")),
            (s("今天送达", "Delivered"), "15"),
            (s("要人看", "Quarantined"), "0"),
        ),
        actions=(
            Button("open-all", s("打开 19 号格", "Open cell 19"), "locker"),
            Button("overdue", s("退回逾期件 2 件", "Return 2 overdue"), "envelope"),
            Button("close-terminal", s("停止接待", "Close terminal"), "power"),
        ),
        result=Panel("ok", s("读卡器测过了，正常", "Reader tested, OK")),
        back=Button("back", s("退出维护", "Leave"), "leave"),
    )


def idle_sheet(s: Say) -> IdleSheet:
    return IdleSheet(
        s("您还在吗？", "Are you still there?"),
        27,
        s("秒", "seconds"),
        s("没人应答的话，填好的内容会清除，请下一位用。", "Without an answer your entries are erased."),
        Button("stay", s("继续办", "Go on"), "next"),
    )


_ALL: tuple[Callable[[Say], Page], ...] = (
    *(home, search, all_items, nothing_found, service, notice, present, present_trouble),
    *(question, question_next, many, ticks, consent, mobile, idno, money, pickup_code, address, date),
    *(capture, capture_taken, review, sign, working, done, saved, receipt_failed, refusal),
    *(locker, message, thanks, staff_login, vendor),
)
PAGES = {made.__name__: made for made in _ALL}


def sample(name: str, preferences: Preferences) -> Snapshot:
    """`name` is one of PAGES, or "idle": the idle sheet over a question."""
    s = say_in(preferences.language)
    if name == "idle":
        return snapshot(question(s), preferences, idle_sheet(s))
    return snapshot(PAGES[name](s), preferences)
