"""Settings and boards that do not go together are refused with all faults: one request must never open two doors."""

import pytest

from devices.registry import create_device
from devices.settings import DeviceSettings, SettingsError
from devices.status import DeviceClass


def faults(driver: str, **options: object) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as refused:
        create_device(DeviceClass.PICKUP_LOCKER, DeviceSettings(driver, "COM1", options))
    return refused.value.faults


@pytest.mark.parametrize(
    ("driver", "address", "channels", "said"),
    [
        ("board_cu48", 0x0A, 48, "boards.0.address: boards of this family have 0 to 9, not 10"),
        ("board_cu48", 0, 49, "boards.0.channels: boards of this family have at most 48 locks, not 49"),
        ("board_cu60", 0x0A, 48, "boards.0.address: boards of this family have 0 to 9, not 10"),
        ("board_cu16", 0, 17, "boards.0.channels: boards of this family have at most 16 locks, not 17"),
        ("board_cu16", 16, 16, "boards.0.address: boards of this family have 0 to 15, not 16"),
        ("board_8a80", 0, 24, "boards.0.address: boards of this family have 1 to 32, not 0"),
        ("board_wkly", 32, 24, "boards.0.address: boards of this family have 0 to 31, not 32"),
        ("relay_modbus", 0, 8, "boards.0.address: boards of this family have 1 to 247, not 0"),
    ],
)
def test_an_address_or_number_that_means_all_is_refused(driver: str, address: int, channels: int, said: str) -> None:
    assert faults(driver, boards=[{"address": address, "channels": channels}]) == (said,)


def test_every_fault_is_named_at_once() -> None:
    boards = [{"address": 0, "channels": 24}, {"address": 1, "channels": 24}, {"address": 1, "channels": 24}]
    assert faults("board_8a80", boards=boards) == (
        "boards.0.address: boards of this family have 1 to 32, not 0",
        "boards: 2 have the address 1",
    )


def test_a_locker_without_boards_is_refused() -> None:
    assert faults("board_8a80", boards=[]) == ("boards: there is none",)


def test_cells_that_are_not_there_or_named_twice_are_refused() -> None:
    cells = [{"cell": cell, "column": 0, "row": row} for row, cell in enumerate((1, 1, 13))]
    assert faults("board_8a80", cells=cells) == (
        "cells: there is no cell 13, the boards have 12 locks",
        "cells: cell 1 is named 2 times",
    )
