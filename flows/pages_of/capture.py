"""The document camera's page: what to do with the paper, one thing at a time."""

from devices.document_camera import Guidance
from flows.pages import Button, CapturePage, Heading
from flows.pages_of.progress import Step, progress_at
from flows.session.following import promise_for
from flows.session.scanning import enough, may_promise
from flows.session.stages import Scanning
from flows.session.state import Session
from flows.wording import Wording

_CORNERS_BAD = (Guidance.NO_PAGE, Guidance.MOVE_INSIDE, Guidance.MOVE_CLOSER)
_SHARP_BAD = (*_CORNERS_BAD, Guidance.BLURRED, Guidance.HOLD_STILL)
_LIGHT_BAD = (Guidance.TOO_DARK, Guidance.TOO_BRIGHT, Guidance.GLARE)
_ARROWS = {Guidance.MOVE_CLOSER: "closer", Guidance.GLARE: "down"}


def capture_page(session: Session, stage: Scanning, w: Wording) -> CapturePage:
    title = w.content(stage.material.title)
    sentence, later = _later(session, stage, w)
    return CapturePage(
        heading=Heading(w("scan-title", paper=title), sentence, progress=progress_at(session, Step.ANSWER, w)),
        guidance=_guidance(stage, w),
        arrow=_ARROWS.get(stage.guidance, "") if stage.guidance and stage.live else "",
        checks=_checks(stage, w),
        taken=len(stage.pages),
        taken_text=w("scan-taken", count=len(stage.pages)) if stage.pages else w("scan-none"),
        back=w.back(),
        by_hand=_by_hand(stage, w),
        primary=w.button("primary", "scan-done", "next") if enough(stage) else None,
        retake=w.button("retake", "scan-retake", "camera") if stage.pages else None,
        later=later,
        camera_on=stage.live and not stage.unavailable,
    )


def _guidance(stage: Scanning, w: Wording) -> str:
    if stage.unavailable:
        return w("scan-unavailable" if stage.live else "scan-no-room")
    if not stage.live:
        return w("scan-look")
    return w(f"guide-{stage.guidance.value.replace('_', '-')}") if stage.guidance else w("guide-no-page")


def _later(session: Session, stage: Scanning, w: Wording) -> tuple[str, Button | None]:
    """By when it may come instead, and the button for that."""
    if session.application is None or not may_promise(stage):
        return "", None
    promise = promise_for(stage.material, session.application, w.terminal, w.language)
    return w("scan-later-sentence", day=w.day(promise.due)), w.button("later", "scan-later", "clock")


def _checks(stage: Scanning, w: Wording) -> tuple[tuple[str, bool], ...]:
    if not stage.live:
        return ()
    guidance = stage.guidance or Guidance.NO_PAGE
    return (
        (w("check-corners"), guidance not in _CORNERS_BAD),
        (w("check-sharp"), guidance not in _SHARP_BAD),
        (w("check-light"), guidance not in _LIGHT_BAD and guidance is not Guidance.NO_PAGE),
    )


def _by_hand(stage: Scanning, w: Wording) -> Button | None:
    if stage.live:
        return w.button("by-hand", "scan-by-hand", "camera")
    if len(stage.pages) < stage.material.max_pages and not stage.unavailable:
        return w.button("more", "scan-more", "camera")
    return None
