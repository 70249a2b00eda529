"""Who may do what in the console."""

from enum import StrEnum


class Role(StrEnum):
    WINDOW = "window"
    COURIER = "courier"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"


class Right(StrEnum):
    LIST_CASES = "list cases"
    READ_CASE = "read what a customer handed in"
    DECIDE = "decide"
    CARRY = "parcels and deposits"
    OVERSEE = "terminals, ratings, portrait"
    FOLLOW_UP = "follow up bad ratings"
    SWITCH_SOURCES = "pretend that a source is down"
    VOUCH = "vouch for content that was never published"
    AUDIT = "read the audit"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.WINDOW: frozenset({Right.LIST_CASES, Right.READ_CASE, Right.DECIDE, Right.CARRY}),
    Role.COURIER: frozenset({Right.LIST_CASES, Right.CARRY}),
    Role.SUPERVISOR: frozenset(set(Right) - {Right.AUDIT}),
    Role.AUDITOR: frozenset({Right.LIST_CASES, Right.OVERSEE, Right.AUDIT}),
}

HALL_WIDE = frozenset({Right.SWITCH_SOURCES, Right.VOUCH, Right.AUDIT})
"""not for staff of one department: what they do or read concerns every other"""

TITLES: dict[Role, str] = {
    Role.WINDOW: "窗口",
    Role.COURIER: "流转",
    Role.SUPERVISOR: "督办",
    Role.AUDITOR: "审计",
}
