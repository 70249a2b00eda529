"""What an installer reads when the terminal cannot be started: one line, and exit code 2."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.display import no_display
from kiosk.home import Home
from kiosk.pipe_lines import SupervisorPipe
from kiosk.run_command import main as run
from kiosk.sole_start import AlreadyRunningError, sole_start
from kiosk.startup import StartRefusedError, start
from kiosk.terminal import main as terminal

HOLD = """
import sys
from pathlib import Path
from kiosk.home import Home
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


@pytest.mark.parametrize("settings", ["[hall]\nurll = 'x'\n[screen]\nwidth = 'wide'\n", "x = ["])
def test_every_fault_of_the_settings_is_a_line_of_words(home: Home, settings: str) -> None:
    home.settings.write_text(settings)
    with pytest.raises(StartRefusedError) as refused:
        start(home, SupervisorPipe(), check_ports=False, robot=False)
    assert refused.value.lines
    assert all(isinstance(line, str) and str(home.settings) in line for line in refused.value.lines)
    assert str(refused.value).splitlines() == list(refused.value.lines)
