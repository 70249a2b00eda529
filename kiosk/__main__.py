"""`kiosk`: the terminal of one bank branch.

kiosk run [--home DIR]        the supervisor: terminal, standby, sync and cover (this is the default)
kiosk terminal [--home DIR]   one terminal process, alone with --go
kiosk sync [--home DIR]       the sync process: sealed bytes to the hall, the hall's messages down
kiosk cover                   the picture while no terminal can show one
kiosk provision               writes kiosk.toml for a terminal that was enrolled
kiosk staff add|remove|list   who may enter vendor mode
kiosk devices …               the fitted devices: probe, test, learn, record, decode
kiosk --self-test             the program tests itself and prints JSON
kiosk --version

Each command has its own --help. --home is the folder of one terminal (default: var). First steps: docs/installing.md.
Exit codes: 0 well, 1 a test failed, 2 the command line, the settings or the machine are not ready: one line says why.
"""

import sys
from collections.abc import Callable, Mapping

from kiosk.version import VERSION


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0 well, 2 bad input, 70 the terminal apologised and wants to be replaced."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    if given and given[0] == "--version":
        print(f"kiosk {VERSION}")
        return 0
    if given and given[0] == "--self-test":
        given = ["self-test", *given[1:]]
    if not given or (given[0].startswith("-") and given[0] not in VERBS):
        given = ["run", *given]
    verb, rest = given[0], given[1:]
    if verb not in VERBS:
        print(f"kiosk: no command {verb!r}; there are {', '.join(VERBS)}", file=sys.stderr)
        return 2
    return VERBS[verb](rest)


def _run(rest: list[str]) -> int:
    from kiosk.run_command import main as run

    return run(rest)


def _terminal(rest: list[str]) -> int:
    from kiosk.terminal import main as terminal

    return terminal(rest)


def _sync(rest: list[str]) -> int:
    from kiosk.sync_command import main as sync

    return sync(rest)


def _cover(rest: list[str]) -> int:
    from kiosk.cover import main as cover

    return cover(rest)


def _provision(rest: list[str]) -> int:
    from kiosk.staff_commands import provision_main

    return provision_main(rest)


def _staff(rest: list[str]) -> int:
    from kiosk.staff_commands import staff_main

    return staff_main(rest)


def _devices(rest: list[str]) -> int:
    from devices.cli import main as devices

    return devices(rest)


def _self_test(rest: list[str]) -> int:
    from kiosk.self_test import main as self_test

    return self_test(rest)


VERBS: Mapping[str, Callable[[list[str]], int]] = {
    "run": _run,
    "terminal": _terminal,
    "sync": _sync,
    "cover": _cover,
    "provision": _provision,
    "staff": _staff,
    "devices": _devices,
    "self-test": _self_test,
}

if __name__ == "__main__":
    sys.exit(main())
