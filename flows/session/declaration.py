"""What is signed under: the clauses of the service, or the general ones where it has none."""

from flows.decision import Ready
from flows.session.following import promised_words, promises
from flows.session.state import Session
from flows.terminal import Terminal
from flows.wording import Wording

GENERAL = ("declaration-true", "declaration-purpose", "declaration-consequence")


def clauses(ready: Ready, session: Session, terminal: Terminal) -> tuple[str, ...]:
    if ready.declaration:
        w = Wording(terminal, session.language)
        words = promised_words(promises(ready, session, terminal), w)
        return tuple(w.content(text_id, **words) for text_id in ready.declaration)
    return tuple(terminal.words.text(text_id, session.language) for text_id in GENERAL)


def declaration_text(ready: Ready, session: Session, terminal: Terminal) -> str:
    """The words the customer saw, as one text."""
    return "\n".join(clauses(ready, session, terminal))
