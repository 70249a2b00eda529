"""`kiosk sync`: the sync process. Ends in order when told to, and when the supervisor is gone."""

import argparse
import logging
from pathlib import Path

from kiosk.home import DEFAULT_HOME, Home
from kiosk.logging_setup import set_up_logging

log = logging.getLogger(__name__)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="kiosk sync", description="Sealed bytes to the hall, its messages down.")
    parser.add_argument("--home", type=Path, default=DEFAULT_HOME)
    parser.add_argument("--alone", action="store_true", help="without a supervisor: until a signal")
    options = parser.parse_args(arguments)
    home = Home(options.home)
    set_up_logging("sync", home.logs)
    raise NotImplementedError
