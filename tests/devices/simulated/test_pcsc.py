"""The simulated social-security card through the real PC/SC daemon and its virtual reader."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.simulated.child import Child

TOOLS = ("pcscd", "scriptor")
VIRTUAL_READER = Path("/etc/reader.conf.d/vpcd")
RUNNING = Path("/run/pcscd/pcscd.comm")
HOLDER_NAME = "00A404000F7378312E73682EC9E7BBE1B1A3D5CF\n00A4020002EF06\n00B2090000\n"

missing = [tool for tool in TOOLS if shutil.which(tool) is None] + ([] if VIRTUAL_READER.exists() else ["vpcd"])

pytestmark = [
    pytest.mark.skipif(bool(missing), reason=f"NOT RUN: {', '.join(missing)} (apt: pcscd vsmartcard-vpcd pcsc-tools)"),
    pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="NOT RUN: starting pcscd needs root"),
    pytest.mark.skipif(RUNNING.exists(), reason="NOT RUN: a pcscd runs already and may have real readers"),
]


class Daemon:
    """pcscd in the foreground; its log says what happened."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            ["pcscd", "--foreground", "--info"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def wait_for(self, words: str) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if words in line:
                return
        raise AssertionError(f"pcscd ended before it said {words!r}")

    def stop(self) -> None:
        self.process.terminate()
        self.process.communicate(timeout=10)


@pytest.fixture
def daemon() -> Iterator[Daemon]:
    made = Daemon()
    made.wait_for("daemon ready")
    yield made
    made.stop()


@pytest.mark.timeout(30)
def test_the_holder_of_a_card_in_the_virtual_reader_can_be_read(daemon: Daemon) -> None:
    with Child.start("social_security_card") as child:
        child.control.do("insert", card="B")
        daemon.wait_for("Card ATR")
        done = subprocess.run(["scriptor", "-p", "T=0"], input=HOLDER_NAME, capture_output=True, text=True, check=True)
    assert "09 06 C0 EE C3 F7 D4 B6 90 00" in done.stdout
