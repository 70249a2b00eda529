"""What the simulated A4 printer says of itself and of its jobs, as IPP attributes (RFC 8011, PWG 5100.12)."""

import time
import uuid

from devices.simulated.ipp import message as ipp
from devices.simulated.ipp.jobs import TONER_LOW_AT, DocumentJobs, Job, JobState
from devices.simulated.ipp.message import Attribute, numbers, texts

OPERATIONS = (0x0002, 0x0004, 0x0005, 0x0006, 0x0008, 0x0009, 0x000A, 0x000B)
FORMATS = ("application/pdf", "application/octet-stream")
MEDIA = "iso_a4_210x297mm"
SERIAL = "SIM0000002"
A4 = (21_000, 29_700)
"""hundredths of a millimetre"""


def printer_attributes(jobs: DocumentJobs, uri: str) -> tuple[Attribute, ...]:
    return (*_state(jobs, uri), *_description(uri), *_job_template())


def job_attributes(job: Job, jobs: DocumentJobs, uri: str) -> tuple[Attribute, ...]:
    up = jobs.started
    return (
        texts(ipp.URI, "job-uri", job_uri(job, uri)),
        numbers(ipp.INTEGER, "job-id", job.number),
        texts(ipp.URI, "job-printer-uri", uri),
        texts(ipp.NAME, "job-name", job.name),
        texts(ipp.NAME, "job-originating-user-name", job.user),
        numbers(ipp.ENUM, "job-state", job.state),
        texts(ipp.KEYWORD, "job-state-reasons", job.reason),
        numbers(ipp.INTEGER, "job-impressions-completed", job.done_pages),
        numbers(ipp.INTEGER, "job-k-octets", (job.octets + 1023) // 1024),
        _since("time-at-creation", job.created, up),
        _since("time-at-processing", job.started, up),
        _since("time-at-completed", job.ended, up),
        numbers(ipp.INTEGER, "job-printer-up-time", _up_time(jobs)),
        texts(ipp.CHARSET, "attributes-charset", "utf-8"),
        texts(ipp.LANGUAGE, "attributes-natural-language", "en"),
    )


def job_uri(job: Job, uri: str) -> str:
    return f"{uri}/{job.number}"


def _state(jobs: DocumentJobs, uri: str) -> tuple[Attribute, ...]:
    state = 5 if jobs.stopped else 4 if jobs.busy else 3
    queued = sum(not job.state.ended for job in jobs.jobs.values())
    processing = any(job.state is JobState.PROCESSING for job in jobs.jobs.values())
    return (
        texts(ipp.URI, "printer-uri-supported", uri),
        numbers(ipp.ENUM, "printer-state", state),
        texts(ipp.KEYWORD, "printer-state-reasons", *jobs.reasons()),
        texts(ipp.TEXT, "printer-state-message", "printing" if processing else ""),
        ipp.boolean("printer-is-accepting-jobs", jobs.accepting),
        texts(ipp.NAME, "marker-names", "black"),
        texts(ipp.KEYWORD, "marker-types", "toner"),
        numbers(ipp.INTEGER, "marker-levels", jobs.toner),
        numbers(ipp.INTEGER, "marker-low-levels", TONER_LOW_AT),
        numbers(ipp.INTEGER, "marker-high-levels", 100),
        numbers(ipp.INTEGER, "queued-job-count", queued),
        numbers(ipp.INTEGER, "printer-up-time", _up_time(jobs)),
        Attribute("printer-current-time", (ipp.DATE_TIME,), (_date_time(jobs.clock()),)),
    )


def _description(uri: str) -> tuple[Attribute, ...]:
    return (
        texts(ipp.KEYWORD, "uri-security-supported", "none"),
        texts(ipp.KEYWORD, "uri-authentication-supported", "requesting-user-name"),
        texts(ipp.NAME, "printer-name", "a4"),
        texts(ipp.TEXT, "printer-info", "Simulated A4 printer"),
        texts(ipp.TEXT, "printer-location", "branch"),
        texts(ipp.URI, "printer-more-info", uri.replace("ipp://", "http://")),
        texts(ipp.TEXT, "printer-make-and-model", "Simulated A4"),
        texts(ipp.TEXT, "printer-device-id", f"MFG:Simulated;MDL:A4;CMD:PDF;SN:{SERIAL};"),
        texts(ipp.URI, "printer-uuid", uuid.uuid5(uuid.NAMESPACE_URL, uri).urn),
        texts(ipp.KEYWORD, "ipp-versions-supported", "1.1", "2.0"),
        texts(ipp.KEYWORD, "ipp-features-supported", "none"),
        numbers(ipp.ENUM, "operations-supported", *OPERATIONS),
        texts(ipp.CHARSET, "charset-configured", "utf-8"),
        texts(ipp.CHARSET, "charset-supported", "utf-8"),
        texts(ipp.LANGUAGE, "natural-language-configured", "en"),
        texts(ipp.LANGUAGE, "generated-natural-language-supported", "en"),
        texts(ipp.MIME, "document-format-default", FORMATS[0]),
        texts(ipp.MIME, "document-format-supported", *FORMATS),
        texts(ipp.KEYWORD, "compression-supported", "none"),
        texts(ipp.KEYWORD, "pdl-override-supported", "attempted"),
        ipp.boolean("color-supported", False),
        ipp.boolean("multiple-document-jobs-supported", False),
        numbers(ipp.INTEGER, "multiple-operation-time-out", 60),
        numbers(ipp.INTEGER, "pages-per-minute", 30),
    )


def _job_template() -> tuple[Attribute, ...]:
    margin = 423
    return (
        numbers(ipp.INTEGER, "copies-default", 1),
        ipp.number_range("copies-supported", 1, 1),
        texts(ipp.KEYWORD, "media-default", MEDIA),
        texts(ipp.KEYWORD, "media-supported", MEDIA),
        texts(ipp.KEYWORD, "media-ready", MEDIA),
        *(
            numbers(ipp.INTEGER, f"media-{side}-margin-supported", margin)
            for side in ("bottom", "left", "right", "top")
        ),
        _media_sizes(),
        texts(ipp.KEYWORD, "sides-default", "one-sided"),
        texts(ipp.KEYWORD, "sides-supported", "one-sided"),
        numbers(ipp.ENUM, "orientation-requested-default", 3),
        numbers(ipp.ENUM, "orientation-requested-supported", 3),
        numbers(ipp.ENUM, "finishings-default", 3),
        numbers(ipp.ENUM, "finishings-supported", 3),
        numbers(ipp.ENUM, "print-quality-default", 4),
        numbers(ipp.ENUM, "print-quality-supported", 4),
        texts(ipp.KEYWORD, "output-bin-default", "face-down"),
        texts(ipp.KEYWORD, "output-bin-supported", "face-down"),
        ipp.resolution("printer-resolution-default", 600),
        ipp.resolution("printer-resolution-supported", 600),
        texts(ipp.KEYWORD, "print-color-mode-default", "monochrome"),
        texts(ipp.KEYWORD, "print-color-mode-supported", "monochrome"),
        texts(ipp.KEYWORD, "job-creation-attributes-supported", "copies", "media", "sides", "job-name"),
    )


def _media_sizes() -> Attribute:
    parts = [(ipp.BEGIN_COLLECTION, b"")]
    for member, size in zip(("x-dimension", "y-dimension"), A4, strict=True):
        parts += [(ipp.MEMBER_NAME, member.encode()), (ipp.INTEGER, size.to_bytes(4, "big"))]
    parts.append((ipp.END_COLLECTION, b""))
    return Attribute("media-size-supported", tuple(tag for tag, _ in parts), tuple(value for _, value in parts))


def _since(name: str, moment: float | None, start: float) -> Attribute:
    """Times of a job count from the printer's start, in seconds, from 1."""
    return ipp.no_value(name) if moment is None else numbers(ipp.INTEGER, name, int(moment - start) + 1)


def _up_time(jobs: DocumentJobs) -> int:
    return int(jobs.clock() - jobs.started) + 1


def _date_time(moment: float) -> bytes:
    """RFC 2579 DateAndTime in UTC."""
    now = time.gmtime(moment)
    date = now.tm_year.to_bytes(2, "big") + bytes([now.tm_mon, now.tm_mday, now.tm_hour, now.tm_min, now.tm_sec])
    return date + b"\x00+\x00\x00"
