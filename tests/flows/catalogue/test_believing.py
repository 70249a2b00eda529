"""Whether what was found was meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.catalogue.believing import CHINESE, LATIN, Signs, Weights, belief

LIKELY = Signs(best=0.7, elsewhere=0.2, covered=0.8, evidence=30, length=6, unknown=0.1, lean=1.0)


@pytest.mark.parametrize("weights", [CHINESE, LATIN])
def test_what_an_item_covers_is_believed_and_what_nobody_knows_is_not(weights: Weights) -> None:
    assert belief(LIKELY, weights) > 0
    assert belief(Signs(0.1, 0.1, 0.1, 2, 4, 0.9, -1.0), weights) < 0


@pytest.mark.parametrize("weights", [CHINESE, LATIN])
def test_the_nearer_something_done_elsewhere_is_the_less_is_believed(weights: Weights) -> None:
    odds = [belief(replace(LIKELY, elsewhere=share), weights) for share in (0.0, 0.3, 0.6, 0.8)]
    assert odds == sorted(odds, reverse=True)


@pytest.mark.parametrize("weights", [CHINESE, LATIN])
def test_words_that_are_said_of_what_is_done_elsewhere_are_a_reason_to_doubt(weights: Weights) -> None:
    assert belief(LIKELY, weights) > belief(replace(LIKELY, lean=-2.0), weights)


def test_what_was_said_in_so_many_words_is_not_weighed() -> None:
    said = Signs(best=0.95, elsewhere=0.3, covered=1, evidence=1, length=1, unknown=0, lean=0)
    assert belief(said, CHINESE) > 0
    assert belief(replace(said, best=0.3, elsewhere=0.95), CHINESE) < 0
    assert belief(replace(said, elsewhere=1.0), CHINESE) < 0
