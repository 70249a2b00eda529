"""Resumable upload of sealed attachments."""

import errno
import secrets
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hall.intake.attachment_store import AttachmentFolder, WrongOffsetError
from hall.storage.tables import Attachment
from offline_cache import sealing
from tests.hall.rig import Rig
from tests.hall.terminal import Terminal, body, content_digest, sealed_page

PAGE = secrets.token_bytes(5000)


def announced(rig: Rig, terminal: Terminal, plain: bytes = PAGE) -> tuple[bytes, str]:
    """Ciphertext and digest of an attachment that a submission announced."""
    sealed, entry, _ = sealed_page(plain)
    sub_id = secrets.token_hex(16)
    header = terminal.header(sub_id, attachments=(entry,))
    envelope = terminal.seal(header, body().model_dump_json().encode())
    assert rig.line(terminal.id).put(f"/v1/t/{terminal.id}/s/{sub_id}", content=envelope).status_code == 202
    return sealed, entry.digest


def test_an_upload_goes_on_where_the_hall_says(rig: Rig) -> None:
    terminal = rig.terminal()
    sealed, name = announced(rig, terminal)
    path = f"/v1/t/{terminal.id}/a/{name}"
    line = rig.line(terminal.id)
    headers = {"Upload-Offset": "0", "Content-Digest": content_digest(sealed[:2000])}
    assert line.patch(path, content=sealed[:2000], headers=headers).headers["Upload-Offset"] == "2000"
    progress = line.head(path)
    assert (progress.headers["Upload-Offset"], progress.headers["Upload-Length"]) == ("2000", str(len(sealed)))
    assert rig.upload(terminal, name, sealed, 2000).status_code == 204
    assert rig.hall.store.read(terminal.id, name) == sealed
    assert rig.upload(terminal, name, sealed).status_code == 412


def test_a_wrong_offset_is_refused_with_the_right_one(rig: Rig) -> None:
    terminal = rig.terminal()
    sealed, name = announced(rig, terminal)
    answer = rig.upload(terminal, name, sealed, 7)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, "0")


@pytest.mark.row("F12")
def test_a_damaged_chunk_is_refused_and_not_kept(rig: Rig) -> None:
    terminal = rig.terminal()
    sealed, name = announced(rig, terminal)
    headers = {"Upload-Offset": "0", "Content-Digest": content_digest(b"other")}
    answer = rig.line(terminal.id).patch(f"/v1/t/{terminal.id}/a/{name}", content=sealed, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (422, "E115")
    assert rig.line(terminal.id).head(f"/v1/t/{terminal.id}/a/{name}").headers["Upload-Offset"] == "0"


@pytest.mark.row("F12")
def test_a_whole_that_is_not_its_digest_is_thrown_away(rig: Rig) -> None:
    terminal = rig.terminal()
    sealed, name = announced(rig, terminal)
    damaged = bytes([sealed[0] ^ 1]) + sealed[1:]
    answer = rig.upload(terminal, name, damaged)
    assert (answer.status_code, answer.json()["error"], answer.headers["Upload-Offset"]) == (422, "E116", "0")
    assert rig.upload(terminal, name, sealed).status_code == 204


def test_more_bytes_than_announced_are_refused(rig: Rig) -> None:
    terminal = rig.terminal()
    sealed, name = announced(rig, terminal)
    assert rig.upload(terminal, name, sealed + b"!").status_code == 413


def test_an_attachment_that_nobody_announced_is_unknown(rig: Rig) -> None:
    terminal, other = rig.terminal(), rig.terminal("T-0002-1")
    sealed, name = announced(rig, terminal)
    assert rig.upload(other, name, sealed).json()["error"] == "E113"
    assert rig.count(Attachment) == 1


@dataclass(frozen=True)
class FullAtTheEnd(AttachmentFolder):
    """Takes every byte, and has no room to finish once."""

    refusals: list[int] = field(default_factory=lambda: [errno.ENOSPC])

    def finish(self, terminal_id: str, digest: str) -> bool:
        if self.refusals:
            raise OSError(self.refusals.pop(), "no room")
        return super().finish(terminal_id, digest)


@pytest.mark.row("F13")
def test_a_page_that_could_not_be_finished_is_finished_when_it_is_asked_for(rig: Rig) -> None:
    rig.use_store(FullAtTheEnd(rig.home.attachments))
    terminal = rig.terminal()
    sealed, name = announced(rig, terminal)
    with pytest.raises(OSError, match="no room"):
        rig.upload(terminal, name, sealed)
    progress = rig.line(terminal.id).head(f"/v1/t/{terminal.id}/a/{name}")
    assert (progress.status_code, progress.headers["Upload-Offset"]) == (204, str(len(sealed)))
    assert rig.hall.store.read(terminal.id, name) == sealed
    assert rig.upload(terminal, name, sealed).status_code == 412


@pytest.mark.row("F12")
def test_bytes_that_rotted_before_they_were_finished_are_sent_anew(rig: Rig) -> None:
    rig.use_store(FullAtTheEnd(rig.home.attachments))
    terminal = rig.terminal()
    sealed, name = announced(rig, terminal)
    with pytest.raises(OSError, match="no room"):
        rig.upload(terminal, name, bytes([sealed[0] ^ 1]) + sealed[1:])
    progress = rig.line(terminal.id).head(f"/v1/t/{terminal.id}/a/{name}")
    assert (progress.status_code, progress.headers["Upload-Offset"]) == (422, "0")
    assert rig.upload(terminal, name, sealed).status_code == 204


@pytest.mark.row("F10")
def test_an_empty_piece_asks_where_to_go_on_and_is_told_why_not(rig: Rig) -> None:
    terminal = rig.terminal()
    sealed, name = announced(rig, terminal)
    headers = {"Upload-Offset": "0", "Content-Digest": content_digest(b"")}
    line, path = rig.line(terminal.id), f"/v1/t/{terminal.id}/a/"
    unknown = line.patch(f"{path}{'0' * 64}", content=b"", headers=headers)
    assert (unknown.status_code, unknown.json()["error"]) == (404, "E113")
    assert line.patch(path + name, content=b"", headers=headers).headers["Upload-Offset"] == "0"
    rig.upload(terminal, name, sealed)
    assert line.patch(path + name, content=b"", headers=headers).status_code == 412


def test_quarantined_bytes_are_kept_once_and_never_parsed(rig: Rig) -> None:
    terminal = rig.terminal()
    opaque = secrets.token_bytes(3000)
    for _ in range(2):
        assert rig.line(terminal.id).post(f"/v1/t/{terminal.id}/q", content=opaque).status_code == 201
    kept = [file for file in rig.home.quarantine.rglob("*") if file.is_file()]
    assert [file.read_bytes() for file in kept] == [opaque]


def test_the_folder_gives_a_name_only_to_checked_bytes(tmp_path: Path) -> None:
    folder = AttachmentFolder(tmp_path)
    name = sealing.digest(b"abc")
    assert folder.append("T-1", name, 0, b"ab") == 2
    with pytest.raises(WrongOffsetError):
        folder.append("T-1", name, 0, b"abc")
    with pytest.raises(FileNotFoundError):
        folder.read("T-1", name)
    folder.append("T-1", name, 2, b"c")
    assert folder.finish("T-1", name)
    assert folder.finish("T-1", name), "again changes nothing"
    assert folder.read("T-1", name) == b"abc"
