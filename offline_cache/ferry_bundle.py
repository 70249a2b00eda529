"""A bundle of sealed submissions that staff carry to the hall on a stick when the line is down for long.

One zip, stored: `manifest.json` (FerryManifest), `manifest.sig`, `s/<sub_id>.json` (SubmissionEnvelope), `a/<digest>`.
The terminal's own key signs the manifest, and the manifest names every byte; nothing in it can be read on the way. What
was delivered is decided on the terminal by the hall's receipts, never by what lies on the stick.
"""

import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final, TypeAlias

from pydantic import Field, ValidationError

from offline_cache.databases import sync_folder
from offline_cache.sealing import Signer, digest, verify
from offline_cache.storage_errors import typed_os_error
from offline_cache.wire import HexDigest, HexId, SubmissionEnvelope, TerminalId, WireModel

LARGEST_MEMBER: Final = 65 * 1024 * 1024


class BundleDamagedError(Exception):
    """Not a whole bundle of this terminal: none of it is used."""

    number = "E213"


class FerriedEntry(WireModel):
    sub_id: HexId
    envelope: HexDigest
    attachments: tuple[HexDigest, ...] = ()


class FerryManifest(WireModel):
    terminal_id: TerminalId
    epoch: HexId
    made_at: str
    entries: Annotated[tuple[FerriedEntry, ...], Field(max_length=100_000)]


KeyOf: TypeAlias = Callable[[FerryManifest], bytes | None]
"""The public key of the installation that a manifest says it is of; None: no such installation."""


@dataclass(frozen=True)
class FerriedItem:
    sub_id: str
    envelope: SubmissionEnvelope = field(repr=False)
    attachments: tuple[str, ...] = ()


def write_bundle(
    path: Path,
    manifest: Callable[[tuple[FerriedEntry, ...]], FerryManifest],
    signer: Signer,
    items: Iterable[FerriedItem],
    read_attachment: Callable[[str], bytes],
) -> int:
    """Durable and under its name only when whole; the number of items. Raises DiskFullError or StorageIoError."""
    part = path.with_suffix(".part")
    try:
        with part.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as bundle:
                entries = tuple(_add(bundle, item, read_attachment) for item in items)
                text = manifest(entries).model_dump_json().encode()
                bundle.writestr("manifest.json", text)
                bundle.writestr("manifest.sig", signer.sign(text))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise typed_os_error(error, path.name) from error
    return len(entries)


class Bundle:
    """A verified manifest; each member is verified when it is read. Use as a context manager."""

    def __init__(self, path: Path, key_of: KeyOf) -> None:
        """Raises BundleDamagedError."""
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise BundleDamagedError(f"{path.name}: {error}") from error
        try:
            self.manifest = self._verified(path.name, key_of)
        except BundleDamagedError:
            self._zip.close()
            raise

    def __enter__(self) -> "Bundle":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def items(self) -> Iterator[FerriedItem]:
        """Raises BundleDamagedError at the first that is not what the manifest names."""
        for entry in self.manifest.entries:
            raw = self._member(f"s/{entry.sub_id}.json")
            if digest(raw) != entry.envelope:
                raise BundleDamagedError(f"{entry.sub_id}: its envelope was changed")
            yield FerriedItem(entry.sub_id, _envelope(raw, entry.sub_id), entry.attachments)

    def attachment(self, name: str) -> bytes:
        """The sealed bytes. Raises BundleDamagedError."""
        raw = self._member(f"a/{name}")
        if digest(raw) != name:
            raise BundleDamagedError(f"attachment {name[:12]} was changed")
        return raw

    def _verified(self, name: str, key_of: KeyOf) -> FerryManifest:
        text, signature = self._member("manifest.json"), self._member("manifest.sig").decode("ascii", "replace")
        try:
            manifest = FerryManifest.model_validate_json(text)
        except ValidationError as error:
            raise BundleDamagedError(f"{name}: its manifest has {error.error_count()} faults") from error
        key = key_of(manifest)
        if key is None or not verify(key, text, signature):
            raise BundleDamagedError(f"{name}: not signed by this terminal")
        return manifest

    def _member(self, name: str) -> bytes:
        try:
            if self._zip.getinfo(name).file_size > LARGEST_MEMBER:
                raise BundleDamagedError(f"{name} is too large")
            return self._zip.read(name)
        # zipfile says NotImplementedError of a packing it does not know, RuntimeError of a member with a password
        except (KeyError, OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise BundleDamagedError(f"{name}: {error}") from error


def receipts_name(terminal_id: str) -> str:
    """What the hall writes beside the bundles of a terminal: a JSON list of SignedReceipt."""
    return f"receipts-{terminal_id}.json"


def _envelope(raw: bytes, sub_id: str) -> SubmissionEnvelope:
    try:
        return SubmissionEnvelope.model_validate_json(raw)
    except ValidationError as error:
        raise BundleDamagedError(f"{sub_id}: its envelope has {error.error_count()} faults") from error


def _add(bundle: zipfile.ZipFile, item: FerriedItem, read_attachment: Callable[[str], bytes]) -> FerriedEntry:
    text = item.envelope.model_dump_json().encode()
    bundle.writestr(f"s/{item.sub_id}.json", text)
    for name in item.attachments:
        bundle.writestr(f"a/{name}", read_attachment(name))
    return FerriedEntry(sub_id=item.sub_id, envelope=digest(text), attachments=item.attachments)
