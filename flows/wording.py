"""Words in the customer's language: the terminal's own, the content's, and how numbers and times are written."""

from dataclasses import dataclass
from datetime import date, datetime

from flows.catalogue.values import spoken_date
from flows.engine.rows import row_of
from flows.pages import Button
from flows.terminal import Terminal


@dataclass(frozen=True)
class Wording:
    terminal: Terminal
    language: str

    def __call__(self, text_id: str, **arguments: str | int) -> str:
        """A text of the terminal itself."""
        return self.terminal.words.text(text_id, self.language, **arguments)

    def lines(self, text_id: str, **arguments: str | int) -> tuple[str, ...]:
        return self.terminal.words.lines(text_id, self.language, **arguments)

    def content(self, text_id: str, **arguments: str | int) -> str:
        """A text of the content, by its id; empty for an empty id."""
        return self.terminal.texts.text(text_id, self.language, **arguments) if text_id else ""

    def fact(self, name: str) -> str:
        """What a fact is called; of several holders or children with the number of the row."""
        label = self.terminal.catalogue.fact_label(name, self.language)
        row = row_of(name)
        return self("title-of-row", title=label, row=row) if row else label

    def button(self, button_id: str, text_id: str, icon: str = "", **arguments: str | int) -> Button:
        return Button(button_id, self(text_id, **arguments), icon)

    def back(self) -> Button:
        return self.button("back", "back", "back")

    def clock(self, at: datetime) -> str:
        return f"{at:%H:%M}"

    def moment(self, at: datetime) -> str:
        """2026-10-09 10:24, the same in both languages, for paper."""
        return f"{at:%Y-%m-%d %H:%M}"

    def day(self, day: date) -> str:
        """2026年10月9日; 9 October 2026"""
        return spoken_date(day.isoformat(), self.language)

    def joined(self, parts: tuple[str, ...]) -> str:
        """驾驶证、照片; Driving licence, ID photo, floor plan"""
        if self.language == "zh":
            return "、".join(parts)
        return ", ".join((*parts[:1], *(_running(part) for part in parts[1:])))


def _running(name: str) -> str:
    """As it is written in the middle of a line: small, unless it begins with an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def in_fours(number: str) -> str:
    """K0711 2611 0910 0017 X: a letter and four, then groups of four."""
    head, rest = (number[:1], number[1:]) if number[:1].isalpha() else ("", number)
    groups = [rest[i : i + 4] for i in range(0, len(rest), 4)]
    return head + " ".join(groups)
