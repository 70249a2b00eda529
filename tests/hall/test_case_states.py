"""Properties of the case states, and what their clocks do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.calendar import add_working_days, is_working_day, working_days_left
from hall.cases.actions import NEED_REASONS, TARGETS, Action, actions_of
from hall.cases.clocks import CaseClock, Urgency, clock_after, days_left, urgency
from hall.cases.states import RULES, CaseState, ClockKind, MoveRefusedError, check_move, path

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


@given(st.lists(st.sampled_from(list(CaseState)), max_size=30))
def test_no_walk_along_allowed_moves_leaves_the_states_or_moves_on_from_an_end(walk: list[CaseState]) -> None:
    state, clock = CaseState.RECEIVED, clock_after(CaseClock(), CaseState.RECEIVED, 3, NOW)
    for wish in walk:
        if wish not in RULES[state].onward:
            continue
        clock = clock_after(clock, wish, 3, NOW)
        state = wish
        paused = RULES[state].clock is ClockKind.PAUSED
        assert not (paused and clock.due_at), "a paused clock runs towards nothing"
        assert RULES[state].clock is not ClockKind.NONE or clock.due_at is None


def test_every_state_is_reached_from_received_and_every_end_is_marked() -> None:
    reached, frontier = {CaseState.RECEIVED}, [CaseState.RECEIVED]
    while frontier:
        for target in RULES[frontier.pop()].onward - reached:
            reached.add(target)
            frontier.append(target)
    assert reached == set(CaseState)
    assert all(rule.final for rule in RULES.values() if not rule.onward)


def test_every_state_is_reached_and_left_by_what_somebody_does() -> None:
    """Staff by their actions, terminals by their locker, time by its clocks: nothing ends in a blind alley."""
    others = {
        CaseState.IN_TRANSIT: {CaseState.IN_LOCKER},
        CaseState.IN_LOCKER: {CaseState.DELIVERED, CaseState.OVERDUE_PICKUP},
        CaseState.OVERDUE_PICKUP: {CaseState.DELIVERED, CaseState.RETURNED},
    }
    reached, frontier = {CaseState.RECEIVED}, [CaseState.RECEIVED]
    while frontier:
        state = frontier.pop()
        onward = others.get(state, set()).union(*(path(state, TARGETS[action]) for action in actions_of(state)))
        assert onward or RULES[state].final, f"nobody can do anything about {state}"
        frontier.extend(onward - reached)
        reached |= onward
    assert reached == set(CaseState)


@given(st.sampled_from(list(CaseState)), st.sampled_from(list(Action)))
def test_an_offered_action_leads_to_its_target_by_allowed_moves(state: CaseState, action: Action) -> None:
    if action not in actions_of(state):
        return
    for target in path(state, TARGETS[action]):
        check_move(state, target)
        state = target
    assert state is TARGETS[action]


def test_an_ended_case_offers_staff_nothing() -> None:
    for state in (CaseState.DELIVERED, CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.LAPSED, CaseState.NOT_ACCEPTED):
        assert actions_of(state) == frozenset()
    with pytest.raises(MoveRefusedError):
        check_move(CaseState.DELIVERED, CaseState.RECEIVED)


def test_whatever_turns_a_customer_away_needs_reasons() -> None:
    assert {Action.NOT_ACCEPT, Action.REFUSE, Action.CORRECTION} <= NEED_REASONS


def test_the_hall_has_five_working_days_to_answer() -> None:
    clock = clock_after(CaseClock(), CaseState.RECEIVED, 1, NOW)
    assert days_left(clock.due_at, NOW) == 5


def test_a_pause_keeps_what_was_left_of_the_decision_clock() -> None:
    accepted = clock_after(CaseClock(), CaseState.ACCEPTED, 20, NOW)
    later = NOW + timedelta(days=14)
    paused = clock_after(accepted, CaseState.SPECIAL, 20, later)
    assert (paused.due_at, paused.remaining_days) == (None, 10)
    much_later = later + timedelta(days=60)
    resumed = clock_after(paused, CaseState.REVIEWING, 20, much_later)
    assert days_left(resumed.due_at, much_later) == 10


def test_review_does_not_restart_the_decision_clock() -> None:
    accepted = clock_after(CaseClock(), CaseState.ACCEPTED, 3, NOW)
    assert clock_after(accepted, CaseState.REVIEWING, 3, NOW + timedelta(days=1)) == accepted


def test_a_deadline_turns_amber_at_one_working_day_and_red_when_late() -> None:
    due = add_working_days(NOW.date(), 3).end()
    assert urgency(due, NOW) is Urgency.CALM
    assert urgency(due, NOW + timedelta(days=2)) is Urgency.AMBER
    assert urgency(due, due + timedelta(seconds=1)) is Urgency.RED
    assert urgency(None, NOW) is Urgency.CALM


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 13), 3, date(2026, 2, 25)),
        (date(2026, 4, 30), 1, date(2026, 5, 6)),
        (date(2026, 4, 30), 5, date(2026, 5, 11)),
        (date(2026, 9, 18), 1, date(2026, 9, 20)),
        (date(2026, 9, 24), 5, date(2026, 10, 9)),
        (date(2026, 9, 30), 20, date(2026, 11, 3)),
    ],
)
def test_working_days_follow_the_notice_of_2026(start: date, count: int, expected: date) -> None:
    due = add_working_days(start, count)
    assert (due.day, due.is_expected) == (expected, False)


def test_a_year_without_a_notice_is_counted_with_the_holiday_law_and_marked_as_expected() -> None:
    due = add_working_days(date(2026, 12, 31), 3)
    assert (due.day, due.is_expected) == (date(2027, 1, 6), True)


@given(st.dates(date(2026, 1, 1), date(2026, 11, 1)), st.integers(1, 25))
def test_the_days_left_of_a_term_are_the_days_it_was_given(start: date, count: int) -> None:
    due = add_working_days(start, count).day
    assert is_working_day(due)
    assert working_days_left(start, due) == count
    assert working_days_left(due + timedelta(days=40), due) < 0
