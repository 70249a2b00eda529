"""`dev.py campaign [name …]`: the long ones, one after the other. Each prints what it tried and what it found.

Options go to the campaign, if one is named: `dev.py campaign fuzz --minutes 1`.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ELSEWHERE = {"fuzz": "tests.devices.fuzz.campaign"}
HERE = {
    path.stem: f"tests.campaign.{path.stem}"
    for path in sorted(Path(__file__).parent.glob("*.py"))
    if not path.stem.startswith("_")
}
CAMPAIGNS = {**HERE, **ELSEWHERE}


def main() -> int:
    """1 if any campaign found something."""
    parser = argparse.ArgumentParser(prog="dev.py campaign", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(CAMPAIGNS)}; none: all")
    chosen, options = parser.parse_known_args()
    names = chosen.names or list(CAMPAIGNS)
    unknown = [name for name in names if name not in CAMPAIGNS]
    if unknown:
        print(f"dev.py campaign: no campaign {', '.join(unknown)}; there are {', '.join(CAMPAIGNS)}", file=sys.stderr)
        return 2
    if options and len(chosen.names) != 1:
        print(f"dev.py campaign: {' '.join(options)}: options need one campaign, named", file=sys.stderr)
        return 2
    found = []
    for name in names:
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", CAMPAIGNS[name], *options], check=False).returncode:
            found.append(name)
    print(f"found something: {', '.join(found)}" if found else "nothing found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
