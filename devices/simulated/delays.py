"""Every delay of the simulated branch, in seconds."""

LONGEST_WAIT_S = 30.0
"""a `wait` on the control channel is answered by then"""

PORT_TAKEN_GRACE_S = 0.5
"""how long a second connection to an exclusive port may wait for the first one to close"""

REPLUG_TRIES_S = 3.0
"""how long plugging in again tries to get its port back"""

DRIP_S = 0.005
"""between two bytes of a dripping line (devices.md 1.8)"""

SPLIT_S = 0.03
"""between the two halves of a split answer"""

LATE_S = 1.6
"""an answer that comes after the driver gave up waiting"""

HALF_FRAME_FORGOTTEN_S = 0.5
"""a device drops an unfinished request after this silence"""

SCANNER_HOLD_S = 10.0
"""how long a code is held to the scanner's window"""

CAMERA_FRAME_S = 0.1
"""10 frames a second"""

PRESENCE_REPORT_S = 0.1
"""between two reports of the presence sensor"""

PAGE_S = 0.2
"""an A4 page through the document printer"""

CHILD_READY_S = 30.0
"""a simulated device must say that it is ready by then"""

CHILD_STOP_S = 5.0
"""and must have ended by then once told to"""
