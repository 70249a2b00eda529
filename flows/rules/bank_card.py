"""Bank card numbers: 16 to 19 digits, Luhn (ISO/IEC 7812-1)."""

import re


def bank_card_number(typed: str) -> str | None:
    """The digits, or None if it cannot be a card number."""
    digits = re.sub(r"[\s-]", "", typed)
    if not (digits.isascii() and digits.isdigit() and 16 <= len(digits) <= 19):
        return None
    return digits if _luhn(digits) else None


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
