"""The one entry to the content."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from flows.catalogue.items import ItemCatalogue
from flows.catalogue.texts import PackTexts
from flows.engine.decide import DecisionEngine
from flows.engine.pack import Pack
from flows.engine_port import Engine
from flows.loading.faults import ContentError, Fault
from flows.loading.pack_file import read_pack, sources_digest
from flows.service_guide import Catalogue, Texts


@dataclass(frozen=True)
class LoadedContent:
    engine: Engine
    catalogue: Catalogue
    texts: Texts


def load_content(path: Path, trusted: Mapping[str, Ed25519PublicKey] | None = None) -> LoadedContent:
    """`path`: a content folder such as flows/content, or a pack. Raises ContentError with every fault.

    A pack beside the folder (content.pack) is used in its place while it was made from exactly these files.
    `trusted`: key id -> key; given, only a pack signed by one of them is opened.
    """
    if path.is_file():
        pack = read_pack(path, trusted)
        return opened(pack.raw, pack.digest)
    if not path.is_dir():
        raise ContentError((Fault("E01", str(path), 0, "there is no such folder", "Name the content folder"),))
    beside = path.with_suffix(".pack")
    if beside.is_file():
        pack = read_pack(beside, trusted)
        if pack.sources == sources_digest(path):
            return opened(pack.raw, pack.digest)
    return _compiled(path)


def opened(raw: dict[str, Any], digest: str) -> LoadedContent:
    texts = PackTexts(raw["texts"])
    return LoadedContent(DecisionEngine(Pack(raw, digest)), ItemCatalogue(raw, texts), texts)


def _compiled(folder: Path) -> LoadedContent:
    # the compiler brings CEL, pydantic and YAML, which a terminal with a pack never needs
    from flows.loading.compiling import compile_pack, digest_of
    from flows.loading.folder import read_folder

    raw, faults = compile_pack(read_folder(folder))
    if any(not fault.warning for fault in faults):
        raise ContentError(tuple(faults))
    return opened(raw, digest_of(raw))
