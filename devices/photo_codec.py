"""The photo on the chip (WLT), a closed format: who has a licensed decoder fits it by name; else it stays as it is."""

import importlib
from typing import Protocol

from devices.settings import SettingsError


class PhotoCodec(Protocol):
    def decode(self, wlt: bytes) -> bytes | None:
        """The chip's photo (1024 bytes) as a BMP of 102 x 126; None when it cannot be decoded."""
        ...


class NoPhotoCodec:
    """Says so for every photo."""

    def decode(self, wlt: bytes) -> bytes | None:
        return None


def photo_codec(name: str) -> PhotoCodec:
    """What `module:callable` makes when it is called without arguments; NoPhotoCodec for an empty name.

    SettingsError when there is no such thing, or it cannot decode.
    """
    if not name:
        return NoPhotoCodec()
    module, _, maker = name.partition(":")
    try:
        codec: PhotoCodec = getattr(importlib.import_module(module), maker)()
    except (ImportError, AttributeError, TypeError, ValueError, OSError) as error:
        raise SettingsError((f"photo_codec: {name!r} cannot be fitted ({error})",)) from error
    if not callable(getattr(codec, "decode", None)):
        raise SettingsError((f"photo_codec: {name!r} has no decode",))
    return codec
