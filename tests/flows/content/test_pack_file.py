"""The compiled content as a file: used whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from flows.content_cli import main
from flows.loading import ContentError, load_content
from flows.loading.pack_file import key_id, pack_body, read_pack, sources_digest, write_pack
from tests.flows.content.opened_content import CONTENT, FOLDER, RAW
from tests.flows.small_content import write_content

KEY = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
TRUSTED = {key_id(KEY.public_key()): KEY.public_key()}


def _signed(folder: Path) -> Path:
    path = folder / "content.pack"
    write_pack(path, pack_body(RAW), "sources", KEY)
    return path


def test_a_signed_pack_opens_to_the_same_content(tmp_path: Path) -> None:
    opened = load_content(_signed(tmp_path), TRUSTED)
    assert opened.engine.digest() == CONTENT.engine.digest()
    assert opened.catalogue.info("PH-L-002", "zh") == CONTENT.catalogue.info("PH-L-002", "zh")


def test_a_pack_keeps_the_authored_order_by_which_questions_are_asked(tmp_path: Path) -> None:
    assert pack_body(read_pack(_signed(tmp_path)).raw) == pack_body(RAW)


@pytest.mark.parametrize("change", [b"", b"x"])
def test_a_changed_pack_is_refused_whole(tmp_path: Path, change: bytes) -> None:
    path = _signed(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[:-1] + change)
    with pytest.raises(ContentError, match="digest"):
        load_content(path)


def test_a_pack_that_nobody_trusted_signed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "content.pack"
    write_pack(path, pack_body(RAW), "sources")
    assert read_pack(path).key_id == ""
    with pytest.raises(ContentError, match="nobody trusted"):
        load_content(path, TRUSTED)


def test_a_signature_of_another_pack_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "content.pack"
    other = tmp_path / "other.pack"
    write_pack(path, pack_body(RAW), "sources", KEY)
    write_pack(other, b"{}", "sources", KEY)
    body = path.read_bytes().partition(b"\n")[2]
    head = other.read_bytes().partition(b"\n")[0]
    mixed = head.replace(read_pack(other).digest.encode(), read_pack(path).digest.encode())
    path.write_bytes(mixed + b"\n" + body)
    with pytest.raises(ContentError, match="signature"):
        load_content(path, TRUSTED)


def test_what_is_no_pack_is_refused_with_one_line(tmp_path: Path) -> None:
    path = tmp_path / "content.pack"
    path.write_bytes(b"not a pack")
    with pytest.raises(ContentError, match=r"content\.pack:0: E01 not a pack"):
        load_content(path)


def test_a_pack_beside_the_folder_counts_only_while_the_files_are_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(FOLDER, folder)
    marked = {**RAW, "version": 99}
    write_pack(tmp_path / "content.pack", pack_body(marked), sources_digest(folder))
    from_pack = load_content(folder).engine.digest()
    (folder / "facts" / "more.yaml").write_text("schema: kiosk/facts@1\nfacts: {}\n", encoding="utf-8")
    assert load_content(folder).engine.digest() != from_pack


def test_content_with_an_error_is_refused_with_all_its_faults(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(FOLDER, folder)
    (folder / "facts" / "more.yaml").write_text("schema: kiosk/facts@1\nfcts: {}\n", encoding="utf-8")
    (folder / "facts" / "other.yaml").write_text("schema: kiosk/nothing@1\n", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_content(folder)
    assert {fault.file for fault in refused.value.faults} >= {"facts/more.yaml", "facts/other.yaml"}


def test_content_with_an_error_builds_no_pack_and_the_one_before_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, pack = tmp_path / "content", tmp_path / "content.pack"
    write_content(folder, {})
    assert main(["--content", str(folder), "build"]) == 0
    before = pack.read_bytes()
    (folder / "facts" / "more.yaml").write_text("schema: kiosk/facts@1\nfcts: {}\n", encoding="utf-8")
    assert main(["--content", str(folder), "build"]) == 1
    assert pack.read_bytes() == before
    said = capsys.readouterr().err
    assert "facts/more.yaml:2" in said
    assert "no pack was written" in said
