"""`python -m devices …`: the same as `kiosk devices …`, for who uses this room alone."""

import sys

from devices.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], prog="python -m devices"))
