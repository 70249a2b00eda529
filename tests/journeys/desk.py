"""Hall staff at the console: signs in and sends the real forms, as a browser would; reads JSON where pages have it."""

import re
import time
from collections.abc import Callable
from typing import Any

import httpx

WINDOW = ("3001", "hall-window-3001")
COURIER = ("3002", "hall-courier-3002")
PATIENCE_S = 30.0
LOGIN_TOKEN = re.compile(r'name="csrf"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="csrf"')


class DeskError(Exception):
    """The console does not show what staff look for."""


class Desk:
    """One member of staff in one browser."""

    def __init__(self, console: str, who: tuple[str, str] = WINDOW) -> None:
        self._browser = httpx.Client(base_url=console, follow_redirects=True, timeout=30, trust_env=False)
        number, password = who
        found = LOGIN_TOKEN.search(self._browser.get("/console/login").text)
        token = (found[1] or found[2]) if found else ""
        self._browser.post("/console/login", data={"number": number, "password": password, "csrf": token})
        self._csrf = str(self._get("/console/api/session")["csrf"])

    def close(self) -> None:
        self._browser.close()

    def held(self, number: str) -> int:
        """How many submissions with this 业务流水号 the hall holds."""
        return int(self._get("/console/api/cases", number=number)["count"])

    def case(self, number: str) -> dict[str, Any] | None:
        found = self._get("/console/api/cases", number=number)["cases"]
        return found[0] if found else None

    def wait_case(self, number: str, fits: Callable[[dict[str, Any]], bool] = bool) -> dict[str, Any]:
        """The case once it is there and as it should be."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            case = self.case(number)
            if case is not None and fits(case):
                return case
            if time.monotonic() > deadline:
                raise DeskError(f"the case {number} is {case}")
            time.sleep(0.1)

    def decide(self, number: str, *actions: str) -> dict[str, Any]:
        """Presses the buttons of the case's page one after the other."""
        for action in actions:
            case = self.wait_case(number)
            answer = self._browser.post(
                f"/console/cases/{case['terminal_id']}/{case['sub_id']}/decide",
                data={"action": action, "csrf": self._csrf, "version": case["version"]},
            )
            if answer.status_code >= 400 or "fault=" in str(answer.url):
                raise DeskError(f"{action} on {case['state']}: {answer.status_code} {answer.url}")
        return self.wait_case(number)

    def message(self, number: str, pattern: str) -> str:
        """What a short message for this case says: the first group of `pattern`."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            messages = self._get("/console/api/messages", number="")
            for message in messages:
                found = re.search(pattern, message["text"])
                if found and number in message["text"]:
                    return found[1]
            if time.monotonic() > deadline:
                raise DeskError(f"no message fits {pattern}: {messages}")
            time.sleep(0.1)

    def licence_code(self, company: str) -> str:
        """What the customer's phone shows: an electronic licence code."""
        return str(self._get("/demo/elicence", company=company)["code"])

    def _get(self, path: str, **query: str) -> Any:
        answer = self._browser.get(path, params=query)
        if answer.status_code >= 400 or "json" not in answer.headers.get("content-type", ""):
            raise DeskError(f"{path}: {answer.status_code} {answer.url}")
        return answer.json()
