"""A customer's way through a service: looks at each page and does what a person would, with a person's answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.simulated.control import BranchControl
from tests.journeys.hand import Hand, LostError

LONG_S = 60.0


@dataclass(frozen=True)
class Written:
    """Pinyin and what is chosen for it, part by part; digits have no pinyin."""

    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Customer:
    """Who comes, with what: the card, a code to show, pages to lay under the camera, and answers by question."""

    card: str
    code: Callable[[], str] = str
    """the code shown to the scanner; asked for when it is needed, for some live a minute only"""
    pages: tuple[str, ...] = ()
    answers: Mapping[str, str | tuple[str, ...] | Written] = field(default_factory=dict)
    """by ask id: choice ids, or what is typed"""


@dataclass
class Walk:
    hand: Hand
    branch: BranchControl
    customer: Customer
    shots: bool = True
    _page_number: int = 0

    def until(self, *kinds: str, at_once: bool = False) -> dict[str, Any]:
        """Goes on from page to page until one of `kinds`. `at_once`: without a look at that one."""
        while True:
            page = self.hand.wait(lambda page: page["kind"] not in ("", "WorkingPage"), "a page", within_s=LONG_S)
            if page["kind"] in kinds:
                if not at_once:
                    self._look(page)
                return page
            self._look(page)
            self._act(page)
            self._leave(page)

    def _look(self, page: dict[str, Any]) -> None:
        if self.shots:
            self.hand.look(f"{page['kind'].removesuffix('Page').lower()}")

    def _act(self, page: dict[str, Any]) -> None:
        content = page["content"]
        match page["kind"]:
            case "PresentPage":
                self._present(content)
            case "QuestionPage":
                self._answer(content)
            case "CapturePage":
                self._capture(content)
            case "SignPage":
                self.hand.sign()
                self._look({"kind": "signed"})
                self.hand.tap_through("primary")
            case "ServicePage" | "NoticePage" | "ReviewPage":
                self.hand.tap_through("primary")
            case "MessagePage" if any(way["id"] == "row:anew" for way in content["ways"]):
                self.hand.tap("row:anew")
            case kind:
                raise LostError(f"no customer knows what to do on {kind}: {content}")

    def _leave(self, page: dict[str, Any]) -> None:
        """Waits until the page has become another one, or another question."""
        before = page["content"]["key"], page["content"]["heading"]["title"]

        def moved_on(now: dict[str, Any]) -> bool:
            return (now["content"]["key"], now["content"]["heading"]["title"]) != before

        self.hand.wait(moved_on, f"a page after {before}", within_s=LONG_S)

    def _present(self, content: dict[str, Any]) -> None:
        match content["picture"]:
            case "card" | "card2":
                reader = self.branch["id_card_reader"]
                if reader.state()["card"] != self.customer.card:
                    reader.do("insert", card=self.customer.card)
            case "code" | "voucher":
                self.branch["code_scanner"].do("show", text=self.customer.code())
            case picture:
                raise LostError(f"nothing to present for {picture}: {content}")

    def _answer(self, content: dict[str, Any]) -> None:
        answer = self.customer.answers.get(content["ask"])
        offered = {choice["id"] for choice in content["choices"]}
        if isinstance(answer, Written):
            self.hand.compose(*answer.parts)
            self._look({"kind": "typed"})
        elif isinstance(answer, str) and answer not in offered and content["keyboard"] != "none":
            self.hand.type(answer)
        elif answer is not None:
            for choice in (answer,) if isinstance(answer, str) else answer:
                self.hand.tap(f"choice:{choice}")
        elif not any(choice["chosen"] for choice in content["choices"]) and not content["value"]:
            raise LostError(f"the customer has no answer to {content['ask']}: {content}")
        key = content["key"]
        page = self.hand.wait(lambda p: p["content"]["key"] != key or p["content"]["primary"], "the way on")
        if page["content"]["key"] == key:
            self.hand.tap("primary")

    def _capture(self, content: dict[str, Any]) -> None:
        camera = self.branch["document_camera"]
        camera.do("show", page=self.customer.pages[self._page_number % len(self.customer.pages)])
        self._page_number += 1
        taken = content["taken"]
        page = self.hand.wait(lambda p: p["content"].get("taken", 0) > taken, "a taken page", within_s=LONG_S)
        self._look(page)
        camera.do("show", page="none")
        self.hand.tap("primary")
