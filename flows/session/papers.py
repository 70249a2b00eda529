"""The pages of a visit that belong to what is handed in."""

from flows.decision import Ready
from flows.session.state import SCANNED, Application


def pages_for(application: Application, ready: Ready) -> dict[str, tuple[bytes, ...]]:
    """Pages of the papers that are needed now, and of those that answer a question; no others go out."""
    needed = {need.id for need in ready.materials}
    needed |= {str(value).removeprefix(SCANNED) for value in ready.values.values() if str(value).startswith(SCANNED)}
    return {name: pages for name, pages in application.pages.items() if name in needed}
