"""The evidence says of every door event what it was for."""

from tests.journeys.stage import acted


def door(event: str, at: float) -> dict[str, object]:
    return {"at": at, "cell": 4, "event": event}


SEEN = [door(event, float(at)) for at, event in enumerate(("pulse", "opened", "closed") * 3)]


def test_a_pulse_belongs_to_the_opening_it_makes() -> None:
    told = [(event["at"], event["for"]) for event in acted(SEEN, 1, ("deposit", "collection"))]
    assert told == [
        *((at, "deposit") for at in (3.0, 4.0, 5.0)),
        *((at, "collection") for at in (6.0, 7.0, 8.0)),
    ]


def test_what_happened_before_is_left_out() -> None:
    assert acted(SEEN, 3, ("pickup",)) == []
