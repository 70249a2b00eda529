"""`kiosk devices`: for installers over ssh and technicians with a serial log.

Exit code 0: it works; 1: the device or the frame does not; 2: the command line or the settings are wrong.
"""

import argparse
import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn

from devices.clock import Clock
from devices.commissioning import choice, decode, findings, redaction, trials
from devices.commissioning.findings import Finding
from devices.commissioning.learning import SPEEDS, NotLearnedError
from devices.commissioning.lesson import Pupil, teach
from devices.commissioning.recorder import Record, listen, record_all
from devices.commissioning.telling import described_error, show
from devices.driver import Driver
from devices.errors import DeviceError
from devices.registry import create_device, driver_names
from devices.settings import DeviceSettings, SettingsError
from devices.status import DeviceClass
from devices.transport.serial_port import open_serial

FINE, FAILED, WRONG = 0, 1, 2
FASTEST, LAST_PORT = 4_000_000, 65535
NO_HINTS: Mapping[DeviceClass, str] = {}


def main(argv: Sequence[str], prog: str = "kiosk devices") -> int:
    """Runs one of probe, test, learn, record and decode; returns the exit code."""
    options = _parser(prog).parse_args(argv)
    try:
        verb: Callable[[argparse.Namespace], int] = options.verb
        return verb(options)
    except SettingsError as error:
        print("\n".join(error.faults), file=sys.stderr)
        return WRONG
    except DeviceError as error:
        show(described_error(error), as_json=options.json, to=sys.stdout if options.json else sys.stderr)
        return FAILED


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line; the usage is what --help is for."""
        self.exit(WRONG, f"{self.prog}: {message}\n")


def _parser(prog: str) -> argparse.ArgumentParser:
    parser = _Parser(prog=prog, description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for name, verb, text, add in (
        ("probe", _probe, "talk to each device and tell its state", _add_device_choice),
        ("test", _test, "let each device do something harmless: read a card, print a slip", _add_device_choice),
        ("learn", _learn, "open one locker door to learn line speed, polarity and byte order", _add_learn),
        ("record", _record, "stand between a program and a device, keep a redacted record", _add_record),
        ("decode", _decode, "explain a frame from a serial log", _add_decode),
    ):
        made = verbs.add_parser(name, help=text, description=text)
        add(made)
        made.add_argument("--json", action="store_true", help="one JSON object a line")
        made.set_defaults(verb=verb)
    return parser


def _add_device_choice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("device", nargs="?", type=_device_class, metavar="CLASS", help=", ".join(DeviceClass))
    parser.add_argument("--settings", type=Path, metavar="FILE", help="kiosk.toml; its [devices.*] are asked")
    parser.add_argument("--driver", help="without --settings: the driver of CLASS")
    parser.add_argument("--port", default="", help="without --settings: where it is attached")
    parser.add_argument("--option", action="append", default=[], metavar="KEY=VALUE", help="as in kiosk.toml")


def _device_class(name: str) -> DeviceClass:
    if name not in tuple(DeviceClass):
        raise argparse.ArgumentTypeError(f"there is no {name!r} (there is: {', '.join(DeviceClass)})")
    return DeviceClass(name)


def _speed(text: str) -> int:
    """0 where the driver's own is meant."""
    if not (text.isdecimal() and int(text) <= FASTEST):
        raise argparse.ArgumentTypeError(f"{text!r} is no line speed: 1200 to {FASTEST}")
    return int(text)


def _tcp_port(text: str) -> int:
    if not (text.isdecimal() and int(text) <= LAST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is no TCP port: 0 to {LAST_PORT}")
    return int(text)


def _add_learn(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--driver", required=True, choices=driver_names(DeviceClass.PICKUP_LOCKER))
    parser.add_argument("--port", required=True)
    speeds = ", ".join(map(str, SPEEDS))
    parser.add_argument("--baudrate", type=_speed, default=0, help=f"0: the driver's own, then {speeds} (%(default)s)")
    parser.add_argument("--board", type=int, default=1, help="address of the board (%(default)s)")
    parser.add_argument("--channels", type=int, default=24, help="locks of the board (%(default)s)")
    parser.add_argument("--lock", type=int, default=1, help="lock whose cell is closed and empty (%(default)s)")


def _add_record(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", required=True, help="where the device is attached")
    parser.add_argument("--baudrate", type=_speed, default=9600)
    parser.add_argument("--family", required=True, choices=redaction.FAMILIES, help="what has to be taken out")
    parser.add_argument("--out", type=Path, required=True, help="file to keep the record in; it is added to")
    parser.add_argument("--listen", type=_tcp_port, default=0, help="TCP port on this machine; 0: any free one")


def _add_decode(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("family", choices=decode.families())
    parser.add_argument("hex", nargs="+", help="the bytes; spaces and either case are allowed")


def _probe(options: argparse.Namespace) -> int:
    return _ask_each(options, findings.probe)


def _test(options: argparse.Namespace) -> int:
    return _ask_each(options, findings.test, hint=trials.BY_HAND)


def _ask_each(
    options: argparse.Namespace,
    ask: Callable[[DeviceClass, Any, Clock], Coroutine[Any, Any, Finding]],
    *,
    hint: Mapping[DeviceClass, str] = NO_HINTS,
) -> int:
    """`hint`: what the installer has to do meanwhile, told beside the findings."""
    passed = True
    for at, (device, settings, driver) in enumerate(_created(_chosen(options))):
        if device in hint:
            print(f"{device}: {hint[device]}", file=sys.stderr, flush=True)
        finding = asyncio.run(ask(device, driver, Clock()))
        passed = passed and finding.passed
        if at and not options.json:
            print()
        where = {"driver": settings.driver, "port": settings.port}
        show({"device": str(device), "passed": finding.passed, **where, **finding.told}, as_json=options.json)
    return FINE if passed else FAILED


def _created(chosen: Iterable[choice.Chosen]) -> list[tuple[DeviceClass, DeviceSettings, Driver]]:
    """SettingsError with the faults of all: nothing is asked before every section is right."""
    created, faults = [], []
    for device, settings in chosen:
        try:
            created.append((device, settings, create_device(device, settings)))
        except SettingsError as error:
            faults += [f"devices.{device}: {fault}" for fault in error.faults]
    if faults:
        raise SettingsError(tuple(faults))
    return created


def _chosen(options: argparse.Namespace) -> list[choice.Chosen]:
    if options.driver:
        return [choice.by_name(options.device, options.driver, options.port, options.option)]
    if options.settings is None:
        raise SettingsError(("either --settings FILE, or CLASS --driver NAME --port PORT",))
    return choice.from_settings(options.settings, options.device)


def _learn(options: argparse.Namespace) -> int:
    pupil = Pupil(options.driver, options.port, options.board, options.channels, options.lock, options.baudrate)
    try:
        speed, learned = asyncio.run(teach(pupil, Clock()))
    except NotLearnedError as error:  # the board is well: its words say what to do
        show({"error": str(error)}, as_json=options.json, to=sys.stdout if options.json else sys.stderr)
        return FAILED
    told = {"baudrate": speed, **vars(learned)}
    show({name: value for name, value in told.items() if value != ""}, as_json=options.json)
    return FINE


def _record(options: argparse.Namespace) -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with (
            options.out.open("a", encoding="utf-8") as out,
            listen(options.listen) as server,
            closing(open_serial(options.port, baudrate=options.baudrate)()) as port,
        ):
            record = Record(out, redaction.redactor(options.family), Clock())
            place = f"socket://127.0.0.1:{server.getsockname()[1]}"
            show({"port": place, "out": str(options.out), "end": "Ctrl-C"}, as_json=options.json)
            try:
                record_all(port, server, record)
            except KeyboardInterrupt:
                show({"passages": record.kept}, as_json=options.json)
    except OSError as error:
        raise SettingsError((str(error),)) from error
    return FINE


def _decode(options: argparse.Namespace) -> int:
    try:
        explanation = decode.explain(options.family, decode.parse_hex(" ".join(options.hex)))
    except ValueError as error:
        told = {"family": options.family, "error": str(error)}
        if options.json:
            show(told, as_json=True)
        else:
            print(f"{options.family}: {error}", file=sys.stderr)
        return FAILED
    whole = {"family": explanation.family, "kind": explanation.kind}
    fields = {"fields": explanation.fields} if options.json else explanation.fields
    show({**whole, **fields}, as_json=options.json)
    return FINE
