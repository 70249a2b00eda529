"""What every verb of `kiosk-hall` shares: its folder, its database, and one line for what an operator can put right."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from hall.accounts import AccountRefusedError
from hall.enrolment import EnrolmentRefusedError
from hall.home import HallHome
from hall.intake.attachment_store import AttachmentFolder, AttachmentStore
from hall.keys import KeysMissingError
from hall.publishing.desk import PublishingRefusedError
from hall.publishing.keys import ContentKeysError
from hall.publishing.pack import PackRefusedError
from hall.queries.people import PeopleFileError
from hall.retention import StillOpenError
from hall.setup import AlreadySetUpError
from hall.storage import schema
from hall.storage.database import Database, DatabaseUnfitError, open_database


class CommandRefusedError(Exception):
    """Nothing was done; the message names what is wrong."""


def home_of(options: Namespace) -> HallHome:
    return HallHome(options.dir)


def existing_home(options: Namespace) -> HallHome:
    home = home_of(options)
    if not home.exists():
        raise CommandRefusedError(f"--dir {options.dir}: no hall here; run `kiosk-hall init --dir {options.dir}` first")
    return home


@contextmanager
def opened_database(options: Namespace, *, new: bool = False) -> Iterator[Database]:
    if not options.dir.is_dir():
        raise CommandRefusedError(f"--dir {options.dir}: no such folder")
    if not new and options.database is None and not home_of(options).database.is_file():
        raise CommandRefusedError(f"--dir {options.dir}: no hall here; run `kiosk-hall init --dir {options.dir}` first")
    database = open_database(options.database or home_of(options).database)
    try:
        yield database
    finally:
        database.dispose()


@contextmanager
def refusing() -> Iterator[None]:
    """What an operator can put right becomes one line."""
    try:
        yield
    except (
        AccountRefusedError,
        AlreadySetUpError,
        ContentKeysError,
        DatabaseUnfitError,
        EnrolmentRefusedError,
        KeysMissingError,
        PackRefusedError,
        PeopleFileError,
        PublishingRefusedError,
        StillOpenError,
        schema.SchemaVersionError,
    ) as error:
        raise CommandRefusedError(str(error)) from error
    except OperationalError as error:
        raise CommandRefusedError(f"the database cannot be reached: {error.orig}".splitlines()[0]) from error


def opened_store(options: Namespace) -> AttachmentStore:
    """Where attachments are. boto3 is loaded only for an s3:// address."""
    address: str | None = options.attachments
    if address is None:
        return AttachmentFolder(home_of(options).attachments)
    try:
        from hall.intake.s3_store import StoreAddressError, open_s3
    except ImportError as error:
        raise CommandRefusedError(f"--attachments {address}: install the s3 extra (boto3) first") from error
    try:
        return open_s3(address)
    except StoreAddressError as error:
        raise CommandRefusedError(f"--attachments {error}") from error
