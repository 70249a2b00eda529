"""`kiosk provision` and `kiosk staff`: what an installer types, and what a refusal says."""

import io
import json
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.settings import read_settings

READER, PRINTER = "socket://127.0.0.1:20517", "socket://127.0.0.1:20519"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    identity = tmp_path / "terminal" / "identity" / "identity.json"
    identity.parent.mkdir(parents=True)
    identity.write_text(json.dumps({"terminal_id": "T001"}))
    return tmp_path


def simulate(home: Path) -> None:
    places = {
        "id_card_reader": {"url": READER, "control": "x:1"},
        "receipt_printer": {"url": PRINTER, "control": "x:2"},
    }
    link = {"url": "https://127.0.0.1:20540", "control": "x:3"}
    (home / "branch").mkdir()
    (home / "branch" / "branch.json").write_text(json.dumps({"devices": places, "hall_link": link}))


def test_the_ports_and_the_hall_link_of_the_simulated_branch_are_filled_in(home: Path) -> None:
    simulate(home)
    assert main(["provision", "--home", str(home), "--terminal", "T001", "--branch", "示例银行 梧桐街支行"]) == 0
    settings = read_settings(home / "kiosk.toml")
    assert {str(device): fitted.port for device, fitted in settings.devices.items()} == {
        "id_card_reader": READER,
        "receipt_printer": PRINTER,
    }
    assert (settings.hall.url, settings.terminal.branch) == ("https://127.0.0.1:20540", "示例银行 梧桐街支行")
    assert settings.simulated


def test_a_device_that_the_defaults_do_not_have_gets_a_section_with_its_driver(home: Path) -> None:
    simulate(home)
    branch = home / "branch" / "branch.json"
    found = json.loads(branch.read_text())
    found["devices"]["ups"] = {"url": "nut://127.0.0.1:3493/ups", "control": "x:1"}
    branch.write_text(json.dumps(found))
    assert main(["provision", "--home", str(home), "--terminal", "T001", "--no-demo-staff"]) == 0
    devices = {str(name): fitted for name, fitted in read_settings(home / "kiosk.toml").devices.items()}
    assert (devices["ups"].driver, devices["ups"].port) == ("nut", "nut://127.0.0.1:3493/ups")


def test_a_terminal_for_customers_gets_what_its_profile_insists_on_and_no_demonstration_staff(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["--branch", "示例银行 梧桐街支行", "--branch-en", "Example Bank, Plane Tree Street"]
    assert main(["provision", "--home", str(home), "--terminal", "T001", *names, "--production", "--json"]) == 0
    settings = read_settings(home / "kiosk.toml")
    assert (settings.terminal.profile, settings.keys.store) == ("production", "machine")
    assert settings.screen.fullscreen
    assert not settings.content.demo_data
    assert settings.terminal.branch_en == "Example Bank, Plane Tree Street"
    assert json.loads(capsys.readouterr().out)["staff"] == []


def test_a_branch_without_an_english_name_does_not_keep_the_example(home: Path) -> None:
    names = ["--branch", "示例银行 梧桐街支行", "--no-demo-staff"]
    assert main(["provision", "--home", str(home), "--terminal", "T001", *names]) == 0
    assert read_settings(home / "kiosk.toml").terminal.branch_en == "示例银行 梧桐街支行"


def test_without_a_simulated_branch_the_default_devices_stay(home: Path) -> None:
    assert main(["provision", "--home", str(home), "--terminal", "T001", "--no-demo-staff"]) == 0
    assert len(read_settings(home / "kiosk.toml").devices) == 6


@pytest.mark.parametrize(("terminal", "reason"), [("T002", "is the identity of T001, not of T002")])
def test_another_terminals_identity_is_refused(
    home: Path, terminal: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["provision", "--home", str(home), "--terminal", terminal]) == 2
    assert reason in capsys.readouterr().err


def test_settings_that_an_installer_has_filled_in_are_not_written_over(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "kiosk.toml").write_text("# ports of this machine\n")
    assert main(["provision", "--home", str(home), "--terminal", "T001"]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "is there already and is kept" in line
    assert (home / "kiosk.toml").read_text() == "# ports of this machine\n"


def test_a_terminal_for_customers_must_be_told_its_branch(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["provision", "--home", str(home), "--terminal", "T001", "--production"]) == 2
    assert "--production wants --branch" in capsys.readouterr().err
    assert not (home / "kiosk.toml").exists()


@pytest.mark.parametrize("text", ["{", "[]", "\xff"])
def test_a_damaged_identity_is_one_line(home: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "terminal" / "identity" / "identity.json").write_text(text, encoding="latin-1")
    assert main(["provision", "--home", str(home), "--terminal", "T001"]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("kiosk provision: ")


@pytest.mark.parametrize("command", [["provision", "--terminal", "T001"], ["staff", "add", "4711", "--pin-stdin"]])
def test_a_folder_that_cannot_be_written_is_one_line(
    home: Path, command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("975318\n"))
    (home / "terminal" / "data").write_text("a file where a folder must be")
    assert main([command[0], "--home", str(home), *command[1:]]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert str(home / "terminal" / "data") in line


def test_a_terminal_that_was_not_enrolled_is_told_how(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["provision", "--home", str(tmp_path), "--terminal", "T001"]) == 2
    assert "kiosk-hall enroll" in capsys.readouterr().err


def test_running_without_settings_ends_with_2_and_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--home", str(tmp_path)]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "kiosk.toml" in line
    assert "kiosk provision" in line


def test_staff_are_added_and_listed_without_their_pins(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("975318\n"))
    assert main(["staff", "--home", str(home), "add", "4711", "--role", "courier", "--pin-stdin"]) == 0
    assert main(["staff", "--home", str(home), "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"4711": "courier"}


def test_whoever_has_left_the_branch_may_not_enter_any_more(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("975318\n"))
    assert main(["staff", "--home", str(home), "add", "4711", "--pin-stdin"]) == 0
    assert main(["staff", "--home", str(home), "remove", "4711"]) == 0
    assert main(["staff", "--home", str(home), "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {}
    assert main(["staff", "--home", str(home), "remove", "4711"]) == 2
    assert "nobody has the number '4711'" in capsys.readouterr().err


@pytest.mark.parametrize("pin", ["1234", "aaaaaa", "111111"])
def test_a_weak_pin_is_refused_with_exit_code_2(
    home: Path, pin: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(pin + "\n"))
    assert main(["staff", "--home", str(home), "add", "4711", "--pin-stdin"]) == 2
    assert "PIN" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["staff"], "required: verb"),
        (["staff", "fire", "4711"], "'fire'"),
        (["provision"], "required: --terminal"),
        (["run", "--bogus"], "--bogus"),
        (["sync", "--bogus"], "--bogus"),
        (["terminal", "--bogus"], "--bogus"),
        (["cover", "--size", "wide"], "'wide'"),
    ],
)
def test_a_wrong_word_is_one_clear_line(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    [line] = capsys.readouterr().err.splitlines()
    assert (ended.value.code, said in line) == (2, True)


@pytest.mark.parametrize(
    ("person", "said"), [(["12"], "4 to 8 digits"), (["4711", "--role", "chief"], "no role"), (["4711"], "--pin-stdin")]
)
def test_nobody_is_asked_for_a_pin_in_vain(
    home: Path,
    person: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["staff", "--home", str(home), "add", *person]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert said in line


def test_an_unknown_command_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fly"]) == 2
    assert "provision" in capsys.readouterr().err
