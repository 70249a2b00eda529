"""What the screen shows, as frozen values in the customer's language. The screen adds nothing of its own.

Every text is final (Fluent has run); every control carries the id that tests and the spoken script use.
kiosk turns a Snapshot into plain maps for QML and draws one component per page class.
"""

from dataclasses import dataclass
from typing import TypeAlias

from flows.pages.asking import CapturePage, Control, PresentPage, QuestionPage
from flows.pages.closing import (
    DonePage,
    DoneState,
    MessagePage,
    RefusalPage,
    ReviewGroup,
    ReviewPage,
    ReviewRow,
    SignPage,
    WorkingPage,
)
from flows.pages.finding import HomePage, ListPage, NoticePage, ServicePage
from flows.pages.frame import FootKey, Frame, IdleSheet, Preferences, ScreenWords
from flows.pages.locker import LockerCell, LockerPage
from flows.pages.parts import (
    Button,
    Choice,
    Fact,
    Heading,
    Keyboard,
    Masked,
    NodeState,
    Panel,
    PhoneCode,
    Progress,
    Row,
    TimelineRow,
)
from flows.pages.staff import StaffLoginPage, VendorPage, VendorRow

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


@dataclass(frozen=True)
class Snapshot:
    frame: Frame
    page: Page
    script: tuple[str, ...] = ()
    """the spoken script of the page, heading first"""
    idle: IdleSheet | None = None
    in_session: bool = False


__all__ = [
    "Button",
    "CapturePage",
    "Choice",
    "Control",
    "DonePage",
    "DoneState",
    "Fact",
    "FootKey",
    "Frame",
    "Heading",
    "HomePage",
    "IdleSheet",
    "Keyboard",
    "ListPage",
    "LockerCell",
    "LockerPage",
    "Masked",
    "MessagePage",
    "NodeState",
    "NoticePage",
    "Page",
    "Panel",
    "PhoneCode",
    "Preferences",
    "PresentPage",
    "Progress",
    "QuestionPage",
    "RefusalPage",
    "ReviewGroup",
    "ReviewPage",
    "ReviewRow",
    "Row",
    "ScreenWords",
    "ServicePage",
    "SignPage",
    "Snapshot",
    "StaffLoginPage",
    "TimelineRow",
    "VendorPage",
    "VendorRow",
    "WorkingPage",
]
