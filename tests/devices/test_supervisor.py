"""The supervisor: one miss is nothing, three are a loss, a pulled cable is noticed, a hanging driver hangs alone."""

import asyncio
import contextlib
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from devices.errors import AbsentError, DeviceError, FaultError, NotFittedError, UnavailableError
from devices.faults import texts_of
from devices.status import Actor, DeviceClass, DeviceState, DeviceStatus, Fault
from devices.supervisor import DeviceSupervision, DeviceSupervisor
from tests.devices.virtual_clock import VirtualClock

ONLINE = DeviceStatus(DeviceClass.RECEIPT_PRINTER, DeviceState.ONLINE)
OFFLINE = DeviceStatus(DeviceClass.RECEIPT_PRINTER, DeviceState.OFFLINE)


@dataclass
class ScriptedDriver:
    """Plays its answers one after the other; the last of each goes on for ever."""

    time: VirtualClock
    connects: list[BaseException | None] = field(default_factory=lambda: [None])
    statuses: list[DeviceStatus | BaseException] = field(default_factory=lambda: [ONLINE])
    attachments: list[bool] = field(default_factory=lambda: [True])
    calls: list[tuple[str, float]] = field(default_factory=list)
    hang: bool = False

    async def connect(self) -> None:
        self.calls.append(("connect", self.time.now()))
        if self.hang:
            await asyncio.Event().wait()
        if (error := _next(self.connects)) is not None:
            raise error

    async def status(self) -> DeviceStatus:
        self.calls.append(("status", self.time.now()))
        answer = _next(self.statuses)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    async def attached(self) -> bool:
        return _next(self.attachments)

    async def close(self) -> None:
        self.calls.append(("close", self.time.now()))

    def times(self, call: str) -> list[float]:
        return [at for name, at in self.calls if name == call]


def _next(answers: list[Any]) -> Any:
    return answers.pop(0) if len(answers) > 1 else answers[0]


@dataclass
class Scene:
    driver: ScriptedDriver
    supervisor: DeviceSupervisor
    published: list[DeviceStatus]


def play(driver: ScriptedDriver, until: Callable[[Scene], bool], in_use: bool = False) -> Scene:
    """Runs the supervisor until the condition holds."""
    published: list[DeviceStatus] = []

    async def whole() -> Scene:
        supervisor = DeviceSupervisor(DeviceClass.RECEIPT_PRINTER, driver, published.append, driver.time.clock)
        scene = Scene(driver, supervisor, published)
        running = asyncio.create_task(supervisor.run())
        with supervisor.in_use() if in_use else contextlib.nullcontext():
            for _ in range(5000):
                if until(scene):
                    break
                await asyncio.sleep(0)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return scene

    scene = asyncio.run(whole())
    assert until(scene), scene.published
    return scene


def states(scene: Scene) -> list[DeviceState]:
    return [state for state, _ in itertools.groupby(status.state for status in scene.published)]


def gaps(times: Iterable[float]) -> list[float]:
    return [round(after - before, 3) for before, after in itertools.pairwise(times)]


def test_a_device_that_answers_is_online_and_asked_every_five_seconds() -> None:
    driver = ScriptedDriver(VirtualClock())
    scene = play(driver, lambda scene: len(driver.times("status")) > 4)
    assert states(scene) == [DeviceState.ONLINE]
    assert gaps(driver.times("status"))[:3] == [5.0, 5.0, 5.0]
    assert driver.calls[-1][0] == "close"


def test_a_device_in_use_is_asked_five_times_a_second() -> None:
    driver = ScriptedDriver(VirtualClock())
    play(driver, lambda scene: len(driver.times("status")) > 4, in_use=True)
    assert gaps(driver.times("status"))[:3] == [0.2, 0.2, 0.2]


def test_the_log_of_a_fault_has_the_engineers_words(caplog: pytest.LogCaptureFixture) -> None:
    open_cover = DeviceStatus(
        DeviceClass.RECEIPT_PRINTER, DeviceState.USER_ERROR, fault=Fault("cover_open", Actor.STAFF)
    )
    driver = ScriptedDriver(VirtualClock(), statuses=[ONLINE, open_cover])
    play(driver, lambda scene: open_cover in scene.published)
    [told] = [record for record in caplog.records if getattr(record, "fault", None) == "cover_open"]
    assert vars(told)["engineer"] == texts_of("cover_open", "en").engineer


def test_a_device_that_is_not_fitted_can_be_used_without_a_watch() -> None:
    supervision = DeviceSupervision({}, lambda _: None, VirtualClock().clock)
    with supervision.in_use(DeviceClass.LIGHTS):
        assert supervision.statuses() == {}


def test_two_missed_answers_are_nothing() -> None:
    driver = ScriptedDriver(VirtualClock(), statuses=[ONLINE, OFFLINE, OFFLINE, ONLINE])
    scene = play(driver, lambda scene: len(driver.times("status")) > 5)
    assert states(scene) == [DeviceState.ONLINE]
    assert len(driver.times("connect")) == 1


def test_three_missed_answers_are_a_loss_and_it_is_connected_again() -> None:
    driver = ScriptedDriver(VirtualClock(), statuses=[ONLINE, OFFLINE, OFFLINE, OFFLINE, ONLINE])
    scene = play(driver, lambda scene: len(driver.times("connect")) > 1 and len(scene.published) > 2)
    assert states(scene) == [DeviceState.ONLINE, DeviceState.OFFLINE, DeviceState.ONLINE]
    fault = scene.published[1].fault
    assert fault is not None
    assert fault.kind == "no_answer"


def test_a_pulled_cable_is_noticed_within_two_seconds_both_ways() -> None:
    time = VirtualClock()
    unplugged = AbsentError("no such port")
    driver = ScriptedDriver(
        time, connects=[None, unplugged, unplugged, unplugged, None], attachments=[True, False, True]
    )
    scene = play(driver, lambda scene: states(scene)[-2:] == [DeviceState.POWER_OFF, DeviceState.ONLINE])
    assert max(gaps(driver.times("connect"))[1:]) <= 2
    fault = next(status.fault for status in scene.published if status.state is DeviceState.POWER_OFF)
    assert fault is not None
    assert fault.kind == "unplugged"


@pytest.mark.parametrize("trouble", [UnavailableError("no answer"), NotFittedError("no library")])
def test_a_silent_device_is_tried_again_ever_more_slowly(trouble: DeviceError) -> None:
    driver = ScriptedDriver(VirtualClock(), connects=[trouble])
    play(driver, lambda scene: len(driver.times("connect")) > 7)
    assert gaps(driver.times("connect"))[:7] == [2, 4, 8, 16, 20, 20, 20]


def test_a_permanent_fault_is_not_tried_again_before_somebody_asks() -> None:
    driver = ScriptedDriver(VirtualClock(), connects=[FaultError("self-test"), None])
    turns = itertools.count()

    def until(scene: Scene) -> bool:
        if next(turns) == 200:
            assert len(driver.times("connect")) == 1
            scene.supervisor.try_again()
        return bool(scene.published) and scene.published[-1].state is DeviceState.ONLINE

    scene = play(driver, until)
    assert states(scene) == [DeviceState.HARDWARE_ERROR, DeviceState.ONLINE]


@pytest.mark.parametrize("attachments", [[True, True, False], [False, False, True]])
def test_a_permanent_fault_is_tried_again_when_somebody_has_laid_a_hand_on_the_device(attachments: list[bool]) -> None:
    """Switched off to be mended; or its port opened to the program, which is what it could not do."""
    driver = ScriptedDriver(VirtualClock(), connects=[FaultError("self-test"), None], attachments=attachments)
    scene = play(driver, lambda scene: states(scene)[-1:] == [DeviceState.ONLINE])
    assert states(scene) == [DeviceState.HARDWARE_ERROR, DeviceState.ONLINE]
    assert gaps(driver.times("connect")) == [2]


@pytest.mark.parametrize(("first", "state"), [(ONLINE, "online"), (KeyError("bug"), "hardwareError")])
def test_whoever_asks_wakes_the_device_that_was_given_up_whatever_its_driver_does(
    first: DeviceStatus | BaseException, state: str
) -> None:
    """A test in vendor mode, of a reader that was mended; or by a driver with a bug, which must not end the session."""
    driver = ScriptedDriver(VirtualClock(), connects=[FaultError("self-test"), None], statuses=[first, ONLINE])
    device = DeviceClass.RECEIPT_PRINTER

    async def whole() -> list[DeviceState]:
        async with DeviceSupervision({device: driver}, lambda status: None, driver.time.clock) as supervision:
            seen = []
            for turn in range(400):
                await asyncio.sleep(0)
                if turn == 100:
                    seen.append(supervision.statuses()[device].state)
                    asked = await supervision.ask(device)
                    assert asked is not None
                    seen.append(asked.state)
                    assert await supervision.ask(DeviceClass.LIGHTS) is None
            return [*seen, supervision.statuses()[device].state]

    assert asyncio.run(whole()) == [DeviceState.HARDWARE_ERROR, state, DeviceState.ONLINE]


def test_a_driver_with_a_bug_is_a_fault_of_that_device_only(caplog: pytest.LogCaptureFixture) -> None:
    driver = ScriptedDriver(
        VirtualClock(), statuses=[ONLINE, KeyError("bug"), KeyError("bug"), KeyError("bug"), ONLINE]
    )
    scene = play(driver, lambda scene: states(scene)[-2:] == [DeviceState.HARDWARE_ERROR, DeviceState.ONLINE])
    fault = next(status.fault for status in scene.published if status.state is DeviceState.HARDWARE_ERROR)
    assert fault is not None
    assert (fault.kind, fault.detail) == ("driver_failed", "KeyError")
    assert "device-driver-failed" in caplog.text


def test_a_driver_that_cancels_itself_is_watched_all_the_same() -> None:
    gone = asyncio.CancelledError()
    driver = ScriptedDriver(VirtualClock(), statuses=[ONLINE, gone, gone, gone, ONLINE])
    scene = play(driver, lambda scene: states(scene)[-2:] == [DeviceState.OFFLINE, DeviceState.ONLINE])
    assert states(scene)[:2] == [DeviceState.ONLINE, DeviceState.OFFLINE]


def test_a_driver_that_hangs_does_not_hold_up_the_others() -> None:
    hanging = ScriptedDriver(VirtualClock(), hang=True)
    working = ScriptedDriver(VirtualClock())
    published: list[DeviceStatus] = []
    drivers = {DeviceClass.ID_CARD_READER: hanging, DeviceClass.RECEIPT_PRINTER: working}

    async def scene() -> None:
        async with DeviceSupervision(drivers, published.append, working.time.clock) as supervision:
            for _ in range(200):
                await asyncio.sleep(0)
            statuses = supervision.statuses()
        assert statuses[DeviceClass.RECEIPT_PRINTER].state is DeviceState.ONLINE
        assert statuses[DeviceClass.ID_CARD_READER].state is DeviceState.STARTING

    asyncio.run(scene())
    assert [name for name, _ in hanging.calls] == ["connect", "close"]


def test_errors_of_the_device_family_are_told_apart() -> None:
    for error, state in (
        (UnavailableError("x"), DeviceState.OFFLINE),
        (AbsentError("x"), DeviceState.POWER_OFF),
        (FaultError("x"), DeviceState.HARDWARE_ERROR),
    ):
        driver = ScriptedDriver(VirtualClock(), connects=[error])
        assert isinstance(error, DeviceError)
        assert play(driver, lambda scene: bool(scene.published)).published[0].state is state
