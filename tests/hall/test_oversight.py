"""Bad ratings become tickets, and departments get a portrait that leads to cases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hall.cases.clocks import Urgency
from hall.cases.portrait import Axis, CaseRecord, drill, figures_of
from hall.cases.tickets import FollowUp, TicketStage, contacted_in_time, ticket_of
from hall.console.radar import radar_svg
from offline_cache import wire
from tests.hall.rig import Rig

NUMBER = "K0001261124000011"
NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
RATED = FollowUp(1, NOW, None, None, None)
CASE = CaseRecord(
    terminal_id="T-1",
    sub_id="a" * 32,
    case_number="1",
    item_code="312000218000",
    opened_at=NOW,
    decided_at=NOW + timedelta(days=1),
    decided_late=False,
    approved=True,
    corrections=0,
    promised_days=1,
    stars=None,
    bad_rating_followed=None,
)


def test_a_bad_rating_has_clocks_of_one_five_and_fifteen_working_days() -> None:
    contact = ticket_of(RATED, NOW)
    assert (contact.stage, contact.due_at and contact.due_at.date().isoformat()) == (TicketStage.CONTACT, "2026-11-25")
    ordinary = ticket_of(replace(RATED, contacted_at=NOW), NOW)
    assert (ordinary.stage, ordinary.due_at and ordinary.due_at.date().isoformat()) == (
        TicketStage.RECTIFY,
        "2026-12-01",
    )
    hard = ticket_of(replace(RATED, contacted_at=NOW, hard_since=NOW), NOW)
    assert (hard.stage, hard.due_at and hard.due_at.date().isoformat()) == (TicketStage.RECTIFY_HARD, "2026-12-15")
    assert ticket_of(replace(RATED, rectified_at=NOW), NOW).stage is TicketStage.DONE


def test_a_ticket_turns_red_when_nobody_called_in_time() -> None:
    assert ticket_of(RATED, NOW).urgency is Urgency.AMBER
    assert ticket_of(RATED, NOW + timedelta(days=2)).urgency is Urgency.RED
    assert not contacted_in_time(replace(RATED, contacted_at=NOW + timedelta(days=2)))


@pytest.mark.parametrize("stars", [3, 4, 5])
def test_a_fair_rating_is_no_ticket(stars: int) -> None:
    assert ticket_of(replace(RATED, stars=stars), NOW).due_at is None


def test_a_portrait_of_known_cases_has_the_known_figures() -> None:
    late = replace(CASE, sub_id="b" * 32, decided_at=NOW + timedelta(days=3), decided_late=True, corrections=1, stars=1)
    late = replace(late, bad_rating_followed=False)
    found = {figure.axis: figure for figure in figures_of([CASE, replace(CASE, stars=5), late, late])}
    assert found[Axis.ON_TIME].text == "50%"
    assert found[Axis.FIRST_TIME].text == "50%"
    assert found[Axis.UNCORRECTED].text == "50%"
    assert found[Axis.SPEED].text == "2.0 个工作日"
    assert found[Axis.RATING].text == "2.3 星"
    assert (found[Axis.FOLLOW_UP].text, found[Axis.FOLLOW_UP].count) == ("0%", 2)


def test_a_figure_without_cases_says_so_instead_of_zero() -> None:
    figure = figures_of([CASE])[4]
    assert (figure.axis, figure.score, figure.text) == (Axis.RATING, None, "还没有数据")
    assert "stroke-dasharray" in radar_svg(figures_of([CASE]))


def test_the_drill_names_what_gained_and_what_lost() -> None:
    late = replace(CASE, sub_id="b" * 32, decided_late=True)
    found = drill(Axis.ON_TIME, [CASE, late])
    assert (found.gaining, found.losing) == ((CASE,), (late,))


def test_staff_follow_a_bad_rating_up_and_the_portrait_shows_it(small_rig: Rig) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser("3003")
    small_rig.submit(terminal)
    rating = small_rig.tell(terminal, wire.RatingBody(number=NUMBER, stars=1, reasons=("说明不清",)))
    assert "待联系" in staff.get("/console/ratings").text
    path = f"/console/ratings/{terminal.id}/{rating}"
    assert staff.post(path, step="contacted", note="").status_code == 422, "every step says what was done"
    staff.post(path, step="contacted", note="电话联系，已解释")
    staff.post(path, step="rectified", note="改了告知单")
    page = staff.get("/console/ratings").text
    assert "已办结" in page
    assert "改了告知单" in page
    portrait = staff.get("/console/portrait", department="市公安局", axis="follow-up").text
    assert "<svg" in portrait
    assert "100%" in portrait


def test_an_auditor_reads_ratings_and_changes_none(small_rig: Rig) -> None:
    terminal, auditor = small_rig.terminal(), small_rig.browser("3004")
    small_rig.submit(terminal)
    rating = small_rig.tell(terminal, wire.RatingBody(number=NUMBER, stars=1))
    assert "记一笔" not in auditor.get("/console/ratings").text
    assert auditor.post(f"/console/ratings/{terminal.id}/{rating}", step="contacted", note="abc").status_code == 403
