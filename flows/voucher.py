"""What the customer is promised, once: the same values go on the screen and on the slip."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class VoucherMaterial:
    title: str
    source: str
    """card, elicence, hall, scan, own-made, original, later"""
    due: date | None = None
    """of a paper that comes later"""


@dataclass(frozen=True)
class Voucher:
    """Applicant and telephone are masked before they get here."""

    sub_id: str
    number: str
    """业务流水号"""
    item_code: str
    received_at: datetime
    applicant: str = field(repr=False)
    mobile: str = field(repr=False)
    materials: tuple[VoucherMaterial, ...] = ()
    members: tuple[str, ...] = ()
    """codes of a bundle's items that were handed in"""
    originals: tuple[str, ...] = ()
    """text ids of originals that go into the locker"""
    delivery: str = ""
    """print, locker, courier, electronic"""
    outcome: str = "case"
    proofs: tuple[tuple[str, str], ...] = ()
    """item and verification code of each proof printed before"""
    by_rules: bool = False
    """秒批: all rules are met, and the hall decides by them as soon as it has it"""

    @property
    def following(self) -> tuple[VoucherMaterial, ...]:
        """容缺: the papers that come later"""
        return tuple(one for one in self.materials if one.due is not None)
