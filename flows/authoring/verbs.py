"""The authors' commands of kiosk-content. Each returns its exit status: 0 done, 1 something is wrong, 2 bad input."""

import argparse
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from pydantic import ValidationError

from flows.authoring.calibration import calibrated
from flows.authoring.difference import changes
from flows.authoring.journeys import read_journeys, rehearse
from flows.authoring.ledger import ledger
from flows.authoring.schemas import write_schemas
from flows.authoring.spreadsheet import (
    WorkbookError,
    from_workbook,
    read_xlsx,
    texts_of,
    to_workbook,
    to_yaml,
    write_xlsx,
)
from flows.authoring.vocabulary import vocabulary
from flows.checking.report import check_content, subject_of
from flows.checking.subject import Subject
from flows.engine.decide import DecisionEngine
from flows.loading.faults import ContentError
from flows.loading.item_table import read_items
from flows.loading.translations import write_translated


def show_ledger(folder: Path, chosen: argparse.Namespace) -> int:
    subject = _sound(folder)
    known = {*subject.raw["services"], *subject.raw["bundles"]}
    unknown = [code for code in chosen.codes if code not in known]
    if unknown:
        return _bad(f"there is no item or bundle {unknown[0]}")
    codes = chosen.codes or [*(code for code, _, _ in subject.written()), *subject.parts.bundles]
    for code in codes:
        lines = ledger(subject, code)
        if chosen.json:
            for line in lines:
                _say(json.dumps(line.as_json(), ensure_ascii=False))
        else:
            _say(f"{code}: {len(lines)} questions")
            for line in lines:
                _say(f"  {line}")
    return 0


def show_vocabulary(folder: Path, chosen: argparse.Namespace) -> int:
    lines = list(vocabulary(_sound(folder), chosen.word))
    for line in lines:
        _say(json.dumps(line.as_json(), ensure_ascii=False) if chosen.json else str(line))
    return 0 if lines else _bad(f"no fact has {chosen.word} in its name")


def show_difference(_: Path, chosen: argparse.Namespace) -> int:
    for folder in (chosen.before, chosen.after):
        if not folder.is_dir():
            return _bad(f"{folder} is not a content folder")
    for change in changes(_sound(chosen.before), _sound(chosen.after)):
        _say(json.dumps(change.as_json(), ensure_ascii=False) if chosen.json else str(change))
    return 0


def run_journeys(folder: Path, chosen: argparse.Namespace) -> int:
    journeys, faults = read_journeys(folder / "journeys")
    pack = _sound(folder).pack
    engine = DecisionEngine(pack)
    failed = bool(faults)
    for fault in faults:
        _say(f"error: {fault}")
    for journey in journeys:
        lines = rehearse(engine, pack, journey)
        failed = failed or bool(lines)
        if chosen.json:
            _say(json.dumps({"journey": journey.name, "differences": lines}, ensure_ascii=False))
        else:
            _say(f"{'as expected' if not lines else 'OTHERWISE'}: {journey.name}: {journey.file.title}")
            for line in lines:
                _say(f"  {line}")
    return 1 if failed else 0


def export_service(folder: Path, chosen: argparse.Namespace) -> int:
    subject = _sound(folder)
    found = [read.model for read in subject.folder.services if read.model.id == chosen.code]
    if not found:
        return _bad(f"{chosen.code} has no file of its own to export")
    write_xlsx(to_workbook(found[0], texts_of(found[0], subject.folder.texts)), chosen.file)
    return 0


def import_service(folder: Path, chosen: argparse.Namespace) -> int:
    """Writes the file only if the whole content has no error with it."""
    try:
        service = from_workbook(read_xlsx(chosen.file))
    except (WorkbookError, ValidationError) as error:
        return _bad(str(error).replace("\n", "; "))
    path = folder / "services" / f"{service.id}.yaml"
    before = path.read_bytes() if path.exists() else None
    path.write_text(to_yaml(service), encoding="utf-8")
    errors = check_content(folder).errors
    if errors:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
        for fault in errors:
            sys.stderr.write(f"error: {fault}\n")
        return 1
    _say(str(path))
    return 0


def draw_storyboard(folder: Path, chosen: argparse.Namespace) -> int:
    """The pictures are drawn by the screens' own room, in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "kiosk.storyboard",
        *chosen.codes,
        "--out",
        str(chosen.out),
        "--content",
        str(folder),
    ]
    return subprocess.run(command, check=False).returncode


def write_schema_files(_: Path, chosen: argparse.Namespace) -> int:
    write_schemas(chosen.folder)
    return 0


def calibrate_search(folder: Path, chosen: argparse.Namespace) -> int:
    found = calibrated(vars(read_items(folder / "catalogue")), chosen.seed)
    if chosen.json:
        _say(json.dumps(asdict(found)))
    else:
        _say(f"CHINESE {found.chinese}\nLATIN   {found.latin}")
        _say(f"of phrases not known, {found.believed:.1%} would be believed; {found.refused:.1%} of the others refused")
    return 0


def mark_translated(folder: Path, _: argparse.Namespace) -> int:
    write_translated(folder / "texts" / "en", _sound(folder).folder.texts["zh"])
    return 0


def _sound(folder: Path) -> Subject:
    """Raises ContentError rather than telling half of what a folder holds."""
    subject = subject_of(folder)
    faults = (*subject.folder.faults, *subject.parts.faults)
    if faults:
        raise ContentError(faults)
    return subject


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _bad(line: str) -> int:
    sys.stderr.write(f"kiosk-content: {line}\n")
    return 2
