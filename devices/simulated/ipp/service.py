"""The operations of the simulated A4 printer (RFC 8011): print, validate, follow, cancel, list, describe."""

from devices.simulated.ipp import message as ipp
from devices.simulated.ipp.attributes import FORMATS, OPERATIONS, job_attributes, job_uri, printer_attributes
from devices.simulated.ipp.jobs import DocumentJobs, Job
from devices.simulated.ipp.message import Attribute, Group, Message, numbers, texts

OK, OK_IGNORED = 0x0000, 0x0001
BAD_REQUEST, NOT_POSSIBLE, NOT_FOUND = 0x0400, 0x0404, 0x0406
FORMAT_UNSUPPORTED, CHARSET_UNSUPPORTED, COMPRESSION_UNSUPPORTED = 0x040A, 0x040D, 0x040F
OPERATION_UNSUPPORTED, VERSION_UNSUPPORTED, NOT_ACCEPTING = 0x0501, 0x0503, 0x0506

SUPPORTED_JOB_ATTRIBUTES = {
    "copies": {"1"},
    "media": {"iso_a4_210x297mm"},
    "sides": {"one-sided"},
    "print-quality": {"4"},
    "orientation-requested": {"3"},
    "finishings": {"3"},
    "print-color-mode": {"monochrome"},
    "output-bin": {"face-down"},
}


class _RefusedError(Exception):
    def __init__(self, status: int, *unsupported: Attribute) -> None:
        super().__init__(f"{status:#06x}")
        self.status = status
        self.unsupported = unsupported


class IppService:
    """`uri` is what the printer calls itself."""

    def __init__(self, jobs: DocumentJobs) -> None:
        self.uri = ""
        self._jobs = jobs

    def answer(self, content: bytes) -> bytes:
        """MalformedError when the content is not IPP at all."""
        request = ipp.decode(content)
        try:
            self._check(request)
            status, groups = self._act(request)
        except _RefusedError as refused:
            status, groups = refused.status, _unsupported(refused.unsupported)
        version = request.version if request.version in ((1, 0), (1, 1), (2, 0)) else (1, 1)
        operation = Group(
            ipp.OPERATION_GROUP,
            (
                texts(ipp.CHARSET, "attributes-charset", "utf-8"),
                texts(ipp.LANGUAGE, "attributes-natural-language", "en"),
            ),
        )
        return ipp.encode(Message(version, status, request.request_id, (operation, *groups)))

    def _check(self, request: Message) -> None:
        if request.version[0] not in (1, 2):
            raise _RefusedError(VERSION_UNSUPPORTED)
        if request.request_id == 0:
            raise _RefusedError(BAD_REQUEST)
        first = request.groups[0].attributes if request.groups else ()
        names = [attribute.name for attribute in first[:2]]
        if names != ["attributes-charset", "attributes-natural-language"]:
            raise _RefusedError(BAD_REQUEST)
        if first[0].text.lower() not in ("utf-8", "us-ascii"):
            raise _RefusedError(CHARSET_UNSUPPORTED)
        if request.code not in OPERATIONS:
            raise _RefusedError(OPERATION_UNSUPPORTED)
        operation = request.group(ipp.OPERATION_GROUP)
        if operation.get("printer-uri") is None and operation.get("job-uri") is None:
            raise _RefusedError(BAD_REQUEST)

    def _act(self, request: Message) -> tuple[int, tuple[Group, ...]]:
        match request.code:
            case 0x0002:
                return self._print(request)
            case 0x0004:
                return self._validated(request)
            case 0x0005:
                return self._create(request)
            case 0x0006:
                return self._send(request)
            case 0x0008:
                return self._cancel(request)
            case 0x0009:
                job = self._job(request)
                chosen = _chosen(request, job_attributes(job, self._jobs, self.uri))
                return OK, (Group(ipp.JOB_GROUP, chosen),)
            case 0x000A:
                return self._list(request)
            case _:
                chosen = _chosen(request, printer_attributes(self._jobs, self.uri))
                return OK, (Group(ipp.PRINTER_GROUP, chosen),)

    def _print(self, request: Message) -> tuple[int, tuple[Group, ...]]:
        if not request.data:
            raise _RefusedError(BAD_REQUEST)
        status, groups = self._create(request)
        job = self._jobs.jobs[max(self._jobs.jobs)]
        self._jobs.give(job, request.data)
        return status, (*groups[:-1], Group(ipp.JOB_GROUP, self._made(job)))

    def _create(self, request: Message) -> tuple[int, tuple[Group, ...]]:
        if not self._jobs.accepting:
            raise _RefusedError(NOT_ACCEPTING)
        status, groups = self._validated(request)
        operation = request.group(ipp.OPERATION_GROUP)
        name, user = operation.get("job-name"), operation.get("requesting-user-name")
        job = self._jobs.create(name=name.text if name else "untitled", user=user.text if user else "anonymous")
        return status, (*groups, Group(ipp.JOB_GROUP, self._made(job)))

    def _send(self, request: Message) -> tuple[int, tuple[Group, ...]]:
        job = self._job(request)
        last = request.group(ipp.OPERATION_GROUP).get("last-document")
        if last is None or not request.data:
            raise _RefusedError(BAD_REQUEST)
        if job.pdf is not None or job.state.ended:
            raise _RefusedError(NOT_POSSIBLE)
        self._validated(request)
        self._jobs.give(job, request.data)
        return OK, (Group(ipp.JOB_GROUP, self._made(job)),)

    def _validated(self, request: Message) -> tuple[int, tuple[Group, ...]]:
        operation = request.group(ipp.OPERATION_GROUP)
        kind, packing = operation.get("document-format"), operation.get("compression")
        if kind is not None and kind.text not in FORMATS:
            raise _RefusedError(FORMAT_UNSUPPORTED, kind)
        if packing is not None and packing.text != "none":
            raise _RefusedError(COMPRESSION_UNSUPPORTED, packing)
        ignored = tuple(attribute for attribute in request.group(ipp.JOB_GROUP).attributes if not _supported(attribute))
        return (OK_IGNORED if ignored else OK), _unsupported(ignored)

    def _made(self, job: Job) -> tuple[Attribute, ...]:
        return (
            texts(ipp.URI, "job-uri", job_uri(job, self.uri)),
            numbers(ipp.INTEGER, "job-id", job.number),
            numbers(ipp.ENUM, "job-state", job.state),
            texts(ipp.KEYWORD, "job-state-reasons", job.reason),
        )

    def _cancel(self, request: Message) -> tuple[int, tuple[Group, ...]]:
        job = self._job(request)
        if job.state.ended:
            raise _RefusedError(NOT_POSSIBLE)
        self._jobs.cancel(job)
        return OK, ()

    def _job(self, request: Message) -> Job:
        operation = request.group(ipp.OPERATION_GROUP)
        by_number, by_uri = operation.get("job-id"), operation.get("job-uri")
        if by_number is None and by_uri is None:
            raise _RefusedError(BAD_REQUEST)
        number = by_number.number if by_number else _last_part(by_uri)
        if number not in self._jobs.jobs:
            raise _RefusedError(NOT_FOUND)
        return self._jobs.jobs[number]

    def _list(self, request: Message) -> tuple[int, tuple[Group, ...]]:
        operation = request.group(ipp.OPERATION_GROUP)
        which, limit = operation.get("which-jobs"), operation.get("limit")
        if which is not None and which.text not in ("completed", "not-completed"):
            raise _RefusedError(0x040B, which)
        ended = which is not None and which.text == "completed"
        listed = [job for job in self._jobs.jobs.values() if job.state.ended == ended and _concerns(operation, job)]
        listed.sort(key=_latest_first if ended else _in_order)
        groups = [
            Group(ipp.JOB_GROUP, _chosen(request, job_attributes(job, self._jobs, self.uri), "job-uri", "job-id"))
            for job in listed[: limit.number if limit else None]
        ]
        return OK, tuple(groups)


def _concerns(operation: Group, job: Job) -> bool:
    mine, user = operation.get("my-jobs"), operation.get("requesting-user-name")
    return mine is None or mine.values[0] != b"\x01" or (user is not None and user.text == job.user)


def _latest_first(job: Job) -> float:
    return -(job.ended or 0)


def _in_order(job: Job) -> float:
    return job.number


def _supported(attribute: Attribute) -> bool:
    allowed = SUPPORTED_JOB_ATTRIBUTES.get(attribute.name)
    if allowed is None:
        return False
    is_number = attribute.tags[0] in (ipp.INTEGER, ipp.ENUM)
    return (str(attribute.number) if is_number else attribute.text) in allowed


def _unsupported(attributes: tuple[Attribute, ...]) -> tuple[Group, ...]:
    return (Group(ipp.UNSUPPORTED_GROUP, attributes),) if attributes else ()


def _chosen(request: Message, attributes: tuple[Attribute, ...], *default: str) -> tuple[Attribute, ...]:
    wanted = request.group(ipp.OPERATION_GROUP).get("requested-attributes")
    names = set(wanted.texts) if wanted else set(default)
    if not names or names & {"all", "printer-description", "job-template", "job-description"}:
        return attributes
    return tuple(attribute for attribute in attributes if attribute.name in names)


def _last_part(uri: Attribute | None) -> int:
    last = uri.text.rpartition("/")[2] if uri else ""
    return int(last) if last.isdecimal() else -1
