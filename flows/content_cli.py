"""kiosk-content: check, search and look into the authored content."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from flows.authoring import verbs
from flows.catalogue.compiled_search import compile_search, search_raw
from flows.catalogue.finding import SearchIndex
from flows.checking.report import check_content
from flows.loading.compiling import compile_pack
from flows.loading.faults import ContentError
from flows.loading.folder import read_folder
from flows.loading.item_table import read_items
from flows.loading.pack_file import pack_body, sources_digest, write_pack

CONTENT: Final = Path(__file__).resolve().parent / "content"


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    folder = Path(chosen.content)
    if not folder.is_dir():
        sys.stderr.write(f"kiosk-content: {folder} is not a folder\n")
        return 2
    try:
        return int(chosen.run(folder, chosen))
    except ContentError as error:
        sys.stderr.write(f"kiosk-content: {error.faults[0]} (`kiosk-content check` says it all)\n")
        return 2
    except BrokenPipeError:
        # who reads has seen enough; nothing is left to be flushed into the closed pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        sys.stderr.write(f"kiosk-content: {error.filename}: {error.strerror}\n")
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk-content", description=__doc__)
    parser.add_argument("--content", default=str(CONTENT), help="the content folder (default: the one that ships)")
    commands = parser.add_subparsers(required=True)
    check = commands.add_parser("check", help="every check; exit 1 if there is an error")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_check)
    build = commands.add_parser("build", help="compile and, with --key, sign; only content without errors")
    build.add_argument("--out", type=Path, help="the pack (default: beside the content folder)")
    build.add_argument("--key", type=Path, help="Ed25519 private key, PEM")
    build.set_defaults(run=_build)
    search = commands.add_parser("search", help="find items from loose words")
    search.add_argument("text", nargs="?", default="")
    search.add_argument("--batch", type=Path, help="one query a line; one JSON line for each")
    search.add_argument("--language", choices=("zh", "en"), default="zh")
    search.add_argument("--json", action="store_true")
    search.set_defaults(run=_search)
    _add_authoring(commands)
    return parser


def _add_authoring(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    ledger = commands.add_parser("ledger", help="every question with its justification, for each class of sources")
    ledger.add_argument("codes", nargs="*", help="items or bundles (default: those written out)")
    ledger.add_argument("--json", action="store_true")
    ledger.set_defaults(run=verbs.show_ledger)
    facts = commands.add_parser("facts", help="the vocabulary: facts by a word in their id or name")
    facts.add_argument("word", nargs="?", default="")
    facts.add_argument("--json", action="store_true")
    facts.set_defaults(run=verbs.show_vocabulary)
    diff = commands.add_parser("diff", help="what changes for whom between two content folders")
    diff.add_argument("before", type=Path)
    diff.add_argument("after", type=Path)
    diff.add_argument("--json", action="store_true")
    diff.set_defaults(run=verbs.show_difference)
    journeys = commands.add_parser("journeys", help="rehearse the golden journeys; exit 1 if one came out otherwise")
    journeys.add_argument("--json", action="store_true")
    journeys.set_defaults(run=verbs.run_journeys)
    export = commands.add_parser("export", help="a written-out service as a workbook")
    export.add_argument("code")
    export.add_argument("file", type=Path)
    export.set_defaults(run=verbs.export_service)
    importing = commands.add_parser("import", help="a workbook as a service file, checked like any other")
    importing.add_argument("file", type=Path)
    importing.set_defaults(run=verbs.import_service)
    story = commands.add_parser("storyboard", help="every page of a flow as PNG, both languages, both sizes")
    story.add_argument("codes", nargs="+")
    story.add_argument("--out", type=Path, default=Path("out/storyboard"))
    story.set_defaults(run=verbs.draw_storyboard)
    schema = commands.add_parser("schema", help="write the JSON Schemas of the content files")
    schema.add_argument("folder", type=Path)
    schema.set_defaults(run=verbs.write_schema_files)
    calibrate = commands.add_parser("calibrate", help="find the weights by which a search believes what it found")
    calibrate.add_argument("--seed", type=int, default=5)
    calibrate.add_argument("--json", action="store_true")
    calibrate.set_defaults(run=verbs.calibrate_search)
    translated = commands.add_parser("translated", help="say that every translation was looked at beside its source")
    translated.set_defaults(run=verbs.mark_translated)


def _check(folder: Path, chosen: argparse.Namespace) -> int:
    report = check_content(folder)
    if chosen.json:
        sys.stdout.write(json.dumps(report.as_json(), ensure_ascii=False) + "\n")
    else:
        for fault in report.faults:
            sys.stdout.write(f"{'warning' if fault.warning else 'error'}: {fault}\n")
        sys.stdout.write(
            f"{report.personal} personal and {report.legal} legal items, {report.transactable:.0%} transactable, "
            f"{len(report.errors)} errors, {len(report.warnings)} warnings\n"
        )
    return 1 if report.errors else 0


def _build(folder: Path, chosen: argparse.Namespace) -> int:
    report = check_content(folder)
    if report.errors:
        for fault in report.errors:
            sys.stderr.write(f"error: {fault}\n")
        sys.stderr.write(f"kiosk-content: {len(report.errors)} errors, no pack was written\n")
        return 1
    key = _signing_key(chosen.key) if chosen.key is not None else None
    if chosen.key is not None and key is None:
        sys.stderr.write(f"kiosk-content: {chosen.key} is not an Ed25519 private key in PEM\n")
        return 2
    raw, _ = compile_pack(read_folder(folder))
    raw["catalogue"]["search"] = search_raw(compile_search(raw["catalogue"]))
    out = chosen.out or folder.with_suffix(".pack")
    digest = write_pack(out, pack_body(raw), sources_digest(folder), key)
    sys.stdout.write(f"{out}: {digest}\n")
    return 0


def _signing_key(path: Path) -> Ed25519PrivateKey | None:
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError):
        return None
    return key if isinstance(key, Ed25519PrivateKey) else None


def _search(folder: Path, chosen: argparse.Namespace) -> int:
    table = read_items(folder / "catalogue")
    if table.faults:
        raise ContentError(tuple(table.faults))
    index = SearchIndex(vars(table))
    if chosen.batch is not None:
        if not chosen.batch.is_file():
            sys.stderr.write(f"kiosk-content: {chosen.batch} is not a file\n")
            return 2
        return _search_lines(index, chosen.batch, chosen.language)
    if not chosen.text:
        sys.stderr.write("kiosk-content: say what to look for, or --batch FILE\n")
        return 2
    answer = _found(index, chosen.text, chosen.language)
    if chosen.json:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        return 0
    for one in answer["results"]:
        sys.stdout.write(f"{one['score']:.2f}  {one['code']:<14}  {one['name']}\n")
    if answer["out_of_scope"]:
        sys.stdout.write("not here: ask staff\n")
    return 0


def _search_lines(index: SearchIndex, path: Path, language: str) -> int:
    """One answer for each line, empty ones too; only line feeds end a line."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sys.stderr.write(f"kiosk-content: {path} is not UTF-8 at byte {error.start}\n")
        return 2
    for line in text.removesuffix("\n").split("\n") if text else ():
        sys.stdout.write(json.dumps(_found(index, line, language), ensure_ascii=False) + "\n")
    return 0


def _found(index: SearchIndex, text: str, language: str) -> dict[str, Any]:
    answer = index.search(text, language)
    results = [{"code": one.code, "name": one.name, "score": one.score} for one in answer.results]
    return {"results": results, "out_of_scope": answer.out_of_scope}


if __name__ == "__main__":
    sys.exit(main())
