"""The golden journeys of the flows that are written out, and that a journey can fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.authoring.journeys import Journey, read_journeys, rehearse
from flows.engine.decide import DecisionEngine
from flows.engine.pack import Pack
from tests.flows.content.opened_content import FOLDER, PACK
from tests.flows.small_content import compiled

JOURNEYS, FAULTS = read_journeys(FOLDER / "journeys")
ENGINE = DecisionEngine(PACK)


def test_every_journey_can_be_read() -> None:
    assert [str(fault) for fault in FAULTS] == []
    assert len(JOURNEYS) >= 30


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_a_golden_journey_comes_out_as_written(journey: Journey) -> None:
    assert rehearse(ENGINE, PACK, journey) == []


@pytest.mark.parametrize("flow", [f"f{number}" for number in range(1, 11)])
def test_each_of_the_ten_flows_has_a_journey_to_the_end_and_one_that_ends_otherwise(flow: str) -> None:
    own = [journey for journey in JOURNEYS if journey.name.startswith(f"{flow}-")]
    assert any(journey.file.expect.end == "ready" for journey in own)
    if flow not in ("f1", "f6", "f9"):
        assert any(journey.file.expect.end == "stop" for journey in own)


def test_a_comparison_the_wrong_way_round_is_caught_by_a_journey(tmp_path: Path) -> None:
    """It is legal CEL and passes every static check."""
    service = (
        "schema: kiosk/service@1\nid: PH-P-901\nform: {{amount: a.amount}}\n"
        'stop: [{{when: "a.amount {} 300", say: no, remedy: go}}]\n'
    )
    journey = (
        "schema: kiosk/journey@1\nservice: PH-P-901\ntitle: 少于三元不办\nanswers: {q.amount: '2'}\n"
        "expect: {asked: [q.amount], taps: 4, end: stop, reason: no}\n"
    )
    outcomes = []
    for number, sign in enumerate(("<", ">")):
        root = tmp_path / str(number)
        (root / "journeys").mkdir(parents=True)
        (root / "journeys" / "one.yaml").write_text(journey, encoding="utf-8")
        raw, faults = compiled(root, {"services/one.yaml": service.format(sign)})
        assert not faults
        pack = Pack(raw, "")
        [one], _ = read_journeys(root / "journeys")
        outcomes.append(rehearse(DecisionEngine(pack), pack, one))
    assert outcomes[0] == []
    assert "end: expected stop, got ready" in outcomes[1]


def test_a_journey_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("schema: kiosk/journey@1\nsrvice: x\n", encoding="utf-8")
    journeys, faults = read_journeys(tmp_path)
    assert journeys == []
    assert faults[0].file == "journeys/one.yaml"
