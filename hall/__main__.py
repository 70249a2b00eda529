"""`kiosk-hall`: lay out a hall, enrol terminals, serve, list cases. Bad input: one line, exit 2."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from hall import commands, content_commands, upkeep
from hall.command_scope import CommandRefusedError
from hall.delays import RETENTION_DAYS


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        result: int = options.run(options)
    except CommandRefusedError as error:
        print(f"kiosk-hall {options.command}: {error}", file=sys.stderr)
        return 2
    return result


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk-hall", description="A reference hall for the terminals.")
    verbs = parser.add_subparsers(dest="command", required=True)
    init = _verb(verbs, "init", commands.init, "lay out a new hall: keys, certificates, database, demonstration staff")
    init.add_argument("--host-name", action="append", default=[], help="a name or address terminals call it by")
    init.add_argument("--people", type=Path, help="synthetic persons (default: those of the demonstration)")
    enrol = _verb(verbs, "enroll", commands.enroll, "make terminals known and write their identity bundles")
    who = enrol.add_mutually_exclusive_group(required=True)
    who.add_argument("--terminal", metavar="ID")
    who.add_argument("--list", type=Path, metavar="CSV", help="many at once: columns terminal,branch")
    enrol.add_argument("--url", required=True, help="https address at which the terminal reaches the hall")
    enrol.add_argument(
        "--out", required=True, type=Path, help="folder for the bundle; with --list one below it for each"
    )
    enrol.add_argument("--branch", default="", help="name of the branch, for staff")
    serve = _verb(verbs, "serve", commands.serve, "serve terminals (mTLS) and the console (loopback)")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8443, help="0 takes a free one")
    serve.add_argument("--console-port", type=int, default=8444, help="0 takes a free one")
    serve.add_argument("--public-url", default="", help="where phones reach the progress pages (default: the console)")
    serve.add_argument("--production", action="store_true", help="refuse what only a demonstration may do")
    staff = _verb(verbs, "staff", upkeep.staff, "add or remove accounts of hall staff")
    staff.add_argument("action", choices=("add", "remove", "list"))
    staff.add_argument("number", nargs="?", default="")
    staff.add_argument("--name", default="")
    staff.add_argument("--role", default="", help="window, courier, supervisor or auditor")
    staff.add_argument("--department", default="", help="only its cases; default: all")
    _add_upkeep(verbs)
    return parser


def _add_upkeep(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    terminal = _verb(verbs, "terminal", upkeep.terminal, "revoke a terminal, or unlock one after a forked chain")
    terminal.add_argument("action", choices=("revoke", "unlock"))
    terminal.add_argument("terminal", metavar="ID")
    terminal.add_argument("--reason", required=True, help="goes into the audit")
    _verb(verbs, "open", commands.open_submissions, "open what came in, until standard input ends; serve runs this")
    cases = _verb(verbs, "cases", commands.cases, "list cases, newest first")
    cases.add_argument("--json", action="store_true")
    cases.add_argument("--number", default="", help="only this 业务流水号")
    purge = _verb(verbs, "purge", upkeep.purge, "erase what customers handed in with closed cases; receipts stay")
    purge.add_argument("--number", default="", help="only this 业务流水号")
    purge.add_argument("--closed-days", type=int, default=RETENTION_DAYS, help="closed at least so many days ago")
    export = _verb(verbs, "export", upkeep.export, "write everything in plain, for whoever takes the hall over")
    export.add_argument("--out", required=True, type=Path)
    check = _verb(
        verbs, "verify", upkeep.verify, "check every chain, receipt and attachment; exit 1 if one is not whole"
    )
    check.add_argument("--ask-again", action="store_true", help="have terminals send once more the pages that are gone")
    _verb(verbs, "migrate", commands.migrate, "bring the database to this version; stop every instance first")
    ferry = _verb(verbs, "ferry", upkeep.ferry, "take in what was carried here on a stick; receipts go back on it")
    ferry.add_argument("action", choices=("import",))
    ferry.add_argument("stick", type=Path, help="folder of the stick")
    content = _verb(verbs, "content", content_commands.content, "what terminals show: catalogue and flows")
    content.add_argument("action", choices=("publish", "show", "vouch"))
    content.add_argument("what", nargs="?", help="publish: a pack of kiosk-content build; vouch: a pack's digest")
    content.add_argument("--keys", type=Path, help="folder of the offline keys (default: offline-keys in the folder)")
    content.add_argument("--make-keys", action="store_true", help="make keys for departments that have none")


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: commands.Command, about: str
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=about, description=about)
    verb.add_argument("--dir", required=True, type=Path, help="the hall's folder")
    verb.add_argument("--database", metavar="DSN", help="postgresql://… (default: SQLite in the folder)")
    verb.add_argument("--attachments", metavar="URL", help="s3://bucket/prefix?endpoint=… (default: the folder)")
    verb.set_defaults(run=run)
    return verb


if __name__ == "__main__":
    sys.exit(main())
