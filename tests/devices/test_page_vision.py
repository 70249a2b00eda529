"""Finding, straightening and judging a page, on frames drawn for the purpose."""

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from devices.document_camera import Guidance
from devices.vision.frame import Frame
from devices.vision.jpeg import encode_jpeg
from devices.vision.page_finding import find_page, is_cut_off, movement
from devices.vision.page_picture import straighten
from devices.vision.page_quality import PageLimits, judge, objection
from devices.vision.page_watch import PageWatch, take_by_hand
from devices.vision.preview import preview
from tests.devices.drawn_frames import (
    UPRIGHT,
    blurred,
    dimmed,
    mat,
    overexposed,
    page_on_mat,
    with_glare,
    written_page,
)

LIMITS = PageLimits()


def test_the_pages_corners_are_found() -> None:
    quad = find_page(page_on_mat())
    assert quad is not None
    assert np.abs(quad - UPRIGHT).max() < 8


@pytest.mark.parametrize("degrees", [-20, -5, 5, 20])
def test_a_turned_page_is_found(degrees: int) -> None:
    middle = UPRIGHT.mean(axis=0)
    turned = (UPRIGHT - middle) * 0.75 @ cv2.getRotationMatrix2D((0, 0), degrees, 1)[:, :2].T + middle
    quad = find_page(page_on_mat(turned.astype(np.float32)))
    assert quad is not None
    assert np.abs(quad - turned).max() < 8


def test_an_empty_mat_has_no_page() -> None:
    assert find_page(mat()) is None


def test_a_fading_light_is_no_page() -> None:
    fading = np.linspace(30, 60, 900, dtype=np.float32).astype(np.uint8)
    assert find_page(np.dstack([np.tile(fading, (1200, 1))] * 3)) is None


def test_a_page_that_goes_on_outside_is_cut_off() -> None:
    frame = page_on_mat(UPRIGHT - np.array([118, 0], dtype=np.float32))
    quad = find_page(frame)
    assert quad is not None
    assert is_cut_off(quad, frame)


def test_a_straightened_page_is_upright_a4() -> None:
    page = straighten(page_on_mat(), UPRIGHT)
    assert page.shape == (2339, 1654, 3)
    reference = cv2.resize(written_page(), (1654, 2339))
    assert np.abs(page.astype(int) - reference).mean() < 12


def test_a_page_across_becomes_landscape_a4() -> None:
    across = np.array([[50, 300], [850, 300], [850, 866], [50, 866]], dtype=np.float32)
    assert straighten(page_on_mat(across, written_page(1414, 1000)), across).shape == (1654, 2339, 3)


def test_a_card_keeps_its_shape_on_a_white_sheet() -> None:
    card = np.array([[100, 200], [800, 200], [800, 641], [100, 641]], dtype=np.float32)
    page = straighten(page_on_mat(card), card)
    assert page.shape == (1654, 2339, 3)
    assert (page[:1471, :2339] < 255).any()
    assert (page[1480:] == 255).all()
    narrow = np.array([[100, 100], [500, 100], [500, 1100], [100, 1100]], dtype=np.float32)
    assert (straighten(page_on_mat(narrow), narrow)[:, 950:] == 255).all(), "a till slip"


def test_the_picture_tells_its_resolution_and_nothing_else() -> None:
    jpeg = encode_jpeg(straighten(page_on_mat(), UPRIGHT), dots_per_inch=200)
    opened = Image.open(io.BytesIO(jpeg))
    assert opened.info["dpi"] == (200, 200)
    assert not opened.getexif()
    assert len(jpeg) < 1_000_000


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [(None, None), (blurred, Guidance.BLURRED), (with_glare, Guidance.GLARE), (dimmed, Guidance.TOO_DARK)],
)
def test_what_is_wrong_with_a_page_is_named(spoil: object, expected: Guidance | None) -> None:
    frame = page_on_mat()
    frame = spoil(frame) if callable(spoil) else frame
    quality = judge(straighten(frame, UPRIGHT), 0.6)
    assert objection(quality, LIMITS) is expected, quality


def test_a_washed_out_page_is_too_bright() -> None:
    quality = judge(straighten(overexposed(page_on_mat()), UPRIGHT), 0.6)
    assert objection(quality, LIMITS) in (Guidance.TOO_BRIGHT, Guidance.GLARE)


def test_a_far_page_should_come_closer() -> None:
    assert objection(judge(straighten(page_on_mat(), UPRIGHT), 0.1), LIMITS) is Guidance.MOVE_CLOSER


def looks(*frames: Frame) -> list[Guidance | str]:
    watch = PageWatch(LIMITS)
    seen = [watch.look(frame) for frame in frames]
    return ["taken" if look.captured else look.guidance for look in seen]


def test_a_page_is_taken_once_it_held_still_for_three_frames() -> None:
    assert looks(*[page_on_mat()] * 3) == [Guidance.HOLD_STILL, Guidance.HOLD_STILL, "taken"]


def test_a_moving_page_is_not_taken() -> None:
    moving = [page_on_mat(UPRIGHT + np.array([30 * step, 0], dtype=np.float32)) for step in range(4)]
    assert looks(*moving) == [Guidance.HOLD_STILL] * 4


def test_a_bad_page_is_not_taken_however_still_it_lies() -> None:
    assert looks(*[with_glare(page_on_mat())] * 4) == [Guidance.HOLD_STILL] * 2 + [Guidance.GLARE] * 2


def test_an_empty_mat_starts_over() -> None:
    page = page_on_mat()
    assert looks(page, page, mat(), page, page) == [
        Guidance.HOLD_STILL,
        Guidance.HOLD_STILL,
        Guidance.NO_PAGE,
        Guidance.HOLD_STILL,
        Guidance.HOLD_STILL,
    ]


def test_by_hand_the_fixed_part_is_taken_and_says_so() -> None:
    taken = take_by_hand(page_on_mat(), (0.1, 0.1, 0.8, 0.8))
    assert not taken.straightened
    assert Image.open(io.BytesIO(taken.jpeg)).size == (1654, 2339)
    assert taken.quality.fill == pytest.approx(0.64)


def test_movement_is_a_share_of_the_diagonal() -> None:
    shifted = UPRIGHT + np.array([11, 0], dtype=np.float32)
    assert movement(UPRIGHT, UPRIGHT) == 0
    assert 0.005 < movement(UPRIGHT, shifted) < 0.015


def test_the_preview_fits_the_screen_and_marks_the_corners() -> None:
    shown = preview(page_on_mat(), UPRIGHT, good=True)
    assert (shown.width, shown.height) == (600, 800)
    assert len(shown.pixels) == 600 * 800 * 4
    assert shown.corners[0] == (80, 67)
    assert preview(mat(), None, good=False).corners == ()
