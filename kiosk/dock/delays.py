"""Every delay of the dock, in seconds."""

WATCH_S = 4.0
"""one question for changes lasts so long at most; shorter than the control channel's own patience"""

GONE_PAUSE_S = 1.0
"""between two tries to reach a device that does not answer"""

HALL_ANSWER_S = 3.0
"""for the hall's console to make a code"""
