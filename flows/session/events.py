"""Everything that can change a session."""

from typing import TypeAlias

from flows.events import ScreenEvent
from flows.outcomes import IoEvent

SessionEvent: TypeAlias = ScreenEvent | IoEvent
