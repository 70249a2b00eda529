"""The only place that names concrete parts: drivers, stores, the hall's client, keys, content and the session's runner.

`load_parts` is what a standby does: it reads files and imports code, and opens nothing. `opened` is what comes after
"go": ports, drafts, outbox, the hall.
"""

import hashlib
import hmac
import logging
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from devices.driver import Driver
from devices.registry import REAL_TIME, create_device
from devices.settings import DeviceSettings
from devices.settings import SettingsError as DeviceSettingsError
from devices.status import DeviceClass
from devices.supervisor import DeviceSupervision
from flows.clock import SystemClock as SessionClock
from flows.context import StepContext
from flows.loading import ContentError, LoadedContent, load_content
from flows.loading.release import load_release
from flows.terminal import Profile, Terminal
from kiosk.device_board import DriverBoard
from kiosk.home import Home
from kiosk.machine_check import check_machine
from kiosk.settings import FittedDevice, KioskSettings, SettingsError, SettingsFault, read_settings
from kiosk.staff_file import StaffFile
from kiosk.staff_gate import ArgonStaffGate
from kiosk.sticks import StickFerry, sticks_in
from offline_cache.clock import system_clock
from offline_cache.content_shelf import ContentShelf, Release, ShelfDamagedError
from offline_cache.hall_client import HallClient
from offline_cache.hall_link import open_link
from offline_cache.identity import TerminalIdentity, read_identity
from offline_cache.key_stores import key_store_of
from offline_cache.numbers import NumberSeries
from offline_cache.sealed_items import Sealer
from offline_cache.sqlite_store import open_store

log = logging.getLogger(__name__)

CONTENT = Path(__file__).resolve().parent.parent / "flows" / "content"


@dataclass(frozen=True)
class Parts:
    """Everything of a terminal that can be had without opening anything."""

    home: Home
    settings: KioskSettings
    identity: TerminalIdentity
    drivers: Mapping[DeviceClass, Driver]
    terminal: Terminal


def load_parts(home: Home, *, check_ports: bool = False) -> Parts:
    """Raises SettingsError, IdentityError or ContentError: the terminal does not serve."""
    drivers: dict[DeviceClass, Driver] = {}
    settings = read_settings(home.settings, check_ports=check_ports, check_device=partial(_created, drivers))
    identity = _own_identity(home, settings)
    if check_ports:
        check_machine(home, settings)
    content = current_content(home)
    content.catalogue.search("", "zh")  # makes ready what the first key would otherwise wait for
    locker = drivers.get(DeviceClass.PICKUP_LOCKER)
    profile = Profile(
        terminal_id=identity.terminal_id,
        branch_zh=settings.terminal.branch,
        branch_en=settings.terminal.branch_en,
        hotline=settings.terminal.hotline,
        simulated=settings.simulated,
        demo_data=settings.content.demo_data,
        locker_side=settings.terminal.locker_side,
        cells=_any(locker).cells() if locker is not None else (),
    )
    return Parts(home, settings, identity, drivers, Terminal(profile, content.engine, content.catalogue, content.texts))


def current_content(home: Home) -> LoadedContent:
    """What the hall published last and this program can show; else the good one before; else the program's own.

    Between customers: a standby takes a release into use, and what serves meanwhile has read its own to the end.
    """
    shelf = ContentShelf(home.data / "content")
    release = _adopted(shelf)
    while release is not None:
        try:
            return load_release(release.folder)
        except ContentError as error:
            log.warning("content-unusable", extra={"release": release.number, "reason": str(error)[:200]})
        release = shelf.fall_back()
    return load_content(CONTENT)


def _adopted(shelf: ContentShelf) -> Release | None:
    try:
        return shelf.adopt()
    except ShelfDamagedError as error:
        log.warning("content-damaged", extra={"reason": str(error)[:200]})
        return shelf.fall_back()


def _created(drivers: dict[DeviceClass, Driver], device: DeviceClass, fitted: FittedDevice) -> tuple[str, ...]:
    """Puts the driver, not connected, among the others; what it has against its settings."""
    try:
        drivers[device] = create_device(device, DeviceSettings.from_table(fitted.table))
    except DeviceSettingsError as error:
        return error.faults
    return ()


def _own_identity(home: Home, settings: KioskSettings) -> TerminalIdentity:
    """Raises SettingsError where one of the two was copied from another terminal."""
    identity = read_identity(home.identity)
    if settings.terminal.id != identity.terminal_id:
        reason = f"is {settings.terminal.id}, but {home.identity} is the identity of {identity.terminal_id}"
        raise SettingsError((SettingsFault(str(home.settings), "terminal.id", reason),))
    return identity


@asynccontextmanager
async def opened(parts: Parts) -> AsyncIterator[StepContext]:
    """Opens store, hall client and devices; on leaving closes every port, whatever happened."""
    async with AsyncExitStack() as closing:
        clock = system_clock()
        sealer = Sealer(parts.identity, NumberSeries.of(parts.identity.terminal_id), clock)
        keys = key_store_of(parts.settings.keys.store, parts.home.identity)
        store = await open_store(parts.home.data, keys, sealer)
        closing.push_async_callback(store.close)
        link = await closing.enter_async_context(open_link(parts.identity, parts.settings.hall.url or None))
        watch = await closing.enter_async_context(DeviceSupervision(parts.drivers, lambda status: None, REAL_TIME))
        drivers: Mapping[DeviceClass, Any] = parts.drivers
        yield StepContext(
            reader=drivers.get(DeviceClass.ID_CARD_READER),
            scanner=drivers.get(DeviceClass.CODE_SCANNER),
            camera=drivers.get(DeviceClass.DOCUMENT_CAMERA),
            receipt_printer=drivers.get(DeviceClass.RECEIPT_PRINTER),
            document_printer=drivers.get(DeviceClass.DOCUMENT_PRINTER),
            locker=drivers.get(DeviceClass.PICKUP_LOCKER),
            store=store,
            hall=HallClient(link, parts.identity.terminal_id),
            gate=ArgonStaffGate(StaffFile(parts.home.data)),
            board=DriverBoard(parts.drivers, watch.statuses, lambda: datetime.now().astimezone(), watch.ask),
            clock=SessionClock(),
            lights=drivers.get(DeviceClass.LIGHTS),
            ferry=StickFerry(store, parts.identity.terminal_id, lambda: sticks_in(parts.settings.stick.folder)),
            in_use=watch.in_use,
            new_id=lambda: uuid.uuid4().hex,
            holder=lambda id_number: holder_of(parts.identity.pickup_key, id_number),
        )


def holder_of(key: bytes, id_number: str) -> str:
    """Who a draft belongs to, without saying so: HMAC-SHA256 in hex."""
    return hmac.new(key, b"draft-holder:" + id_number.encode(), hashlib.sha256).hexdigest()


def _any(driver: Driver) -> Any:
    return driver
