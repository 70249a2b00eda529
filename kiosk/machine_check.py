"""Is the machine ready for customers? Asked once, at the first start: what lacks these could only apologise."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from kiosk.home import Home
from kiosk.settings import KioskSettings, SettingsError, SettingsFault
from kiosk.staff_file import STAFF_FILE, StaffFile, StaffFileError, demo_staff, pin_fits
from offline_cache.key_stores import key_store_of
from offline_cache.keys import KeyName, KeyStoreError

BEIJING = timedelta(hours=8)
"""of the whole country; a machine that was never told prints yesterday's date until eight in the morning"""


def check_machine(home: Home, settings: KioskSettings) -> None:
    """Raises SettingsError: no keys, a staff file that lets nobody or everybody in, a clock of another zone."""
    faults = [*_key_faults(home, settings), *_staff_faults(home, settings)]
    offset = datetime.now().astimezone().utcoffset()
    if settings.terminal.profile == "production" and offset != BEIJING:
        reason = f"the machine's clock is {offset} from UTC, not {BEIJING}: timedatectl set-timezone Asia/Shanghai"
        faults.append(SettingsFault(str(home.settings), "terminal.profile", reason))
    if faults:
        raise SettingsError(tuple(faults))


def _key_faults(home: Home, settings: KioskSettings) -> Iterator[SettingsFault]:
    store = settings.keys.store
    try:
        keys = key_store_of(store, home.identity)
        for name in KeyName:
            keys.key(name)
    except KeyStoreError as error:
        yield SettingsFault(str(home.settings), "keys.store", f"{store}: no key can be had: {error}")


def _staff_faults(home: Home, settings: KioskSettings) -> Iterator[SettingsFault]:
    """A damaged file lets nobody in, and each who tries ends the terminal; the demonstration's lets everybody in."""
    try:
        members = StaffFile(home.data).members()
    except StaffFileError as error:
        yield SettingsFault(str(error), "", "move it away and add the staff anew: kiosk staff add")
        return
    known = [one for one in demo_staff() if one.number in members and settings.terminal.profile == "production"]
    for one in known:
        if pin_fits(members[one.number], one.pin):
            reason = f"{one.number} has the PIN of the demonstration, which is refused in production: kiosk staff add"
            yield SettingsFault(str(home.data / STAFF_FILE), "", reason)
