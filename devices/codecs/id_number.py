"""The 18-character citizen number and the check character at its end (GB 11643)."""

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


def check_character(first_17: str) -> str:
    """ISO 7064 MOD 11-2 over seventeen digits."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(first_17, WEIGHTS, strict=True)) % 11]


def is_valid(number: str) -> bool:
    """True for eighteen characters whose last one fits. Says nothing about whether the number was ever given out."""
    first, last = number[:17], number[17:]
    return len(number) == 18 and first.isascii() and first.isdigit() and check_character(first) == last
