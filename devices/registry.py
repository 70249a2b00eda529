"""Finds a driver by name: `devices/drivers/<class>/<driver>.py`, which must have `create(settings, clock)`.

    reader = create_device(DeviceClass.ID_CARD_READER, DeviceSettings.from_table(table))
    await reader.connect()

`table` is `[devices.<class>]` of kiosk.toml: `driver`, `port`, and the driver's own options:

    id_card_reader/ga467            serial URL
        baudrate=115200 (0 tries all five), require_fresh_tap=true, read_latest_address=true, poll_s=0.2,
        read_fingerprint=false, check_by_reading=true, photo_codec="" (module:callable of a licensed decoder)
    receipt_printer/escpos          serial URL, socket://host:9100, or usb://vendor:product (hexadecimal)
        baudrate=115200, width_mm=80 (or 58), fonts=[] (font files for rare characters; empty: found)
    pickup_locker/board_8a80        serial URL
        baudrate=9600, boards=[{address=1, channels=12}], closed_level=1 (or 0), byte_order="highest_first",
        columns=4, cells=[] (empty: numbered board by board in columns), retry_jammed=true, echo=false,
        opens_within_s=3, left_open_after_s=60, answer_within_s=1, intents_file=""
    pickup_locker/board_wkly, board_cu48, board_cu60, board_cu16, relay_modbus
        the same without byte_order; their own baudrate and boards; relay_modbus also pulse_tenths=2
    document_camera/opencv_capture  a number, device file, video file or http URL
        fixed_crop=[0.05, 0.05, 0.9, 0.9] (x y w h, shares of the frame) and the limits of PageLimits
    document_printer/ipp            ipp://host:port/path or http://host:port/path
        media="iso_a4_210x297mm"
    code_scanner/serial_text        serial URL
        baudrate=9600
    code_scanner/opencv_codes       as the document camera
    face_camera/opencv_face         as the document camera
        model="" (path of a YuNet file; empty: faces are not counted) and the limits of FaceLimits
    ups/nut                         nut://host:3493/name-of-the-supply
    presence_sensor/ld2410          serial URL
        baudrate=256000, farthest_cm=150
    lights/relay_modbus             serial URL
        baudrate=9600, address=1, relays={card=1, scanner=2, camera=3, receipt=4, document=5, locker=6}
    social_security_card/pcsc       pcsc://part-of-the-reader's-name, pcsc:// for the first

A serial URL is COM5, /dev/serial/by-path/…, a pty, socket://host:port or rfc2217://host:port.
"""

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any, Literal, overload

from devices import drivers
from devices.clock import Clock
from devices.driver import (
    CodeScannerDriver,
    DocumentCameraDriver,
    DocumentPrinterDriver,
    Driver,
    FaceCameraDriver,
    IdCardReaderDriver,
    LightsDriver,
    PickupLockerDriver,
    PresenceSensorDriver,
    ReceiptPrinterDriver,
    SocialSecurityCardDriver,
    UpsDriver,
)
from devices.settings import DeviceSettings, SettingsError
from devices.status import DeviceClass

REAL_TIME = Clock()


def driver_names(device_class: DeviceClass) -> tuple[str, ...]:
    """The drivers of a class, without importing any of them."""
    prefix = f"{drivers.__name__}.{device_class}."
    return tuple(name.removeprefix(prefix) for name in driver_modules() if name.startswith(prefix))


def driver_modules() -> tuple[str, ...]:
    """Every module that is only found by name; a frozen program has to be told to collect them."""
    found = pkgutil.walk_packages(drivers.__path__, prefix=f"{drivers.__name__}.")
    return tuple(sorted(module.name for module in found if not module.ispkg))


@overload
def create_device(
    device_class: Literal[DeviceClass.ID_CARD_READER], settings: DeviceSettings, clock: Clock = ...
) -> IdCardReaderDriver: ...
@overload
def create_device(
    device_class: Literal[DeviceClass.RECEIPT_PRINTER], settings: DeviceSettings, clock: Clock = ...
) -> ReceiptPrinterDriver: ...
@overload
def create_device(
    device_class: Literal[DeviceClass.PICKUP_LOCKER], settings: DeviceSettings, clock: Clock = ...
) -> PickupLockerDriver: ...
@overload
def create_device(
    device_class: Literal[DeviceClass.DOCUMENT_CAMERA], settings: DeviceSettings, clock: Clock = ...
) -> DocumentCameraDriver: ...
@overload
def create_device(
    device_class: Literal[DeviceClass.DOCUMENT_PRINTER], settings: DeviceSettings, clock: Clock = ...
) -> DocumentPrinterDriver: ...
@overload
def create_device(
    device_class: Literal[DeviceClass.CODE_SCANNER], settings: DeviceSettings, clock: Clock = ...
) -> CodeScannerDriver: ...
@overload
def create_device(
    device_class: Literal[DeviceClass.FACE_CAMERA], settings: DeviceSettings, clock: Clock = ...
) -> FaceCameraDriver: ...
@overload
def create_device(
    device_class: Literal[DeviceClass.UPS], settings: DeviceSettings, clock: Clock = ...
) -> UpsDriver: ...
@overload
def create_device(
    device_class: Literal[DeviceClass.PRESENCE_SENSOR], settings: DeviceSettings, clock: Clock = ...
) -> PresenceSensorDriver: ...
@overload
def create_device(
    device_class: Literal[DeviceClass.LIGHTS], settings: DeviceSettings, clock: Clock = ...
) -> LightsDriver: ...
@overload
def create_device(
    device_class: Literal[DeviceClass.SOCIAL_SECURITY_CARD], settings: DeviceSettings, clock: Clock = ...
) -> SocialSecurityCardDriver: ...
@overload
def create_device(device_class: DeviceClass, settings: DeviceSettings, clock: Clock = ...) -> Driver: ...


def create_device(device_class: DeviceClass, settings: DeviceSettings, clock: Clock = REAL_TIME) -> Any:
    """The driver, not yet connected. SettingsError when there is no such driver or an option is refused."""
    create: Callable[[DeviceSettings, Clock], Driver] = driver_module(device_class, settings.driver).create
    return create(settings, clock)


def driver_module(device_class: DeviceClass, driver: str) -> Any:
    """The module of a driver. SettingsError when there is none of that name."""
    known = driver_names(device_class)
    if driver not in known:
        offer = ", ".join(known) or "none"
        raise SettingsError((f"driver: there is no {driver!r} for {device_class} (there is: {offer})",))
    return importlib.import_module(f"{drivers.__name__}.{device_class}.{driver}")
