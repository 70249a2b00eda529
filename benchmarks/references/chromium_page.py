"""What a web kiosk would do: Chromium shows a page of forty cards and changes it at a touch. Headless, same machine."""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync"]
CARDS = "".join(f'<div class="card"><h2>办理事项 {n}</h2><p>带身份证 · 约 5 分钟</p></div>' for n in range(40))
PAGE = f"""<!doctype html><meta charset="utf-8"><style>
body{{margin:0;font:32px sans-serif;background:#f5f4ee}} header{{background:#0d4f55;color:#fff;padding:30px}}
main{{display:grid;grid-template-columns:1fr 1fr;gap:16px;padding:16px}}
.card{{background:#fff;border:2px solid #0d4f55;border-radius:12px;padding:8px 16px}}</style>
<header><button id="go">今天想办什么事</button></header><main id="main">{CARDS}</main>"""
CHANGE = """() => new Promise(done => {
  const began = performance.now();
  document.getElementById('main').innerHTML = document.getElementById('main').innerHTML.replaceAll('办理', '已选');
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
})"""


@dataclass(frozen=True)
class ChromiumFigures:
    first_paint_ms: float
    """from the start of the browser to a picture of the page"""
    page_change_ms: float
    mebibytes: float
    """proportional set size of all its processes"""


def measure(repeat: int = 15) -> ChromiumFigures | None:
    """None where no Chromium is installed."""
    if CHROMIUM is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        began = time.perf_counter()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1080, "height": 1920})
        page.set_content(PAGE)
        page.screenshot()
        painted = (time.perf_counter() - began) * 1000
        changes = sorted(float(page.evaluate(CHANGE)) for _ in range(repeat))
        memory = sum(map(proportional_mebibytes, _pids(browser.new_browser_cdp_session())))
        browser.close()
    return ChromiumFigures(painted, changes[len(changes) // 2], memory)


def proportional_mebibytes(pid: int) -> float:
    """PSS: shared pages count by their share; 0 where the system does not tell."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0.0)


def _pids(session: object) -> list[int]:
    told = session.send("SystemInfo.getProcessInfo")  # type: ignore[attr-defined]
    return [int(process["id"]) for process in told["processInfo"]]
