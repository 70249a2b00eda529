"""What an installer reads when the terminal cannot be started: one line, and exit code 2."""

import base64
import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from kiosk.child_process import Role
from kiosk.display import no_display, screen_comes
from kiosk.home import Home
from kiosk.home_rights import missing_rights
from kiosk.pipe_lines import SupervisorPipe
from kiosk.run_command import main as run
from kiosk.run_command import plan_for
from kiosk.sole_start import AlreadyRunningError, sole_start
from kiosk.staff_file import StaffFile, demo_staff, staff_member
from kiosk.startup import StartRefusedError, start
from kiosk.terminal import main as terminal

HOLD = """
import sys
from pathlib import Path
from kiosk.home import Home
from kiosk.home_rights import missing_rights
from kiosk.sole_start import sole_start
with sole_start(Home(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path)
    made.settings.write_text("")
    return made


@pytest.mark.parametrize("command", [run, terminal])
def test_without_a_screen_one_line_says_what_to_do(
    command: object, home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert callable(command)
    assert command(["--home", str(home.folder)]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "no screen" in line
    assert "QT_QPA_PLATFORM=vnc" in line


@pytest.mark.parametrize(
    "environment",
    [{"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}, {"QT_QPA_PLATFORM": "vnc"}],
)
def test_a_screen_or_a_platform_is_enough(environment: dict[str, str]) -> None:
    assert no_display(environment, "linux") == ""


def test_a_screen_that_is_late_is_waited_for(tmp_path: Path) -> None:
    """At boot: cage was started a moment ago and has not made its socket yet."""
    environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    said: list[str] = []
    with socket.socket(socket.AF_UNIX) as cage:

        def rest() -> bool:
            cage.bind(str(tmp_path / "wayland-0"))
            cage.listen()
            return True

        assert screen_comes(environment, rest, said.append, "linux")
        assert said == [f"waiting for the screen at {tmp_path / 'wayland-0'}"]
        assert screen_comes(environment, lambda: False, said.append, "linux")
        assert len(said) == 1


def test_a_screen_that_never_comes_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    looks = iter([True, True, False])
    said: list[str] = []
    assert not screen_comes({"DISPLAY": ":77.0"}, lambda: next(looks), said.append, "linux")
    assert said == ["waiting for the screen at /tmp/.X11-unix/X77 or @/tmp/.X11-unix/X77"]


@pytest.mark.parametrize("environment", [{"QT_QPA_PLATFORM": "vnc", "DISPLAY": ":77"}, {"DISPLAY": "far.away:0"}])
def test_what_cannot_be_looked_at_is_not_waited_for(environment: dict[str, str]) -> None:
    assert screen_comes(environment, lambda: False, lambda line: None, "linux")


def test_windows_and_macos_always_have_a_screen() -> None:
    assert no_display({}, "win32") == no_display({}, "darwin") == ""


def test_a_second_start_is_refused_before_it_touches_anything_of_the_first(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    used = home.tmp / "terminal-3" / "page.bin"
    used.parent.mkdir(parents=True)
    used.write_bytes(b"of the customer who is being served")
    with holder(home) as first:
        assert run(["--home", str(home.folder)]) == 2
        [line] = capsys.readouterr().err.splitlines()
        assert str(first.pid) in line
    assert used.exists()


def test_a_terminal_by_hand_is_refused_beside_a_supervisor(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a process of its own: a terminal forbids itself core files, and that is for good."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "kiosk", "terminal", "--home", str(home.folder), "--go"]
    with holder(home) as first:
        refused = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert refused.returncode == 2
    [line] = refused.stderr.splitlines()
    assert f"process {first.pid}" in line


def test_a_killed_supervisor_leaves_the_home_free(home: Home) -> None:
    with holder(home) as first:
        with pytest.raises(AlreadyRunningError), sole_start(home):
            pass
        first.kill()
        first.wait()
        with sole_start(home):
            pass


def holder(home: Home) -> "subprocess.Popen[str]":
    first = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "held\n"
    return first


@pytest.mark.parametrize("part", ["identity", "data", "logs", "tmp", "", "data/staff.json", "identity/sign-key.pem"])
def test_what_belongs_to_somebody_else_is_named(part: str, home: Home) -> None:
    """As after `kiosk staff add` by root."""
    for folder in (home.identity, home.data, home.logs, home.tmp):
        folder.mkdir(parents=True)
    for file in (home.data / "staff.json", home.identity / "sign-key.pem"):
        file.touch()
    forbidden = home.folder / "terminal" / part
    assert missing_rights(home, lambda path, wanted: True) == ()
    [fault] = missing_rights(home, lambda path, wanted: path != forbidden)
    assert fault == f"{forbidden}: this user may not {'read' if 'identity' in part else 'change'} it"


def test_a_file_where_a_folder_must_be_is_one_line(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    (home.folder / "terminal").write_text("")
    assert run(["--home", str(home.folder)]) == 2
    assert "is not a folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    "nonsense",
    [
        "screen = 5",
        "process = 5",
        '[screen]\nwidth = "wide"\nfullscreen = "no"',
        '[process]\nheartbeat_limit_s = "abc"\nmemory_cap_mib = []\npower_off = 5',
    ],
)
def test_nonsense_in_the_settings_is_left_to_the_terminal_to_refuse(home: Home, nonsense: str) -> None:
    """The supervisor starts it with its own defaults, and does not fall over what it would be told."""
    home.settings.write_text(nonsense)
    plan = plan_for(home)
    assert plan.commands[Role.COVER][-2:] == ["--size", "1080x1920"]
    assert (plan.heartbeat_limit_s, plan.memory_cap_mib, plan.power_off) == (12.0, 600, ())


def test_a_damaged_staff_file_is_named_before_somebody_wants_to_enter(home: Home) -> None:
    enrolled(home, "T001")
    home.settings.write_text('[terminal]\nid = "T001"\nbranch = "x"\n')
    home.data.mkdir(parents=True)
    (home.data / "staff.json").write_text('{"4711": {"ro')
    with pytest.raises(StartRefusedError, match=r"staff\.json: damaged: move it away"):
        start(home, SupervisorPipe(), check_ports=True, robot=False)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of one process cannot be set on this system")
def test_a_production_terminal_has_its_own_staff_and_its_own_zone(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that showed the demonstration first, and that nobody told where it stands."""
    enrolled(home, "T001")
    home.settings.write_text(
        '[terminal]\nid = "T001"\nbranch = "x"\nprofile = "production"\n[keys]\nstore = "machine"\n'
        "[content]\ndemo_data = false\n"
    )
    for name in ("drafts", "outbox"):
        (home.folder / f"{name}.key").write_bytes(bytes(32))
    first, second = demo_staff()[:2]
    StaffFile(home.data).put(staff_member(first.number, first.role, first.pin))
    StaffFile(home.data).put(staff_member(second.number, second.role, "482915"))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(home.folder))
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    try:
        with pytest.raises(StartRefusedError) as refused:
            start(home, SupervisorPipe(), check_ports=True, robot=False)
    finally:
        monkeypatch.undo()
        time.tzset()
    staff, zone = refused.value.lines
    assert f"staff.json: {first.number} has the PIN of the demonstration" in staff
    assert "clock is 0:00:00 from UTC, not 8:00:00: timedatectl" in zone


def enrolled(home: Home, terminal_id: str) -> None:
    """An identity that can be read; nobody is called with it."""
    home.identity.mkdir(parents=True)
    for name in ("ca.pem", "client.pem", "client-key.pem"):
        (home.identity / name).touch()
    key = base64.b64encode(bytes(32)).decode()
    bundle = {"terminal_id": terminal_id, "epoch": "0" * 32, "hall_url": "https://localhost", "hall_key_id": "1"}
    keys = dict.fromkeys(("hpke_public", "receipt_public", "pickup_key"), key)
    (home.identity / "identity.json").write_text(json.dumps(bundle | keys))
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (home.identity / "sign-key.pem").write_bytes(pem)


@pytest.mark.parametrize(
    ("terminal_id", "store", "said"),
    [
        ("T002", "developer", "terminal.id: is T001, but {identity} is the identity of T002"),
        ("T001", "machine", "keys.store: machine: no key can be had: not started by systemd"),
        ("T001", "tpm", "keys.store: tpm: no key can be had: no TPM key store in this build"),
    ],
)
def test_a_terminal_that_is_another_or_has_no_keys_is_refused_before_anybody_comes(
    terminal_id: str, store: str, said: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    enrolled(home, terminal_id)
    home.settings.write_text(f'[terminal]\nid = "T001"\nbranch = "x"\n[keys]\nstore = "{store}"\n')
    with pytest.raises(StartRefusedError) as refused:
        start(home, SupervisorPipe(), check_ports=True, robot=False)
    [line] = refused.value.lines
    assert line.startswith(f"{home.settings}: {said.format(identity=home.identity)}")


@pytest.mark.parametrize("settings", ["[hall]\nurll = 'x'\n[screen]\nwidth = 'wide'\n", "x = ["])
def test_every_fault_of_the_settings_is_a_line_of_words(home: Home, settings: str) -> None:
    home.settings.write_text(settings)
    with pytest.raises(StartRefusedError) as refused:
        start(home, SupervisorPipe(), check_ports=False, robot=False)
    assert refused.value.lines
    assert all(isinstance(line, str) and str(home.settings) in line for line in refused.value.lines)
    assert str(refused.value).splitlines() == list(refused.value.lines)
