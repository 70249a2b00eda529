"""The vocabulary for authors: which facts there are, what they are called, and where they come from."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from flows.checking.subject import Subject
from flows.loading.names import fact_text


@dataclass(frozen=True)
class VocabularyLine:
    fact: str
    label: str
    type: str
    values: tuple[str, ...]
    sources: tuple[str, ...]
    ask: str
    file: str

    def __str__(self) -> str:
        kind = f"{self.type} ({', '.join(self.values)})" if self.values else self.type
        where = ", ".join((*self.sources, *((self.ask,) if self.ask else ()))) or "worked out, or known from the place"
        return f"{self.fact}  {self.label}  {kind}  ← {where}"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def vocabulary(subject: Subject, word: str) -> Iterator[VocabularyLine]:
    """Facts with this word in their id or in their Chinese or English name; all for an empty word."""
    for name, entry in subject.parts.facts.items():
        labels = [subject.folder.texts[language].plain.get(fact_text(name), "") for language in ("zh", "en")]
        if not any(word.lower() in text.lower() for text in (name, *labels)):
            continue
        raw = subject.raw["facts"][name]
        sources = tuple(use["source"] for use in raw.get("from", ()))
        file = subject.parts.fact_at[name].file
        yield VocabularyLine(name, labels[0], entry.type, tuple(entry.values), sources, entry.ask or "", file)
