"""Every delay of the kiosk room, in seconds. The customer's own delays (idle, warning) are in flows/delays.py."""

HEARTBEAT_S = 1.0
"""a terminal says that both its threads live"""

LOAD_LIMIT_S = 60.0
"""from the start of a terminal until it has loaded code and pages"""

STANDBY_PAUSE_S = 0.8
"""after a hand-over, before the next standby starts to load: the first page of a customer comes first"""

STEADY_S = 60.0
"""a process that ran this long is healthy: its failures are forgotten"""

BACKOFF_FIRST_S = 0.5
BACKOFF_LONGEST_S = 30.0

STOP_LIMIT_S = 8.0
"""from asking a process to end until it is killed"""

CORE_STOP_LIMIT_S = 5.0
"""for the core to close every port at goodbye"""

APOLOGY_S = 6.0
"""how long the apology stays before the terminal is replaced"""

SETTLE_S = 0.4
"""after a new page has come: a second tap meant for the page before must not answer the one that nobody has read"""

SCREEN_LOOK_S = 0.5
SCREEN_COMES_S = 60.0
"""after the terminal itself was started; shorter than what systemd waits for a service to be ready"""

CORNER_HOLD_S = 5.0
"""the hidden corner of vendor mode"""


def restart_delay_s(failures: int) -> float:
    """The pause before a process is started again after `failures` early ends in a row: 0, 0.5, 1, 2 … 30."""
    if failures <= 0:
        return 0.0
    return min(BACKOFF_LONGEST_S, BACKOFF_FIRST_S * 2.0 ** (min(failures, 20) - 1))
