"""One contract for every store of attachments."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.intake.attachment_store import AttachmentFolder, AttachmentStore, WrongOffsetError
from hall.intake.s3_store import StoreAddressError, open_s3
from offline_cache.sealing import digest
from tests.hall.s3_server import s3_server

WHOLE = b"abcdefghij"
NAME = digest(WHOLE)


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AttachmentStore]:
    if request.param == "folder":
        yield AttachmentFolder(tmp_path)
        return
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with s3_server() as (address, _):
        yield open_s3(f"s3://hall/attachments?endpoint={address}")


def test_chunks_become_a_whole_under_its_digest(store: AttachmentStore) -> None:
    assert store.offset("T-1", NAME) == 0
    assert store.append("T-1", NAME, 0, WHOLE[:4]) == 4
    assert store.offset("T-1", NAME) == 4
    with pytest.raises(FileNotFoundError):
        store.read("T-1", NAME)
    assert store.append("T-1", NAME, 4, WHOLE[4:]) == 10
    assert store.finish("T-1", NAME)
    assert store.read("T-1", NAME) == WHOLE


def test_a_chunk_at_another_place_is_refused(store: AttachmentStore) -> None:
    store.append("T-1", NAME, 0, WHOLE[:4])
    for offset in (0, 3, 5):
        with pytest.raises(WrongOffsetError) as caught:
            store.append("T-1", NAME, offset, WHOLE[4:])
        assert caught.value.offset == 4


def test_finishing_twice_changes_nothing(store: AttachmentStore) -> None:
    store.append("T-1", NAME, 0, WHOLE)
    assert store.finish("T-1", NAME)
    assert store.finish("T-1", NAME)
    assert store.read("T-1", NAME) == WHOLE


@pytest.mark.row("F12")
def test_other_bytes_are_thrown_away_and_can_be_sent_again(store: AttachmentStore) -> None:
    store.append("T-1", NAME, 0, b"other")
    assert not store.finish("T-1", NAME)
    assert store.offset("T-1", NAME) == 0
    store.append("T-1", NAME, 0, WHOLE)
    assert store.finish("T-1", NAME)


def test_terminals_do_not_share(store: AttachmentStore) -> None:
    store.append("T-1", NAME, 0, WHOLE)
    store.finish("T-1", NAME)
    with pytest.raises(FileNotFoundError):
        store.read("T-2", NAME)


def test_what_is_removed_is_gone(store: AttachmentStore) -> None:
    store.append("T-1", NAME, 0, WHOLE)
    store.finish("T-1", NAME)
    store.remove("T-1", NAME)
    store.remove("T-1", NAME)
    with pytest.raises(FileNotFoundError):
        store.read("T-1", NAME)


@pytest.mark.parametrize("address", ["http://bucket", "s3://", "s3://bucket?secret=x"])
def test_an_address_that_is_no_store_is_refused(address: str) -> None:
    with pytest.raises(StoreAddressError):
        open_s3(address)
