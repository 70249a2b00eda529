"""Time-based one-time codes of six digits (RFC 6238, HMAC-SHA-1, 30 s), as any authenticator app shows them."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

STEP_SECONDS: Final = 30
DIGITS: Final = 6
DRIFT: Final = 1
"""steps before and after that are taken too"""


def new_secret() -> bytes:
    return secrets.token_bytes(20)


def code_at(secret: bytes, step: int) -> str:
    mac = hmac.digest(secret, step.to_bytes(8, "big"), hashlib.sha1)
    offset = mac[-1] & 15
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def step_at(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP_SECONDS


def matching_step(secret: bytes, code: str, now: datetime, last_used: int) -> int | None:
    """The step this code belongs to, if it is near `now` and later than `last_used`: a code is good once."""
    present = step_at(now)
    for step in range(present - DRIFT, present + DRIFT + 1):
        if step > last_used and hmac.compare_digest(code_at(secret, step).encode(), code.encode()):
            return step
    return None


def provisioning_uri(secret: bytes, staff_id: str) -> str:
    """For the QR code that an authenticator app scans."""
    values = {"secret": base64.b32encode(secret).decode(), "issuer": "kiosk-hall"}
    return f"otpauth://totp/{quote(f'kiosk-hall:{staff_id}')}?{urlencode(values)}"
