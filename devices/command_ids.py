"""The ids of the last commands, so that none is carried out twice."""

from collections import OrderedDict

KEPT = 256


class CommandIds:
    """Remembers the last 256 ids. Not durable: whoever needs more writes the intent down first."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._ids: OrderedDict[str, None] = OrderedDict()

    def claim(self, command_id: str) -> bool:
        """True the first time; False for an id that was claimed before."""
        if command_id in self._ids:
            return False
        self._ids[command_id] = None
        while len(self._ids) > self._kept:
            self._ids.popitem(last=False)
        return True

    def release(self, command_id: str) -> None:
        """The command certainly did not start; its id may be claimed again."""
        self._ids.pop(command_id, None)
