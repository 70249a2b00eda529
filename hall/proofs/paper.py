"""A paper as values: what any proof, record or look-up says, whatever its item."""

from dataclasses import dataclass, field

from hall.queries.people import Company, Person

Pair = tuple[str, str]
SHOWN_LINES = 12
"""most lines that a screen shows of a paper"""


@dataclass(frozen=True)
class Subject:
    """Whom the paper is about. Neither: an open question, nobody's data."""

    person: Person | None = field(default=None, repr=False)
    company: Company | None = None


@dataclass(frozen=True)
class Table:
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    halves: bool = False
    """long and narrow: set in two columns"""


@dataclass(frozen=True)
class Paper:
    title: str
    subtitle: str
    issuer: str
    facts: tuple[Pair, ...] = field(repr=False)
    text: str = ""
    tables: tuple[Table, ...] = field(default=(), repr=False)

    @property
    def lines(self) -> tuple[Pair, ...]:
        """For the screen: each fact, then each row by its first cell."""
        rows = ((row[0], " · ".join(row[1:])) for table in self.tables for row in table.rows)
        return (*self.facts, *rows)[:SHOWN_LINES]


def applicant_facts(subject: Subject) -> tuple[Pair, ...]:
    """A paper names its person; of the number only the ends are printed."""
    person, company = subject.person, subject.company
    if company is not None:
        came = (("经办人", f"{person.name[0]}{'*' * (len(person.name) - 1)}"),) if person else ()
        return (("单位名称", company.name), ("统一社会信用代码", company.uscc), *came)
    if person is None:
        return ()
    return (("姓名", person.name), ("证件号码", f"{person.id_number[:6]} ******** {person.id_number[-4:]}"))
