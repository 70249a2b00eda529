from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offline_cache.branch import Branch
from tests.offline_cache.site import enrol
from tests.offline_cache.traced import strace_available


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    place = Branch(tmp_path)
    yield place
    place.close()


@pytest.fixture(scope="session")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall and a terminal's identity of it, to be copied."""
    folder = tmp_path_factory.mktemp("enrolled")
    enrol(folder)
    return folder


@pytest.fixture(scope="session")
def strace() -> None:
    if not strace_available():
        pytest.skip("strace cannot trace here")
