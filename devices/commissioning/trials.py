"""Something harmless for each class of device: read a card, print a slip, take a page, light each lamp in turn."""

from collections.abc import Mapping
from typing import Any, Final, assert_never

from devices.clock import Clock
from devices.code_scanner import CodeRead
from devices.commissioning.slips import A4_PAGE, SLIP
from devices.delays import LIGHT_TRIAL, PERSON_COMES
from devices.document_camera import PageCaptured
from devices.face_camera import FaceCaptured
from devices.id_card_reader import CardRead
from devices.lights import Light, Slot
from devices.pickup_locker import DoorState
from devices.presence_sensor import Presence
from devices.receipt_printer import Printed, PrintOutcome
from devices.social_security_card import SocialSecurityCardRead
from devices.status import DeviceClass
from devices.ups import PowerState

Told = tuple[bool, Mapping[str, object]]
"""Passed, and what is worth telling; never whose card, code or face it was."""


_WITHIN = f"within {PERSON_COMES:.0f} s"
BY_HAND: Final[Mapping[DeviceClass, str]] = {
    DeviceClass.ID_CARD_READER: f"lay a card on the reader {_WITHIN}",
    DeviceClass.CODE_SCANNER: f"hold a code to the scanner {_WITHIN}",
    DeviceClass.DOCUMENT_CAMERA: f"lay a page on the mat {_WITHIN}",
    DeviceClass.FACE_CAMERA: f"stand before the camera {_WITHIN}",
    DeviceClass.SOCIAL_SECURITY_CARD: f"put a card into the reader {_WITHIN}",
    DeviceClass.LIGHTS: "each lamp is lit for a moment: look",
}
"""what a person has to do for it"""


async def try_out(device: DeviceClass, driver: Any, clock: Clock) -> Told:
    """`driver` is one of the class and connected. DeviceError when it fails."""
    match device:
        case DeviceClass.ID_CARD_READER:
            return await _read_card(driver)
        case DeviceClass.RECEIPT_PRINTER:
            return _printed(await driver.print_receipt(SLIP))
        case DeviceClass.DOCUMENT_PRINTER:
            return _printed(await driver.print_pdf(A4_PAGE, title="TEST"))
        case DeviceClass.PICKUP_LOCKER:
            return await _read_doors(driver)
        case DeviceClass.CODE_SCANNER:
            return await _read_code(driver)
        case DeviceClass.DOCUMENT_CAMERA:
            return await _take_page(driver)
        case DeviceClass.FACE_CAMERA:
            return await _take_face(driver)
        case DeviceClass.SOCIAL_SECURITY_CARD:
            outcome = await driver.read_card(deadline_s=PERSON_COMES)
            return isinstance(outcome, SocialSecurityCardRead), {"outcome": type(outcome).__name__}
        case DeviceClass.UPS:
            power = await driver.power()
            return isinstance(power, PowerState), vars(power)
        case DeviceClass.PRESENCE_SENSOR:
            presence = await driver.presence()
            return isinstance(presence, Presence), vars(presence)
        case DeviceClass.LIGHTS:
            return await _light_each(driver, clock)
        case _:
            assert_never(device)


async def _read_card(driver: Any) -> Told:
    outcome = await driver.read_card(deadline_s=PERSON_COMES)
    told = {"outcome": type(outcome).__name__}
    if isinstance(outcome, CardRead):
        photo = "decoded" if outcome.card.portrait else "not decoded: no codec is fitted"
        told |= {"card": str(outcome.card.kind), "photo": photo if outcome.card.photo else "none"}
    return isinstance(outcome, CardRead), told


def _printed(outcome: PrintOutcome) -> Told:
    told = {"outcome": type(outcome).__name__}
    told |= {name: str(value) for name, value in vars(outcome).items() if name in ("reason", "detail") and value}
    return isinstance(outcome, Printed), told


async def _read_doors(driver: Any) -> Told:
    doors = {str(place.cell): str(await driver.door(place.cell)) for place in driver.cells()}
    return DoorState.UNKNOWN not in doors.values(), {"doors": doors}


async def _read_code(driver: Any) -> Told:
    outcome = await driver.read_code(deadline_s=PERSON_COMES)
    size = {"characters": len(outcome.text)} if isinstance(outcome, CodeRead) else {}
    return isinstance(outcome, CodeRead), {"outcome": type(outcome).__name__, **size}


async def _take_page(driver: Any) -> Told:
    """The measured quality is what the limits are calibrated with."""
    outcome = await driver.capture_page(deadline_s=PERSON_COMES, on_frame=_nothing, on_guidance=_nothing)
    if isinstance(outcome, PageCaptured):
        return True, {"outcome": "PageCaptured", "bytes": len(outcome.jpeg), **vars(outcome.quality)}
    return False, {"outcome": type(outcome).__name__, "guidance": str(getattr(outcome, "guidance", ""))}


async def _take_face(driver: Any) -> Told:
    outcome = await driver.capture_face(deadline_s=PERSON_COMES, on_frame=_nothing, on_guidance=_nothing)
    if isinstance(outcome, FaceCaptured):
        return True, {"outcome": "FaceCaptured", "bytes": len(outcome.jpeg), **vars(outcome.quality)}
    return False, {"outcome": type(outcome).__name__, "guidance": str(getattr(outcome, "guidance", ""))}


async def _light_each(driver: Any, clock: Clock) -> Told:
    features = (await driver.status()).capabilities.features
    lit = {}
    for slot in (slot for slot in Slot if slot in features):
        lit[str(slot)] = await driver.show(slot, Light.STEADY)
        await clock.rest(LIGHT_TRIAL)
        await driver.show(slot, Light.OFF)
    return all(lit.values()), {"lights": lit}


def _nothing(_: object) -> None:
    return None
