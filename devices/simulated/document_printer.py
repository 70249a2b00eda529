"""An A4 printer on the network that speaks IPP and keeps the PDFs it was sent."""

import asyncio
import sys
from pathlib import Path

from devices.simulated.ipp.jobs import DocumentJobs
from devices.simulated.ipp.message import MalformedError
from devices.simulated.ipp.service import IppService
from devices.simulated.wire.control_server import Changes
from devices.simulated.wire.http_port import HttpPort, HttpRequest, response
from devices.simulated.wire.process import parser, run, serve_device

PATH = "/ipp/print"
IPP = "application/ipp"


class DocumentPrinter:
    def __init__(self, service: IppService) -> None:
        self._service = service

    async def respond(self, request: HttpRequest, writer: asyncio.StreamWriter) -> None:
        if request.method != "POST" or request.headers.get("content-type", "") != IPP:
            writer.write(response(405, "text/plain", b"POST application/ipp\n"))
            return
        try:
            writer.write(response(200, IPP, self._service.answer(request.body)))
        except MalformedError as error:
            writer.write(response(400, "text/plain", f"{error}\n".encode()))


def main() -> int:
    made = parser("document_printer", __doc__)
    made.add_argument("--tray", type=Path, default=Path("documents"), help="folder for what it was sent (%(default)s)")
    options = made.parse_args()

    async def serve_printer() -> None:
        changes = Changes()
        jobs = DocumentJobs(changes, options.tray)
        service = IppService(jobs)
        port = HttpPort(DocumentPrinter(service).respond, scheme="ipp", path=PATH, port=options.port)
        await port.plug()
        service.uri = port.url
        await serve_device("document_printer", options, jobs, port, changes, port.controls(), work=jobs.run())

    return run(serve_printer())


if __name__ == "__main__":
    sys.exit(main())
