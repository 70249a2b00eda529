"""A slip with a reason or an answer, for who wants it on paper: no number, nothing was handed in."""

from collections.abc import Sequence
from datetime import datetime

from devices.receipt_printer import Align, Pair, ReceiptDocument, ReceiptPart, Rule, Text
from flows.pages import Heading, Panel
from flows.wording import Wording


def lay_out_note(heading: Heading, panels: Sequence[Panel], said_by: str, w: Wording, at: datetime) -> ReceiptDocument:
    """The same words as on the screen. Nothing personal is in them but what an open question answered."""
    profile = w.terminal.profile
    parts: list[ReceiptPart] = [
        Text(w("note-title"), Align.CENTER, bold=True, scale=2),
        Rule(),
        Text(heading.title, bold=True),
        *(part for panel in panels for part in (Text(panel.title, bold=True), Text(panel.text))),
    ]
    if said_by:
        parts.append(Text(said_by))
    parts += [
        Rule(),
        Pair(w("paper-received"), w.moment(at)),
        Pair(w("paper-place"), f"{profile.branch(w.language)} · {profile.terminal_id}"),
        Text(w("note-nothing")),
        Text(w("paper-track", hotline=profile.hotline)),
    ]
    if profile.simulated:
        parts.append(Text(w("paper-demo"), Align.CENTER, bold=True))
    return ReceiptDocument(tuple(parts))
