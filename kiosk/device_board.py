"""What vendor mode sees of the devices: the newest status of each, and a harmless test on demand."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from devices.driver import Driver, ReceiptPrinterDriver
from devices.receipt_printer import Align, NotPrinted, Pair, Printed, ReceiptDocument, Rule, Text, Uncertain
from devices.status import Actor, DeviceClass, DeviceStatus, SupplyState
from flows.staff import DeviceTest

log = logging.getLogger(__name__)

Statuses = Mapping[DeviceClass, DeviceStatus]


class DriverBoard:
    """Implements flows.staff.DeviceBoard over the drivers and whoever watches them."""

    def __init__(
        self,
        drivers: Mapping[DeviceClass, Driver],
        newest: Callable[[], Statuses],
        now: Callable[[], datetime],
        ask: Callable[[DeviceClass], Awaitable[DeviceStatus | None]],
    ) -> None:
        """`ask` gives the status that a device has now, and never raises; None for one that is not fitted."""
        self._drivers = drivers
        self._newest = newest
        self._now = now
        self._ask = ask

    def statuses(self) -> Statuses:
        return self._newest()

    async def test(self, device: DeviceClass) -> DeviceTest:
        """Asks the device once more, also one that was given up; the receipt printer prints a slip that says 测试."""
        status = await self._ask(device)
        if status is None:
            return DeviceTest(passed=False, detail="not fitted")
        result = DeviceTest(status.usable, describe(status))
        if device is DeviceClass.RECEIPT_PRINTER and status.usable:
            result = await _test_print(self._drivers[device], self._now())
        log.info(
            "vendor-action", extra={"action": f"test {device}", "outcome": "passed" if result.passed else "failed"}
        )
        return result


def describe(status: DeviceStatus) -> str:
    """State, supplies and the last fault in one line for staff."""
    parts = [str(status.state)]
    parts += [f"{supply.name} {supply.state}" for supply in status.supplies if supply.state is not SupplyState.UNKNOWN]
    if status.capabilities.model:
        parts.append(f"{status.capabilities.vendor} {status.capabilities.model}".strip())
    if status.fault is not None:
        who = "" if status.fault.actor is Actor.NOBODY else f" ({status.fault.actor})"
        parts.append(f"{status.fault.kind}{who}")
    return " · ".join(parts)


async def _test_print(printer: Driver, now: datetime) -> DeviceTest:
    slip = ReceiptDocument(
        (
            Text("测试 TEST", Align.CENTER, bold=True, scale=2),
            Rule(),
            Pair("时间", now.strftime("%Y-%m-%d %H:%M")),
            Text("能看清这一行，打印机就是好的", Align.CENTER),
        )
    )
    outcome = await _as_printer(printer).print_receipt(slip)
    match outcome:
        case Printed(paper_low=low):
            return DeviceTest(passed=True, detail="printed, paper low" if low else "printed")
        case NotPrinted(reason=reason):
            return DeviceTest(passed=False, detail=str(reason))
        case Uncertain(detail=detail):
            return DeviceTest(passed=False, detail=f"uncertain {detail}".strip())


def _as_printer(driver: Driver) -> ReceiptPrinterDriver:
    assert hasattr(driver, "print_receipt")
    return driver  # type: ignore[return-value]
