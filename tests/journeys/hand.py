"""The customer's hand and eyes: touches the real window through the robot's port and counts what it does."""

import json
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PATIENCE_S = 25.0
LOOK_AGAIN_S = 0.05

SIGNATURE = (
    ((180, 320, 0), (320, 300, 60), (470, 310, 120)),
    ((300, 200, 400), (310, 420, 480), (240, 640, 560), (160, 760, 640)),
    ((330, 450, 900), (450, 600, 980), (560, 720, 1060), (700, 640, 1140), (820, 500, 1220)),
)


class LostError(Exception):
    """What the customer looks for did not come on the screen; the message says what is there instead."""


@dataclass
class Hand:
    """`robot` gives the port of the terminal that serves now: it changes with every customer."""

    robot: Callable[[], int]
    screens: Path
    touches: int = 0
    keystrokes: int = 0
    scrolls: int = 0
    taken: list[Path] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)

    def page(self) -> dict[str, Any]:
        """What is on the screen; while one terminal takes over from another, nothing is."""
        try:
            return self._ask(do="page")
        except (OSError, ValueError):
            return {"kind": "", "title": "", "controls": [], "content": {"key": "", "heading": {"title": ""}}}

    def wait_page(self, *kinds: str, has: str = "", within_s: float = PATIENCE_S) -> dict[str, Any]:
        """The page once it is one of `kinds` and carries the control `has`."""

        def fits(page: dict[str, Any]) -> bool:
            return (not kinds or page["kind"] in kinds) and (not has or has in _ids(page))

        return self.wait(fits, f"{' or '.join(kinds)} {has}".strip(), within_s=within_s)

    def wait(self, fits: Callable[[dict[str, Any]], bool], what: str, within_s: float = PATIENCE_S) -> dict[str, Any]:
        deadline = time.monotonic() + within_s
        while True:
            page = self.page()
            if fits(page):
                return page
            if time.monotonic() > deadline:
                raise LostError(f"looking for {what}; there is {page['content']} with {sorted(_ids(page))}")
            time.sleep(LOOK_AGAIN_S)

    def tap(self, control: str, within_s: float = PATIENCE_S) -> None:
        self._touch(within_s, do="tap", id=control)
        if control.startswith(("key:", "candidate:")):
            self.keystrokes += 1
        else:
            self.touches += 1
            self.touched.append(control)

    def tap_through(self, control: str) -> None:
        """Turns the leaves of a long page, each with a touch, until the control is there."""
        while True:
            page = self.wait(lambda page: bool(_ids(page) & {control, "more"}), f"{control} or more")
            if control in _ids(page):
                self.tap(control)
                return
            self.tap("more")
            self.look("more")

    def type(self, text: str, *, done: bool = False) -> None:
        for character in text:
            self.tap(f"key:{character}")
        if done:
            self.tap("key:done")

    def compose(self, *parts: tuple[str, str]) -> None:
        """Pinyin and the candidate wanted of it; ("", "88") are digits."""
        mode = "letters"
        for pinyin, text in parts:
            wanted = "letters" if pinyin else "digits"
            if wanted != mode:
                self.tap(f"key:{wanted}")
                mode = wanted
            self.type(pinyin or text)
            if pinyin:
                self.tap(f"candidate:{text}")

    def hold(self, control: str, seconds: float) -> None:
        self._touch(PATIENCE_S, do="hold", id=control, milliseconds=round(seconds * 1000))
        self.touches += 1

    def sign(self, strokes: Sequence[Sequence[Sequence[int]]] = SIGNATURE) -> None:
        self._touch(PATIENCE_S, do="ink", strokes=strokes)

    def look(self, name: str) -> Path:
        """Keeps a screenshot of a page that has come to rest."""
        self.screens.mkdir(parents=True, exist_ok=True)
        path = self.screens / f"{len(self.taken) + 1:02d}-{name}.png"
        self._still()
        self._ask(do="screenshot", path=str(path))
        self.taken.append(path)
        return path

    def _still(self) -> None:
        """Two looks in a row at which nothing has moved."""
        before = None
        for _ in range(40):
            page = self.page()
            if page["controls"] == before:
                return
            before = page["controls"]
            time.sleep(0.08)

    def _touch(self, within_s: float, **request: Any) -> None:
        deadline = time.monotonic() + within_s
        while True:
            answer = self._ask(**request)
            if answer["ok"]:
                return
            if "out of sight" in answer["error"] and request["do"] == "tap":
                self.scrolls += 1
                self._ask(do="scroll", id=request["id"])
            if time.monotonic() > deadline:
                page = self.page()
                raise LostError(f"{answer['error']}: {page['content']} with {sorted(_ids(page))}")
            time.sleep(LOOK_AGAIN_S)

    def _ask(self, **request: Any) -> dict[str, Any]:
        with socket.create_connection(("127.0.0.1", self.robot()), timeout=30) as connection:
            connection.sendall(json.dumps(request).encode() + b"\n")
            with connection.makefile("rb") as lines:
                answer: dict[str, Any] = json.loads(lines.readline())
        return answer


def _ids(page: dict[str, Any]) -> set[str]:
    return {control["id"] for control in page["controls"]}
