"""The power supply's driver against the real server of Network UPS Tools and its dummy supply."""

import asyncio
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.status import DeviceClass
from devices.ups import PowerState, UpsUnavailable

DRIVER = Path("/lib/nut/dummy-ups")
UPSD = Path("/lib/nut/upsd")
"""/usr/sbin/upsd is a wrapper that wants /etc/nut/nut.conf"""

pytestmark = pytest.mark.skipif(
    not (UPSD.exists() and DRIVER.exists() and os.name == "posix" and os.geteuid() == 0),
    reason="needs root and nut-server (apt-get install nut-server)",
)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        number: int = server.getsockname()[1]
        return number


@contextmanager
def process(command: list[str], folder: Path) -> Iterator[None]:
    env = {**os.environ, "NUT_CONFPATH": str(folder), "NUT_STATEPATH": str(folder), "NUT_ALTPIDPATH": str(folder)}
    running = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        running.terminate()
        running.wait()


@pytest.fixture
def supply(tmp_path: Path) -> Iterator[tuple[str, Callable[[str], None]]]:
    """The URL of a dummy supply and a hand that changes its status."""
    port = free_port()

    def status(flags: str) -> None:
        (tmp_path / "kiosk.dev").write_text(f"ups.status: {flags}\nbattery.charge: 42\nTIMER 1\n")

    status("OL")
    (tmp_path / "ups.conf").write_text(
        "[kiosk]\ndriver = dummy-ups\nport = kiosk.dev\nmode = dummy-loop\npollinterval = 1\n"
    )
    (tmp_path / "upsd.conf").write_text(f"LISTEN 127.0.0.1 {port}\nMAXAGE 15\n")
    (tmp_path / "upsd.users").write_text("")
    for name in ("upsd.conf", "upsd.users", "ups.conf"):
        (tmp_path / name).chmod(0o600)
    with ExitStack() as stack:
        stack.enter_context(process([str(DRIVER), "-F", "-a", "kiosk", "-u", "root"], tmp_path))
        wait_for(lambda: any(tmp_path.glob("dummy-ups-kiosk*")))
        stack.enter_context(process([str(UPSD), "-F", "-u", "root"], tmp_path))
        yield f"nut://127.0.0.1:{port}/kiosk", status


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


def test_a_real_server_tells_line_battery_and_low(supply: tuple[str, Callable[[str], None]]) -> None:
    url, status = supply
    ups = create_device(DeviceClass.UPS, DeviceSettings("nut", url))

    async def until(wanted: PowerState) -> None:
        for _ in range(200):
            power = await ups.power()
            if power == wanted:
                return
            await asyncio.sleep(0.1)
        pytest.fail(f"never {wanted}, at last {power}")

    async def scene() -> None:
        await until(PowerState(on_battery=False, battery_low=False, charge=42))
        status("OB LB")
        await until(PowerState(on_battery=True, battery_low=True, charge=42))
        await ups.close()
        unknown = create_device(DeviceClass.UPS, DeviceSettings("nut", url.replace("kiosk", "nobody")))
        assert await unknown.power() == UpsUnavailable("upsd refuses: UNKNOWN-UPS")
        await unknown.close()

    asyncio.run(scene())
