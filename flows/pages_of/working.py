"""While the terminal works: what it does, why it takes long, and a way not to wait."""

from flows import delays
from flows.clock import Moment
from flows.pages import Heading, WorkingPage
from flows.session.stages import Fetching, MakingProof
from flows.wording import Wording


def fetching_page(stage: Fetching, w: Wording, now: Moment) -> WorkingPage:
    late = now.mono - stage.since >= delays.EXPLAIN_WAIT
    return WorkingPage(
        heading=Heading(w("fetch-title"), w("fetch-sentence")),
        detail=w("fetch-late") if late else "",
        cancel=w.button("cancel", "fetch-cancel", "next"),
        picture="hall",
    )


def making_page(stage: MakingProof, w: Wording, now: Moment) -> WorkingPage:
    late = now.mono - stage.since >= delays.EXPLAIN_WAIT
    return WorkingPage(
        heading=Heading(w("make-title"), w("make-sentence"), w.terminal.catalogue.info(stage.item, w.language).name),
        detail=w("fetch-late") if late else "",
        cancel=w.button("cancel", "make-cancel", "cross") if late else None,
        picture="hall",
    )


def printing_page(w: Wording) -> WorkingPage:
    return WorkingPage(heading=Heading(w("print-title"), w("print-sentence")), picture="print")


def noting_page(w: Wording) -> WorkingPage:
    """The slip with the reason or the answer."""
    return WorkingPage(heading=Heading(w("note-printing")), picture="print")


def sealing_page(w: Wording) -> WorkingPage:
    return WorkingPage(heading=Heading(w("seal-title"), w("seal-sentence")), picture="send")


def moment_page(text_id: str, w: Wording) -> WorkingPage:
    """A short wait without a choice."""
    return WorkingPage(heading=Heading(w(text_id)), picture="clock")
