"""The published OpenAPI, and whether the service keeps to it whatever it is sent."""

import threading
from collections.abc import Iterator

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from uvicorn import Config, Server

from hall.service.peer import naming_peer
from tests.hall.rig import Rig

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
EXPECTED = {
    "/v1/hello": {"post"},
    "/v1/t/{tid}/s/{sub_id}": {"put"},
    "/v1/t/{tid}/a/{digest}": {"head", "patch"},
    "/v1/t/{tid}/q": {"post"},
    "/v1/t/{tid}/inbox": {"get"},
    "/v1/t/{tid}/facts": {"post"},
    "/v1/t/{tid}/proofs": {"post"},
    "/v1/t/{tid}/progress": {"post"},
    "/v1/content/{path}": {"get"},
}


@pytest.fixture
def address(small_rig: Rig) -> Iterator[str]:
    """The terminals' side on a port of its own, to an enrolled terminal."""
    terminal = small_rig.terminal()
    config = Config(
        naming_peer(small_rig.terminals, terminal.id), port=0, log_config=None, lifespan="off", ws="none", http="h11"
    )
    server = Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_the_openapi_names_every_request(address: str) -> None:
    published = httpx.get(f"{address}/v1/openapi.json").json()
    paths = {path: set(methods) for path, methods in published["paths"].items()}
    assert paths == EXPECTED


def test_no_request_is_answered_outside_the_published_contract(address: str) -> None:
    """Status, media type and body of every answer are published; none is a crash."""
    schema = schemathesis.openapi.from_url(f"{address}/v1/openapi.json")
    tried: list[str] = []
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def probe(case: schemathesis.Case) -> None:
            if "tid" in case.path_parameters:
                case.path_parameters["tid"] = "T-0001-1"
            if "inbox" in case.path:
                case.query["wait"] = 0
            case.call_and_validate(checks=CHECKS)
            tried.append(case.path)

        probe()
    assert len(tried) > 60
    assert set(tried) == set(EXPECTED)


@pytest.mark.parametrize("path", ["/v1/content/a%0Ab", "/v1/nowhere", "/"])
def test_an_address_that_there_is_not_is_refused_with_a_number(small_rig: Rig, path: str) -> None:
    answer = small_rig.line(small_rig.terminal().id).get(path)
    assert (answer.status_code, answer.json()["error"]) == (404, "E122")
