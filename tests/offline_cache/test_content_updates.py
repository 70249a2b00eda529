"""What comes down as catalogue and flows is what the city signed, whole, and never older than what was had."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from offline_cache.content_shelf import ContentShelf, Release, ShelfDamagedError
from offline_cache.content_updates import (
    ContentUpdates,
    NoSuchFileError,
    Staged,
    UpdateOutcome,
    UpdateRefused,
    UpToDate,
    fetch_from_folder,
)
from offline_cache.content_watch import ContentWatch
from offline_cache.hall_link import HallLink
from offline_cache.hall_queries import Unreachable
from tests.offline_cache.spoken_line import SpokenLine
from tests.offline_cache.tuf_repository import START, Repository, keys

ITEMS = "items/gongan/no-record.json"


class Reader:
    """A terminal that follows a repository."""

    def __init__(self, folder: Path, repository: Repository) -> None:
        self.folder = folder
        self.shelf = ContentShelf(folder / "content")
        self.now = repository.now
        self.root = repository.first_root
        self.repository = repository

    def check(self, source: Path | None = None) -> UpdateOutcome:
        updates = ContentUpdates(self.shelf, self.folder / "trusted", self.root, lambda: self.now)
        return updates.check(fetch_from_folder(source or self.repository.folder))

    def adopt(self) -> Release:
        release = self.shelf.adopt()
        assert release is not None
        return release


def published(folder: Path) -> Repository:
    repository = Repository(folder)
    repository.put("flows/texts.json", b"one")
    repository.put(ITEMS, b"no record, version 1", "gongan")
    repository.index("flows/texts.json", ITEMS)
    repository.publish("targets", "gongan", "renshe")
    return repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return published(tmp_path / "repository")


@pytest.fixture
def reader(tmp_path: Path, repository: Repository) -> Reader:
    return Reader(tmp_path / "terminal", repository)


def text_of(release: Release, path: str = ITEMS) -> bytes:
    return (release.folder / path).read_bytes()


def second(repository: Repository, content: bytes = b"no record, version 2") -> None:
    repository.target_file(ITEMS).unlink()
    repository.put(ITEMS, content, "gongan")
    repository.publish("gongan")


def test_a_first_release_is_staged_and_used_only_when_adopted(reader: Reader) -> None:
    outcome = reader.check()
    assert isinstance(outcome, Staged)
    assert reader.shelf.current() is None
    assert text_of(reader.adopt()) == b"no record, version 1"
    assert reader.check() == UpToDate(1)


def test_a_department_s_new_item_comes_down(reader: Reader, repository: Repository) -> None:
    reader.check()
    reader.adopt()
    second(repository)
    assert isinstance(reader.check(), Staged)
    current = reader.shelf.current()
    assert current is not None
    assert text_of(current) == b"no record, version 1", "not before it is adopted"
    assert text_of(reader.adopt()) == b"no record, version 2"


def test_the_same_repository_is_read_from_a_stick(reader: Reader, repository: Repository, tmp_path: Path) -> None:
    stick = repository.copy(tmp_path / "stick")
    assert isinstance(reader.check(stick.folder), Staged)


def test_an_unreachable_repository_is_an_ordinary_day(reader: Reader, tmp_path: Path) -> None:
    def offline(_url: str) -> bytes:
        raise OSError("no route")

    reader.check()
    reader.adopt()
    updates = ContentUpdates(reader.shelf, reader.folder / "trusted", reader.root, lambda: reader.now)
    assert isinstance(updates.check(offline), Unreachable)
    assert reader.shelf.current() is not None


def refused(outcome: UpdateOutcome, reader: Reader, expected: bytes = b"no record, version 2") -> UpdateRefused:
    assert isinstance(outcome, UpdateRefused), outcome
    current = reader.shelf.current()
    assert current is not None
    assert text_of(current) == expected, "the last good one stays"
    assert reader.shelf.next() is None
    return outcome


@pytest.fixture
def replayed(reader: Reader, repository: Repository, tmp_path: Path) -> Repository:
    """The reader has release 2; this is release 1 as an attacker kept it."""
    reader.check()
    old = repository.copy(tmp_path / "old")
    second(repository)
    reader.check()
    reader.adopt()
    return old


@pytest.mark.row("F21")
@pytest.mark.row("I7")
def test_a_rolled_back_repository_is_refused(reader: Reader, replayed: Repository) -> None:
    refused(reader.check(replayed.folder), reader)


@pytest.mark.row("F21")
@pytest.mark.row("I7")
@pytest.mark.parametrize("role", ["snapshot", "gongan"])
def test_one_rolled_back_role_under_a_fresh_timestamp_is_refused(
    reader: Reader, repository: Repository, replayed: Repository, role: str
) -> None:
    """As someone could who holds the online keys."""
    if role == "snapshot":
        repository.snapshot.version = 1
    repository.snapshot.meta["gongan.json"].version = 1
    if role != "snapshot":
        repository.snapshot.version += 1
    repository.write(f"{repository.snapshot.version}.snapshot.json", repository.sign("snapshot", repository.snapshot))
    repository.refresh_timestamp()
    refused(reader.check(), reader)


@pytest.mark.row("F21")
def test_a_frozen_repository_is_refused_once_its_day_is_over(reader: Reader, replayed: Repository) -> None:
    reader.now += timedelta(days=2)
    assert "Expired" in refused(reader.check(), reader).reason


@pytest.mark.row("F21")
@pytest.mark.row("F16")
def test_a_clock_set_back_does_not_thaw_it(reader: Reader, repository: Repository) -> None:
    """This machine's clock is years from the test's time: only the time that is passed in may count."""
    reader.check()
    reader.adopt()
    repository.now = START - timedelta(days=900)
    repository.refresh_timestamp()
    refused(reader.check(), reader, b"no record, version 1")
    repository.now = START
    repository.refresh_timestamp()
    assert isinstance(reader.check(), UpToDate)


@pytest.mark.row("F21")
def test_roles_of_different_releases_do_not_mix(reader: Reader, repository: Repository, replayed: Repository) -> None:
    second(repository)
    old = (replayed.folder / "metadata" / "1.gongan.json").read_bytes()
    repository.write(f"{repository.roles['gongan'].version}.gongan.json", old)
    refused(reader.check(), reader)


@pytest.mark.row("F21")
def test_a_department_cannot_sign_another_s_item(reader: Reader, repository: Repository, replayed: Repository) -> None:
    repository.put("items/renshe/pension.json", b"forged", "gongan")
    repository.index("flows/texts.json", ITEMS, "items/renshe/pension.json")
    repository.publish("gongan", "targets")
    assert "not signed by anyone who may" in refused(reader.check(), reader).reason


@pytest.mark.row("F21")
def test_one_stolen_key_of_three_signs_nothing(reader: Reader, repository: Repository, replayed: Repository) -> None:
    repository.signers["targets"] = repository.signers["targets"][:1]
    repository.put("flows/texts.json", b"forged")
    repository.publish("targets")
    assert "Unsigned" in refused(reader.check(), reader).reason


@pytest.mark.row("F21")
def test_stolen_keys_are_rotated_out(reader: Reader, repository: Repository, replayed: Repository) -> None:
    old, new = repository.signers["root"], keys(3)
    repository.rotate_root(new, [*old[:2], *new[:2]])
    for signer in repository.signers["targets"]:
        repository.root.revoke_key(signer.public_key.keyid, "targets")
    stolen, repository.signers["targets"] = repository.signers["targets"], keys(3)
    for signer in repository.signers["targets"]:
        repository.root.add_key(signer.public_key, "targets")
    repository.root.version += 1
    repository.write(f"{repository.root.version}.root.json", repository.sign("root", repository.root, new[:2]))
    repository.publish("targets")
    assert isinstance(reader.check(), Staged)
    reader.adopt()
    repository.signers["targets"] = stolen
    repository.publish("targets")
    assert "Unsigned" in refused(reader.check(), reader).reason


@pytest.mark.row("F21")
def test_a_root_that_the_old_root_did_not_sign_is_refused(
    reader: Reader, repository: Repository, replayed: Repository
) -> None:
    new = keys(3)
    repository.rotate_root(new, [repository.signers["root"][0], *new[:2]])
    refused(reader.check(), reader)


@pytest.mark.row("F21")
@pytest.mark.parametrize("change", ["a bit", "half", "endless", "gone"])
def test_a_target_that_is_not_what_was_signed_is_refused(
    reader: Reader, repository: Repository, replayed: Repository, change: str
) -> None:
    second(repository, b"no record, version 3")
    file = repository.target_file(ITEMS)
    data = file.read_bytes()
    match change:
        case "a bit":
            file.write_bytes(bytes([data[0] ^ 1]) + data[1:])
        case "half":
            file.write_bytes(data[: len(data) // 2])
        case "endless":
            file.write_bytes(data + b"x" * 10_000_000)
        case _:
            file.unlink()
    outcome = reader.check()
    if change == "gone":
        assert isinstance(outcome, Unreachable)
    else:
        refused(outcome, reader)


def test_after_a_broken_download_the_next_one_succeeds(
    reader: Reader, repository: Repository, replayed: Repository
) -> None:
    second(repository, b"no record, version 3")
    file = repository.target_file(ITEMS)
    data = file.read_bytes()
    file.write_bytes(b"")
    assert isinstance(reader.check(), UpdateRefused)
    file.write_bytes(data)
    assert isinstance(reader.check(), Staged)


def test_what_is_here_already_is_not_fetched_again(
    reader: Reader, repository: Repository, replayed: Repository
) -> None:
    fetched: list[str] = []

    def counted(url: str) -> bytes:
        fetched.append(url)
        return fetch_from_folder(repository.folder)(url)

    second(repository, b"no record, version 3")
    updates = ContentUpdates(reader.shelf, reader.folder / "trusted", reader.root, lambda: reader.now)
    assert isinstance(updates.check(counted), Staged)
    targets = [url.split(".")[-2] for url in fetched if url.startswith("targets/")]
    assert targets == ["index", "no-record"]
    assert text_of(reader.adopt(), "flows/texts.json") == b"one"


def test_a_release_that_this_program_cannot_show_is_refused(reader: Reader, repository: Repository) -> None:
    assert isinstance(reader.check(), Staged)
    good = reader.adopt()
    second(repository)
    updates = ContentUpdates(
        reader.shelf, reader.folder / "trusted", reader.root, lambda: reader.now, lambda release: "a newer form"
    )
    outcome = updates.check(fetch_from_folder(repository.folder))
    assert isinstance(outcome, UpdateRefused)
    assert "a newer form" in outcome.reason
    assert reader.shelf.adopt() == good


def test_with_no_good_release_left_the_program_s_own_is_in_use(reader: Reader, repository: Repository) -> None:
    assert isinstance(reader.check(), Staged)
    first = reader.adopt()
    second(repository)
    assert isinstance(reader.check(), Staged)
    reader.adopt()
    assert reader.shelf.fall_back() == first
    assert reader.shelf.fall_back() is None
    assert reader.shelf.current() is None


def test_a_note_that_rots_does_not_keep_the_good_one_before_from_being_used(
    reader: Reader, repository: Repository
) -> None:
    assert isinstance(reader.check(), Staged)
    first = reader.adopt()
    second(repository)
    assert isinstance(reader.check(), Staged)
    assert reader.adopt().number == reader.shelf.number_in_use() == 2
    (reader.folder / "content" / "current").write_text("{")
    assert reader.shelf.number_in_use() == 0
    with pytest.raises(ShelfDamagedError):
        reader.shelf.current()
    assert reader.shelf.fall_back() == first


@pytest.mark.parametrize("path", ["../outside.json", "/etc/passwd", "a//../../b", "UPPER", "x" * 200, ""])
def test_a_path_that_leaves_the_release_is_refused(reader: Reader, repository: Repository, path: str) -> None:
    repository.index(path)
    repository.publish("targets")
    outcome = reader.check()
    assert isinstance(outcome, UpdateRefused)
    assert "not a path of a release" in outcome.reason


@pytest.mark.parametrize("index", [b"[]", b"{}", b'{"paths": "x"}', b'{"paths": [], "more": 1}', b"\xff"])
def test_an_index_of_another_form_is_refused(reader: Reader, repository: Repository, index: bytes) -> None:
    for old in (repository.folder / "targets").glob("*.index.json"):
        old.unlink()
    repository.put("index.json", index)
    repository.publish("targets")
    assert isinstance(reader.check(), UpdateRefused)


@pytest.mark.row("F21")
@pytest.mark.parametrize("whole", range(8))
def test_a_download_that_broke_off_leaves_nothing_in_use(reader: Reader, repository: Repository, whole: int) -> None:
    count = 0

    def cut(url: str) -> bytes:
        nonlocal count
        count += 1
        if count > whole:
            raise OSError("cable")
        path = repository.folder / url
        if not path.is_file():
            raise NoSuchFileError(url)
        return path.read_bytes()

    updates = ContentUpdates(reader.shelf, reader.folder / "trusted", reader.root, lambda: reader.now)
    assert isinstance(updates.check(cut), Unreachable)
    assert reader.shelf.next() is None
    assert isinstance(reader.check(), Staged)


def test_a_staged_release_that_rots_is_thrown_away(reader: Reader, repository: Repository) -> None:
    reader.check()
    reader.adopt()
    second(repository)
    outcome = reader.check()
    assert isinstance(outcome, Staged)
    (outcome.release.folder / ITEMS).write_bytes(b"rot")
    assert text_of(reader.adopt()) == b"no record, version 1"
    assert isinstance(reader.check(), Staged), "and fetched again"


def test_a_release_in_use_that_rots_is_noticed_and_the_one_before_is_good(reader: Reader, replayed: Repository) -> None:
    current = reader.shelf.current()
    assert current is not None
    (current.folder / ITEMS).write_bytes(b"rot")
    with pytest.raises(ShelfDamagedError):
        reader.shelf.current()
    assert reader.shelf.fall_back() is None, "release 1 was never adopted here"
    assert reader.shelf.current() is None


def test_the_release_before_is_kept_and_older_ones_go(reader: Reader, repository: Repository) -> None:
    for _ in range(4):
        assert isinstance(reader.check(), Staged)
        reader.adopt()
        second(repository)
    numbers = sorted(int(path.name) for path in (reader.folder / "content").iterdir() if path.is_dir())
    assert numbers == [3, 4]
    back = reader.shelf.fall_back()
    assert back is not None
    assert back.number == 3


def test_adopting_never_goes_back(tmp_path: Path) -> None:
    shelf = ContentShelf(tmp_path / "shelf")

    def stage(number: int) -> None:
        part = shelf.place(number)
        (part / "a").write_bytes(b"x")
        name = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
        shelf.stage(part, number, {"a": name}, datetime(2026, 1, 1))  # noqa: DTZ001 - any will do

    stage(5)
    shelf.adopt()
    stage(4)
    release = shelf.adopt()
    assert release is not None
    assert release.number == 5
    assert json.loads((tmp_path / "shelf" / "current").read_text())["number"] == 5


def test_the_sync_process_brings_it_through_the_hall_s_line(reader: Reader, repository: Repository) -> None:
    def hall(request: httpx.Request) -> httpx.Response:
        path = repository.folder / request.url.path.removeprefix("/v1/content/")
        return httpx.Response(200, content=path.read_bytes()) if path.is_file() else httpx.Response(404)

    async def look(answer: Callable[[httpx.Request], httpx.Response]) -> list[UpdateOutcome]:
        said: list[UpdateOutcome] = []
        async with HallLink(SpokenLine(answer)) as link:
            watch = ContentWatch(link, reader.folder, reader.root, lambda: reader.now)

            async def sleep(_seconds: float) -> None:
                if len(said) == 2:
                    raise asyncio.CancelledError

            with contextlib.suppress(asyncio.CancelledError):
                await watch.run(said.append, sleep)
        return said

    offline = asyncio.run(look(lambda _: httpx.Response(302, headers={"location": "/"})))
    assert [type(outcome) for outcome in offline] == [Unreachable, Unreachable]
    online = asyncio.run(look(hall))
    assert [type(outcome) for outcome in online] == [Staged, UpToDate]
