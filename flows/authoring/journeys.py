"""Golden journeys: a persona and its answers, and what must come of them. They catch what is legal but wrong.

One YAML file each in content/journeys: what the persona's sources say, what the customer answers, what is expected.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from flows.decision import FactScalar, Ready
from flows.engine.pack import Pack
from flows.engine.rehearsal import NoEndError, Persona, Played, play
from flows.engine_port import Engine
from flows.loading.faults import Fault
from flows.loading.file_models import Count, Part
from flows.loading.yaml_source import Document, read_yaml

Value = Annotated[str | tuple[str, ...], BeforeValidator(lambda one: tuple(one) if isinstance(one, list) else one)]
"""as written; its fact says what it means"""
Given = Annotated[str | tuple[str, ...], BeforeValidator(lambda one: tuple(one) if isinstance(one, list) else one)]


class Expected(Part):
    asked: tuple[str, ...]
    papers: tuple[str, ...] = ()
    taps: Count
    end: Literal["ready", "stop"] = "ready"
    reason: str = ""
    """text id of the stop"""
    items: tuple[str, ...] = ()
    """for a bundle: what is left of it"""
    decided: dict[str, str] = Field(default_factory=dict)
    """of these items what the rules say: granted, person, or "denied: " and the rules that are not met"""
    form: dict[str, Value] = Field(default_factory=dict)
    """at least these output fields; ~ means that nobody could give it"""


class JourneyFile(Part):
    kiosk_schema: Literal["kiosk/journey@1"] = Field(alias="schema")
    service: str
    title: str
    on: str = "2026-10-09"
    sources: dict[str, Value] = Field(default_factory=dict)
    answers: dict[str, Given] = Field(default_factory=dict)
    down: tuple[str, ...] = ()
    expect: Expected


@dataclass(frozen=True)
class Journey:
    name: str
    file: JourneyFile
    document: Document

    def persona(self, pack: Pack) -> Persona:
        """Raises KeyError for a fact that does not exist."""
        sources = {name: _meant(value, pack.facts[name].type) for name, value in self.file.sources.items()}
        return Persona(self.name, sources, self.file.answers, frozenset(self.file.down))


def read_journeys(folder: Path) -> tuple[list[Journey], list[Fault]]:
    """`folder`: content/journeys."""
    journeys: list[Journey] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.yaml")):
        document = read_yaml(path, f"journeys/{path.name}")
        if isinstance(document, Fault):
            faults.append(document)
            continue
        try:
            journeys.append(Journey(path.stem, JourneyFile.model_validate(document.data), document))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            faults.append(Fault("E01", document.file, 1, f"{where}: {first['msg']}", "See docs/adding-a-service.md"))
    return journeys, faults


def rehearse(engine: Engine, pack: Pack, journey: Journey) -> list[str]:
    """What came out otherwise than expected; empty: as expected."""
    at = datetime.fromisoformat(f"{journey.file.on}T10:00:00+08:00")
    try:
        played = play(engine, pack, journey.file.service, journey.persona(pack), at)
    except NoEndError as error:
        return [str(error)]
    except KeyError as error:
        return [f"there is no {error}"]
    return list(_differences(played, journey.file.expect))


def recorded(played: Played) -> dict[str, Any]:
    """What a journey would expect if all that happened were right."""
    ready = isinstance(played.end, Ready)
    found: dict[str, Any] = {
        "asked": list(played.asked),
        "papers": list(played.papers),
        "taps": played.taps,
        "end": "ready" if ready else "stop",
    }
    if isinstance(played.end, Ready):
        found["form"] = {name: "~" if value is None else value for name, value in played.end.form.items()}
        found["items"] = list(played.end.items)
        found["decided"] = dict(played.decided)
    else:
        found["reason"] = played.end.reason
    return found


def _differences(played: Played, expected: Expected) -> list[str]:
    found = recorded(played)
    wanted = expected.model_dump()
    lines = [
        f"{name}: expected {list(wanted[name]) if isinstance(wanted[name], tuple) else wanted[name]}, got {found[name]}"
        for name in ("asked", "papers", "taps", "end")
        if (list(wanted[name]) if isinstance(wanted[name], tuple) else wanted[name]) != found[name]
    ]
    if expected.reason and found.get("reason") != expected.reason:
        lines.append(f"reason: expected {expected.reason}, got {found.get('reason')}")
    if expected.items and found.get("items") != list(expected.items):
        lines.append(f"items: expected {list(expected.items)}, got {found.get('items')}")
    decided = found.get("decided", {})
    for item, verdict in expected.decided.items():
        if decided.get(item) != verdict:
            lines.append(f"decided.{item}: expected {verdict!r}, got {decided.get(item)!r}")
    form = found.get("form", {})
    for name, value in expected.form.items():
        if _written(form.get(name)) != value:
            lines.append(f"form.{name}: expected {value!r}, got {form.get(name)!r}")
    return lines


def _meant(value: str | tuple[str, ...], fact_type: str) -> FactScalar:
    match fact_type:
        case "bool":
            return value == "true"
        case "count" | "fen" | "percent":
            return int(str(value))
        case "multi" | "list":
            return value if isinstance(value, tuple) else (value,)
        case _:
            return str(value)


def _written(value: FactScalar | None) -> str | tuple[str, ...]:
    """As an author would write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, tuple) else str(value)
