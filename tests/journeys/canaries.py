"""Looks for what a customer said, showed or typed in every file that a terminal keeps."""

import base64
from collections.abc import Iterator
from pathlib import Path

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
"""a page under the camera that was not sealed; long enough not to come about by chance in sealed bytes"""


def spellings(text: str) -> Iterator[bytes]:
    """The bytes in which `text` may lie in a file: encodings, JSON escapes, base64 at each of its three offsets."""
    plain = {text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode("gb18030")}
    yield from plain
    yield text.encode("unicode_escape")
    for raw in plain:
        for shift in range(3):
            coded = base64.b64encode(b"\0" * shift + raw)
            start, end = (0, 2, 3)[shift], len(coded) - 4
            if end - start >= 8:
                yield coded[start:end]


def found_in(folders: tuple[Path, ...], canaries: tuple[str, ...]) -> list[str]:
    """`file: canary` for every readable trace; file names are looked at too."""
    found = []
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        found += [f"{path}: {canary}" for canary in canaries if _holds(path.name, content, canary)]
        if JPEG in content:
            found.append(f"{path}: a picture")
    return found


def _holds(name: str, content: bytes, canary: str) -> bool:
    return canary in name or any(spelling in content for spelling in spellings(canary))
