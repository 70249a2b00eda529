"""Lays out a new hall: keys, certificates, database, the demonstration's people and staff."""

import shutil
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from hall.certificates import create_authority
from hall.home import HallHome
from hall.keys import create_keys, write_secret
from hall.passwords import hash_password
from hall.publishing.desk import desk_of
from hall.queries.people import load_registers
from hall.storage.database import Database
from hall.storage.hall_tables import Staff
from hall.storage.schema import create_schema

DEMO_PEOPLE: Final = Path(__file__).resolve().parents[1] / "assets" / "demo" / "people.toml"
DEMO_STAFF: Final = Path(__file__).with_name("reference") / "demo_staff.toml"


class AlreadySetUpError(Exception):
    """The folder holds a hall."""


@dataclass(frozen=True)
class Setup:
    host_names: tuple[str, ...] = ("127.0.0.1", "localhost", "::1")
    """what terminals may call this hall"""
    people: Path = DEMO_PEOPLE


def set_up(home: HallHome, database: Database, wish: Setup, now: datetime) -> None:
    """Raises AlreadySetUpError, PeopleFileError, SchemaVersionError."""
    if home.exists():
        raise AlreadySetUpError(f"{home.root} holds a hall already")
    load_registers(wish.people)
    home.root.mkdir(parents=True, exist_ok=True)
    create_schema(database)
    home.keys.mkdir(mode=0o700)
    issued = create_authority(home.keys, now).issue_server(wish.host_names, now)
    (home.keys / "server.pem").write_bytes(issued.certificate)
    write_secret(home.keys / "server-key.pem", issued.key)
    shutil.copyfile(wish.people, home.people)
    add_demo_staff(database)
    create_keys(home.keys)
    desk_of(home).create(now)


def add_demo_staff(database: Database) -> None:
    """Accounts whose passwords are public: `serve --production` refuses to run with them."""
    with DEMO_STAFF.open("rb") as file, database.write() as session:
        for entry in tomllib.load(file)["staff"]:
            session.add(
                Staff(
                    staff_id=entry["number"],
                    name=entry["name"],
                    role=entry["role"],
                    password=hash_password(entry["password"]),
                )
            )
