"""The page of a terminal whose core has failed: it can ask nobody for words, so it carries its own."""

from flows.pages import Button, FootKey, Frame, Heading, MessagePage, Panel, Preferences, Snapshot

ZH = (
    "抱歉，终端出了点问题",
    "马上会重新准备好。",
    "已经给出业务流水号的，都已存好，不会丢。没有给出流水号的，请稍后再办，或者到柜台办理。",
)
EN = (
    "Sorry, something went wrong",
    "The terminal will be ready again in a moment.",
    "Anything with a reference number is safely stored. Anything without one: please try again or go to the counter.",
)


def apology(before: Snapshot | None) -> Snapshot:
    """In the customer's language and look, without anything of the page before it."""
    frame = (
        before.frame if before is not None else Frame("政务服务银行办", "", "", Button("staff", ""), False, (), _PLAIN)
    )
    title, sentence, text = EN if frame.preferences.language == "en" else ZH
    return Snapshot(
        frame=Frame(
            brand=frame.brand,
            branch=frame.branch,
            clock=frame.clock,
            staff=frame.staff,
            staff_called=frame.staff_called,
            keys=_NO_KEYS,
            preferences=frame.preferences,
            simulated=frame.simulated,
        ),
        page=MessagePage(Heading(title, sentence), Panel("warn", text)),
        script=(title, sentence, text),
    )


_PLAIN = Preferences()
_NO_KEYS: tuple[FootKey, ...] = ()
