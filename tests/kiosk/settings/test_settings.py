"""kiosk.toml: every fault named with file, key and reason, and nothing of a faulty file used."""

from pathlib import Path

import pytest

from kiosk.ports import is_simulated, port_fault
from kiosk.settings import SettingsError, read_settings

DEFAULT = Path(__file__).parents[3] / "assets" / "config" / "kiosk.default.toml"
GOOD = '[terminal]\nid = "T001"\nbranch = "木兰路支行"\n'
PRINTER = '[devices.receipt_printer]\ndriver = "escpos"\nport = "{port}"\n'


def faults_of(tmp_path: Path, text: str, *, check_ports: bool = False) -> list[str]:
    path = tmp_path / "kiosk.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        read_settings(path, check_ports=check_ports)
    return [str(fault).removeprefix(f"{path}: ") for fault in refused.value.faults]


def test_the_default_settings_are_valid() -> None:
    settings = read_settings(DEFAULT)
    assert settings.terminal.id == "T001"
    assert len(settings.devices) == 6


def test_unknown_keys_are_all_named(tmp_path: Path) -> None:
    assert faults_of(tmp_path, GOOD + 'colour = "red"\n[scren]\nwidth = 3\n') == [
        "terminal.colour: unknown key",
        "scren: unknown key",
    ]


def test_a_port_that_does_not_exist_is_named(tmp_path: Path) -> None:
    text = GOOD + PRINTER.format(port="/dev/serial/by-path/nothing-here")
    assert faults_of(tmp_path, text, check_ports=True) == [
        "devices.receipt_printer.port: port /dev/serial/by-path/nothing-here does not exist"
    ]


def test_between_customers_a_pulled_cable_does_not_refuse_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(GOOD + PRINTER.format(port="/dev/serial/by-path/nothing-here"), encoding="utf-8")
    assert read_settings(path).devices


@pytest.mark.parametrize(
    "port", ["", "printer", "socket://127.0.0.1", "socket://127.0.0.1:99999", "socket://:9100", "gopher://x:1"]
)
def test_a_port_that_cannot_be_one_is_refused_with_its_reason(tmp_path: Path, port: str) -> None:
    [fault] = faults_of(tmp_path, GOOD + PRINTER.format(port=port))
    assert fault.startswith("devices.receipt_printer.port: ")


def test_an_unknown_class_of_device_is_named(tmp_path: Path) -> None:
    [fault] = faults_of(tmp_path, GOOD + '[devices.teapot]\ndriver = "x"\nport = "COM1"\n')
    assert fault == "devices.teapot: unknown class of device"


def test_production_refuses_simulators_developer_keys_and_demonstration_data(tmp_path: Path) -> None:
    text = GOOD + 'profile = "production"\n' + PRINTER.format(port="socket://127.0.0.1:9100")
    assert faults_of(tmp_path, text) == [
        "devices.receipt_printer: a simulated device is refused in production",
        "keys.store: the developer key store is refused in production",
        "content.demo_data: demonstration data is refused in production",
    ]


def test_production_takes_a_print_queue_of_this_machine(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(
        GOOD
        + 'profile = "production"\n[keys]\nstore = "tpm"\n[content]\ndemo_data = false\n'
        + '[devices.document_printer]\ndriver = "ipp"\nport = "ipp://localhost/printers/a4"\n',
        encoding="utf-8",
    )
    assert not read_settings(path).simulated


def test_faults_in_one_place_hide_none_in_another(tmp_path: Path) -> None:
    text = (
        GOOD
        + 'profile = "production"\nhotlin = "1"\n[screen]\nwidth = "wide"\n'
        + '[process]\npower_off = ["off", 1]\n[keys]\nstore = "machine"\n[hall]\nurl = "http://hall"\n'
        + PRINTER.format(port="socket://10.0.0.7")
        + '[devices.id_card_reader]\ndriver = "ga467"\n'
    )
    assert faults_of(tmp_path, text) == [
        "terminal.hotlin: unknown key",
        "screen.width: Input should be a valid integer",
        "hall.url: 'http://hall' is no https:// address",
        "process.power_off.1: Input should be a valid string",
        "devices.id_card_reader.port: is missing",
        "content.demo_data: demonstration data is refused in production",
        "devices.receipt_printer.port: 'socket://10.0.0.7' has no valid port number (1 to 65535)",
    ]


def test_what_a_driver_has_against_its_section_is_told_with_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(GOOD + 'colour = "red"\n' + PRINTER.format(port="COM4"), encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        read_settings(path, check_device=lambda device, fitted: [f"{device} {fitted.driver}: no"])
    assert [fault.key for fault in refused.value.faults] == ["terminal.colour", "devices.receipt_printer"]
    assert refused.value.faults[1].reason == "receipt_printer escpos: no"


@pytest.mark.parametrize(
    ("first", "second"),
    [("COM4", "COM4"), ("socket://10.0.0.7:9100", "SOCKET://10.0.0.7:9100"), ("{link}", "{file}")],
)
def test_two_devices_on_one_port_are_refused(tmp_path: Path, first: str, second: str) -> None:
    (tmp_path / "ttyUSB0").touch()
    (tmp_path / "by-path").symlink_to(tmp_path / "ttyUSB0")
    places = {"file": str(tmp_path / "ttyUSB0"), "link": str(tmp_path / "by-path")}
    locker = '[devices.pickup_locker]\ndriver = "board_8a80"\nport = "{port}"\n'
    text = GOOD + PRINTER.format(port=first.format_map(places)) + locker.format(port=second.format_map(places))
    [fault] = faults_of(tmp_path, text)
    assert fault.startswith("devices.pickup_locker.port: ")
    assert fault.endswith(" is the port of receipt_printer already")


def test_a_stream_may_be_looked_at_by_two(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    section = '[devices.{device}]\ndriver = "x"\nport = "http://10.0.0.7/stream"\n'
    sections = "".join(section.format(device=device) for device in ("document_camera", "code_scanner"))
    path.write_text(GOOD + sections, encoding="utf-8")
    assert len(read_settings(path).devices) == 2


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert read_settings(path).terminal.branch == "木兰路支行"


@pytest.mark.parametrize(("encoding", "line"), [("gb18030", 3), ("utf-16", 1)])
def test_another_encoding_is_called_one(tmp_path: Path, encoding: str, line: int) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(GOOD, encoding=encoding)
    with pytest.raises(SettingsError, match=rf"is not UTF-8 text \(line {line}\): save it as UTF-8"):
        read_settings(path)


@pytest.mark.parametrize("text", ["[terminal", "x ="])
def test_a_file_that_is_not_toml_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(SettingsError, match="is not valid TOML"):
        read_settings(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_settings(tmp_path / "kiosk.toml")


@pytest.mark.parametrize(
    ("port", "simulated"),
    [
        ("socket://127.0.0.1:9100", True),
        ("http://localhost:8080/stream", True),
        ("nut://127.0.0.1:3493/ups", False),
        ("nut://127.0.0.1:20555/ups", True),
        ("pcsc://127.0.0.1:35963", True),
        ("pcsc://ACS", False),
        ("usb://04b8:0e15", False),
        ("socket://10.1.2.3:9100", False),
        ("socket://127.0.0.2:9100", True),
        ("socket://[::1]:9100", True),
        ("socket://0.0.0.0:9100", True),
        ("/dev/pts/3", True),
        ("ipp://localhost/printers/a4", False),
        ("ipp://127.0.0.1:8631/ipp/print", True),
        ("/dev/ttyS0", False),
        ("COM5", False),
    ],
)
def test_a_device_on_a_loopback_port_is_a_simulated_one(port: str, simulated: bool) -> None:
    assert is_simulated("driver", port) is simulated
    assert port_fault(port, must_exist=False) is None
