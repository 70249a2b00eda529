"""The chip's photo: none is decoded unless somebody fits a decoder, and that is said."""

import asyncio

import pytest

from devices.drivers.id_card_reader.ga467 import Ga467Reader, Options
from devices.id_card_reader import CardOutcome, CardRead
from devices.photo_codec import NoPhotoCodec, photo_codec
from devices.registry import create_device
from devices.settings import DeviceSettings, SettingsError
from devices.status import Capabilities, DeviceClass, MediaState
from tests.devices.scripted.id_card_reader import ScriptedReader
from tests.devices.virtual_clock import VirtualClock

HERE = "tests.devices.test_photo_codec"


class Licensed:
    """A decoder of somebody else, as far as this terminal can see."""

    def decode(self, wlt: bytes) -> bytes | None:
        return b"BM" + wlt[:4]


class Other:
    """Not a decoder."""


def read(name: str) -> tuple[CardOutcome, Capabilities, MediaState]:
    time, peer = VirtualClock(), ScriptedReader()
    reader = Ga467Reader([lambda: peer.port(time.clock)], Options(photo_codec=name), time.clock)
    peer.insert("A")

    async def scene() -> tuple[CardOutcome, Capabilities, MediaState]:
        await reader.connect()
        outcome = await reader.read_card(deadline_s=5)
        status = await reader.status()
        return outcome, status.capabilities, status.media

    return asyncio.run(scene())


def test_without_a_codec_the_photo_stays_as_it_came() -> None:
    outcome, capabilities, media = read("")
    assert isinstance(outcome, CardRead)
    assert len(outcome.card.photo) == 1024
    assert outcome.card.portrait == b""
    assert "photo" not in capabilities.features
    assert media is MediaState.PRESENT


def test_a_codec_that_is_fitted_decodes_and_shows_among_the_capabilities() -> None:
    outcome, capabilities, _ = read(f"{HERE}:Licensed")
    assert isinstance(outcome, CardRead)
    assert outcome.card.portrait == b"BM" + outcome.card.photo[:4]
    assert "photo" in capabilities.features


@pytest.mark.parametrize(
    "name", ["nowhere.at_all:Codec", f"{HERE}:Missing", f"{HERE}:Other", "os", ":", f"{HERE}:HERE"]
)
def test_what_cannot_be_fitted_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="photo_codec"):
        create_device(DeviceClass.ID_CARD_READER, DeviceSettings("ga467", "COM1", {"photo_codec": name}))


def test_none_says_none_for_every_photo() -> None:
    assert isinstance(photo_codec(""), NoPhotoCodec)
    assert photo_codec("").decode(bytes(1024)) is None
