"""A simulated device for the tests of one class, and the hand at it: what every device has, by word."""

from collections.abc import Callable, Iterator

import pytest

from devices.simulated.child import Child
from devices.simulated.control import DeviceControl


class SimulatedHand:
    def __init__(self, control: DeviceControl) -> None:
        self.control = control

    def unplug(self) -> None:
        """Whoever talks to it has been hung up on when this returns."""
        self.control.do("unplug")
        self.control.wait_until(lambda state: not state["connected"], timeout_s=10)

    def plug(self) -> None:
        self.control.do("plug")


class OnSimulator:
    """A class of tests that use a fixture made by `simulator`."""

    simulator: Child


def simulator(name: str, *arguments: str) -> Callable[[pytest.FixtureRequest], Iterator[None]]:
    """A fixture: one process for all tests of a class, which find it as `self.simulator` and put it in order."""

    @pytest.fixture(scope="class")
    def started(request: pytest.FixtureRequest) -> Iterator[None]:
        with Child.start(name, list(arguments)) as request.cls.simulator:
            yield

    return started
