"""Every delay of the hall, in seconds."""

from typing import Final

OPENING_PAUSE: Final = 2.0
"""between two looks for submissions that another instance received"""
SHUTDOWN_GRACE: Final = 3
"""for requests that are still being answered"""
KEEP_ALIVE: Final = 75
START_POLL: Final = 0.02
"""between two looks whether both ports answer"""
OPENER_BACK_OFF: Final = 2.0
"""before an opener that ended is started again"""
OPENER_GRACE: Final = 5.0
"""for an opener to finish its batch"""
OPENER_YIELD: Final = 0.05
"""after each batch, so that who waits for the embedded database gets it"""
TICK: Final = 60.0
"""between two looks at the clocks of cases"""
DEPARTMENT_ANSWER: Final = 10.0
"""for a department's own system"""
RETENTION_DAYS: Final = 90
"""after its end a case keeps what the customer handed in for so long"""
