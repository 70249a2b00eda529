"""Hall staff in a real browser: the console as it is served, clicked and read in Debian's Chromium."""

import json
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import playwright
import pytest
from playwright.sync_api import Page, sync_playwright

from hall.__main__ import main
from hall.clock import city_clock
from hall.home import HallHome
from hall.service.hall import build_hall
from hall.storage.database import open_database
from offline_cache import wire
from tests.hall.terminal import NOON, Terminal, body

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NUMBER = "K0001261124000011"


def _driver_runs() -> bool:
    """Playwright brings a Node.js of its own, which a bare system may lack a library for."""
    node = Path(playwright.__file__).parent / "driver" / ("node.exe" if sys.platform == "win32" else "node")
    return subprocess.run([str(node), "--version"], capture_output=True, check=False).returncode == 0


pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
    pytest.mark.skipif(not _driver_runs(), reason="Playwright's driver does not start (apt-get install libatomic1)"),
]


@dataclass(frozen=True)
class Served:
    home: HallHome
    console: str
    hall: str
    terminal: Terminal

    def hand_in(self, sub_id: str, plain: wire.SubmissionBody | wire.LockerEvent, **header: object) -> None:
        folder = self.terminal.folder
        context = ssl.create_default_context(cafile=folder / "ca.pem")
        context.load_cert_chain(folder / "client.pem", folder / "client-key.pem")
        envelope = self.terminal.seal(self.terminal.header(sub_id, **header), plain.model_dump_json().encode())
        with httpx.Client(base_url=self.hall, verify=context) as client:
            answer = client.put(f"/v1/t/{self.terminal.id}/s/{sub_id}", content=envelope)
            assert answer.status_code == 201
        self._open()

    def _open(self) -> None:
        """Here, or by the service's own opener if it was quicker: one transaction decides, and it has ended now."""
        database = open_database(self.home.database)
        build_hall(self.home, database, city_clock).opener.open_waiting()
        database.dispose()


@pytest.fixture(scope="module")
def served(sqlite_hall: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home, bundle = tmp_path_factory.mktemp("browser") / "hall", tmp_path_factory.mktemp("browser-bundle") / "identity"
    shutil.copytree(sqlite_hall, home)
    enrol = ["enroll", "--dir", str(home), "--terminal", "T-0001-1", "--url", "https://127.0.0.1:1"]
    assert main([*enrol, "--out", str(bundle), "--branch", "测试银行支行"]) == 0
    command = [sys.executable, "-m", "hall", "serve", "--dir", str(home), "--port", "0", "--console-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        yield Served(HallHome(home), ready["console"], ready["hall"], Terminal(bundle))
        process.terminate()
        assert process.wait(60) == 0


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser.new_page(viewport={"width": 1366, "height": 900})
        browser.close()


def log_in(page: Page, served: Served, number: str, password: str) -> None:
    page.context.clear_cookies()
    page.goto(served.console)
    page.get_by_label("工号").fill(number)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def open_case(page: Page, served: Served) -> None:
    page.goto(f"{served.console}?q={NUMBER}")
    page.get_by_role("link", name="有无违法犯罪记录证明开具").first.click()


def test_a_case_goes_from_the_list_to_a_label_and_into_the_locker(page: Page, served: Served) -> None:
    served.hand_in("a" * 32, body())
    log_in(page, served, "3003", "hall-supervisor-3003")
    open_case(page, served)
    assert page.get_by_role("cell", name="李明远").is_visible()
    page.get_by_text("不予受理", exact=True).first.click()
    page.get_by_role("button", name="不予受理").click()
    assert page.get_by_label("理由").evaluate("field => field.matches(':invalid')"), "no reason, no refusal"
    for name in ("受理", "准予", "封装并交流转员"):
        page.get_by_role("button", name=name, exact=True).click()
    label = page.locator(".label .big").inner_text().replace(" ", "")
    assert label.startswith("P")
    parcel = page.url.rsplit("/", 1)[1]
    event = wire.LockerEvent(kind="delivered", cell=7, parcel_id=parcel, number=NUMBER, at=NOON)
    served.hand_in("b" * 32, event, purpose="locker-event")
    page.get_by_role("link", name="模拟短信").click()
    assert "测试银行支行" in page.locator(".message").inner_text()
    open_case(page, served)
    assert "请取件" in page.locator(".line li.now").inner_text()


def test_no_page_needs_a_script_or_breaks_its_own_rules(page: Page, served: Served) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    log_in(page, served, "3003", "hall-supervisor-3003")
    for name in ("办件", "取件柜", "模拟短信", "终端", "搁置", "好差评", "办不成事", "部门画像", "数据来源"):
        page.get_by_role("navigation").get_by_role("link", name=name).click()
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    assert complaints == []


def test_the_keyboard_alone_signs_in(page: Page, served: Served) -> None:
    page.context.clear_cookies()
    page.goto(served.console)
    page.wait_for_function("document.activeElement.name === 'number'")
    for text in ("3001", "hall-window-3001"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(served.console)
    assert page.get_by_text("窗口演示员").is_visible()


def test_a_wrong_password_says_what_may_be_wrong(page: Page, served: Served) -> None:
    log_in(page, served, "3004", "wrong")
    assert "密码" in page.get_by_role("alert").inner_text()
