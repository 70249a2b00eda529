"""The compiled content that a terminal starts on: built at set-up and shipped, only while it is what the files say."""

from __future__ import annotations

import os
import time
from pathlib import Path

from devtools.content_pack import is_current, pack_of
from devtools.frozen import faults


def _tree(root: Path) -> Path:
    source = root / "flows" / "content" / "facts" / "one.yaml"
    source.parent.mkdir(parents=True)
    source.write_text("schema: kiosk/facts@1\n", encoding="utf-8")
    return source


def test_a_pack_is_current_while_it_is_younger_than_all_it_was_made_from(tmp_path: Path) -> None:
    source = _tree(tmp_path)
    assert not is_current(tmp_path)
    pack_of(tmp_path).write_bytes(b"")
    assert is_current(tmp_path)
    later = time.time() + 60
    os.utime(source, (later, later))
    assert not is_current(tmp_path)


def test_a_frozen_program_without_compiled_content_is_faulty(tmp_path: Path) -> None:
    _tree(tmp_path / "_internal")
    assert any("content.pack" in fault for fault in faults(tmp_path))
    pack_of(tmp_path / "_internal").write_bytes(b"")
    assert not faults(tmp_path)
