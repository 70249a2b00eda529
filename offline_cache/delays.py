"""Every delay of this room, in seconds."""

from typing import Final

DRAFT_LIFE: Final = 2 * 60 * 60.0
"""how long the draft of a customer who may come back is kept, encrypted"""

CODE_LOCK: Final = 15 * 60.0
"""after five wrong pickup codes"""
