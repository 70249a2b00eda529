"""Home, search, lists and the page of one service. Persons, numbers and branches are invented."""

from collections.abc import Callable
from dataclasses import replace

from flows.pages import (
    Button,
    Fact,
    Heading,
    HomePage,
    Keyboard,
    ListPage,
    NoticePage,
    Panel,
    PresentPage,
    Row,
    ServicePage,
)
from tests.kiosk.screens.samples.around import Say, back, step


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
