"""One town for all journeys of a test run: each journey begins and ends at the home page."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.evidence import Evidence
from tests.journeys.stage import Stage
from tests.journeys.world import Town, town


@pytest.fixture(scope="session")
def played_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town")) as made:
        yield made


@pytest.fixture
def stage(played_town: Town, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(played_town, Evidence(tmp_path), "pictures")
    yield made
    if made.hand.page()["kind"] != "HomePage":
        made.start_over()
    made.desk.close()


@pytest.fixture
def fresh_town(tmp_path: Path) -> Iterator[Callable[[], Town]]:
    """A town of one's own, for tests that end its processes."""
    made = Town(tmp_path / "town")
    try:
        made.build()
        made.start_terminal()
        yield lambda: made
    finally:
        made.stop_all()
