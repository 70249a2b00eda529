"""The social-security card: what its chip lets everybody read. Its PIN is a matter of the bank's own terminals."""

from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from devices.status import DeviceStatus


@dataclass(frozen=True)
class SocialSecurityCard:
    """Personal: never in a repr, a log or a file name. Empty where the card does not say."""

    number: str = field(repr=False)
    """the social-security number, for most people the citizen number"""
    name: str = field(repr=False)
    card_number: str = field(default="", repr=False)
    region: str = ""
    """six digits, from the card's id"""
    version: str = ""
    issuer: str = ""


@dataclass(frozen=True)
class SocialSecurityCardRead:
    card: SocialSecurityCard


@dataclass(frozen=True)
class NoSocialSecurityCard:
    """No card came within the deadline."""


@dataclass(frozen=True)
class SocialSecurityCardUnreadable:
    detail: str = ""


@dataclass(frozen=True)
class ContactReaderUnavailable:
    detail: str = ""


SocialSecurityOutcome: TypeAlias = (
    SocialSecurityCardRead | NoSocialSecurityCard | SocialSecurityCardUnreadable | ContactReaderUnavailable
)


class SocialSecurityCardReader(Protocol):
    async def status(self) -> DeviceStatus: ...

    async def read_card(self, *, deadline_s: float) -> SocialSecurityOutcome: ...
