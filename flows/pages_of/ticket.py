"""办不成事: whether the hall may call, and the number under which it looks into the matter."""

from flows.masking import paper_mobile
from flows.pages import Heading, MessagePage, Panel, Row
from flows.pages_of.refusal import other_row
from flows.session.note import Note
from flows.session.stages import LeavingTicket, TicketLeft
from flows.session.tickets import matter_of
from flows.wording import Wording, in_fours


def leaving_ticket_page(stage: LeavingTicket, w: Wording) -> MessagePage:
    matter = matter_of(stage, w)
    name = w.terminal.catalogue.info(matter.item, w.language).name if matter.item else ""
    trouble = Panel("error", w("ticket-failed"), w("ticket-failed-way"), "warn")
    call = (
        (Row("row:call", w("ticket-call"), w("ticket-call-note", mobile=paper_mobile(stage.mobile)), icon="phone"),)
        if stage.mobile
        else ()
    )
    return MessagePage(
        heading=Heading(w("ticket-title"), w("ticket-sentence")),
        panel=trouble if stage.failed else Panel("note", matter.said, name, "page"),
        ways=(*call, Row("row:no-call", w("ticket-no-call"), w("ticket-no-call-note"), icon="page"), _staff(w)),
        back=w.back(),
    )


def ticket_left_page(stage: TicketLeft, w: Wording) -> MessagePage:
    """Without a telephone number the slip is the only way back to it."""
    way = w("ticket-left-call") if stage.call else w("ticket-left-ask", hotline=w.terminal.profile.hotline)
    return MessagePage(
        heading=Heading(w("ticket-left-title"), w("ticket-left-sentence")),
        panel=Panel("ok", w("ticket-left-number", number=in_fours(stage.number)), way, "check"),
        ways=(_print(stage, w), other_row(w)),
        primary=w.button("row:end", "way-end", "leave"),
    )


def _print(stage: TicketLeft, w: Wording) -> Row:
    note = w("ticket-print-note") if stage.note is Note.NONE else w(f"note-{stage.note.value}")
    return Row("row:print", w("ticket-print"), note, icon="print")


def _staff(w: Wording) -> Row:
    return Row("row:staff", w("way-staff"), w("way-staff-note", hotline=w.terminal.profile.hotline), icon="staff")
