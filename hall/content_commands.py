"""`kiosk-hall content`: what terminals show, published, looked at, or vouched for."""

import json
import re
from argparse import Namespace
from pathlib import Path

from hall.clock import city_clock
from hall.command_scope import CommandRefusedError, existing_home, opened_database, refusing
from hall.home import HallHome
from hall.intake.aside import vouch
from hall.publishing.desk import desk_of, note_release
from hall.publishing.keys import read_editors
from hall.publishing.pack import read_pack
from hall.storage import schema


def content(options: Namespace) -> int:
    match options.action:
        case "publish":
            return _publish(options)
        case "vouch":
            return _vouch(options)
        case _:
            return _show(existing_home(options))


def _publish(options: Namespace) -> int:
    """The same pack again publishes nothing new, unless a signature of it is near its end."""
    home = existing_home(options)
    with refusing(), opened_database(options) as database:
        schema.check_version(database)
        pack = read_pack(_pack_path(options), read_editors(home.editors))
        desk = desk_of(home, options.keys)
        if desk.repository.first_root() is None:
            desk.create(city_clock())
        release = desk.publish(pack, city_clock(), make_keys=options.make_keys)
        note_release(database, release, city_clock())
    print(json.dumps({"release": release.number, "digest": release.digest, "signed": len(release.signed)}))
    return 0


def _vouch(options: Namespace) -> int:
    digest = str(options.what or "")
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise CommandRefusedError(f"vouch {digest!r}: give the 64 hex digits of the pack's digest")
    with refusing(), opened_database(options) as database:
        schema.check_version(database)
        with database.write() as session:
            count = vouch(session, digest, "system", city_clock())
    print(json.dumps({"digest": digest, "opened_again": count}))
    return 0


def _show(home: HallHome) -> int:
    """`signed_until`: publish again before, or no terminal that is new takes it."""
    repository = desk_of(home).repository
    published, expires = repository.published(), repository.timestamp_expires()
    if published is None or expires is None:
        print(json.dumps({"release": None}))
        return 0
    departments = sorted(name for name in published.roles if name != "targets")
    signed_until = min(published.snapshot.expires, *(role.expires for role in published.roles.values()))
    facts = {
        "release": published.number,
        "departments": departments,
        "signed_until": signed_until.isoformat(),
        "timestamp_until": expires.isoformat(),
    }
    print(json.dumps(facts))
    return 0


def _pack_path(options: Namespace) -> Path:
    if not options.what:
        raise CommandRefusedError("publish: name the pack, as kiosk-content build wrote it")
    return Path(options.what)
