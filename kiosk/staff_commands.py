"""`kiosk staff add|remove|list` and `kiosk provision`: what installers type."""

import getpass
import json
import sys
from pathlib import Path

from kiosk.command_line import CommandLine
from kiosk.home import DEFAULT_HOME, Home


def staff_main(arguments: list[str]) -> int:
    from kiosk.staff_file import StaffFile, StaffFileError, check_person, staff_member

    parser = CommandLine(prog="kiosk staff", description="Who may enter vendor mode on this terminal.")
    parser.add_argument("--home", type=Path, default=DEFAULT_HOME)
    verbs = parser.add_subparsers(dest="verb", required=True)
    add = verbs.add_parser("add", help="add a person, or give one a new PIN and role")
    add.add_argument("number", help="staff number, 4 to 8 digits")
    add.add_argument("--role", default="branch", help="branch, courier, hall or engineer")
    add.add_argument("--pin-stdin", action="store_true", help="read the PIN from stdin instead of asking twice")
    gone = verbs.add_parser("remove", help="whoever has left may not enter any more")
    gone.add_argument("number", help="staff number")
    show = verbs.add_parser("list", help="numbers and roles, never PINs")
    show.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    file = StaffFile(Home(options.home).data)
    try:
        if options.verb == "add":
            check_person(options.number, options.role)
            file.put(staff_member(options.number, options.role, _pin(from_stdin=options.pin_stdin)))
            return 0
        if options.verb == "remove":
            file.remove(options.number)
            return 0
        people = {number: str(member.role) for number, member in file.members().items()}
    except StaffFileError as error:
        print(f"kiosk staff: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"kiosk staff: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    print(json.dumps(people) if options.json else "\n".join(f"{number}  {role}" for number, role in people.items()))
    return 0


def provision_main(arguments: list[str]) -> int:
    from kiosk.provision import ProvisionError, Wanted, provision

    parser = CommandLine(prog="kiosk provision", description="Writes kiosk.toml of an enrolled terminal.")
    parser.add_argument("--home", type=Path, default=DEFAULT_HOME)
    parser.add_argument("--terminal", required=True, metavar="ID", help="the terminal's number at the hall")
    parser.add_argument("--branch", default="", help="name of the branch, as customers know it")
    parser.add_argument("--branch-en", default="", help="its English name")
    parser.add_argument(
        "--production",
        action="store_true",
        help="full screen, keys bound to this machine, no demonstration data or staff, no simulators",
    )
    parser.add_argument("--no-demo-staff", action="store_true", help="do not add the demonstration's staff numbers")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    try:
        wanted = Wanted(options.branch, options.branch_en, not options.no_demo_staff, options.production)
        made = provision(Home(options.home), options.terminal, wanted)
    except ProvisionError as error:
        print(f"kiosk provision: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"kiosk provision: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"settings": str(made.settings), "devices": made.devices, "staff": made.staff}))
    else:
        devices = ", ".join(made.devices) or "as in the defaults: check the drivers and ports of the file"
        print(f"{made.settings} written; devices: {devices}")
    return 0


def _pin(*, from_stdin: bool) -> str:
    from kiosk.staff_file import StaffFileError

    if from_stdin:
        return sys.stdin.readline().strip()
    if not sys.stdin.isatty():
        raise StaffFileError("there is no terminal to ask for the PIN: give it with --pin-stdin")
    first, second = getpass.getpass("PIN: "), getpass.getpass("PIN again: ")
    if first != second:
        raise StaffFileError("the two PINs differ")
    return first
