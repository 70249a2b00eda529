"""`kiosk devices`: for installers over ssh and technicians with a serial log.

Exit code 0: it works; 1: the device or the frame does not; 2: the command line or the settings are wrong.
"""

import argparse
import asyncio
import json
import socket
import sys
import tomllib
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from devices.clock import Clock
from devices.commissioning import decode, findings, redaction
from devices.commissioning.findings import Finding
from devices.commissioning.learning import SPEEDS, Learned, find_speed, learn
from devices.commissioning.recorder import Record, pass_on
from devices.errors import DeviceError
from devices.locker.options import BoardOptions, LockerOptions
from devices.registry import create_device, driver_module, driver_names
from devices.settings import DeviceSettings, SettingsError
from devices.status import DeviceClass
from devices.transport.port import OpenPort
from devices.transport.serial_port import open_serial

FINE, FAILED, WRONG = 0, 1, 2


def main(argv: Sequence[str]) -> int:
    """Runs one of probe, test, learn, record and decode; returns the exit code."""
    options = _parser().parse_args(argv)
    try:
        verb: Callable[[argparse.Namespace], int] = options.verb
        return verb(options)
    except SettingsError as error:
        print("\n".join(error.faults), file=sys.stderr)
        return WRONG
    except DeviceError as error:
        print(error, file=sys.stderr)
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk devices", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for name, verb, text in (
        ("probe", _probe, "talk to each device and tell its state"),
        ("test", _test, "let each device do something harmless: read a card, print a slip, take a page"),
    ):
        made = verbs.add_parser(name, help=text, description=text)
        _add_device_choice(made)
        made.set_defaults(verb=verb)
    _add_learn(verbs.add_parser("learn", help="open one locker door to learn polarity and byte order"))
    _add_record(verbs.add_parser("record", help="stand between a program and a device, keep a redacted record"))
    _add_decode(verbs.add_parser("decode", help="explain a frame from a serial log"))
    return parser


def _add_device_choice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("device", nargs="?", type=DeviceClass, metavar="CLASS", help=", ".join(DeviceClass))
    parser.add_argument("--settings", type=Path, metavar="FILE", help="kiosk.toml; its [devices.*] are asked")
    parser.add_argument("--driver", help="without --settings: the driver of CLASS")
    parser.add_argument("--port", default="", help="without --settings: where it is attached")
    parser.add_argument("--option", action="append", default=[], metavar="KEY=VALUE", help="as in kiosk.toml")
    parser.add_argument("--json", action="store_true", help="one JSON object a device")


def _add_learn(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--driver", required=True, choices=driver_names(DeviceClass.PICKUP_LOCKER))
    parser.add_argument("--port", required=True)
    speeds = ", ".join(map(str, SPEEDS))
    parser.add_argument("--baudrate", type=int, default=0, help=f"0: the driver's own, then {speeds} (%(default)s)")
    parser.add_argument("--board", type=int, default=1, help="address of the board (%(default)s)")
    parser.add_argument("--channels", type=int, default=24, help="locks of the board (%(default)s)")
    parser.add_argument("--lock", type=int, default=1, help="lock whose cell is closed and empty (%(default)s)")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(verb=_learn)


def _add_record(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", required=True, help="where the device is attached")
    parser.add_argument("--baudrate", type=int, default=9600)
    parser.add_argument("--family", required=True, choices=redaction.FAMILIES, help="what has to be taken out")
    parser.add_argument("--out", type=Path, required=True, help="file to keep the record in")
    parser.add_argument("--listen", type=int, default=0, help="TCP port on this machine; 0: any free one")
    parser.set_defaults(verb=_record)


def _add_decode(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("family", choices=decode.families())
    parser.add_argument("hex", nargs="+", help="the bytes; spaces and either case are allowed")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(verb=_decode)


def _probe(options: argparse.Namespace) -> int:
    return _ask_each(options, findings.probe)


def _test(options: argparse.Namespace) -> int:
    return _ask_each(options, findings.test)


def _ask_each(options: argparse.Namespace, ask: Callable[[DeviceClass, Any], Awaitable[Finding]]) -> int:
    passed = True
    for device, settings in _chosen(options):
        try:
            driver = create_device(device, settings)
        except SettingsError as error:
            raise SettingsError(tuple(f"devices.{device}: {fault}" for fault in error.faults)) from error
        finding = asyncio.run(_as_coroutine(ask(device, driver)))
        passed = passed and finding.passed
        _print({"device": str(device), "passed": finding.passed, **finding.told}, as_json=options.json)
    return FINE if passed else FAILED


async def _as_coroutine(work: Awaitable[Finding]) -> Finding:
    return await work


def _chosen(options: argparse.Namespace) -> Iterable[tuple[DeviceClass, DeviceSettings]]:
    """One device by --driver and --port, or those of the settings file."""
    if options.driver:
        if options.device is None:
            raise SettingsError(("--driver wants a CLASS before it",))
        table = {"driver": options.driver, "port": options.port, **dict(map(_option, options.option))}
        return [(options.device, DeviceSettings.from_table(table))]
    if options.settings is None:
        raise SettingsError(("either --settings FILE, or CLASS --driver NAME --port PORT",))
    fitted = {device: table for device, table in _read(options.settings) if options.device in (None, device)}
    if not fitted:
        raise SettingsError((f"{options.settings}: no such device",))
    return [(device, DeviceSettings.from_table(table)) for device, table in fitted.items()]


def _read(path: Path) -> Iterable[tuple[DeviceClass, Mapping[str, object]]]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("devices", {})
        return [(DeviceClass(name), table) for name, table in tables.items()]
    except (OSError, ValueError) as error:
        raise SettingsError((f"{path}: {error}",)) from error


def _option(text: str) -> tuple[str, object]:
    """`width_mm=58`, with the value as in TOML; a bare word is a text."""
    key, sign, value = text.partition("=")
    if not sign:
        raise SettingsError((f"--option {text}: not KEY=VALUE",))
    try:
        return key, tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return key, value


def _learn(options: argparse.Namespace) -> int:
    board = BoardOptions(address=options.board, channels=options.channels)
    settings = DeviceSettings(options.driver, options.port)
    module = driver_module(DeviceClass.PICKUP_LOCKER, settings.driver)
    codec = module.codec(LockerOptions(boards=(board,)))

    def open_at(speed: int) -> OpenPort:
        return open_serial(options.port, baudrate=speed)

    async def lesson() -> tuple[int, Learned]:
        place = {"board": options.board, "channels": options.channels}
        own = getattr(module, "Options", LockerOptions)().baudrate
        speeds = dict.fromkeys((options.baudrate,) if options.baudrate else (own, *SPEEDS))
        speed = await find_speed(codec, open_at, Clock(), **place, speeds=speeds)
        reversible = getattr(module, "REVERSIBLE", False)
        return speed, await learn(codec, open_at(speed), Clock(), **place, channel=options.lock, reversible=reversible)

    speed, learned = asyncio.run(lesson())
    told = {"baudrate": speed, **vars(learned)}
    _print({name: value for name, value in told.items() if value != ""}, as_json=options.json)
    return FINE


def _record(options: argparse.Namespace) -> int:
    port = open_serial(options.port, baudrate=options.baudrate)()
    with socket.create_server(("127.0.0.1", options.listen)) as server, options.out.open("a", encoding="utf-8") as out:
        print(f'use port = "socket://127.0.0.1:{server.getsockname()[1]}"; Ctrl-C ends the record', flush=True)
        record = Record(out, redaction.redactor(options.family), Clock())
        try:
            while True:
                with server.accept()[0] as terminal:
                    pass_on(port, terminal, record, stop=lambda: False)
        except KeyboardInterrupt:
            return FINE
        finally:
            port.close()


def _decode(options: argparse.Namespace) -> int:
    try:
        explanation = decode.explain(options.family, decode.parse_hex(" ".join(options.hex)))
    except ValueError as error:
        told = json.dumps({"family": options.family, "error": str(error)}, ensure_ascii=False)
        print(told if options.json else f"{options.family}: {error}", file=sys.stdout if options.json else sys.stderr)
        return FAILED
    if options.json:
        print(json.dumps(vars(explanation), ensure_ascii=False))
    else:
        _print({"family": explanation.family, "kind": explanation.kind, **explanation.fields}, as_json=False)
    return FINE


def _print(told: Mapping[str, object], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
        return
    for name, value in _flat(told):
        print(f"{name:<14} {json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value}")


def _flat(told: Mapping[str, object]) -> Iterable[tuple[str, object]]:
    """A fault has words of its own, each on a line; anything else stays together."""
    for name, value in told.items():
        if name == "fault" and isinstance(value, dict):
            yield from ((f"fault {part}", said) for part, said in value.items() if said and part != "engineer")
            yield from ((f"engineer {language}", said) for language, said in value["engineer"].items())
        else:
            yield name, value
