"""New content all the way: published in the hall, fetched by sync, shown by the next terminal; never back."""

import shutil
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from flows.loading.compiling import compile_pack
from flows.loading.folder import read_folder
from flows.loading.pack_file import pack_body, write_pack
from kiosk.composition import CONTENT, current_content, load_parts
from kiosk.home import Home
from kiosk.provision import provision
from offline_cache.content_shelf import ContentShelf
from tests.offline_cache.real_hall import LineProcess, RealHall

ITEM = "312000218000"


@cache
def shipped() -> Mapping[str, Any]:
    raw, _ = compile_pack(read_folder(CONTENT))
    return raw


def pack_with(path: Path, name: str) -> str:
    """The content that ships, with another name for one item; its digest."""
    items = {
        **shipped()["catalogue"]["items"],
        ITEM: {**shipped()["catalogue"]["items"][ITEM], "name_zh": name, "name_everyday_zh": name},
    }
    raw = {**shipped(), "catalogue": {**shipped()["catalogue"], "items": items}}
    return write_pack(path, pack_body(raw), "")


class Town:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = Home(folder / "home")
        self.hall = RealHall(folder / "hall")
        self.hall.lay_out()
        self.hall.enrol(self.home.identity)
        provision(self.home, "SH-0042-3")

    def publish(self, name: str) -> str:
        digest = pack_with(self.folder / "new.pack", name)
        pack = str(self.folder / "new.pack")
        self.hall.run("content", "publish", pack, "--dir", str(self.hall.folder), "--make-keys")
        return digest

    def sync(self) -> LineProcess:
        command = [sys.executable, "-m", "kiosk", "sync", "--home", str(self.home.folder)]
        return LineProcess(command, self.folder / "sync.log")

    def fetched(self, outcome: str) -> None:
        """One look of a sync process of its own."""
        sync = self.sync()
        sync.wait_for(say="content", outcome=outcome)
        sync.tell("stop")
        sync.end()


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


@pytest.mark.row("F21")
def test_what_the_hall_publishes_is_what_the_next_terminal_shows_and_nothing_older(town: Town) -> None:
    own = load_parts(town.home).terminal
    first = town.publish("第一版名称")
    before = shutil.copytree(town.hall.folder / "content", town.folder / "content-before")
    hall = town.hall.start()
    town.fetched("staged")
    standby = load_parts(town.home).terminal
    assert (own.engine.digest() != first, standby.engine.digest()) == (True, first)
    assert standby.catalogue.info(ITEM, "zh").name == "第一版名称"
    second = town.publish("第二版名称")
    town.fetched("staged")
    assert load_parts(town.home).terminal.engine.digest() == second
    shutil.rmtree(town.hall.folder / "content")
    shutil.copytree(before, town.hall.folder / "content")
    town.fetched("refused")
    assert load_parts(town.home).terminal.catalogue.info(ITEM, "zh").name == "第二版名称"
    hall.end()


def test_a_release_that_cannot_be_shown_gives_way_to_the_program_s_own(tmp_path: Path) -> None:
    home = Home(tmp_path)
    shelf = ContentShelf(home.data / "content")
    part = shelf.place(1)
    digest = write_pack(part / "content.pack", pack_body({**shipped(), "version": 99}), "")
    shelf.stage(part, 1, {}, datetime(2026, 11, 25, tzinfo=UTC))
    assert current_content(home).engine.digest() != digest
    assert shelf.current() is None
