"""`kiosk sync`: the sync process with this terminal's settings."""

import sys
from pathlib import Path

from kiosk.command_line import CommandLine
from kiosk.hardening import forbid_dumps
from kiosk.home import DEFAULT_HOME, Home
from kiosk.logging_setup import set_up_logging
from kiosk.pipe_lines import EXIT_SETTINGS


def main(arguments: list[str]) -> int:
    """Until told to stop or until stdin ends."""
    parser = CommandLine(prog="kiosk sync", description="Sealed bytes to the hall, its messages down.")
    parser.add_argument("--home", type=Path, default=DEFAULT_HOME, help="folder of this terminal (default: var)")
    parser.add_argument("--quiet", action="store_true", help="refused settings are told by the terminal beside it")
    parser.add_argument("--retry", metavar="ID", help="have a parked item tried again, or `all`; ends at once")
    options = parser.parse_args(arguments)
    home = Home(options.home)
    forbid_dumps()
    from kiosk.settings import SettingsError, read_settings
    from kiosk.version import VERSION
    from offline_cache import sync_process

    try:
        settings = read_settings(home.settings)
    except SettingsError as error:
        if not options.quiet:
            print(error, file=sys.stderr)
        return EXIT_SETTINGS
    set_up_logging("sync", home.logs)
    return sync_process.main(
        [
            *("--home", str(home.folder), "--keys", settings.keys.store, "--version", VERSION),
            *("--retry-longest", str(settings.sync.retry_longest_s)),
            *(("--hall-url", settings.hall.url) if settings.hall.url else ()),
            *(("--retry", options.retry) if options.retry is not None else ()),
        ],
        _fault_of,
    )


def _fault_of(release: Path) -> str:
    """What keeps this program from showing a release that came down; empty: nothing."""
    from flows.loading import ContentError
    from flows.loading.release import load_release

    try:
        load_release(release)
    except ContentError as error:
        return str(error)
    return ""
