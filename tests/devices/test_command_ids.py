"""The last 256 command ids: none is carried out twice, also not by the process that comes after a crash."""

from pathlib import Path

import pytest

from devices.command_ids import KEPT, CommandIds
from devices.errors import FaultError


@pytest.mark.parametrize(("kept", "on_disk"), [(256, False), (8, True)])
def test_the_last_are_remembered_and_the_oldest_is_forgotten_first(*, kept: int, on_disk: bool, tmp_path: Path) -> None:
    ids = CommandIds(kept, file=tmp_path / "intents" if on_disk else None)
    assert all(ids.claim(str(number)) for number in range(kept))
    assert not ids.claim("0")
    assert ids.claim(str(kept))
    assert ids.claim("0")
    ids.release(str(kept - 1))
    assert ids.claim(str(kept - 1))


def test_256_are_kept_unless_told_otherwise() -> None:
    assert KEPT == 256


def test_the_next_process_knows_what_was_claimed_and_what_was_released(tmp_path: Path) -> None:
    file = tmp_path / "intents"
    before = CommandIds(file=file)
    for name in ("a", "b", "取件\n1"):
        assert before.claim(name)
    before.release("b")
    after = CommandIds(file=file)
    assert not after.claim("a")
    assert after.claim("b")
    assert not after.claim("取件\n1")


@pytest.mark.parametrize("torn", range(1, 5))
def test_a_line_that_a_power_cut_tore_never_frees_an_id_that_was_claimed(tmp_path: Path, torn: int) -> None:
    file = tmp_path / "intents"
    first = CommandIds(file=file)
    first.claim("one")
    first.claim("two")
    file.write_bytes(file.read_bytes()[:-torn])
    after = CommandIds(file=file)
    assert not after.claim("one")
    after.claim("three")
    assert not CommandIds(file=file).claim("three")


def test_a_torn_release_frees_nobody_else(tmp_path: Path) -> None:
    file = tmp_path / "intents"
    ids = CommandIds(file=file)
    ids.claim("1")
    ids.claim("10")
    ids.release("10")
    file.write_bytes(file.read_bytes()[:-2])
    assert not CommandIds(file=file).claim("1")


def test_noise_in_the_file_is_no_id(tmp_path: Path) -> None:
    file = tmp_path / "intents"
    file.write_bytes(b"\xff\x00 noise\n+one\n")
    assert not CommandIds(file=file).claim("one")


def test_a_long_file_is_written_anew(tmp_path: Path) -> None:
    file = tmp_path / "intents"
    file.write_text("".join(f"\n+{number}\t" for number in range(20 * KEPT)))
    ids = CommandIds(file=file)
    assert len(file.read_text().split()) == KEPT
    assert not ids.claim(str(20 * KEPT - 1))
    assert ids.claim("0")


def test_what_cannot_be_kept_is_not_claimed(tmp_path: Path) -> None:
    file = tmp_path / "gone" / "intents"
    ids = CommandIds(file=file)
    with pytest.raises(FaultError, match="intents"):
        ids.claim("a")
    file.parent.mkdir()
    assert ids.claim("a")
