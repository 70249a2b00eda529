"""Staff of one department see, count and follow up its own matters, whichever page or address they ask for."""

from collections.abc import Callable

import pytest

from hall.storage.hall_tables import Staff
from offline_cache import wire
from tests.hall.rig import Browser, Rig
from tests.hall.terminal import NOON

POLICE, MARKET = "312000218000", "PH-L-002"
NUMBER = "K0001261124000011"
MOBILE = "13800000012"


@pytest.fixture
def of(small_rig: Rig) -> Callable[[str, str], Browser]:
    """Signs somebody in who belongs to one department."""

    def sign_in(number: str, department: str) -> Browser:
        with small_rig.database.write() as session:
            session.get_one(Staff, number).department = department
        return small_rig.browser(number)

    return sign_in


def test_the_evidence_of_another_department_is_not_told(small_rig: Rig, of: Callable[[str, str], Browser]) -> None:
    sub_id = small_rig.submit(small_rig.terminal())
    market, police = of("3001", "区市场监管局"), of("3002", "市公安局")
    assert market.get("/console/api/cases", number=NUMBER).json() == {"count": 0, "cases": []}
    assert police.get("/console/api/cases", sub_id=sub_id).json()["count"] == 1


def test_a_parcel_of_another_department_does_not_exist(small_rig: Rig, of: Callable[[str, str], Browser]) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser("3003")
    small_rig.submit(terminal)
    for action in ("accept", "approve", "hand-over"):
        staff.decide(NUMBER, action)
    parcel = staff.case(NUMBER)["parcels"][0]
    event = wire.LockerEvent(kind="delivered", cell=7, parcel_id=parcel["parcel_id"], number=NUMBER, at=NOON)
    small_rig.tell(terminal, event)
    small_rig.tell(terminal, wire.LockerEvent(kind="deposited", cell=8, number=NUMBER, at=NOON))
    market, police = of("3001", "区市场监管局"), of("3002", "市公安局")
    path = f"/console/parcels/{terminal.id}/{parcel['parcel_id']}"
    assert [market.get(page).status_code for page in (path, f"{path}/label.svg")] == [404, 404]
    assert parcel["label"] in police.get("/console/parcels").text
    page = market.get("/console/parcels").text
    assert (parcel["label"] in page, "取件柜没有" in page, terminal.id in page) == (False, False, False)
    assert market.get("/console/api/messages").json() == []
    assert "取件码" in police.get("/console/messages").text


def test_ratings_and_tickets_of_another_department_stay_there(
    small_rig: Rig, of: Callable[[str, str], Browser]
) -> None:
    terminal = small_rig.terminal()
    rating = small_rig.tell(terminal, wire.RatingBody(number=NUMBER, stars=1, reasons=("等太久",)))
    body = wire.TicketBody(about="refused", said="登记显示不是存续状态。", mobile=MOBILE)
    ticket = small_rig.tell(terminal, body)
    market = of("3003", "区市场监管局")
    assert "等太久" not in market.get("/console/ratings").text
    assert MOBILE not in market.get("/console/tickets").text
    for page, row in (("ratings", rating), ("tickets", ticket)):
        assert market.post(f"/console/{page}/{terminal.id}/{row}", step="contacted", note="打过电话").status_code == 404
    police = of("3003", "市公安局")
    assert "等太久" in police.get("/console/ratings").text
    assert MOBILE in police.get("/console/tickets").text


def test_a_portrait_leads_to_cases_of_ones_own_department(small_rig: Rig, of: Callable[[str, str], Browser]) -> None:
    sub_id = small_rig.submit(small_rig.terminal())
    market = of("3003", "区市场监管局")
    page = market.get("/console/portrait", department="市公安局", axis="uncorrected").text
    assert sub_id not in page


@pytest.mark.parametrize("path", ["/console/audit", "/console/sources"])
def test_what_concerns_the_whole_hall_is_not_for_staff_of_one_department(
    small_rig: Rig, of: Callable[[str, str], Browser], path: str
) -> None:
    number = "3004" if path.endswith("audit") else "3003"
    assert of(number, "市公安局").get(path).status_code == 403
    assert of(number, "").get(path).status_code == 200
