"""What each verb of `kiosk-hall` does."""

import asyncio
import json
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import Any, TypeAlias

from sqlalchemy import select

from hall.accounts import without_second_factor
from hall.cases.states import RULES, CaseState
from hall.catalogue import item_of
from hall.clock import city_clock
from hall.command_scope import CommandRefusedError, existing_home, home_of, opened_database, opened_store, refusing
from hall.departments.adapters import DepartmentAddresses, DepartmentFolders, read_addresses
from hall.departments.dispatch import Dispatcher
from hall.enrolment import Enrolment
from hall.fleet import enrol_all, read_list
from hall.opener import open_until_closed, step_back
from hall.publishing.desk import desk_of
from hall.server import Addresses, Sockets, bind
from hall.server import serve as serve_hall
from hall.service.hall import Hall, build_hall
from hall.setup import DEMO_PEOPLE, Setup, set_up
from hall.storage import schema
from hall.storage.case_tables import Case
from hall.storage.database import Database
from hall.timekeeper import Timekeeper

Command: TypeAlias = Callable[[Namespace], int]


def init(options: Namespace) -> int:
    defaults = Setup()
    wish = Setup((*defaults.host_names, *options.host_name), options.people or DEMO_PEOPLE)
    options.dir.mkdir(parents=True, exist_ok=True)
    with refusing(), opened_database(options, new=True) as database:
        set_up(home_of(options), database, wish, city_clock())
    print(f"hall laid out in {options.dir}")
    return 0


def enroll(options: Namespace) -> int:
    """One JSON line for each terminal."""
    with refusing(), opened_database(options) as database:
        schema.check_version(database)
        if options.list is None:
            wishes: tuple[Enrolment, ...] = (Enrolment(options.terminal, options.url, options.out, options.branch),)
        else:
            wishes = read_list(options.list, options.url, options.out)
        for one in enrol_all(existing_home(options), database, wishes, city_clock()):
            print(json.dumps({"terminal_id": one.terminal_id, "epoch": one.epoch, "out": str(one.out)}))
    return 0


def serve(options: Namespace) -> int:
    addresses = Addresses(options.host, options.port, options.console_port)
    with refusing(), opened_database(options) as database:
        schema.check_version(database)
        _refuse_demonstration(options, database)
        sockets = _bound(addresses)
        public_url = options.public_url or sockets.console_url()
        hall = build_hall(
            existing_home(options),
            database,
            city_clock,
            opened_store(options),
            public_url,
            is_demonstration=not options.production,
        )
        asyncio.run(serve_hall(hall, sockets, _opener_command(options)))
    return 0


def open_submissions(options: Namespace) -> int:
    with refusing(), opened_database(options) as database:
        schema.check_version(database)
        hall = build_hall(existing_home(options), database, city_clock, opened_store(options))
        step_back()
        open_until_closed(hall.opener, timekeeper_of(hall), dispatcher_of(hall), sys.stdin, sys.stdout)
    return 0


def cases(options: Namespace) -> int:
    query = select(Case).order_by(Case.opened_at.desc()).limit(1000)
    if options.number:
        query = query.where(Case.number == options.number)
    with refusing(), opened_database(options) as database:
        schema.check_version(database)
        with database.read() as session:
            rows = [_row(case) for case in session.scalars(query)]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for row in rows:
        print(f"{row['number']}  {row['case_number']}  {row['state']:<12} {row['item']}")
    return 0


def migrate(options: Namespace) -> int:
    with refusing(), opened_database(options) as database:
        before, after = schema.migrate(database)
    print(f"database version {before} -> {after}")
    return 0


def _refuse_demonstration(options: Namespace, database: Database) -> None:
    if not options.production:
        return
    with database.read() as session:
        weak = without_second_factor(session)
    if weak:
        raise CommandRefusedError(f"--production: accounts without a second factor: {', '.join(weak)}")


def _opener_command(options: Namespace) -> tuple[str, ...]:
    given = {"--database": options.database, "--attachments": options.attachments}
    places = (part for name, place in given.items() if place is not None for part in (name, place))
    return (sys.executable, "-m", "hall", "open", "--dir", str(options.dir), *places)


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


def _bound(addresses: Addresses) -> Sockets:
    try:
        return bind(addresses)
    except OSError as error:
        detail = f"{addresses.host}:{addresses.port} or console port {addresses.console_port}: {error.strerror}"
        raise CommandRefusedError(detail) from error


def timekeeper_of(hall: Hall) -> Timekeeper:
    return Timekeeper(hall.database, hall.seal, hall.clock, hall.retention, desk_of(hall.home))


def dispatcher_of(hall: Hall) -> Dispatcher:
    try:
        addresses = read_addresses(hall.home.department_addresses)
    except ValueError as error:
        raise CommandRefusedError(str(error)) from error
    return Dispatcher(hall.database, DepartmentAddresses(addresses, DepartmentFolders(hall.home.departments)))
