"""The command line: a served hall over real TLS, and one clear line for bad input."""

import json
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from hall.__main__ import main
from offline_cache.identity import read_identity


@dataclass(frozen=True)
class Served:
    hall: str
    console: str
    home: Path
    bundle: Path

    def context(self, *, certificate: bool = True) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=self.bundle / "ca.pem")
        if certificate:
            context.load_cert_chain(self.bundle / "client.pem", self.bundle / "client-key.pem")
        return context


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home, bundle = tmp_path_factory.mktemp("home") / "hall", tmp_path_factory.mktemp("bundle") / "identity"
    assert main(["init", "--dir", str(home)]) == 0
    enrol = ["enroll", "--dir", str(home), "--terminal", "T-0001-1", "--url", "https://127.0.0.1:1", "--out"]
    assert main([*enrol, str(bundle)]) == 0
    command = [sys.executable, "-m", "hall", "serve", "--dir", str(home), "--port", "0", "--console-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        yield Served(ready["hall"], ready["console"], home, bundle)
        process.terminate()
        assert process.wait(60) == 0


def test_the_bundle_is_what_a_terminal_reads(served: Served) -> None:
    identity = read_identity(served.bundle)
    assert identity.terminal_id == "T-0001-1"
    assert len(identity.pickup_key) == 32


def test_the_certificate_decides_who_asks(served: Served) -> None:
    with httpx.Client(base_url=served.hall, verify=served.context()) as client:
        assert client.get("/v1/t/T-0001-1/inbox", params={"wait": 0}).status_code == 204
        assert client.get("/v1/t/T-0002-1/inbox", params={"wait": 0}).json()["error"] == "E104"


@pytest.mark.row("S17")
def test_nobody_gets_in_without_a_certificate_or_below_tls_1_3(served: Served) -> None:
    old = served.context()
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    for context in (served.context(certificate=False), old):
        with httpx.Client(base_url=served.hall, verify=context) as client, pytest.raises(httpx.TransportError):
            client.get("/v1/openapi.json")


def test_the_console_answers_on_loopback(served: Served) -> None:
    assert httpx.get(f"{served.console}/login").status_code == 200


def test_a_port_in_use_is_one_line(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    port = served.hall.rsplit(":", 1)[1]
    arguments = ["serve", "--dir", str(served.home), "--port", port, "--console-port", "0"]
    assert main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_no_cases_are_an_empty_list(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cases", "--dir", str(served.home), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["cases", "--dir", "{empty}"], "init"),
        (["cases", "--dir", "{empty}/nowhere"], "no such folder"),
        (["serve", "--dir", "{home}", "--database", "mysql://x/y"], "mysql"),
        (["init", "--dir", "{home}"], "holds a hall already"),
        (["init", "--dir", "{empty}/new", "--people", "{empty}/none.toml"], "none.toml"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(
    served: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], named: str
) -> None:
    filled = [argument.format(empty=tmp_path, home=served.home) for argument in arguments]
    assert main(filled) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert named in error


def test_all_faults_of_an_enrolment_are_named_at_once(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["enroll", "--dir", str(served.home), "--terminal", "x!", "--url", "http://hall", "--out"]
    assert main([*arguments, str(served.bundle)]) == 2
    error = capsys.readouterr().err
    assert all(option in error for option in ("--terminal", "--url", "--out"))
