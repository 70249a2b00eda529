"""What was found, for a person at a terminal or as one line of JSON for a script."""

import json
from collections.abc import Iterable, Mapping
from typing import TextIO

from devices.errors import DeviceError
from devices.faults import LANGUAGES, kinds, texts_of
from devices.status import DeviceStatus, Fault, Supply
from devices.trouble import state_of

COLUMN = 15


def show(told: Mapping[str, object], *, as_json: bool, to: TextIO | None = None) -> None:
    """One JSON object on a line; else one line a value. On standard output, if nothing else is given."""
    lines = [json.dumps(told, ensure_ascii=False)] if as_json else [_line(*pair) for pair in _flat(told)]
    print("\n".join(lines), file=to, flush=True)


def describe(status: DeviceStatus) -> dict[str, object]:
    """As JSON knows it."""
    told: dict[str, object] = {"state": str(status.state), "media": str(status.media), "position": str(status.position)}
    if status.supplies:
        told["supplies"] = {supply.name: _described(supply) for supply in status.supplies}
    capabilities = status.capabilities
    for name in ("vendor", "model", "serial", "firmware"):
        if value := getattr(capabilities, name):
            told[name] = value
    if capabilities.features:
        told["features"] = sorted(capabilities.features)
    if status.fault is not None:
        told["fault"] = described_fault(status.fault)
    return told


def described_fault(fault: Fault) -> dict[str, object]:
    """With the engineer's words in both languages: over ssh there is no screen to look them up."""
    advice = {language: texts_of(fault.kind, language).engineer for language in LANGUAGES if fault.kind in kinds()}
    return {"kind": fault.kind, "actor": str(fault.actor), "detail": fault.detail, "engineer": advice}


def described_error(error: DeviceError) -> dict[str, object]:
    _, fault = state_of(error)
    return {"error": str(error), "fault": described_fault(fault)}


def _line(name: str, value: object) -> str:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    return f"{name:<{COLUMN - 1}} {text}"


def _described(supply: Supply) -> dict[str, object]:
    measured = {"level": supply.level, "low_at": supply.low_at}
    return {"state": str(supply.state), **{name: value for name, value in measured.items() if value is not None}}


def _flat(told: Mapping[str, object]) -> Iterable[tuple[str, object]]:
    """A fault's words and the supplies have a line each; anything else stays together."""
    for name, value in told.items():
        if name == "fault" and isinstance(value, dict):
            yield from ((f"fault {part}", said) for part, said in value.items() if said and part != "engineer")
            yield from ((f"engineer {language}", said) for language, said in value["engineer"].items())
        elif name == "supplies" and isinstance(value, dict):
            yield from ((supply, _measured(**said)) for supply, said in value.items())
        else:
            yield name, value


def _measured(state: str, level: int | None = None, low_at: int | None = None) -> str:
    parts = (
        [state] + ([f"{level} %"] if level is not None else []) + ([f"low at {low_at} %"] if low_at is not None else [])
    )
    return ", ".join(parts)
