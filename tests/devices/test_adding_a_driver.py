"""The recipe for a new locker board, followed to the letter: the code in it is installed and held to the contracts."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import devices.drivers.pickup_locker as room
from devices.commissioning import decode, locker_frames
from devices.locker.codec import FrameKind, LockerCodec, scan
from devices.locker.driver import LockerDriver
from devices.locker.options import LockerOptions
from devices.registry import create_device, driver_module
from devices.settings import DeviceSettings
from devices.status import DeviceClass
from kiosk.driver_samples import DriverCheck, check_drivers
from tests.devices.contracts.locker_codec_contract import LockerCodecContract
from tests.devices.contracts.pickup_locker_contract import PickupLockerContract
from tests.devices.scripted.locker import ScriptedLocker
from tests.devices.virtual_clock import VirtualClock

RECIPE = Path(__file__).resolve().parents[2] / "docs" / "adding-a-driver.md"
NAME = "board_text"


def line(text: str) -> bytes:
    return text.encode() + b"*%02X" % (sum(text.encode()) & 0xFF)


def source() -> str:
    [code] = re.findall(r"```python\n(.*?)```", RECIPE.read_text(encoding="utf-8"), re.DOTALL)
    return str(code)


@pytest.fixture(scope="module", autouse=True)
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One new file in the room of its class, and nothing else."""
    folder = tmp_path_factory.mktemp("pickup_locker")
    (folder / f"{NAME}.py").write_text(source(), encoding="utf-8")
    room.__path__.append(str(folder))
    locker_frames.families.cache_clear()
    yield
    room.__path__.remove(str(folder))
    sys.modules.pop(f"{room.__name__}.{NAME}", None)
    locker_frames.families.cache_clear()


def codec() -> LockerCodec:
    made: LockerCodec = driver_module(DeviceClass.PICKUP_LOCKER, NAME).codec(LockerOptions())
    return made


class TestItsCodec(LockerCodecContract):
    @property
    def codec(self) -> LockerCodec:  # type: ignore[override]
        return codec()

    def replies(self) -> list[dict[str, Any]]:
        return [
            {"hex": line("#01D0000001F").hex(), "kind": "doors", "board": 1, "high": [1, 2, 3, 4, 5]},
            {"hex": line("#02A05").hex(), "kind": "acknowledged", "board": 2, "high": []},
        ]

    def test_requests_are_the_golden_bytes(self) -> None:
        assert self.codec.open_request(1, 5) == line("#01O05")
        assert self.codec.state_request(1, 24) == line("#01S")


class TestItsDriver(PickupLockerContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[LockerDriver, ScriptedLocker]]:
        def state(board: int, closed: dict[int, bool]) -> bytes:
            bits = sum(1 << cell - 1 for cell, is_closed in closed.items() if is_closed)
            return line(f"#{board:02d}D{bits:08X}")

        peer = ScriptedLocker(codec(), state, lambda board, channel: line(f"#{board:02d}A{channel:02d}"))
        time = VirtualClock()
        yield LockerDriver(peer.codec, lambda: peer.port(time.clock), LockerOptions(), time.clock), peer


def test_it_is_found_by_its_name_and_explained_to_technicians() -> None:
    settings = DeviceSettings.from_table({"driver": NAME, "port": "COM3", "boards": [{"address": 1, "channels": 24}]})
    assert len(create_device(DeviceClass.PICKUP_LOCKER, settings).cells()) == 24
    assert decode.explain("text", line("#01O05")).fields == {"board": 1, "lock": 5}
    assert scan(codec(), line("#01A05"))[0].kind is FrameKind.ACKNOWLEDGED


def test_the_program_can_test_itself_with_its_sample() -> None:
    assert DriverCheck(f"pickup_locker.{NAME}", "") in check_drivers()


def test_the_golden_frames_of_the_recipe_are_right() -> None:
    text = RECIPE.read_text(encoding="utf-8")
    for frame in (line("#01O05"), line("#01D0000001F")):
        assert f'hex = "{frame.hex().upper()}"' in text


def test_it_is_short() -> None:
    assert len(source().splitlines()) < 150
