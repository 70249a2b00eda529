"""What staff of one department see of the hall: conditions for queries, none for those who see all of it."""

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import InstrumentedAttribute

from hall.catalogue import CENTRE, codes_of, items
from hall.console.sessions import SignedIn
from hall.storage.case_tables import Case, Deposit, LockerRecord, Parcel, TextMessage


def own_cases(who: SignedIn) -> tuple[ColumnElement[bool], ...]:
    return (Case.department == who.department,) if who.department else ()


def about_own_items(who: SignedIn, code: InstrumentedAttribute[str]) -> tuple[ColumnElement[bool], ...]:
    """`code`: the column with the item. An item that nobody knows is the centre's, as for cases."""
    if not who.department:
        return ()
    mine = code.in_(codes_of(who.department))
    return (mine | code.not_in([item.code for item in items()]) if who.department == CENTRE else mine,)


def with_own_case(
    who: SignedIn, table: type[Parcel] | type[TextMessage] | type[Deposit] | type[LockerRecord]
) -> tuple[ColumnElement[bool], ...]:
    """Rows that belong to a case of the department: by its id where they carry it, else by its number."""
    if not who.department:
        return ()
    same = Case.sub_id == table.sub_id if table in (Parcel, TextMessage) else Case.number == table.number  # type: ignore[union-attr]
    return (select(Case.sub_id).where(and_(Case.terminal_id == table.terminal_id, same), *own_cases(who)).exists(),)
