#!/usr/bin/env python3
"""The one door of the project: sets up whatever is missing, then does one thing. Standard library only.

    python3 dev.py run      the terminal, a simulated branch, a hall and the dock
    python3 dev.py test     every test
    python3 dev.py demo     plays the journeys without a screen; leaves out/demo/evidence.json
    python3 dev.py check    format, lint, types, import rules, content, QML
    python3 dev.py bench    the speed table; leaves out/bench.json
    python3 dev.py campaign the long ones: fuzzing, power cuts, soak
    python3 dev.py dist     the frozen program in dist/kiosk, then its own --self-test
    python3 dev.py setup    only the set-up
    python3 dev.py lock     requirements.lock anew from pyproject.toml (needs uv)

Words after the verb go to the program behind it: python3 dev.py test tests/devices -k locker
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))
from devtools import setup, verbs  # noqa: E402


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(__doc__)
        return 0 if arguments else 2
    verb, rest = arguments[0], arguments[1:]
    known = verbs.VERBS
    if verb not in known:
        print(f"dev.py: no verb {verb!r}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    try:
        helpful = verbs.HELPFUL_PACKAGES.get(verb, ())
        setup.ensure(ROOT, extra=verbs.EXTRA_PACKAGES.get(verb, ()), helpful=helpful)
        return known[verb](ROOT, rest)
    except setup.SetupError as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit(f"dev.py: Python 3.11 or newer is needed, this is {sys.version.split()[0]}")
    os.chdir(ROOT)
    code = main(sys.argv[1:])
    if isinstance(code, subprocess.CompletedProcess):
        code = code.returncode
    sys.exit(code)
