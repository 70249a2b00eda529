"""What the operating system must not keep of a terminal process: core files and memory read by others."""

import ctypes
import os
import sys
from pathlib import Path

PR_SET_DUMPABLE = 4
"""prctl(2)"""

MIB = 1024 * 1024


def forbid_dumps() -> None:
    """No core file, and no other process of the same user may read this one's memory. Linux; elsewhere a no-op."""
    if not sys.platform.startswith("linux"):
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def resident_mebibytes() -> int:
    """Memory of this process, 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // MIB
