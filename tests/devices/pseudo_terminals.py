"""Whether this machine has pseudo terminals: a bare root without /dev/pts mounted has none."""

import os

import pytest


def _are_here() -> bool:
    if os.name == "nt":
        return False
    try:
        master, slave = os.openpty()
        os.ttyname(slave)
    except OSError:
        return False
    os.close(slave)
    os.close(master)
    return True


needs_pseudo_terminals = pytest.mark.skipif(not _are_here(), reason="no pseudo terminals here (mount /dev/pts)")
