"""Every delay of this room, in seconds."""

from typing import Final

DRAFT_LIFE: Final = 2 * 60 * 60.0
"""how long the draft of a customer who may come back is kept, encrypted"""

HOLDER_LIFE: Final = 180 * 24 * 60 * 60.0
"""how long a card finds the cases that were handed in with it"""

CODE_LOCK: Final = 15 * 60.0
"""after five wrong pickup codes"""

HALL_CONNECT: Final = 5.0
CONNECTION_KEPT: Final = 60.0
"""an idle connection to the hall, before it is not trusted any more"""

HALL_ANSWER: Final = 20.0
"""for one request of sync, from the last byte sent to the first byte of the answer"""

CHUNK_GOAL: Final = 5.0
"""for one piece of a page: well within HALL_ANSWER"""

QUERY_ANSWER: Final = 8.0
"""the same while a customer waits"""

INBOX_WAIT: Final = 25.0
"""how long the hall may keep a long poll"""

INBOX_PAUSE: Final = 0.2
"""between two long polls, also if the hall answers at once"""

BACKOFF_FIRST: Final = 5.0
BACKOFF_LONGEST: Final = 15 * 60.0

ROOM_POLL: Final = 10.0
"""how often sync tries again on a full disk"""

OUTBOX_POLL: Final = 0.2
"""how often sync looks whether the terminal has sealed something new"""

HELLO_EVERY: Final = 60.0
"""unless the hall's answer says otherwise"""

PAYLOAD_RETENTION: Final = 12 * 60 * 60.0
"""sealed bytes stay this long after their receipt, in case the hall has to be restored from a backup"""

CONTENT_EVERY: Final = 5 * 60.0
"""looks for a new catalogue"""
