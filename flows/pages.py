"""What the screen shows, as frozen values in the customer's language. The screen adds nothing of its own.

Every text is final (Fluent has run); every control carries the id that tests and the spoken script use.
kiosk turns a Snapshot into plain maps for QML and draws one component per page class.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class NodeState(StrEnum):
    DONE = "done"
    NOW = "now"
    LATER = "later"
    WAITING = "waiting"
    REFUSED = "refused"


@dataclass(frozen=True)
class Button:
    id: str
    text: str
    icon: str = ""
    note: str = ""


@dataclass(frozen=True)
class Progress:
    """「第 2 步，共 5 步 · 大约还要 3 分钟」 and the nodes on the line."""

    text: str
    nodes: tuple[NodeState, ...] = ()


@dataclass(frozen=True)
class Heading:
    title: str
    sentence: str = ""
    official_name: str = ""
    progress: Progress | None = None


@dataclass(frozen=True)
class Masked:
    """A personal value: `head` and `tail` are shown, tape between them, `full` only while held."""

    head: str
    tail: str
    full: str = field(repr=False)


@dataclass(frozen=True)
class Panel:
    """A quiet box: tone is note, warn, error, ok or bank."""

    tone: str
    title: str
    text: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Row:
    """A touchable row of a list. `cannot` replaces the aside when it cannot be done today, with the reason."""

    id: str
    title: str
    note: str = ""
    aside: str = ""
    minutes: str = ""
    icon: str = ""
    cannot: str = ""


class Keyboard(StrEnum):
    NONE = "none"
    NUMBER = "number"
    IDNO = "idno"
    MOBILE = "mobile"
    MONEY = "money"
    CODE = "code"
    """digits and capital letters without 0 O 1 I"""
    TEXT = "text"
    """pinyin and Latin letters"""


# ---- pages ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class HomePage:
    heading: Heading
    search_hint: str
    scenarios_title: str
    scenarios_note: str
    scenarios: tuple[Row, ...]
    """at most six"""
    hot_title: str
    hot: tuple[Row, ...]
    """at most eight"""
    links: tuple[Row, ...]
    """by department, all items, bank services (icon "bank" draws the bank's colours)"""
    pickup: Button
    primary: Button


@dataclass(frozen=True)
class ListPage:
    """Search results, departments, all items: rows and, for a search, the field and its keyboard."""

    heading: Heading
    rows: tuple[Row, ...]
    back: Button
    search_text: str | None = None
    """None: no search field on this page"""
    keyboard: Keyboard = Keyboard.NONE
    empty: Panel | None = None
    """what to do instead, when there are no rows"""
    more: Button | None = None


@dataclass(frozen=True)
class Fact:
    icon: str
    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class ServicePage:
    """The product page: who, what to bring, how long, how you get it; then start."""

    heading: Heading
    facts: tuple[Fact, ...]
    steps: tuple[str, ...]
    panel: Panel | None
    back: Button
    primary: Button
    demo_mark: str = ""
    """演示数据, with its reason; empty in production"""


@dataclass(frozen=True)
class NoticePage:
    heading: Heading
    rows: tuple[tuple[str, str], ...]
    """label and text: who, purpose, kinds, how long, your rights"""
    back: Button
    primary: Button


@dataclass(frozen=True)
class PresentPage:
    """Put something on or in front of a device: the card, a code, a second person's card."""

    heading: Heading
    picture: str
    """card, code, card2, voucher"""
    trouble: Panel | None
    back: Button
    others: tuple[Button, ...] = ()
    hint: str = ""
    """what happens by itself, in place of a primary button"""


@dataclass(frozen=True)
class Choice:
    id: str
    label: str
    note: str = ""
    chosen: bool = False
    cannot: str = ""


class Control(StrEnum):
    CHOICE = "choice"
    MULTI = "multi"
    CONSENT = "consent"
    """two equal buttons, none preset"""
    TEXT = "text"
    DATE = "date"
    """presets as choices, and a day picker"""
    ADDRESS = "address"


@dataclass(frozen=True)
class QuestionPage:
    heading: Heading
    ask: str
    control: Control
    back: Button
    choices: tuple[Choice, ...] = ()
    value: str = ""
    """typed so far"""
    keyboard: Keyboard = Keyboard.NONE
    field_label: str = ""
    error: str = ""
    reason_title: str = ""
    reason: str = ""
    help: Button | None = None
    primary: Button | None = None
    """None where a touch on a choice moves on; then `hint` says so"""
    hint: str = ""


@dataclass(frozen=True)
class CapturePage:
    """The document camera's page. The live frame comes beside the snapshot, not in it."""

    heading: Heading
    guidance: str
    arrow: str
    """up, down, left, right, closer or empty"""
    checks: tuple[tuple[str, bool], ...]
    taken: int
    taken_text: str
    back: Button
    by_hand: Button | None
    primary: Button | None
    """「拍好了，下一步」 once a page is taken"""
    retake: Button | None
    camera_on: bool = True


@dataclass(frozen=True)
class ReviewRow:
    label: str
    value: str | Masked
    edit: Button | None = None


@dataclass(frozen=True)
class ReviewGroup:
    icon: str
    title: str
    aside: str
    rows: tuple[ReviewRow, ...]


@dataclass(frozen=True)
class ReviewPage:
    heading: Heading
    panel: Panel
    groups: tuple[ReviewGroup, ...]
    back: Button
    primary: Button


@dataclass(frozen=True)
class SignPage:
    """Declaration, read aloud on request, and the ink signature under it."""

    heading: Heading
    clauses: tuple[str, ...]
    field_label: str
    clear: Button
    back: Button
    primary: Button
    """drawn only once there is ink; before that `hint` stands in its place"""
    hint: str


@dataclass(frozen=True)
class WorkingPage:
    heading: Heading
    detail: str = ""
    cancel: Button | None = None
    picture: str = ""
    """send, print, hall"""


@dataclass(frozen=True)
class TimelineRow:
    state: NodeState
    when: str
    title: str
    note: str = ""


class DoneState(StrEnum):
    DELIVERED = "delivered"
    """the hall's signed receipt is here"""
    SAVED = "saved"
    """sealed on this terminal, the hall does not have it yet"""


@dataclass(frozen=True)
class DonePage:
    heading: Heading
    state: DoneState
    number_label: str
    number: str
    """groups of four"""
    mark: str
    receipt_title: str
    """drawn on the little slip"""
    receipt_line: str
    """where the slip comes out, or why it does not"""
    receipt_trouble: Panel | None
    next_title: str
    timeline: tuple[TimelineRow, ...]
    rating_title: str
    ratings: tuple[Choice, ...]
    second: Button | None
    """print again, or put the original in"""
    primary: Button


@dataclass(frozen=True)
class RefusalPage:
    heading: Heading
    reason: Panel
    said_by: str
    fate: str
    """what becomes of what was typed"""
    ways: tuple[Row, ...]
    back: Button
    primary: Button | None = None


@dataclass(frozen=True)
class LockerCell:
    number: str
    column: int
    row: int
    height: int
    mine: bool


@dataclass(frozen=True)
class LockerPage:
    """A door is open, or about to be: the map, the number, the place in words, three acts."""

    heading: Heading
    cells: tuple[LockerCell, ...]
    number: str
    place: str
    place_notes: tuple[str, ...]
    here_label: str
    """「您在这里」"""
    kiosk_label: str
    acts: tuple[tuple[NodeState, str], ...]
    note: str
    content: str
    """envelope or licence: what the drawing shows in the cell"""
    trouble: Panel | None
    help: Button
    hint: str
    primary: Button | None = None


@dataclass(frozen=True)
class MessagePage:
    """One message, its reason and the ways on: out of service, apology, thanks, card left behind."""

    heading: Heading
    panel: Panel | None = None
    picture: str = ""
    ways: tuple[Row, ...] = ()
    back: Button | None = None
    primary: Button | None = None
    timeline: tuple[TimelineRow, ...] = ()
    """how far a case is: drawn on the line, below the panel"""


@dataclass(frozen=True)
class StaffLoginPage:
    heading: Heading
    number_label: str
    number: str
    pin_label: str
    pin_length: int
    """entered so far; the digits stay in the core"""
    error: str
    back: Button
    primary: Button


@dataclass(frozen=True)
class VendorRow:
    device: str
    state: str
    tone: str
    """ok, warn, error or off"""
    note: str
    test: Button | None


@dataclass(frozen=True)
class VendorPage:
    """Vendor mode. The first line answers 「能接待吗」."""

    heading: Heading
    verdict: Panel
    attention: tuple[Panel, ...]
    rows: tuple[VendorRow, ...]
    counts: tuple[tuple[str, str], ...]
    """backlog: waiting, oldest, delivered today, quarantined"""
    actions: tuple[Button, ...]
    result: Panel | None
    back: Button


Page: TypeAlias = (
    HomePage
    | ListPage
    | ServicePage
    | NoticePage
    | PresentPage
    | QuestionPage
    | CapturePage
    | ReviewPage
    | SignPage
    | WorkingPage
    | DonePage
    | RefusalPage
    | LockerPage
    | MessagePage
    | StaffLoginPage
    | VendorPage
)

# ---- around every page ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FootKey:
    id: str
    """voice, size, contrast, language, leave"""
    text: str
    icon: str
    on: bool = False
    short: str = ""
    """where `text` is too wide for the key in elder size: EN for English"""


@dataclass(frozen=True)
class IdleSheet:
    """「还在吗」: seconds left in figure size and one way to stay."""

    title: str
    seconds: int
    unit: str
    note: str
    stay: Button


@dataclass(frozen=True)
class Preferences:
    """How this customer wants the screen; forgotten with the session."""

    language: str = "zh"
    """zh or en"""
    elder: bool = False
    contrast: bool = False
    lower: bool = False
    """everything touchable in the lower 60 % (wheelchair)"""
    voice: bool = False


@dataclass(frozen=True)
class ScreenWords:
    """Words of the screen's own controls: paging, keyboards, the date picker. `{count}` is filled in by the screen."""

    more: str = "还有 {count} 项"
    first: str = "回到开头"
    next_leaf: str = "往下看"
    reveal: str = "按住看"
    camera: str = "摄像头正在使用"
    erase: str = "删除"
    done: str = "好了"
    space: str = "空格"
    pinyin: str = "拼音"
    latin: str = "ABC"
    digits: str = "123"
    capitals: str = "大写"
    more_candidates: str = "更多字"
    found: str = "看找到的 {count} 项"
    type_on: str = "接着写"
    year: str = "年"
    month: str = "月"
    day: str = "日"
    earlier: str = "前一个"
    later: str = "后一个"


@dataclass(frozen=True)
class Frame:
    """Head and foot: the same on every page."""

    brand: str
    branch: str
    clock: str
    staff: Button
    staff_called: bool
    keys: tuple[FootKey, ...]
    preferences: Preferences
    simulated: str = ""
    """「演示终端」 while any device is simulated"""
    camera_notice: str = ""
    """「摄像头开着」; empty while the camera is off"""
    words: ScreenWords = ScreenWords()


@dataclass(frozen=True)
class Snapshot:
    frame: Frame
    page: Page
    script: tuple[str, ...] = ()
    """the spoken script of the page, heading first"""
    idle: IdleSheet | None = None
    in_session: bool = False
