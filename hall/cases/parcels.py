"""Results on their way to a locker: label, pickup code, assignment for the terminal, notice for the customer."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall import inbox
from hall.cases.content import Applicant, applicant_of, content_of, masked_mobile
from hall.cases.messages import Notice, send
from hall.catalogue import item_of
from hall.clock import CITY_TIME
from hall.keys import HallKeys
from hall.record_seal import RecordSeal
from hall.storage.case_tables import Case, Parcel
from hall.storage.tables import Epoch, Terminal
from offline_cache.numbers import check_character
from offline_cache.wire import AssignmentEnded, Hello, LockerAssignment

PICKUP_DAYS: Final = 7
CODE_LENGTH: Final = 8
CODE_ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""the letters and digits that the terminal's code keyboard has: none that look alike"""
TRANSIT_DAYS: Final = 3
"""the assignment outlives the way to the branch by this much"""


class ParcelState(StrEnum):
    IN_TRANSIT = "in-transit"
    IN_LOCKER = "in-locker"
    PICKED_UP = "picked-up"
    RETURNED = "returned"


class NoHolderError(Exception):
    """The submission names nobody who could identify at the locker."""


@dataclass(frozen=True)
class Handover:
    """What a courier is given. The code is not among it."""

    parcel_id: str
    label: str
    expires_at: datetime


@dataclass(frozen=True)
class ParcelDesk:
    keys: HallKeys
    seal: RecordSeal = field(repr=False)

    def hand_over(self, session: Session, case: Case, applicant: Applicant, now: datetime) -> Handover:
        """Box the result and announce it to the terminal. Raises NoHolderError."""
        if not applicant.id_number:
            raise NoHolderError(case.case_number)
        parcel_id, code = secrets.token_hex(16), _new_code()
        parcel = Parcel(
            terminal_id=case.terminal_id,
            parcel_id=parcel_id,
            sub_id=case.sub_id,
            label=_new_label(),
            code=self.seal.seal(code, _row(parcel_id)),
            state=ParcelState.IN_TRANSIT,
            epoch=_installation(session, case.terminal_id),
            created_at=now,
            expires_at=now + timedelta(days=TRANSIT_DAYS + PICKUP_DAYS),
        )
        session.add(parcel)
        inbox.post(session, case.terminal_id, self._assignment(case, parcel, applicant, code), now)
        return Handover(parcel_id, parcel.label, parcel.expires_at)

    def announce_again(self, session: Session, terminal_id: str, epoch: str, now: datetime) -> int:
        """To an installation that is newer than the one they were announced to, and cannot check their codes. How many.

        A code that was handed out is forgotten here, so its holder is sent another.
        """
        installation = session.get_one(Epoch, (terminal_id, epoch))
        newer = select(Epoch.epoch).where(Epoch.terminal_id == terminal_id, Epoch.serial >= installation.serial)
        query = select(Parcel).where(
            Parcel.terminal_id == terminal_id, Parcel.ended_at.is_(None), Parcel.epoch.not_in(newer)
        )
        parcels = session.scalars(query.order_by(Parcel.created_at)).all()
        for parcel in parcels:
            self._announce_again(session, parcel, epoch, now)
        return len(parcels)

    def _announce_again(self, session: Session, parcel: Parcel, epoch: str, now: datetime) -> None:
        case = session.get_one(Case, (parcel.terminal_id, parcel.sub_id))
        applicant = applicant_of(content_of(self.seal, case))
        handed_out = parcel.code is None
        code = _new_code() if parcel.code is None else self.seal.open(parcel.code, _row(parcel.parcel_id))
        parcel.code, parcel.epoch = self.seal.seal(code, _row(parcel.parcel_id)), epoch
        inbox.post(session, case.terminal_id, self._assignment(case, parcel, applicant, code), now)
        if handed_out:
            self.notify_ready(session, case, parcel, applicant, now)

    def notify_ready(self, session: Session, case: Case, parcel: Parcel, applicant: Applicant, now: datetime) -> None:
        """The parcel lies in its cell: send the code, once."""
        if parcel.code is None:
            return
        code = self.seal.open(parcel.code, _row(parcel.parcel_id))
        item = item_of(case.item_code)
        last = (now + timedelta(days=PICKUP_DAYS)).astimezone(CITY_TIME)
        terminal = session.get_one(Terminal, case.terminal_id)
        text = (
            f"您办的「{item.name_zh}」已放入取件柜。取件码 {code[:4]} {code[4:]}，"
            f"请在 {last.month} 月 {last.day} 日前带本人证件到{terminal.branch or case.terminal_id} 取件。"
            f"流水号 {case.number}"
        )
        send(session, self.seal, Notice(case.terminal_id, case.sub_id, masked_mobile(applicant.mobile), text), now)
        parcel.code = None

    def bring_back(self, session: Session, case: Case, now: datetime) -> None:
        """It did not reach its cell: its code opens nothing any more."""
        for parcel in parcels_of(session, case):
            if parcel.ended_at is None:
                self.end(session, parcel, ParcelState.RETURNED, now)

    def end(self, session: Session, parcel: Parcel, state: ParcelState, now: datetime) -> None:
        parcel.state, parcel.ended_at, parcel.code = state, now, None
        if state is ParcelState.RETURNED:
            inbox.post(session, parcel.terminal_id, AssignmentEnded(parcel_id=parcel.parcel_id), now)

    def _assignment(self, case: Case, parcel: Parcel, applicant: Applicant, code: str) -> LockerAssignment:
        item, key = item_of(case.item_code), self.keys.pickup_key(case.terminal_id, parcel.epoch)
        return LockerAssignment(
            parcel_id=parcel.parcel_id,
            label=parcel.label,
            number=case.number,
            case_number=case.case_number,
            holder=_keyed(key, applicant.id_number.upper()),
            code=_keyed(key, f"{parcel.parcel_id}:{code}"),
            title_zh=item.name_zh,
            title_en=item.name_en,
            expires_at=parcel.expires_at.isoformat(),
        )


def parcels_of(session: Session, case: Case) -> tuple[Parcel, ...]:
    query = select(Parcel).where(Parcel.terminal_id == case.terminal_id, Parcel.sub_id == case.sub_id)
    return tuple(session.scalars(query.order_by(Parcel.created_at)))


def _installation(session: Session, terminal_id: str) -> str:
    """The one that spoke last; before any has, the one that was enrolled last."""
    terminal = session.get_one(Terminal, terminal_id)
    if terminal.hello is not None:
        return Hello.model_validate_json(terminal.hello).epoch
    enrolled = select(Epoch.epoch).where(Epoch.terminal_id == terminal_id).order_by(Epoch.serial.desc())
    return session.scalars(enrolled.limit(1)).one()


def _keyed(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def _new_label() -> str:
    digits = f"{secrets.randbelow(10**11):011d}"
    return f"P{digits}{check_character(digits)}"


def _row(parcel_id: str) -> str:
    return f"parcel/{parcel_id}"
