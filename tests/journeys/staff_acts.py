"""What a courier and hall staff do at the terminal, behind the hidden corner."""

from tests.journeys.stage import Stage

STAFF = {"branch": ("1001", "246810"), "courier": ("2001", "135791"), "hall": ("3001", "864208")}


def enter_vendor_mode(stage: Stage, role: str) -> None:
    stage.hand.hold("vendor-corner", 5.2)
    sign_in(stage, *STAFF[role])
    stage.hand.wait_page("VendorPage")
    stage.hand.look("vendor")


def sign_in(stage: Stage, number: str, pin: str) -> None:
    """Types both into the fields; a number that stands there already is kept."""
    page = stage.hand.wait_page("StaffLoginPage")
    if not page["content"]["number"]:
        stage.hand.tap("field:number")
        stage.hand.type(number)
    stage.hand.tap("field:pin")
    stage.hand.type(pin)
    stage.hand.look("staff")
    stage.hand.tap("primary")


def leave_vendor_mode(stage: Stage) -> None:
    if stage.hand.page()["kind"] != "VendorPage":
        stage.hand.tap("primary")
        stage.hand.wait_page("VendorPage")
    assert stage.town.reports is not None
    after = len(stage.town.reports.lines)
    stage.hand.tap("back")
    stage.town.serving(after)


def deliver(stage: Stage, label: str) -> None:
    """The courier puts the envelope into a cell."""
    enter_vendor_mode(stage, "courier")
    stage.hand.tap("deliver")
    stage.hand.wait_page("PresentPage")
    before = stage.doors()
    stage.branch["code_scanner"].do("show", text=label)
    stage.close_the_door(before)
    leave_vendor_mode(stage)


def collect(stage: Stage) -> None:
    """Hall staff take the original out."""
    before = stage.doors()
    enter_vendor_mode(stage, "hall")
    stage.hand.tap("collect")
    page = stage.hand.wait_page("ListPage")
    stage.hand.look("collect")
    stage.hand.tap(page["content"]["rows"][0]["id"])
    stage.close_the_door(before)
    leave_vendor_mode(stage)
