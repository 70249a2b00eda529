"""Making terminals known: a bundle that will serve, or a reason why there is none."""

import threading

import pytest
from sqlalchemy import select

from hall.enrolment import Enrolment, EnrolmentRefusedError, enrol, note_installation
from hall.storage.tables import Epoch, Terminal
from tests.hall.rig import Rig

URL = "https://127.0.0.1:8443"


def wish(rig: Rig, name: str = "T-0001-1", branch: str = "", folder: str = "new") -> Enrolment:
    return Enrolment(name, URL, rig.folder / folder, branch)


@pytest.mark.row("F19")
def test_a_revoked_terminal_gets_no_bundle_that_would_never_serve(small_rig: Rig) -> None:
    """Nor may its old certificate, which a thief may have, serve again."""
    small_rig.terminal()
    with small_rig.database.write() as session:
        session.get_one(Terminal, "T-0001-1").revoked_at = small_rig.clock()
    with pytest.raises(EnrolmentRefusedError, match=r"T-0001-1.*revoked.*another"):
        enrol(small_rig.home, small_rig.database, wish(small_rig), small_rig.clock())
    assert not (small_rig.folder / "new").exists()


def test_a_terminal_that_moved_is_named_by_its_new_branch(small_rig: Rig) -> None:
    for number, branch in enumerate(("东门支行", "西门支行", "")):
        enrol(
            small_rig.home, small_rig.database, wish(small_rig, branch=branch, folder=f"b{number}"), small_rig.clock()
        )
        with small_rig.database.read() as session:
            assert session.get_one(Terminal, "T-0001-1").branch == ("东门支行" if number == 0 else "西门支行")


@pytest.mark.parametrize("left", ["client-key.pem", "sign-key.pem", "identity.json"])
def test_a_folder_that_holds_part_of_a_bundle_is_refused_before_anything_is_written(small_rig: Rig, left: str) -> None:
    (small_rig.folder / "new").mkdir()
    (small_rig.folder / "new" / left).write_text("of an enrolment that was cut short")
    with pytest.raises(EnrolmentRefusedError, match="holds"):
        enrol(small_rig.home, small_rig.database, wish(small_rig), small_rig.clock())
    assert small_rig.count(Epoch) == 0


@pytest.mark.parametrize("rig", ["postgresql"], indirect=True)
def test_two_who_enrol_at_once_give_different_serials(rig: Rig) -> None:
    """The serial is part of every case number: the same one twice would be two cases under one number."""
    with rig.database.write() as session:
        note_installation(session, wish(rig, "T-0001-1"), "a" * 32, b"key", rig.clock())
        second = threading.Thread(target=_enrol_second, args=(rig,))
        second.start()
        rig.until_somebody_waits()
    second.join()
    with rig.database.read() as session:
        assert sorted(session.scalars(select(Epoch.serial))) == [1, 2]


def test_serials_go_on_from_those_that_were_given_before(rig: Rig) -> None:
    with rig.database.write() as session:
        session.add(Terminal(terminal_id="T-0009-1", enrolled_at=rig.clock(), branch=""))
        session.flush()
        session.add(Epoch(terminal_id="T-0009-1", epoch="e" * 32, serial=7, sign_public=b"key", created_at=rig.clock()))
    enrol(rig.home, rig.database, wish(rig), rig.clock())
    with rig.database.read() as session:
        assert max(session.scalars(select(Epoch.serial))) == 8


def _enrol_second(rig: Rig) -> None:
    with rig.database.write() as session:
        note_installation(session, wish(rig, "T-0002-1"), "b" * 32, b"key", rig.clock())
