"""The one entry to the content."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.catalogue.items import ItemCatalogue
from flows.catalogue.texts import PackTexts
from flows.decision import Catalogue, Engine, Texts
from flows.engine.decide import DecisionEngine
from flows.engine.pack import Pack
from flows.loading.compiling import compile_pack, digest_of
from flows.loading.faults import ContentError, Fault
from flows.loading.folder import read_folder


@dataclass(frozen=True)
class LoadedContent:
    engine: Engine
    catalogue: Catalogue
    texts: Texts


def load_content(path: Path) -> LoadedContent:
    """`path`: a content folder such as flows/content. Raises ContentError with every fault."""
    if not path.is_dir():
        raise ContentError((Fault("E01", str(path), 0, "there is no such folder", "Name the content folder"),))
    raw, faults = compile_pack(read_folder(path))
    if any(not fault.warning for fault in faults):
        raise ContentError(tuple(faults))
    return opened(raw)


def opened(raw: dict[str, Any]) -> LoadedContent:
    texts = PackTexts(raw["texts"])
    return LoadedContent(DecisionEngine(Pack(raw, digest_of(raw))), ItemCatalogue(raw, texts), texts)
