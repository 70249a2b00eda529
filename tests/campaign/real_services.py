"""Drivers against the real services behind which their hardware stands: CUPS, upsd, pcscd, and CUPS' conformance files.

`python -m tests.campaign.real_services [--rounds 5]` lists what is not installed as NOT RUN; exit 1 if anything failed.
"""

import argparse
import subprocess
import sys

SERVICES = (
    "tests/devices/test_ipp_on_cups.py",
    "tests/devices/test_ups_on_nut.py",
    "tests/devices/test_social_security_on_pcscd.py",
    "tests/devices/simulated/test_ipptool_conformance.py",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="real_services", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="(%(default)s)")
    rounds = parser.parse_args().rounds
    failed = 0
    for number in range(1, rounds + 1):
        print(f"round {number} of {rounds}", flush=True)
        failed += subprocess.run([sys.executable, "-m", "pytest", "-q", *SERVICES], check=False).returncode != 0
    print(f"{rounds} rounds, {failed} with a failure")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
