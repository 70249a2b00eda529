"""Every delay of the devices room, in seconds. Sources: timings of fielded readers, boards and printers."""

# Ports
READ_SLICE = 0.02
"""the longest single blocking read; bounds how late a deadline is noticed"""
SOCKET_SLICE = 0.005
"""the same for a port in the network, where looking costs less"""
CONNECT_IN_NETWORK = 3.0
WRITE = 3.0
QUIET = 0.025
"""RS-485: this long without a byte ends a frame (USB adapters burst with gaps above 5 ms)"""
DRAIN_LIMIT = 1.0
"""a line that never falls quiet is given up after this long"""

# Workers: a caller waits this much longer than the command's own deadline
CALLER_MARGIN = 1.0

# Supervision
POLL_IN_USE = 0.2
POLL_IDLE = 5.0
PRESENCE_LOOK = 1.0
"""how often an idle device is asked whether it is still there, so that an unplugged one is noticed within 2 s"""
MISSES_BEFORE_LOSS = 3
RECONNECT_FIRST = 2.0
RECONNECT_LAST = 20.0
STATUS_ANSWER = 5.0
"""a status that takes longer is a miss"""
CONNECT_ANSWER = 20.0

# ID-card reader
CARD_POLL = 0.2
CARD_FIND_ANSWER = 0.5
CARD_SELECT_ANSWER = 0.5
CARD_READ_ANSWER = 2.0
CARD_READ_FINGERPRINT_ANSWER = 3.0
CARD_ADDRESS_ANSWER = 1.5
SAM_ANSWER = 1.5
CARD_BYTE_GAP = 0.3
"""a frame whose next byte does not come within this time is broken off"""
CARD_FRAME_LIMIT = 15.0

# Receipt printer
PRINTER_STATUS_ANSWER = 0.3
PRINTER_SENTINEL_MARGIN = 5.0
PRINTER_CATCHES_UP = 2.0
"""what an earlier job left in the printer is on paper by then"""
PRINTER_SENTINEL_LOOK = 0.5
"""while waiting for the end of a job the status is asked this often"""

# Locker
BOARD_ANSWER = 1.0
BOARD_GAP = 0.005
BOARD_SETTLE = 0.1
DOOR_POLL = 0.2
DOOR_OPENS_WITHIN = 3.0
DOOR_LEFT_OPEN_AFTER = 60.0

# Scanner
SAME_CODE_AGAIN = 2.0
SHOWN_EARLY = 2.0
"""a code may be shown this long before it is asked for: people are faster than screens"""
SCAN_LOOK = 0.5
"""between two looks others may ask the scanner's status"""

# Document camera
CAMERA_OPENS_WITHIN = 5.0
CAMERA_FRAME_WITHIN = 2.0
FRAME_PERIOD = 1 / 18
"""of the preview: above fifteen frames a second also where a camera's own rhythm does not fit"""

# Document printer
IPP_ANSWER = 10.0
IPP_JOB_LOOK = 0.5
IPP_STOPPED_PATIENCE = 8.0
"""a job held up by paper or a cover is cancelled after this long"""
IPP_JOB_LIMIT = 180.0

# Power supply, presence, lights, contact chip
UPS_ANSWER = 2.0
PRESENCE_REPORT = 1.0
"""a radar that says nothing for this long is silent; it reports ten times a second"""
BLINK_HALF = 0.5
CHIP_ANSWER = 2.0

# Commissioning
PERSON_COMES = 20.0
"""an installer lays down a card, a code or a page within this time"""
LIGHT_TRIAL = 0.5
