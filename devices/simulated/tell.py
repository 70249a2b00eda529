"""kiosk-branch tell: what a hand does to a device of a running branch, by word; for consoles without a dock window.

kiosk-branch tell                                   the devices and what can be done to each
kiosk-branch tell id_card_reader insert card=A
kiosk-branch tell pickup_locker                     its state
"""

import argparse
import json
import sys
from pathlib import Path

from devices.simulated.control import BranchControl, ControlError


def tell(arguments: list[str]) -> int:
    """Prints the answer as JSON; exit code 2 and one line when it cannot be done."""
    options = _parser().parse_args(arguments)
    try:
        branch = BranchControl.at(options.home)
        print(json.dumps(_answer(branch, options), ensure_ascii=False, indent=None if options.json else 2))
    except (ControlError, ValueError) as error:
        print(f"kiosk-branch tell: {error}", file=sys.stderr)
        return 2
    return 0


def _answer(branch: BranchControl, options: argparse.Namespace) -> dict[str, object]:
    if options.device is None:
        return {name: branch[name].do("help")["controls"] for name in branch.devices}
    if options.device not in branch.devices:
        raise ValueError(f"no device {options.device}; there are {', '.join(branch.devices)}")
    return branch[options.device].do(options.verb, **dict(map(_parameter, options.parameters)))


def _parameter(text: str) -> tuple[str, object]:
    """`key=value`; true, false and whole numbers are taken as such, all else as text."""
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise ValueError(f"not key=value: {text}")
    if value in ("true", "false"):
        return key, value == "true"
    return key, int(value) if value.isdecimal() and not (len(value) > 1 and value[0] == "0") else value


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="kiosk-branch tell", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("--home", type=Path, default=Path("var"), help="home folder of the branch (%(default)s)")
    made.add_argument("--json", action="store_true", help="the answer on one line")
    made.add_argument("device", nargs="?")
    made.add_argument("verb", nargs="?", default="state")
    made.add_argument("parameters", nargs="*", metavar="key=value")
    return made
