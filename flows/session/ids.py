"""Ids that follow from the session, so that the same thing always gets the same one."""

import hashlib

from flows.session.state import Session


def rating_id(session: Session) -> str:
    return hashlib.sha256(f"{session.id}/rating".encode()).hexdigest()[:32]
