"""Whole journeys through real screens, real processes and real bytes: the same ones that `dev.py demo` plays."""

from pathlib import Path

import pytest

from tests.journeys import demo, faults
from tests.journeys.evidence import FaultRecord, JourneyRecord
from tests.journeys.stage import Stage

pytestmark = pytest.mark.timeout(400)


@pytest.mark.parametrize("play", demo.PLAYS, ids=lambda play: play.id)
def test_a_journey_ends_as_promised_within_its_touches(stage: Stage, play: demo.Play) -> None:
    record = JourneyRecord(play.id, play.item)
    play.act(stage, record)
    assert 0 < record.touches <= play.budget
    assert record.hall_count == 1
    assert record.case_number
    assert (stage.evidence.folder / record.receipt_png).stat().st_size > 0
    assert (stage.evidence.folder / record.receipt_bytes).stat().st_size > 0
    assert record.number is not None
    assert record.number[:5] in record.receipt_text


def test_a_proof_comes_out_of_the_printer_as_the_hall_made_it(stage: Stage) -> None:
    record = JourneyRecord("proof", demo.PLAYS[0].item)
    demo.PLAYS[0].act(stage, record)
    assert record.documents is not None
    [document] = record.documents
    assert (stage.evidence.folder / document).read_bytes().startswith(b"%PDF-")
    assert "演示 无效" in record.receipt_text


@pytest.mark.row("F01")
def test_with_the_cable_cut_the_screen_and_the_paper_say_so_and_the_hall_gets_it_once(stage: Stage) -> None:
    record = FaultRecord("down")
    try:
        faults.hall_down(stage, record)
    finally:
        stage.branch["hall_link"].do("up")
    assert record.hall_count == 1


@pytest.mark.row("F02")
def test_killed_right_after_the_number_was_shown_the_hall_gets_it_once(stage: Stage) -> None:
    record = FaultRecord("killed")
    try:
        faults.killed(stage, record)
    finally:
        stage.branch["hall_link"].do("up")
    assert record.hall_count == 1


def test_every_path_of_the_evidence_exists(stage: Stage, tmp_path: Path) -> None:
    record = demo.play_journey(stage.town, stage.evidence, demo.PLAYS[0])
    assert record.outcome == "ok", record.error
    for path in (*record.screens, record.receipt_png, record.receipt_bytes, *(record.documents or ())):
        assert (tmp_path / path).is_file()
