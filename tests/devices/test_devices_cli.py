"""`kiosk devices`: what an installer sees, and the exit codes that a script can trust."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices import cli
from devices.cli import main
from devices.clock import Clock
from devices.commissioning.learning import NotLearnedError
from devices.commissioning.lesson import Pupil
from devices.commissioning.recorder import read_record
from devices.commissioning.redaction import Side
from devices.commissioning.telling import show
from devices.faults import texts_of
from devices.simulated.child import ROOT, Child


@pytest.fixture(scope="module")
def locker() -> Iterator[Child]:
    with Child.start("pickup_locker", ["--cells", "12", "--lowest-first", "--closed-level", "0"]) as child:
        yield child


def test_probe_tells_the_state_of_one_device(locker: Child, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["probe", "pickup_locker", "--driver", "board_8a80", "--port", locker.url, "--option", "columns=3"]
    assert main([*arguments, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["device"], told["passed"], told["state"]) == ("pickup_locker", True, "online")


def test_probe_reads_the_settings_of_a_terminal(
    locker: Child, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "kiosk.toml"
    settings.write_text(
        f'[devices.pickup_locker]\ndriver = "board_8a80"\nport = "{locker.url}"\n'
        '[devices.code_scanner]\ndriver = "serial_text"\nport = "socket://127.0.0.1:1"\n'
    )
    assert main(["probe", "--settings", str(settings), "--json"]) == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(device["device"], device["state"]) for device in told] == [
        ("pickup_locker", "online"),
        ("code_scanner", "powerOff"),
    ]
    words = told[1]["fault"]["engineer"]
    assert words == {language: texts_of("unplugged", language).engineer for language in ("zh", "en")}
    assert main(["probe", "code_scanner", "--settings", str(settings)]) == 1
    assert f"engineer en    {words['en']}" in capsys.readouterr().out
    assert main(["test", "pickup_locker", "--settings", str(settings)]) == 0
    assert '"1": "open"' in capsys.readouterr().out, "this board says 11 for open, which the settings do not know yet"


def test_learn_opens_one_door_and_tells_the_settings(locker: Child, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", "--driver", "board_8a80", "--port", locker.url, "--lock", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "baudrate": 9600,
        "closed_level": 0,
        "byte_order": "lowest_first",
        "sees_inside": False,
    }


def test_a_lesson_without_result_says_only_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And not what to do about bytes that make no sense, which is what the board did not send."""

    async def teach(pupil: Pupil, clock: Clock) -> None:
        raise NotLearnedError("nothing changed: the door did not open")

    monkeypatch.setattr(cli, "teach", teach)
    assert main(["learn", "--driver", "board_8a80", "--port", "COM1"]) == 1
    assert capsys.readouterr().err == "error          nothing changed: the door did not open\n"
    assert main(["learn", "--driver", "board_8a80", "--port", "COM1", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"error": "nothing changed: the door did not open"}


def test_what_a_person_has_to_do_for_a_test_is_said_beside_its_result(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["test", "id_card_reader", "--driver", "ga467", "--port", "socket://127.0.0.1:1", "--json"]
    assert main(arguments) == 1
    captured = capsys.readouterr()
    assert captured.err == "id_card_reader: lay a card on the reader within 20 s\n"
    assert json.loads(captured.out)["fault"]["kind"] == "unplugged"


def test_a_long_name_stands_apart_from_its_value(capsys: pytest.CaptureFixture[str]) -> None:
    show({"replace_battery": False, "charge": 100}, as_json=False)
    assert capsys.readouterr().out == "replace_battery False\ncharge         100\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["probe"], "either --settings FILE"),
        (["probe", "--driver", "escpos", "--port", "COM1"], "wants a CLASS"),
        (["probe", "receipt_printer", "--driver", "nope", "--port", "COM1"], "there is no 'nope'"),
        (["probe", "receipt_printer", "--driver", "escpos", "--port", "COM1", "--option", "width_mm=7"], "width_mm"),
        (["probe", "receipt_printer", "--driver", "escpos", "--port", "COM1", "--option", "x"], "not KEY=VALUE"),
        (["probe", "receipt_printer", "--driver", "escpos", "--port", "COM1", "--option", "x=1"], "x: unknown key"),
        (["probe", "receipt_printer", "--driver", "escpos"], "wants a --port"),
        (["probe", "--settings", "/nowhere/kiosk.toml"], "/nowhere/kiosk.toml"),
        (["learn", "--driver", "board_cu48", "--port", "COM1", "--board", "10"], "boards of this family have 0 to 9"),
        (["learn", "--driver", "board_8a80", "--port", "COM1", "--channels", "999"], "boards.0.channels"),
        (["learn", "--driver", "board_8a80", "--port", "COM1", "--lock", "0"], "--lock 0: a board with 24 locks"),
        (["learn", "--driver", "board_8a80", "--port", "COM1", "--lock", "25"], "has 1 to 24"),
        (["record", "--port", "COM1", "--family", "open", "--out", "/nowhere/x.jsonl"], "/nowhere/x.jsonl"),
    ],
)
def test_a_wrong_command_line_is_one_clear_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.err.count("\n") == 1


def test_every_fault_of_the_settings_is_told_before_anything_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "kiosk.toml"
    settings.write_text(
        '[devices.receipt_printer]\ndriver = "escpos"\nport = "COM1"\nwidth = 3\n'
        '[devices.code_scanner]\ndriver = "nope"\nport = "COM2"\n',
        encoding="utf-8-sig",
    )
    assert main(["probe", "--settings", str(settings)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert [line.partition(": ")[0] for line in captured.err.splitlines()] == [
        "devices.receipt_printer",
        "devices.code_scanner",
    ]
    settings.write_text('devices = {teapot = {}, ups = 3, lights = {driver = "relay_modbus"}}')
    assert main(["probe", "lights", "--settings", str(settings)]) == 2
    teapot, ups, lights = capsys.readouterr().err.splitlines()
    assert "devices.teapot: unknown class of device (there is: id_card_reader" in teapot
    assert (ups, lights) == ("devices.ups: not a section", "devices.lights: port: is missing")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "required: VERB"),
        (["nope"], "invalid choice: 'nope'"),
        (["probe", "toaster"], "there is no 'toaster' (there is: id_card_reader, receipt_printer"),
        (["probe", "--bogus"], "--bogus"),
        (["decode", "8a"], "required: hex"),
        (["record", "--port", "COM1", "--family", "open", "--out", "x", "--listen", "99999"], "no TCP port"),
        (["record", "--port", "COM1", "--family", "open", "--out", "x", "--baudrate", "-5"], "no line speed"),
        (["decode", "nope", "00"], "'cu16'"),
        (["learn", "--driver", "nope", "--port", "COM1"], "board_wkly"),
    ],
)
def test_a_word_that_is_not_known_is_one_clear_line_too(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.err.count("\n") == 1


def test_trouble_comes_with_the_engineers_words(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["learn", "--driver", "board_8a80", "--port", "socket://127.0.0.1:1"]
    words = texts_of("unplugged", "zh").engineer
    assert main(arguments) == 1
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.out == ""
    assert main([*arguments, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["fault"]["engineer"]["zh"] == words
    assert "socket://127.0.0.1:1" in told["error"]


def test_a_test_that_fails_tells_the_fault_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Child.start("receipt_printer", ["--tray", str(tmp_path)]) as child:
        child.control.do("cover", open=True)
        assert main(["test", "receipt_printer", "--driver", "escpos", "--port", child.url, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["outcome"], told["reason"], told["fault"]["kind"]) == ("NotPrinted", "cover_open", "cover_open")


def test_a_record_is_kept_until_it_is_interrupted(tmp_path: Path) -> None:
    out = tmp_path / "reader.jsonl"
    with Child.start("id_card_reader") as child:
        words = ["record", "--port", child.url, "--family", "ga467", "--out", str(out), "--json"]
        command = [sys.executable, "-m", "devices", *words]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as recording:
            assert recording.stdout is not None
            place = json.loads(recording.stdout.readline())["port"]
            assert main(["probe", "id_card_reader", "--driver", "ga467", "--port", place]) == 0
            recording.send_signal(signal.SIGTERM)
            told = json.loads(recording.stdout.readline())
    assert recording.returncode == 0
    sides = [passage.side for passage in read_record(out)]
    assert told == {"passages": len(sides)}
    assert sides[:2] == [Side.TERMINAL, Side.DEVICE]


def test_probe_tells_the_number_by_which_a_reader_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    with Child.start("id_card_reader") as child:
        assert main(["probe", "id_card_reader", "--driver", "ga467", "--port", child.url, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["serial"] == "05.03-20180419-0000012345-0000000478"


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert all(verb in text for verb in ("probe", "test", "learn", "record", "decode"))


def test_the_printer_test_prints_a_slip(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Child.start("receipt_printer", ["--tray", str(tmp_path)]) as child:
        assert main(["test", "receipt_printer", "--driver", "escpos", "--port", child.url, "--json"]) == 0
        [receipt] = child.control.state()["receipts"]
    assert "测试 TEST" in receipt["text"]
    assert json.loads(capsys.readouterr().out)["outcome"] == "Printed"


def test_the_reader_test_says_the_kind_of_card_and_nothing_personal(capsys: pytest.CaptureFixture[str]) -> None:
    with Child.start("id_card_reader") as child:
        child.control.do("insert", card="A")
        assert main(["test", "id_card_reader", "--driver", "ga467", "--port", child.url, "--json"]) == 0
        port = child.url
    told = json.loads(capsys.readouterr().out)
    where = {"device": "id_card_reader", "driver": "ga467", "port": port}
    photo = "not decoded: no codec is fitted"
    assert told == {**where, "passed": True, "outcome": "CardRead", "card": "resident", "photo": photo}
