"""Snapshots from the core reach the screen once, in place where they can, from whatever thread."""

import sys
import threading
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from devices.document_camera import PreviewFrame
from flows.pages import Preferences
from kiosk.gallery import Gallery
from tests.kiosk.screens import samples
from tests.kiosk.screens.audit import find, named
from tests.kiosk.screens.finger import wait

USUAL = Preferences()
SAY = samples.say_in("zh")


def test_a_page_that_only_changes_its_words_is_not_built_again(gallery: Gallery) -> None:
    gallery.show(samples.sample("capture", USUAL))
    built = find(gallery.screen.window, "back")
    gallery.show(samples.snapshot(replace(samples.capture(SAY), guidance="别动，正在拍"), USUAL))
    assert find(gallery.screen.window, "back") is built


def test_a_page_with_another_question_is_built_again(gallery: Gallery) -> None:
    gallery.show(samples.sample("question", USUAL))
    gallery.show(samples.sample("ticks", USUAL))
    assert named(gallery.screen.window, "choice:job") == []
    assert find(gallery.screen.window, "choice:traffic")


def test_saved_turns_into_delivered_in_place(gallery: Gallery) -> None:
    gallery.show(samples.sample("saved", USUAL))
    built = find(gallery.screen.window, "primary")
    gallery.show(samples.sample("done", USUAL))
    assert find(gallery.screen.window, "primary") is built


def test_an_equal_snapshot_redraws_nothing(gallery: Gallery) -> None:
    gallery.show(samples.sample("review", USUAL))
    told: list[str] = []
    bridge = gallery.screen.bridge
    for name in ("frameChanged", "pageChanged", "idleChanged"):
        getattr(bridge, name).connect(lambda name=name: told.append(name))
    gallery.show(samples.sample("review", USUAL))
    assert told == []


def test_the_idle_seconds_do_not_rebuild_the_page_below(gallery: Gallery) -> None:
    shown = samples.sample("idle", USUAL)
    gallery.show(shown)
    (built,) = named(gallery.screen.window, "choice:job")
    assert shown.idle is not None
    gallery.show(replace(shown, idle=replace(shown.idle, seconds=5)))
    assert named(gallery.screen.window, "choice:job") == [built]
    gallery.show(replace(shown, idle=None))
    assert named(gallery.screen.window, "stay") == []


def test_a_snapshot_from_another_thread_is_shown(gallery: Gallery) -> None:
    gallery.show(samples.sample("thanks", USUAL))
    core = threading.Thread(target=gallery.screen.bridge.show, args=(samples.sample("home", USUAL),))
    core.start()
    core.join()
    gallery.settle()
    assert find(gallery.screen.window, "scenario:B02")


def test_only_the_newest_camera_frame_waits(gallery: Gallery) -> None:
    arrived: list[PreviewFrame] = []
    bridge = gallery.screen.bridge
    bridge.previewArrived.connect(arrived.append)
    frames = [PreviewFrame(4, 4, bytes([value]) * 64) for value in range(20)]
    for frame in frames:
        bridge.show_preview(frame)
    wait(20)
    bridge.show_preview(frames[-1])
    wait(20)
    bridge.previewArrived.disconnect(arrived.append)
    assert len(arrived) <= 3
    assert arrived[-1] == frames[-1]


def test_the_live_edge_is_drawn_over_the_picture_and_turns_green_when_good(gallery: Gallery) -> None:
    gallery.show(samples.sample("capture", USUAL))
    grey = bytes([90, 90, 90, 255]) * (320 * 240)
    corners = ((40, 40), (280, 40), (280, 200), (40, 200))
    colours = []
    for good in (False, True):
        gallery.screen.bridge.show_preview(PreviewFrame(320, 240, grey, corners, good))
        wait(120)
        image = gallery.screen.window.grabWindow()
        seen = {image.pixelColor(450, y).name() for y in range(360, 1000)}
        colours.append(("#ffc933" in seen, "#7cf29a" in seen))
    assert colours == [(True, False), (False, True)]


class _Sender(QObject):
    sent = Signal()


def test_this_pyside_keeps_its_references() -> None:
    """PySide6 6.12.0 drops one reference to True for each emit on Python below 3.12, and dies of it within minutes."""
    sender = _Sender()
    before = sys.getrefcount(True)
    for _ in range(50):
        sender.sent.emit()
    assert sys.version_info >= (3, 12) or sys.getrefcount(True) >= before - 5
