"""`dev.py campaign [name …]`: the long ones, one after the other. Each prints what it tried and what it found.

Every one has a size that fits a night on two cores, and options of its own: python -m tests.campaign.NAME --help
"""

import argparse
import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = {"fuzz": "tests.devices.fuzz.campaign"}
HERE = {
    path.stem: f"tests.campaign.{path.stem}"
    for path in sorted(Path(__file__).parent.glob("*.py"))
    if not path.stem.startswith("_")
}
CAMPAIGNS = {**HERE, **ELSEWHERE}


def main() -> int:
    """1 if any campaign found something."""
    names = _parser().parse_args().names or list(CAMPAIGNS)
    unknown = [name for name in names if name not in CAMPAIGNS]
    if unknown:
        print(f"dev.py campaign: no campaign {', '.join(unknown)}; there are {', '.join(CAMPAIGNS)}", file=sys.stderr)
        return 2
    found = []
    for name in names:
        print(f"== {name}: {about(name)}", flush=True)
        if subprocess.run([sys.executable, "-m", CAMPAIGNS[name]], check=False).returncode:
            found.append(name)
    print(f"found something: {', '.join(found)}" if found else "nothing found")
    return 1 if found else 0


def about(name: str) -> str:
    """The first sentence of a campaign's own words, without importing it."""
    source = (ROOT / CAMPAIGNS[name].replace(".", "/")).with_suffix(".py").read_text(encoding="utf-8")
    words = " ".join((ast.get_docstring(ast.parse(source)) or "").split())
    if words.startswith("`"):
        words = words.partition("`: ")[2] or words
    sentence = words.partition(". ")[0].rstrip(".")
    return sentence[:1].upper() + sentence[1:]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py campaign",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(["campaigns:", *(f"  {name:<16} {about(name)}" for name in CAMPAIGNS)]),
    )
    parser.add_argument("names", nargs="*", metavar="name", help="which of the campaigns below; none: all")
    return parser


if __name__ == "__main__":
    sys.exit(main())
