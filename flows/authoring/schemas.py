"""The published shape of every content file: JSON Schema 2020-12, made from the models that read them."""

import json
from pathlib import Path
from typing import Final

from flows.authoring.journeys import JourneyFile
from flows.loading.file_models import (
    ArchetypeFile,
    AskFile,
    BundleFile,
    CodeFile,
    FactFile,
    Part,
    RuleSetFile,
    ServiceFile,
    SourceFile,
)

SCHEMAS: Final[dict[str, type[Part]]] = {
    "sources": SourceFile,
    "facts": FactFile,
    "asks": AskFile,
    "service": ServiceFile,
    "archetype": ArchetypeFile,
    "bundle": BundleFile,
    "codes": CodeFile,
    "journey": JourneyFile,
    "rules": RuleSetFile,
}


def schema_text(name: str) -> str:
    schema = SCHEMAS[name].model_json_schema(by_alias=True)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"kiosk/{name}@1"}
    return json.dumps({**head, **schema}, ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in SCHEMAS:
        (folder / f"{name}.json").write_text(schema_text(name), encoding="utf-8")
