"""The whole truth about one customer. Only `advance` makes a new one; at the end only `wiped` remains."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from devices.id_card_reader import IdCard
from devices.status import DeviceClass, DeviceStatus
from devices.ups import PowerAdvice, PowerWatch
from flows.decision import FactBook
from flows.pages import Preferences
from flows.session.browsing_stages import BrowsingStage, Home
from flows.session.end_stages import EndReason
from flows.session.stages import Asking, Reviewing, Scanning, SecondCard, SecondCode, Signing, Stage
from flows.staff import Role

SCANNED: Final = "scan:"
"""before the name of the pages that are the value of a fact"""


@dataclass(frozen=True)
class Application:
    """What this customer has given for one service so far."""

    code: str
    sub_id: str
    facts: FactBook = field(default_factory=dict, repr=False)
    down: frozenset[str] = frozenset()
    """sources and devices that gave nothing, as the engine wants them named"""
    queried: frozenset[str] = frozenset()
    """facts the hall was asked for"""
    hall_down: bool = False
    hall_at: datetime | None = None
    credential: str | None = field(default=None, repr=False)
    """opaque text of the e-licence code"""
    consents: tuple[str, ...] = ()
    given: Mapping[str, tuple[str, ...] | str] = field(default_factory=dict, repr=False)
    """last answer to each ask, so that going back shows it again"""
    pages: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict, repr=False)
    """material id -> JPEGs"""
    had: frozenset[str] = frozenset()
    """material ids that need nothing more"""
    titles: Mapping[str, str] = field(default_factory=dict)
    """material id -> text id of its name"""
    strokes: tuple[tuple[tuple[int, int, int], ...], ...] = field(default=(), repr=False)
    proofs: tuple[tuple[str, str], ...] = ()
    """item and verification code of each paper that was printed"""
    left_out: tuple[str, ...] = ()
    """items whose paper could not be had"""
    answers: int = 0
    by_person: bool = False
    """the rules refuse it, and the customer wants a person to decide"""


@dataclass(frozen=True)
class Place:
    """Where Back leads, with what was true there."""

    stage: Stage
    application: Application | None = field(repr=False)


_UNSENT = (Asking, SecondCard, SecondCode, Scanning, Reviewing, Signing)


@dataclass(frozen=True)
class Session:
    id: str
    """32 hex digits"""
    touched: float
    """monotonic seconds of the last touch"""
    stage: Stage = field(default_factory=Home)
    preferences: Preferences = field(default_factory=Preferences)
    devices: Mapping[DeviceClass, DeviceStatus] = field(default_factory=dict)
    card: IdCard | None = field(default=None, repr=False)
    application: Application | None = field(default=None, repr=False)
    trail: tuple[Place, ...] = field(default=(), repr=False)
    disk: str = "plenty"
    """plenty, low, no_pages or out_of_service"""
    barred: bool = False
    """the hall has revoked this terminal"""
    looks: int = 0
    """times the store was looked at"""
    staff_called: bool = False
    called_at: float = 0.0
    """monotonic seconds of the call, where staff were called"""
    stood_still: float = 0.0
    """monotonic seconds of the last moment when no touch could be expected"""
    power: PowerWatch = field(default_factory=PowerWatch)
    power_advice: PowerAdvice = PowerAdvice.CARRY_ON
    away_since: float | None = None
    """monotonic seconds since when the presence sensor sees nobody"""
    leaving: EndReason | None = None
    """the customer has gone; the end follows when what cannot be interrupted is over"""
    role: Role | None = None
    made: int = 0
    """ids made so far"""
    drafts: tuple[str, ...] = ()
    """sub_ids that were saved in this visit; Back does not take them out, since it does not unsave them"""
    used: bool = False
    """a card was read or a service begun: also from the home page this process does not go on to somebody else"""

    @property
    def language(self) -> str:
        return self.preferences.language

    @property
    def pristine(self) -> bool:
        """Nobody has done anything yet."""
        return isinstance(self.stage, Home) and not self.used and self.preferences == Preferences()

    @property
    def unsent(self) -> bool:
        """Something is here that the customer would have to give again, and may still change."""
        stage, application = self.stage, self.application
        if application is None or not isinstance(stage, _UNSENT):
            return False
        return bool(application.answers or application.pages or (isinstance(stage, Scanning) and stage.pages))


def at(session: Session, stage: Stage) -> Session:
    """The same session elsewhere; Back forgets where it was."""
    return replace(session, stage=stage)


def home(session: Session) -> Session:
    """Where the next service is chosen, by whoever stands there now."""
    return nobody(replace(session, stage=Home(), trail=()))


def nobody(session: Session) -> Session:
    """No card, and nothing that it brought: who goes on from here lays a card anew."""
    return replace(session, card=None, application=None)


def remembered(session: Session) -> Session:
    """Still here, and Back will lead here again."""
    return replace(session, trail=(*session.trail, Place(session.stage, session.application)))


def onward(session: Session, stage: Stage) -> Session:
    """Elsewhere, with a way back to here."""
    return at(remembered(session), stage)


def back(session: Session) -> Session:
    """Where one chooses a service nobody is known, neither before the card nor after it."""
    if not session.trail:
        return home(session)
    place = session.trail[-1]
    there = replace(session, stage=place.stage, application=place.application, trail=session.trail[:-1])
    return nobody(there) if isinstance(place.stage, BrowsingStage) else there


def fresh_id(session: Session) -> tuple[Session, str]:
    """A new id that nobody can guess without the session's own: 32 hex digits."""
    made = session.made + 1
    digest = hashlib.sha256(f"{session.id}/{made}".encode()).hexdigest()
    return replace(session, made=made), digest[:32]


def wiped(session: Session, stage: Stage) -> Session:
    """Nothing of the customer remains but how the screen looks."""
    return Session(
        id=session.id,
        touched=session.touched,
        stage=stage,
        preferences=session.preferences,
        devices=session.devices,
        disk=session.disk,
        barred=session.barred,
        looks=session.looks,
        staff_called=session.staff_called,
        called_at=session.called_at,
        stood_still=session.stood_still,
        power=session.power,
        power_advice=session.power_advice,
        away_since=session.away_since,
        made=session.made,
    )
