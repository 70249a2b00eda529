"""Bundles: XH-09 no fact is asked twice and the merged questions are at most 60 % of the sum of the parts."""

from typing import Final

from flows.checking.subject import ALL_DOWN, Subject
from flows.checking.walking import walk_service

MOST: Final = 0.6


def check_bundles(subject: Subject) -> None:
    for code, read in subject.parts.bundles.items():
        merged = walk_service(subject, code, ALL_DOWN)
        if merged is None:
            continue
        twice = sorted(name for name, share in merged.way.share.items() if share > 1 and not _repeated(subject, name))
        if twice:
            message = f"{code} asks {', '.join(twice)} more than once"
            subject.error("XH-09", read.document, ("items",), message, "One fact, one question")
        parts = sum(_asked(subject, item) for item in read.model.items)
        if parts and merged.way.asked_mean > MOST * parts:
            share = merged.way.asked_mean / parts
            message = f"{code} asks {merged.way.asked_mean:.1f} questions, {share:.0%} of its parts' {parts:.1f}"
            subject.error(
                "XH-09", read.document, ("items",), message, f"At most {MOST:.0%}: share facts, or infer them"
            )


def _asked(subject: Subject, item: str) -> float:
    walked = walk_service(subject, item, ALL_DOWN)
    return walked.way.asked_mean if walked is not None else 0.0


def _repeated(subject: Subject, ask: str) -> bool:
    return any(subject.pack.facts[fact].group for fact in subject.raw["asks"][ask]["sets"])
