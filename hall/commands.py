"""What each verb of `kiosk-hall` does."""

import asyncio
import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from hall.accounts import AccountRefusedError, NewAccount, add_account, remove_account, without_second_factor
from hall.audit import Act, record
from hall.cases.states import RULES, CaseState
from hall.catalogue import item_of
from hall.clock import city_clock
from hall.enrolment import Enrolment, EnrolmentRefusedError, enrol
from hall.home import HallHome
from hall.keys import KeysMissingError, load_keys
from hall.opener import open_until_closed
from hall.queries.people import PeopleFileError
from hall.record_seal import RecordSeal
from hall.server import Addresses, bind
from hall.server import serve as serve_hall
from hall.service.hall import build_hall
from hall.setup import DEMO_PEOPLE, AlreadySetUpError, Setup, set_up
from hall.storage import schema
from hall.storage.case_tables import Case
from hall.storage.database import Database, DatabaseUnfitError, open_database
from hall.storage.hall_tables import Staff
from hall.storage.tables import Terminal
from hall.timekeeper import Timekeeper

Command: TypeAlias = Callable[[Namespace], int]


class CommandRefusedError(Exception):
    """Nothing was done; the message names what is wrong."""


def init(options: Namespace) -> int:
    defaults = Setup()
    wish = Setup((*defaults.host_names, *options.host_name), options.people or DEMO_PEOPLE)
    options.dir.mkdir(parents=True, exist_ok=True)
    with _refusing(), _database(options, new=True) as database:
        set_up(_home(options), database, wish, city_clock())
    print(f"hall laid out in {options.dir}")
    return 0


def enroll(options: Namespace) -> int:
    wish = Enrolment(options.terminal, options.url, options.out, options.branch)
    with _refusing(), _database(options) as database:
        schema.check_version(database)
        epoch = enrol(_existing(options), database, wish, city_clock())
    print(json.dumps({"terminal_id": options.terminal, "epoch": epoch, "out": str(options.out)}))
    return 0


def serve(options: Namespace) -> int:
    addresses = Addresses(options.host, options.port, options.console_port)
    with _refusing(), _database(options) as database:
        schema.check_version(database)
        _refuse_demonstration(options, database)
        hall = build_hall(_existing(options), database, city_clock)
        sockets = _bound(addresses)
        asyncio.run(serve_hall(hall, sockets, _opener_command(options)))
    return 0


def open_submissions(options: Namespace) -> int:
    with _refusing(), _database(options) as database:
        schema.check_version(database)
        hall = build_hall(_existing(options), database, city_clock)
        open_until_closed(hall.opener, Timekeeper(database, hall.seal, city_clock), sys.stdin, sys.stdout)
    return 0


def cases(options: Namespace) -> int:
    query = select(Case).order_by(Case.opened_at.desc()).limit(1000)
    if options.number:
        query = query.where(Case.number == options.number)
    with _refusing(), _database(options) as database:
        schema.check_version(database)
        with database.read() as session:
            rows = [_row(case) for case in session.scalars(query)]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for row in rows:
        print(f"{row['number']}  {row['case_number']}  {row['state']:<12} {row['item']}")
    return 0


def staff(options: Namespace) -> int:
    """`add` reads the password from standard input and prints the otpauth address once."""
    with _refusing(), _database(options) as database:
        schema.check_version(database)
        seal = RecordSeal(load_keys(_existing(options).keys).record)
        with database.write() as session:
            print(_staff(session, seal, options))
    return 0


def terminal(options: Namespace) -> int:
    with _refusing(), _database(options) as database:
        schema.check_version(database)
        with database.write() as session:
            row = session.get(Terminal, options.terminal)
            if row is None:
                raise CommandRefusedError(f"no terminal {options.terminal!r} is enrolled here")
            if options.action == "revoke":
                row.revoked_at = city_clock()
            else:
                row.locked = None
            act = Act("system", f"terminal.{options.action}", options.terminal, options.reason)
            record(session, options.terminal, act, city_clock())
    return 0


def migrate(options: Namespace) -> int:
    with _refusing(), _database(options) as database:
        before, after = schema.migrate(database)
    print(f"database version {before} -> {after}")
    return 0


def _staff(session: Session, seal: RecordSeal, options: Namespace) -> str:
    match options.action:
        case "add":
            print("password: ", end="", file=sys.stderr, flush=True)
            password = sys.stdin.readline().rstrip("\n")
            wish = NewAccount(options.number, options.name, options.role, password, options.department)
            return add_account(session, seal, wish, city_clock())
        case "remove":
            remove_account(session, options.number, city_clock())
            return f"removed {options.number}"
        case _:
            rows = session.scalars(select(Staff).order_by(Staff.staff_id))
            return "\n".join(f"{row.staff_id}  {row.role}  {row.name}" for row in rows)


def _refuse_demonstration(options: Namespace, database: Database) -> None:
    if not options.production:
        return
    with database.read() as session:
        weak = without_second_factor(session)
    if weak:
        raise CommandRefusedError(f"--production: accounts without a second factor: {', '.join(weak)}")


def _opener_command(options: Namespace) -> tuple[str, ...]:
    address = () if options.database is None else ("--database", options.database)
    return (sys.executable, "-m", "hall", "open", "--dir", str(options.dir), *address)


def _row(case: Case) -> dict[str, Any]:
    return {
        "terminal_id": case.terminal_id,
        "number": case.number,
        "sub_id": case.sub_id,
        "case_number": case.case_number,
        "item_code": case.item_code,
        "item": item_of(case.item_code).name_zh,
        "state": case.state,
        "shown": RULES[CaseState(case.state)].shown_zh,
        "opened_at": case.opened_at.isoformat(),
        "due_at": None if case.due_at is None else case.due_at.isoformat(),
    }


def _home(options: Namespace) -> HallHome:
    return HallHome(options.dir)


def _existing(options: Namespace) -> HallHome:
    home = _home(options)
    if not home.exists():
        raise CommandRefusedError(f"--dir {options.dir}: no hall here; run `kiosk-hall init --dir {options.dir}` first")
    return home


@contextmanager
def _database(options: Namespace, *, new: bool = False) -> Iterator[Database]:
    if not options.dir.is_dir():
        raise CommandRefusedError(f"--dir {options.dir}: no such folder")
    if not new and options.database is None and not _home(options).database.is_file():
        raise CommandRefusedError(f"--dir {options.dir}: no hall here; run `kiosk-hall init --dir {options.dir}` first")
    database = open_database(options.database or _home(options).database)
    try:
        yield database
    finally:
        database.dispose()


@contextmanager
def _refusing() -> Iterator[None]:
    """What an operator can put right becomes one line."""
    try:
        yield
    except (
        AccountRefusedError,
        AlreadySetUpError,
        DatabaseUnfitError,
        EnrolmentRefusedError,
        KeysMissingError,
        PeopleFileError,
        schema.SchemaVersionError,
    ) as error:
        raise CommandRefusedError(str(error)) from error
    except OperationalError as error:
        raise CommandRefusedError(f"the database cannot be reached: {error.orig}".splitlines()[0]) from error


def _bound(addresses: Addresses) -> Any:
    try:
        return bind(addresses)
    except OSError as error:
        detail = f"{addresses.host}:{addresses.port} or console port {addresses.console_port}: {error.strerror}"
        raise CommandRefusedError(detail) from error
