"""The hall publishes catalogue and flows: each department stands by its own items, and no terminal takes less."""

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from hall.__main__ import main
from hall.home import HallHome
from hall.publishing.desk import PublishingRefusedError, desk_of
from hall.publishing.pack import PackRefusedError, read_pack
from hall.storage.hall_tables import KnownFlow
from hall.storage.tables import Submission
from offline_cache.content_shelf import ContentShelf
from offline_cache.content_updates import (
    ContentUpdates,
    Staged,
    UpdateOutcome,
    UpdateRefused,
    UpToDate,
    fetch_from_folder,
)
from offline_cache.sealing import SigningKey
from tests.hall.rig import HandClock, Rig
from tests.hall.small_pack import public_pem, small_pack


class City:
    """A hall's publishing desk, and a terminal that follows it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = HandClock()
        (folder / "hall" / "keys").mkdir(parents=True)
        self.desk = desk_of(HallHome(folder / "hall"))
        self.desk.create(self.clock())
        self.terminal = folder / "terminal"
        self.floor = self.clock()

    @property
    def repository(self) -> Path:
        return self.desk.repository.folder

    def publish(self, *, make_keys: bool = True, **revisions: int) -> tuple[str, ...]:
        small_pack(self.folder / "one.pack", **revisions)
        return self.desk.publish(read_pack(self.folder / "one.pack", {}), self.clock(), make_keys=make_keys).signed

    def look(self, repository: Path | None = None) -> UpdateOutcome:
        """At the hall's own time, which never falls."""
        self.floor = max(self.floor, self.clock())
        root = self.desk.repository.first_root()
        assert root is not None
        shelf = ContentShelf(self.terminal / "content")
        outcome = ContentUpdates(shelf, self.terminal / "trust", root, lambda: self.floor).check(
            fetch_from_folder(repository or self.repository)
        )
        if isinstance(outcome, Staged):
            shelf.adopt()
        return outcome

    def shown(self) -> int:
        release = ContentShelf(self.terminal / "content").current()
        return 0 if release is None else release.number

    def photographed(self) -> Path:
        return Path(shutil.copytree(self.repository, self.folder / f"as-of-{self.clock():%Y%m%d%H%M%S}"))


@pytest.fixture
def city(tmp_path: Path) -> City:
    return City(tmp_path)


def test_only_the_department_whose_item_changed_signs_anew(city: City) -> None:
    assert city.publish() == ("police-city", "social-city")
    assert isinstance(city.look(), Staged)
    assert city.publish(police=2) == ("police-city",)
    assert isinstance(city.look(), Staged)
    assert city.shown() == 2


def test_the_same_pack_again_is_no_new_release(city: City) -> None:
    city.publish()
    city.look()
    assert city.publish() == ()
    assert city.look() == UpToDate(1)


def test_signatures_near_their_end_are_renewed_by_publishing_again(city: City) -> None:
    city.publish()
    city.clock.pass_(days=340)
    assert city.publish() == ("police-city", "social-city")
    city.clock.pass_(days=340)
    assert city.publish() != (), "the root too, each in time"
    city.clock.pass_(days=30)
    city.desk.renew_timestamp(city.clock())
    assert isinstance(city.look(), Staged)


def test_without_the_department_s_keys_its_items_cannot_be_changed(city: City) -> None:
    city.publish()
    for key in city.desk.offline.folder.glob("police-city-*.pem"):
        key.unlink()
    with pytest.raises(PublishingRefusedError, match="police-city"):
        city.publish(police=2)
    assert city.publish(make_keys=False, social=2) == ("social-city",), "others go on"
    assert isinstance(city.look(), Staged)


def test_one_officer_s_key_is_not_enough(city: City) -> None:
    city.publish()
    (city.desk.offline.folder / "police-city-2.pem").unlink()
    with pytest.raises(PublishingRefusedError, match="too few keys"):
        city.publish(police=2)
    assert not list((city.repository / "targets").glob("*/*/*.part"))
    assert city.look() != UpToDate(2)


def test_a_department_without_keys_is_named(city: City) -> None:
    with pytest.raises(PublishingRefusedError, match="departments without keys: police-city, social-city"):
        city.publish(make_keys=False)
    assert city.desk.repository.published() is None


def test_lost_keys_of_a_department_are_replaced_by_the_centre(city: City) -> None:
    city.publish()
    city.look()
    for key in city.desk.offline.folder.glob("police-city-*.pem"):
        key.unlink()
    city.desk.offline.make("police-city")
    assert city.publish() == ("police-city",)
    assert isinstance(city.look(), Staged)


@pytest.mark.row("F21")
def test_a_rolled_back_hall_is_refused(city: City) -> None:
    city.publish()
    old = city.photographed()
    city.clock.pass_(hours=1)
    city.publish(police=2)
    city.look()
    assert isinstance(city.look(old), UpdateRefused)
    assert city.shown() == 2


@pytest.mark.row("F21")
def test_a_frozen_hall_is_refused_once_its_day_is_over_also_with_the_clock_set_back(city: City) -> None:
    city.publish()
    city.look()
    city.clock.pass_(hours=25)
    assert isinstance(city.look(), UpdateRefused)
    city.clock.pass_(hours=-25)
    assert isinstance(city.look(), UpdateRefused), "the floor does not fall"
    assert city.shown() == 1


@pytest.mark.row("F21")
@pytest.mark.parametrize("role", ["targets", "police-city"])
def test_roles_of_two_releases_do_not_mix(city: City, role: str) -> None:
    city.publish()
    city.look()
    city.publish(police=2)
    metadata = city.repository / "metadata"
    shutil.copy(metadata / f"1.{role}.json", metadata / f"2.{role}.json")
    assert isinstance(city.look(), UpdateRefused)
    assert city.shown() == 1


def test_the_timestamp_is_renewed_in_time_and_nothing_else_is_needed(city: City) -> None:
    city.publish()
    shutil.rmtree(city.desk.offline.folder)
    assert not city.desk.renew_timestamp(city.clock())
    for _ in range(6):
        city.clock.pass_(hours=13)
        assert city.desk.renew_timestamp(city.clock())
    city.look()
    assert city.look() == UpToDate(1)


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "not a pack"), (b"{}\n{}", "not a pack"), (b'{"format":"kiosk-pack-2"}\n{}', "not a pack")],
)
def test_what_is_no_pack_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "x.pack").write_bytes(content)
    with pytest.raises(PackRefusedError, match=why):
        read_pack(tmp_path / "x.pack", {})


def test_a_damaged_pack_and_an_item_of_nobody_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.pack"
    small_pack(path)
    path.write_bytes(path.read_bytes().replace(b'"rev":1', b'"rev":7', 1))
    with pytest.raises(PackRefusedError, match="damaged"):
        read_pack(path, {})
    small_pack(path, foreign="PH-X-999")
    with pytest.raises(PackRefusedError, match="PH-X-999 belongs to no department"):
        read_pack(path, {})


def test_where_editors_are_named_a_pack_needs_one_of_them(small_rig: Rig, tmp_path: Path) -> None:
    editor, stranger = SigningKey.generate(), SigningKey.generate()
    small_rig.home.editors.mkdir()
    (small_rig.home.editors / "li.pem").write_bytes(public_pem(editor))
    path = tmp_path / "x.pack"
    publish = ["content", "publish", str(path), "--dir", str(small_rig.home.root), "--make-keys"]
    for key in (None, stranger):
        small_pack(path, key=key)
        assert main(publish) == 2
    small_pack(path, key=editor)
    assert main(publish) == 0


def test_show_tells_what_is_published_and_until_when_it_is_signed(
    small_rig: Rig, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--dir", str(small_rig.home.root)]
    assert main(["content", "show", *place]) == 0
    assert json.loads(capsys.readouterr().out) == {"release": None}
    digest = small_pack(tmp_path / "x.pack")
    assert main(["content", "publish", str(tmp_path / "x.pack"), "--make-keys", *place]) == 0
    assert json.loads(capsys.readouterr().out) == {"release": 1, "digest": digest, "signed": 2}
    assert main(["content", "show", *place]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["release"], shown["departments"]) == (1, ["police-city", "social-city"])
    assert shown["signed_until"] > shown["timestamp_until"]


@pytest.mark.parametrize(
    "words", [["publish"], ["publish", "nowhere.pack"], ["vouch", "abc"], ["vouch"], ["publish", "x", "--keys", "y"]]
)
def test_a_wrong_word_is_one_line_and_exit_two(
    small_rig: Rig, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["content", *words, "--dir", str(small_rig.home.root)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_terminals_get_the_published_files_and_nothing_beside_them(small_rig: Rig, tmp_path: Path) -> None:
    terminal = small_rig.terminal()
    assert (terminal.folder / "content-root.json").read_bytes() == desk_of(small_rig.home).repository.first_root()
    line = small_rig.line(terminal.id)
    assert line.get("/v1/content/metadata/timestamp.json").json()["error"] == "E122"
    small_pack(tmp_path / "x.pack")
    desk_of(small_rig.home).publish(read_pack(tmp_path / "x.pack", {}), small_rig.clock(), make_keys=True)
    answer = line.get("/v1/content/metadata/timestamp.json")
    assert json.loads(answer.content)["signed"]["_type"] == "timestamp"
    for path in (
        "metadata/../../keys/receipt.pem",
        "metadata/%2e%2e/%2e%2e/hall.db",
        "offline-keys/root-1.pem",
        "metadata/",
    ):
        assert line.get(f"/v1/content/{path}").status_code == 404
    assert small_rig.line("T-9999-9").get("/v1/content/metadata/timestamp.json").status_code == 403


@pytest.mark.row("F18")
def test_a_submission_of_unknown_content_is_receipted_kept_and_opened_once_staff_vouch(
    rig: Rig, tmp_path: Path
) -> None:
    terminal = rig.terminal()
    rig.submit(terminal, number="K1")
    known = small_pack(tmp_path / "x.pack")
    _note(rig, known, 1)
    rig.submit(terminal, number="K2", flow_digest=known)
    strange = rig.submit(terminal, number="K3", flow_digest="a" * 64)
    assert {case["number"] for case in rig.browser().get("/console/api/cases").json()["cases"]} == {"K1", "K2"}
    with rig.database.read() as session:
        row = session.scalars(select(Submission).where(Submission.sub_id == strange)).one()
        assert (row.state, row.body is not None, row.receipt_signature is not None) == ("quarantined", True, True)
    supervisor = rig.browser("3003")
    page = supervisor.get("/console/quarantine").text
    assert "a" * 12 in page
    assert "没有发布过" in page
    supervisor.post("/console/quarantine/vouch", digest="a" * 64)
    rig.hall.opener.open_waiting()
    assert rig.browser().case("K3")["state"] == "RECEIVED"
    assert "a" * 12 not in supervisor.get("/console/quarantine").text


def _note(rig: Rig, digest: str, number: int) -> None:
    with rig.database.write() as session:
        session.add(KnownFlow(digest=digest, number=number, known_since=rig.clock()))
