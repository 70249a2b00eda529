"""Cards that come to an ID-card reader and go again: which one is new, which was read already, which still lies there.

Some readers say "found" once per tap, others all the time, and many say "no card" for one that was read and still lies
there. Everything here happens on the reader's thread.
"""

from dataclasses import dataclass, replace

from devices.codecs.ga467_card import decode_base_and_fingerprint
from devices.codecs.ga467_frame import Command, Reply, Status
from devices.codecs.ga467_text import decode_address
from devices.conversations.ga467 import Conversation
from devices.delays import CARD_READ_ANSWER, CARD_READ_FINGERPRINT_ANSWER
from devices.errors import ReplyError
from devices.id_card_reader import CardOutcome, CardRead, CardTrouble, CardUnreadable, IdCard
from devices.photo_codec import photo_codec
from devices.settings import DriverOptions

REJECTIONS = frozenset(
    {
        Status.CARD_REJECTED_SAM,
        Status.SAM_REJECTED_CARD,
        Status.INFORMATION_NOT_VERIFIED,
        Status.WRONG_CARD_TYPE,
        Status.NOT_PERMITTED,
    }
)
ABSENCES_BEFORE_GONE = 2


class VisitOptions(DriverOptions):
    require_fresh_tap: bool = True
    """a card that was read is only read again after it was away"""
    read_latest_address: bool = True
    read_fingerprint: bool = False
    """asks for it and throws it away: some readers answer only this command"""
    photo_codec: str = ""
    """`module:callable` of a licensed decoder for the chip's photo; empty: the photo stays as it is"""
    check_by_reading: bool = True
    """many readers answer 'no card' for one that was read and still lies there; only reading tells"""


@dataclass(frozen=True)
class Absent:
    """Nothing (new) lies on the reader."""


class CardVisits:
    def __init__(self, options: VisitOptions) -> None:
        """SettingsError when the photo codec that the options name cannot be fitted."""
        self._options = options
        self._photos = photo_codec(options.photo_codec)
        self._spent = False
        """the card that came last was read, or could not be"""
        self._pending = False
        """a tap was noticed while looking whether a card was left; it is still to be read"""
        self._absences = 0
        """answers 'no card' in a row since the last read"""

    def look(self, conversation: Conversation) -> CardOutcome | Absent:
        """One look: what came of the card that lies there, if there is a new one."""
        if not self._tapped(conversation):
            reread = self._spent and not self._options.require_fresh_tap
            return self._reread(conversation) if reread else Absent()
        selected = conversation.select()
        if selected.status is not Status.OK and not self._spent:
            return self._unreadable(selected)
        return self._read(conversation)

    def lies_there(self, conversation: Conversation) -> bool:
        """Two silences in a row count as gone, where reading does not find the card all the same."""
        if self._pending:
            self._pending = conversation.select().status is Status.OK
            return self._pending
        for _ in range(ABSENCES_BEFORE_GONE):
            if self._tapped(conversation):
                self._pending = True
            if self._pending or self._absences == 0:
                return True
        if not (self._spent and self._options.check_by_reading):
            return False
        self._spent = conversation.latest_address().status in (Status.OK, Status.ITEM_ABSENT)
        return self._spent

    def _tapped(self, conversation: Conversation) -> bool:
        """A card came that was not read yet. Some readers say 'found' once per tap, others all the time."""
        if self._pending:
            self._pending = False
            return True
        if conversation.find(tap_may_be_lost=not self._spent) is Status.NO_CARD:
            self._absences += 1
            return False
        if not self._spent or self._absences >= ABSENCES_BEFORE_GONE or not self._options.require_fresh_tap:
            return True
        self._absences = 0
        return conversation.find() is Status.NO_CARD

    def _reread(self, conversation: Conversation) -> CardOutcome | Absent:
        conversation.select()
        outcome = self._read(conversation)
        return Absent() if isinstance(outcome, CardUnreadable) else outcome

    def _read(self, conversation: Conversation) -> CardOutcome:
        self._spent, self._absences = True, 0
        if self._options.read_fingerprint:
            reply = conversation.ask(Command.READ_BASE_AND_FINGERPRINT, CARD_READ_FINGERPRINT_ANSWER)
        else:
            reply = conversation.ask(Command.READ_BASE, CARD_READ_ANSWER)
        if reply.status is not Status.OK:
            return self._unreadable(reply)
        try:
            card = decode_base_and_fingerprint(reply.data)
        except ReplyError as error:
            return CardUnreadable(CardTrouble.REPLACE_CARD, str(error))
        card = replace(card, portrait=self._photos.decode(card.photo) or b"")
        return CardRead(self._with_latest_address(conversation, card))

    def _with_latest_address(self, conversation: Conversation, card: IdCard) -> IdCard:
        if not self._options.read_latest_address:
            return card
        reply = conversation.latest_address()
        return replace(card, latest_address=decode_address(reply.data)) if reply.status is Status.OK else card

    def _unreadable(self, reply: Reply) -> CardUnreadable:
        self._spent, self._absences = True, 0
        trouble = CardTrouble.REJECTED if reply.status in REJECTIONS else CardTrouble.REPLACE_CARD
        return CardUnreadable(trouble, f"{reply.status.name.lower()} ({reply.status:02X})")
