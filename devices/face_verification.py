"""Ports for what no open part can do: matching a face, telling a live one. (The chip's photo: devices/photo_codec.py)

Certified engines are fitted by whoever is answerable for them. Without one the answer is NOT_VERIFIED, never 'yes'.
"""

from enum import StrEnum
from typing import Protocol


class Verification(StrEnum):
    VERIFIED = "verified"
    REFUSED = "refused"
    NOT_VERIFIED = "not_verified"
    """nobody looked"""


class FaceMatcher(Protocol):
    async def match(self, live_jpeg: bytes, reference: bytes) -> Verification:
        """`reference`: the chip's photo, still encoded."""
        ...


class LivenessCheck(Protocol):
    async def check(self, live_jpegs: tuple[bytes, ...]) -> Verification: ...


class NoFaceMatcher:
    async def match(self, live_jpeg: bytes, reference: bytes) -> Verification:
        return Verification.NOT_VERIFIED


class NoLivenessCheck:
    async def check(self, live_jpegs: tuple[bytes, ...]) -> Verification:
        return Verification.NOT_VERIFIED
