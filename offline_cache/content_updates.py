"""Catalogue and flows come down as TUF targets: signed by thresholds, by department, never older, never half.

The update framework's own rules are python-tuf's. What it cannot know is the time: it asks the clock of the machine,
and a clock set back would let a frozen repository pass. So the time comes from hall_time, which never falls.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Annotated, Final, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from tuf.api.exceptions import DownloadError, DownloadHTTPError, DownloadLengthMismatchError, RepositoryError
from tuf.api.metadata import TargetFile
from tuf.ngclient.config import UpdaterConfig
from tuf.ngclient.fetcher import FetcherInterface
from tuf.ngclient.updater import Updater

from offline_cache.content_shelf import ContentShelf, Release, ShelfDamagedError
from offline_cache.hall_queries import Unreachable

INDEX: Final = "index.json"
"""a target of the top role that names all others: what it does not name is not fetched"""

LARGEST_TARGET: Final = 8 * 1024 * 1024
MOST_TARGETS: Final = 5000


class NoSuchFileError(Exception):
    """The repository does not have it (404)."""


Fetch: TypeAlias = Callable[[str], bytes]
"""A path of the repository, `metadata/…` or `targets/…`, to its bytes. Raises NoSuchFileError, or OSError offline."""


Examine: TypeAlias = Callable[[Path], str]
"""A complete release to what keeps this program from using it; empty: nothing."""


def take_any(_: Path) -> str:
    """For who only keeps releases and shows none."""
    return ""


@dataclass(frozen=True)
class UpToDate:
    number: int


@dataclass(frozen=True)
class Staged:
    """Complete and verified; in use once no customer is being served."""

    release: Release


@dataclass(frozen=True)
class UpdateRefused:
    """What the repository gives must not be used: rolled back, frozen, mixed, forged, too large. Nothing changed."""

    reason: str


UpdateOutcome: TypeAlias = UpToDate | Staged | UpdateRefused | Unreachable


class ContentUpdates:
    def __init__(
        self, shelf: ContentShelf, folder: Path, root: bytes, now: Callable[[], datetime], examine: Examine = take_any
    ) -> None:
        """`folder`: what the client remembers of the repository; `root`: the first root metadata, from enrolment."""
        self._examine = examine
        self._shelf = shelf
        self._folder = folder
        self._root = root
        self._now = now
        folder.mkdir(parents=True, exist_ok=True)

    def check(self, fetch: Fetch) -> UpdateOutcome:
        """Blocking. From the hall or, by another `fetch`, from a stick."""
        try:
            return self._check(_Fetcher(fetch))
        except (RepositoryError, DownloadLengthMismatchError, _ContentError) as error:
            return UpdateRefused(f"{type(error).__name__}: {error}")
        except DownloadError as error:
            return Unreachable(str(error))

    def _check(self, fetcher: FetcherInterface) -> UpdateOutcome:
        config = UpdaterConfig(prefix_targets_with_hash=True, max_root_rotations=32)
        updater = Updater(
            str(self._folder), "metadata/", None, "targets/", fetcher=fetcher, config=config, bootstrap=self._root
        )
        updater._trusted_set.reference_time = self._now()
        updater.refresh()
        number = int(json.loads((self._folder / "snapshot.json").read_bytes())["signed"]["version"])
        if number == self._known():
            return UpToDate(number)
        part = self._shelf.place(number)
        index = self._index(updater, part)
        files = {path: self._bring(updater, path, part) for path in index.paths}
        fault = self._examine(part)
        if fault:
            raise _ContentError(f"release {number} cannot be used here: {fault}")
        return Staged(self._shelf.stage(part, number, files, self._now()))

    def _known(self) -> int:
        """Of what is staged or, else, in use; a damaged one does not count and is fetched again."""
        for look in (self._shelf.next, self._shelf.current):
            try:
                release = look()
            except ShelfDamagedError:
                continue
            if release is not None:
                return release.number
        return 0

    def _index(self, updater: Updater, part: Path) -> "_Index":
        self._bring(updater, INDEX, part)
        try:
            return _Index.model_validate_json((part / INDEX).read_bytes())
        except ValidationError as error:
            raise _ContentError(f"{INDEX}: {error.error_count()} faults") from error

    def _bring(self, updater: Updater, path: str, part: Path) -> str:
        if not re.fullmatch(r"[a-z0-9][a-z0-9._/-]{0,119}", path) or ".." in PurePosixPath(path).parts:
            raise _ContentError(f"{path!r} is not a path of a release")
        info = updater.get_targetinfo(path)
        if info is None:
            raise _ContentError(f"{path} is named and not signed by anyone who may")
        if info.length > LARGEST_TARGET:
            raise _ContentError(f"{path} has {info.length} bytes")
        target = part / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if updater.find_cached_target(info, str(target)) is None and not self._take_over(updater, info, target):
            updater.download_target(info, str(target))
        return info.hashes["sha256"]

    def _take_over(self, updater: Updater, info: TargetFile, target: Path) -> bool:
        """From the release in use, if it is in that already: departments change one by one."""
        try:
            current = self._shelf.current()
        except ShelfDamagedError:
            return False
        if current is None or current.files.get(info.path) != info.hashes["sha256"]:
            return False
        shutil.copyfile(current.folder / info.path, target)
        return updater.find_cached_target(info, str(target)) is not None


class _ContentError(Exception):
    """Signed, and yet not usable."""


class _Index(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    paths: Annotated[list[str], Field(max_length=MOST_TARGETS)]


class _Fetcher(FetcherInterface):
    def __init__(self, fetch: Fetch) -> None:
        self._fetch_bytes = fetch

    def _fetch(self, url: str) -> Iterator[bytes]:
        try:
            yield self._fetch_bytes(url)
        except NoSuchFileError as error:
            raise DownloadHTTPError(f"{url} is not there", 404) from error
        except OSError as error:
            raise DownloadError(f"{url}: {error}") from error


def fetch_from_folder(folder: Path) -> Fetch:
    """The repository on a stick."""

    def fetch(url: str) -> bytes:
        path = folder / url
        if not path.is_file():
            raise NoSuchFileError(url)
        return path.read_bytes()

    return fetch
