"""What `serve --production` does not have, because it exists for the demonstration alone."""

from dataclasses import replace

import pytest

from hall.console.application import console_application
from tests.hall.asgi_client import AsgiClient
from tests.hall.rig import Rig


@pytest.fixture
def production(small_rig: Rig) -> Rig:
    small_rig.hall = replace(small_rig.hall, is_demonstration=False)
    small_rig.console = console_application(small_rig.hall)
    return small_rig


@pytest.mark.row("S18")
@pytest.mark.parametrize("path", ["/demo/elicence?company=A", "/demo/ecredential?person=B"])
def test_nobody_gets_a_licence_code_by_asking_for_it(small_rig: Rig, path: str) -> None:
    def asked() -> int:
        return AsgiClient(small_rig.portal, small_rig.console, "http://127.0.0.1").get(path).status_code

    assert asked() == 200
    small_rig.console = console_application(replace(small_rig.hall, is_demonstration=False))
    assert asked() == 404


@pytest.mark.row("S21")
def test_no_pickup_code_comes_to_the_eyes_of_staff(production: Rig) -> None:
    staff = production.browser("3003")
    for path in ("/console/messages", "/console/api/messages", "/console/sources"):
        assert staff.get(path).status_code == 404
    page = staff.get("/console").text
    for word in ("模拟短信", "数据来源", "演示大厅", "演示系统"):
        assert word not in page
