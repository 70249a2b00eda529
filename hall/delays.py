"""Every delay of the hall, in seconds."""

from typing import Final

OPENING_PAUSE: Final = 2.0
"""between two looks for submissions that another instance received"""
SHUTDOWN_GRACE: Final = 3
"""for requests that are still being answered"""
KEEP_ALIVE: Final = 75
START_POLL: Final = 0.02
"""between two looks whether both ports answer"""
