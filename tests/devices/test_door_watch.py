"""One door over time: what its sensor says, and what follows from it and from the clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.locker.door_watch import DoorLimits, DoorPhase, DoorWatch
from devices.pickup_locker import DoorState

CLOSED, OPEN, UNKNOWN = DoorState.CLOSED, DoorState.OPEN, DoorState.UNKNOWN


def after(*steps: tuple[float, DoorState | str]) -> DoorPhase:
    """The phase after readings and pulses at these times."""
    watch = DoorWatch()
    for now, step in steps:
        watch = watch.pulsed(now) if step == "pulse" else watch.seen(DoorState(step), now)
    return watch.phase


@pytest.mark.parametrize(
    ("steps", "phase"),
    [
        ([(0, CLOSED)], DoorPhase.CLOSED),
        ([(0, CLOSED), (1, "pulse"), (2, CLOSED)], DoorPhase.OPENING),
        ([(0, CLOSED), (1, "pulse"), (2, OPEN)], DoorPhase.OPEN),
        ([(0, CLOSED), (1, "pulse"), (4, CLOSED)], DoorPhase.JAMMED),
        ([(0, CLOSED), (1, "pulse"), (4, UNKNOWN)], DoorPhase.UNKNOWN),
        ([(0, CLOSED), (1, "pulse"), (2, UNKNOWN), (3, OPEN)], DoorPhase.OPEN),
        ([(0, OPEN), (59, OPEN)], DoorPhase.OPEN),
        ([(0, OPEN), (60, OPEN)], DoorPhase.LEFT_OPEN),
        ([(0, OPEN), (60, OPEN), (61, CLOSED)], DoorPhase.CLOSED),
        ([(0, OPEN), (30, UNKNOWN), (60, OPEN)], DoorPhase.OPEN),
        ([(0, "pulse"), (4, CLOSED), (9, CLOSED)], DoorPhase.JAMMED),
        ([(0, "pulse"), (4, CLOSED), (9, OPEN)], DoorPhase.OPEN),
    ],
)
def test_a_door_is_what_its_sensor_and_the_clock_say(
    steps: list[tuple[float, DoorState | str]], phase: DoorPhase
) -> None:
    assert after(*steps) is phase


def test_the_limits_are_settings() -> None:
    watch = DoorWatch(limits=DoorLimits(opens_within=0.5, left_open_after=5)).pulsed(0)
    assert watch.seen(CLOSED, 0.6).phase is DoorPhase.JAMMED
    assert watch.seen(OPEN, 0.1).seen(OPEN, 5.2).phase is DoorPhase.LEFT_OPEN


@given(st.lists(st.sampled_from([CLOSED, OPEN, UNKNOWN, "pulse"]), max_size=30))
def test_a_door_is_never_said_to_be_open_unless_its_sensor_said_so_last(steps: list[DoorState | str]) -> None:
    phase = after(*[(float(at), step) for at, step in enumerate(steps)])
    readings = [step for step in steps if step != "pulse"]
    if phase in (DoorPhase.OPEN, DoorPhase.LEFT_OPEN):
        assert readings[-1] is OPEN
