"""Text in columns of equal width: one for a Latin character, two for a Chinese one."""

import unicodedata

NEVER_FIRST = frozenset("，。、；：？！）》」』】〕”’…,.;:?!)]}%")
UNSHOWN_KINDS = frozenset({"Cc", "Cf", "Cs"})
NARROW_KINDS = frozenset({"Mn", "Me", "Cf"})


def width(text: str) -> int:
    """In columns."""
    return sum(_character_width(character) for character in text)


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most `columns`. Latin words and numbers stay whole if they fit; no line begins with a full stop."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrap_paragraph(paragraph, columns)
    return lines


def printable(text: str) -> str:
    """Without what has no picture and may be a command to a printer: control and format characters. Tabs are spaces."""
    return "".join(_shown(character) for character in text)


def pad(text: str, columns: int) -> str:
    return text + " " * max(0, columns - width(text))


def _wrap_paragraph(paragraph: str, columns: int) -> list[str]:
    lines, line = [], ""
    for word in _words(paragraph):
        if width(line) + width(word) <= columns:
            line += word
            continue
        if word in NEVER_FIRST and line:
            line, word = line[:-1], line[-1] + word
        if line.strip():
            lines.append(line.rstrip())
        line = word.lstrip()
        while width(line) > columns:
            head = _head(line, columns)
            lines.append(line[:head])
            line = line[head:]
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _shown(character: str) -> str:
    if character == "\t":
        return " "
    return character if character == "\n" or unicodedata.category(character) not in UNSHOWN_KINDS else ""


def _words(paragraph: str) -> list[str]:
    """Runs of Latin characters stay together; every other character stands alone."""
    words: list[str] = []
    for character in paragraph:
        joins = words and _is_word(character) and _is_word(words[-1][-1])
        if joins:
            words[-1] += character
        else:
            words.append(character)
    return words


def _is_word(character: str) -> bool:
    return character.isascii() and not character.isspace()


def _head(line: str, columns: int) -> int:
    """How many characters fit; at least one."""
    used = 0
    for at, character in enumerate(line):
        used += _character_width(character)
        if used > columns:
            return max(1, at)
    return len(line)


def _character_width(character: str) -> int:
    if " " <= character <= "~":
        return 1
    return 0 if unicodedata.category(character) in NARROW_KINDS else 2
