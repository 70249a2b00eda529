"""The ways that several tests go: to a service's questions, through them, to the number."""

from flows import pages as pg
from tests.flows.session.branch import CHEN, LI, LICENCE_CODE
from tests.flows.session.rig import Rig

PROOF = "PH-P-001"
NO_RECORD = "312000218000"
ADDRESS_CHANGE = "PH-L-002"


async def start(rig: Rig, code: str) -> None:
    """From the home page past the notice."""
    await rig.press(f"tile:{code}", "primary", "primary")


async def answer_no_record(rig: Rig) -> None:
    """From the first question to the check page."""
    await rig.choose("q.mobile", "yes")
    await rig.choose("q.period", "five")
    await rig.press("primary")
    await rig.choose("q.purpose", "job")


async def to_review(rig: Rig) -> None:
    await start(rig, NO_RECORD)
    rig.reader.put(LI)
    await rig.wait(0)
    await answer_no_record(rig)
    rig.page(pg.ReviewPage)


async def hand_in(rig: Rig) -> None:
    """From the check page to the number."""
    await rig.press("primary")
    await rig.sign()
    await rig.press("primary")
    rig.page(pg.DonePage)


async def to_number(rig: Rig) -> None:
    await to_review(rig)
    await hand_in(rig)


async def to_camera(rig: Rig) -> None:
    """An address change up to the lease under the camera."""
    await start(rig, ADDRESS_CHANGE)
    rig.reader.put(CHEN)
    await rig.wait(0)
    rig.scanner.show(LICENCE_CODE)
    await rig.wait(0)
    await rig.choose("q.mobile", "yes")
    await rig.choose("q.resolved_on", "today")
    await rig.press("primary")
    await rig.choose("q.new_district", "310104")
    street = rig.page(pg.QuestionPage).choices[0].id
    await rig.choose("q.new_street", street)
    await rig.type("q.new_road", "梧桐路8号501室")
    await rig.press("primary")
    await rig.choose("q.premises_proof", "lease")
    rig.page(pg.CapturePage)


async def change_address(rig: Rig) -> None:
    """The lease branch, from the home page to the check page."""
    await to_camera(rig)
    rig.camera.lay()
    await rig.wait(0)
    await rig.press("primary", "primary")
    await rig.choose("q.old_licence", "now")
    rig.page(pg.ReviewPage)
