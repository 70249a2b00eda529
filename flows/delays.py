"""Every time span of a session, in seconds, in one place."""

from typing import Final

TICK: Final = 1.0

IDLE: Final = 90.0
IDLE_SHEET: Final = 30.0
IDLE_ELDER: Final = 180.0
IDLE_SHEET_ELDER: Final = 60.0
IDLE_STAFF: Final = 180.0
IDLE_SHEET_STAFF: Final = 30.0

AWAY: Final = 15.0
"""without anybody before the terminal, and without a touch, until the sheet comes"""

AWAY_BUSY: Final = 60.0
"""without anybody before the terminal, until time runs again for who lays pages or looks for staff"""
STAFF_COMES: Final = 600.0
"""a call for staff keeps the visit open for so long and no longer"""

CARD_READ: Final = 60.0
CODE_READ: Final = 60.0
PAGE_CAPTURE: Final = 120.0

EXPLAIN_WAIT: Final = 10.0
"""a working page says why it takes long, and offers to go on without"""

DELIVERY_POLL: Final = 0.5
DELIVERY_WAIT: Final = 5.0
"""then the page says 已保存，尚未送达"""

DOOR_VOICE: Final = 60.0
DOOR_ALERT: Final = 120.0
DOOR_GIVE_UP: Final = 600.0
"""a door whose sensor never says closed does not hold the terminal for longer; staff resolve it"""

RECORD_PAUSE: Final = 5.0
"""before a door that was closed is recorded again, because the disk was full"""

STANDING_POLL: Final = 30.0
"""between two looks at the room on the disk and at whether the hall has revoked this terminal, on the untouched home
page"""

CARD_POLL: Final = 1.0
CARD_LEFT_ALERT: Final = 15.0
CARD_LEFT_END: Final = 60.0
APOLOGY: Final = 8.0
THANKS: Final = 8.0

RETRY_PAUSE: Final = 0.5
"""before a device is asked again, so that one that answers "not available" at once is not hammered"""

TROUBLE_PAUSE: Final = 1.0
"""before device trouble is reported, so that nothing is tried again in a tight loop"""
