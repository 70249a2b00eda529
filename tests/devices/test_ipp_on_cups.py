"""The A4 printer's driver against a real CUPS server: a queue that prints, and one that was stopped."""

import asyncio
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.receipt_printer import NotPrinted, NotPrintedReason, Printed, PrintOutcome
from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.status import DeviceClass, DeviceState, DeviceStatus

CUPSD, LPADMIN, CUPSDISABLE = Path("/usr/sbin/cupsd"), shutil.which("lpadmin"), shutil.which("cupsdisable")
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"

pytestmark = pytest.mark.skipif(
    not (CUPSD.exists() and LPADMIN and CUPSDISABLE and os.name == "posix" and os.geteuid() == 0),
    reason="needs root and CUPS (apt-get install cups)",
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of a CUPS server with a queue `a4` that leads nowhere."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    for folder in ("root", "spool", "state", "cache", "log"):
        (tmp_path / folder).mkdir()
    files = tmp_path / "cups-files.conf"
    files.write_text(
        f"ServerRoot {tmp_path}/root\nRequestRoot {tmp_path}/spool\nStateDir {tmp_path}/state\n"
        f"CacheDir {tmp_path}/cache\nErrorLog {tmp_path}/log/error\nAccessLog {tmp_path}/log/access\n"
        "FileDevice Yes\n"
    )
    settings = tmp_path / "cupsd.conf"
    settings.write_text(
        f"Listen {address}\nBrowsing Off\nDefaultAuthType None\n"
        "<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
        "<Policy default>\n<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n"
    )
    command = [str(CUPSD), "-f", "-c", str(settings), "-s", str(files)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        add_queue(address)
        yield address
    finally:
        running.terminate()
        running.wait()


def add_queue(address: str) -> None:
    command = [str(LPADMIN), "-h", address, "-p", "a4", "-E", "-v", "file:/dev/null", "-m", "raw"]
    end = time.monotonic() + 15
    while subprocess.run(command, capture_output=True, check=False).returncode != 0:
        assert time.monotonic() < end, "CUPS did not come up"
        time.sleep(0.1)


def printed(address: str) -> tuple[PrintOutcome, DeviceStatus]:
    driver = create_device(DeviceClass.DOCUMENT_PRINTER, DeviceSettings("ipp", f"ipp://{address}/printers/a4"))

    async def scene() -> tuple[PrintOutcome, DeviceStatus]:
        await driver.connect()
        outcome, status = await driver.print_pdf(PDF, title="证明"), await driver.status()
        await driver.close()
        return outcome, status

    return asyncio.run(scene())


def test_a_job_is_followed_to_its_end(server: str) -> None:
    outcome, status = printed(server)
    assert outcome == Printed()
    assert status.state is DeviceState.ONLINE
    assert status.capabilities.model


def test_a_stopped_queue_is_sent_nothing(server: str) -> None:
    subprocess.run([str(CUPSDISABLE), "-h", server, "a4"], check=True, capture_output=True)
    outcome, status = printed(server)
    assert isinstance(outcome, NotPrinted)
    assert outcome.reason is NotPrintedReason.FAULT
    assert status.state is DeviceState.HARDWARE_ERROR
    assert not status.usable
