"""The verbs that keep a hall in order: accounts, terminals, purge, export."""

import json
import sys
from argparse import Namespace
from dataclasses import asdict
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.accounts import NewAccount, add_account, remove_account
from hall.audit import Act, record
from hall.clock import city_clock
from hall.command_scope import CommandRefusedError, existing_home, opened_database, opened_store, refusing
from hall.ferry import Damaged, FerryDesk
from hall.intake.asking_again import note_lost_page
from hall.keys import load_keys
from hall.record_seal import RecordSeal
from hall.service.hall import build_hall
from hall.storage import schema
from hall.storage.hall_tables import Staff
from hall.storage.tables import Terminal
from hall.verification import Verification


def staff(options: Namespace) -> int:
    """`add` reads the password from standard input and prints the otpauth address once."""
    with refusing(), opened_database(options) as database:
        schema.check_version(database)
        seal = RecordSeal(load_keys(existing_home(options).keys).record)
        with database.write() as session:
            print(_staff(session, seal, options))
    return 0


def terminal(options: Namespace) -> int:
    with refusing(), opened_database(options) as database:
        schema.check_version(database)
        with database.write() as session:
            row = session.get(Terminal, options.terminal)
            if row is None:
                raise CommandRefusedError(f"no terminal {options.terminal!r} is enrolled here")
            if options.action == "revoke":
                row.revoked_at = city_clock()
            else:
                row.locked, row.hello, row.audit_asked = None, None, 0  # what it says next is where it goes on from
            act = Act("system", f"terminal.{options.action}", options.terminal, options.reason)
            record(session, options.terminal, act, city_clock())
    return 0


def purge(options: Namespace) -> int:
    """Contents of closed cases; ids, digests, receipts and events stay."""
    with refusing(), opened_database(options) as database:
        schema.check_version(database)
        hall, now = build_hall(existing_home(options), database, city_clock, opened_store(options)), city_clock()
        retention = hall.retention
        retention.finish_removals()
        if options.number:
            count = retention.purge_number(options.number, now)
        else:
            count = retention.purge_closed_before(now - timedelta(days=options.closed_days), now)
    print(f"purged {count} cases")
    return 0


def export(options: Namespace) -> int:
    """Everything in plain: keep the folder as safe as the hall itself."""
    with refusing(), opened_database(options) as database:
        schema.check_version(database)
        try:
            hall = build_hall(existing_home(options), database, city_clock, opened_store(options))
            done = hall.export.write(options.out)
        except OSError as error:
            raise CommandRefusedError(f"--out {options.out}: {error.strerror}") from error
    lost = f"; {done.lost_pages} page(s) are lost here, see `lost` in cases.jsonl" if done.lost_pages else ""
    print(f"exported {done.cases} cases to {options.out}{lost}")
    return 0


def verify(options: Namespace) -> int:
    """Exit 1 and one line for each fault. `--ask-again`: terminals are asked for the pages that are gone."""
    with refusing(), opened_database(options) as database:
        schema.check_version(database)
        keys = load_keys(existing_home(options).keys)
        store = opened_store(options)
        verification = Verification(database, store, keys.receipt.public)
        faults = tuple(verification.faults())
        lost = tuple(verification.lost_pages()) if options.ask_again else ()
        with database.write() as session:
            asked = sum(note_lost_page(session, store, *page, city_clock()) for page in lost)
    for fault in faults:
        print(fault)
    if lost:
        print(f"{asked} submissions are asked for again at their terminals' next greeting")
    print(f"{len(faults)} faults" if faults else "every chain, receipt and attachment is whole")
    return 1 if faults else 0


def ferry(options: Namespace) -> int:
    """Exit 1 if a bundle was damaged; the others are taken in all the same."""
    if not options.stick.is_dir():
        raise CommandRefusedError(f"{options.stick}: no such folder")
    home = existing_home(options)
    with refusing(), opened_database(options) as database:
        schema.check_version(database)
        desk = FerryDesk(database, load_keys(home.keys), opened_store(options), home.quarantine, city_clock)
        try:
            carried = tuple(desk.take_in(options.stick))
        except OSError as error:
            raise CommandRefusedError(f"{options.stick}: {error.strerror}; bring the stick again") from error
    for one in carried:
        print(json.dumps(asdict(one), ensure_ascii=False))
    return 1 if any(isinstance(one, Damaged) for one in carried) else 0


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
