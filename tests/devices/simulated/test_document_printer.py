"""The simulated A4 printer over its IPP port, with requests written by hand."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.simulated.child import Child
from devices.simulated.ipp import message as ipp
from devices.simulated.ipp.message import Attribute, Group, Message, texts

PDF = b"%PDF-1.4\n1 0 obj << /Type /Pages >> 2 0 obj << /Type /Page >> %%EOF"
PRINT, VALIDATE, CANCEL, JOB, JOBS, PRINTER = 0x0002, 0x0004, 0x0008, 0x0009, 0x000A, 0x000B


class Client:
    def __init__(self, child: Child) -> None:
        self.control = child.control
        self.uri = child.url

    def ask(self, operation: int, *more: Attribute, data: bytes = b"", job: tuple[Attribute, ...] = ()) -> Message:
        head = (
            texts(ipp.CHARSET, "attributes-charset", "utf-8"),
            texts(ipp.LANGUAGE, "attributes-natural-language", "en"),
            texts(ipp.URI, "printer-uri", self.uri),
        )
        groups = [Group(ipp.OPERATION_GROUP, (*head, *more))]
        if job:
            groups.append(Group(ipp.JOB_GROUP, job))
        return ipp.decode(self.post(ipp.encode(Message((2, 0), operation, 7, tuple(groups), data))))

    def post(self, body: bytes, kind: str = "application/ipp", within_s: float = 5) -> bytes:
        url = self.uri.replace("ipp://", "http://")
        request = urllib.request.Request(url, body, {"Content-Type": kind})
        with urllib.request.urlopen(request, timeout=within_s) as answer:
            return bytes(answer.read())

    def print(self, data: bytes = PDF) -> int:
        answer = self.ask(PRINT, texts(ipp.NAME, "job-name", "proof"), data=data)
        assert answer.code == 0
        number = answer.group(ipp.JOB_GROUP).get("job-id")
        assert number is not None
        return number.number

    def job(self, number: int) -> tuple[int, str]:
        group = self.ask(JOB, ipp.numbers(ipp.INTEGER, "job-id", number)).group(ipp.JOB_GROUP)
        state, reason = group.get("job-state"), group.get("job-state-reasons")
        assert state is not None
        assert reason is not None
        return state.number, reason.text

    def wait_for(self, number: int, state: str) -> None:
        def there(now: dict[str, list[dict[str, object]]]) -> bool:
            return any(job["id"] == number and job["state"] == state for job in now["jobs"])

        self.control.wait_until(there, timeout_s=4)  # type: ignore[arg-type]


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[Client]:
    with Child.start("document_printer", ["--tray", str(tmp_path)]) as child:
        yield Client(child)


def reasons(printer: Client) -> tuple[int, tuple[str, ...]]:
    group = printer.ask(PRINTER).group(ipp.PRINTER_GROUP)
    state, why = group.get("printer-state"), group.get("printer-state-reasons")
    assert state is not None
    assert why is not None
    return state.number, why.texts


def test_a_job_is_followed_to_its_completion_and_its_pdf_is_kept(printer: Client) -> None:
    number = printer.print()
    printer.wait_for(number, "completed")
    assert printer.job(number) == (9, "job-completed-successfully")
    assert Path(printer.control.state()["jobs"][0]["pdf"]).read_bytes() == PDF


@pytest.mark.parametrize(
    ("control", "off", "reason"),
    [
        (("media", {"level": "out"}), {"level": "ok"}, "media-empty-error"),
        (("jam", {"on": True}), {"on": False}, "media-jam-error"),
        (("cover", {"open": True}), {"open": False}, "cover-open-error"),
    ],
)
def test_a_stopped_printer_holds_the_job_and_goes_on_when_mended(
    printer: Client, control: tuple[str, dict[str, object]], off: dict[str, object], reason: str
) -> None:
    printer.control.do(control[0], **control[1])
    number = printer.print()
    printer.wait_for(number, "stopped")
    assert reasons(printer) == (5, (reason,))
    assert printer.job(number) == (6, "printer-stopped")
    printer.control.do(control[0], **off)
    printer.wait_for(number, "completed")
    assert reasons(printer) == (3, ("none",))


def test_a_job_can_die_half_way(printer: Client) -> None:
    printer.control.do("abort_next")
    first = printer.print()
    printer.wait_for(first, "aborted")
    assert printer.job(first) == (8, "aborted-by-system")
    printer.wait_for(printer.print(), "completed")


def test_a_waiting_job_can_be_cancelled_and_a_finished_one_cannot(printer: Client) -> None:
    printer.control.do("media", level="out")
    number = printer.print()
    target = ipp.numbers(ipp.INTEGER, "job-id", number)
    assert printer.ask(CANCEL, target).code == 0
    assert printer.job(number) == (7, "job-canceled-by-user")
    assert printer.ask(CANCEL, target).code == 0x0404


def test_jobs_are_listed_by_what_became_of_them(printer: Client) -> None:
    done = printer.print()
    printer.wait_for(done, "completed")
    printer.control.do("jam", on=True)
    waiting = printer.print()

    def listed(which: str) -> list[int]:
        answer = printer.ask(JOBS, texts(ipp.KEYWORD, "which-jobs", which))
        return [group.attributes[1].number for group in answer.groups if group.tag == ipp.JOB_GROUP]

    assert listed("completed") == [done]
    assert listed("not-completed") == [waiting]


def test_what_the_printer_cannot_do_is_said_and_not_done(printer: Client) -> None:
    assert printer.ask(PRINT, texts(ipp.MIME, "document-format", "text/html"), data=b"x").code == 0x040A
    assert printer.ask(0x4001).code == 0x0501
    assert printer.ask(JOB, ipp.numbers(ipp.INTEGER, "job-id", 99)).code == 0x0406
    two_sided = printer.ask(VALIDATE, job=(texts(ipp.KEYWORD, "sides", "two-sided-long-edge"),))
    assert two_sided.code == 0x0001
    assert two_sided.group(ipp.UNSUPPORTED_GROUP).get("sides") is not None
    assert printer.control.state()["jobs"] == []


def test_a_printer_that_takes_no_jobs_says_so(printer: Client) -> None:
    printer.control.do("accepting", on=False)
    assert printer.ask(PRINT, data=PDF).code == 0x0506
    accepting = printer.ask(PRINTER).group(ipp.PRINTER_GROUP).get("printer-is-accepting-jobs")
    assert accepting is not None
    assert accepting.values == (b"\x00",)


def test_a_deaf_printer_lets_the_question_time_out(printer: Client) -> None:
    printer.control.do("deaf", on=True)
    with pytest.raises(TimeoutError):
        printer.post(b"x", within_s=0.2)


def test_only_what_was_asked_for_is_told(printer: Client) -> None:
    answer = printer.ask(PRINTER, texts(ipp.KEYWORD, "requested-attributes", "printer-state", "media-ready"))
    assert {attribute.name for attribute in answer.group(ipp.PRINTER_GROUP).attributes} == {
        "printer-state",
        "media-ready",
    }


@pytest.mark.parametrize(
    "body", [b"", b"\x02\x00\x00\x0b\x00\x00\x00\x01", b"\x02\x00\x00\x0b\x00\x00\x00\x01\x01\x47\x00\xff"]
)
def test_what_is_not_ipp_is_a_bad_request(printer: Client, body: bytes) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        printer.post(body)
    assert refused.value.code == 400
    refused.value.close()


def test_only_ipp_is_taken(printer: Client) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        printer.post(b"hello", kind="text/plain")
    assert refused.value.code == 405
    refused.value.close()
