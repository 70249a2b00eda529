"""One message, its reason and the ways on: out of service, apology, leaving, the card left behind."""

from flows.pages import Heading, MessagePage, Panel, Row
from flows.session.end_stages import Departing, EndReason
from flows.wording import Wording


def out_of_service_page(reasons: tuple[str, ...], w: Wording) -> MessagePage:
    return MessagePage(
        heading=Heading(w("closed-title"), w("closed-sentence")),
        panel=Panel("warn", w("closed-reason"), w.joined(tuple(w(reason) for reason in reasons)), "warn"),
        picture="closed",
    )


def confirm_leave_page(w: Wording) -> MessagePage:
    return MessagePage(
        heading=Heading(w("confirm-leave-title"), w("confirm-leave-sentence")),
        ways=(
            Row("row:leave", w("confirm-leave-now"), w("confirm-leave-now-note"), icon="leave"),
            Row("row:keep", w("confirm-leave-keep"), w("confirm-leave-keep-note"), icon="lock"),
        ),
        back=w.back(),
        primary=w.button("primary", "confirm-leave-stay", "next"),
    )


def apology_page(w: Wording) -> MessagePage:
    return MessagePage(
        heading=Heading(w("apology-title"), w("apology-sentence")),
        panel=Panel("warn", w("apology-fate-title"), w("apology-fate"), "warn"),
        picture="sorry",
    )


def departing_page(stage: Departing, w: Wording) -> MessagePage:
    """Nothing personal is on this page: the session is over."""
    if stage.left:
        return MessagePage(
            heading=Heading(w("card-left-title"), w("card-left-sentence")),
            panel=Panel("warn", w("card-left-panel"), w("card-left-way"), "card"),
            picture="card",
        )
    match stage.reason:
        case EndReason.TIMEOUT:
            heading = Heading(w("goodbye-timeout"), w("goodbye-sentence"))
        case EndReason.POWER:
            heading = Heading(w("goodbye-power"), w("goodbye-power-sentence"))
        case _:
            heading = Heading(w("goodbye"), w("goodbye-sentence"))
    return MessagePage(heading=heading)
