from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offline_cache.branch import Branch


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    place = Branch(tmp_path)
    yield place
    place.close()
