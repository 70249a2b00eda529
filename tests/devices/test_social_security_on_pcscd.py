"""The contact card's driver through real PC/SC: pcscd, its virtual reader, and the simulated card that lies in it."""

import asyncio
import importlib.util
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.simulated.child import Child
from devices.social_security_card import NoSocialSecurityCard, SocialSecurityCardRead
from devices.status import DeviceClass

PCSCD = Path("/usr/sbin/pcscd")
VIRTUAL_READER = Path("/etc/reader.conf.d/vpcd")

pytestmark = pytest.mark.skipif(
    not (
        importlib.util.find_spec("smartcard")
        and PCSCD.exists()
        and VIRTUAL_READER.exists()
        and os.name == "posix"
        and os.geteuid() == 0
    ),
    reason="needs root, pcscd, vsmartcard-vpcd and pyscard (apt-get and pip install)",
)


@pytest.fixture(scope="module")
def pcscd() -> Iterator[None]:
    running = subprocess.Popen([str(PCSCD), "-f"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 10
    while not Path("/run/pcscd/pcscd.comm").exists() and time.monotonic() < end:
        time.sleep(0.05)
    yield
    running.terminate()
    running.wait()


@pytest.mark.usefixtures("pcscd")
def test_a_card_in_a_real_pcsc_reader_is_read() -> None:
    with Child.start("social_security_card") as child:
        driver = create_device(DeviceClass.SOCIAL_SECURITY_CARD, DeviceSettings("pcsc", child.url))

        async def scene() -> object:
            await driver.connect()
            assert (await driver.status()).usable
            assert await driver.read_card(deadline_s=0.5) == NoSocialSecurityCard()
            child.control.do("insert", card="B")
            outcome = await driver.read_card(deadline_s=10)
            await driver.close()
            return outcome

        outcome = asyncio.run(scene())
    assert isinstance(outcome, SocialSecurityCardRead)
    assert (outcome.card.number, outcome.card.name) == ("320100199005060012", "李明远")
