"""What stays the same for every customer of one terminal: its name and place, what it offers, its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from devices.pickup_locker import CellPlace
from devices.status import DeviceClass, DeviceStatus
from flows.engine_port import Engine
from flows.service_guide import Catalogue, ItemInfo, Texts
from flows.service_state import item_obstacle
from flows.texts import ScreenTexts


@dataclass(frozen=True)
class Profile:
    """Where this terminal stands. Names in both languages; the wording is the bank's."""

    terminal_id: str
    brand_zh: str = "政务服务银行办"
    brand_en: str = "Government services at the bank"
    branch_zh: str = ""
    branch_en: str = ""
    hotline: str = "12345"
    simulated: bool = False
    """any device is simulated: every page says 演示终端"""
    demo_data: bool = True
    """values without a source are shown, marked 演示数据"""
    locker_side: str = "right"
    """of the terminal, as the customer sees it: left or right"""
    cells: tuple[CellPlace, ...] = ()
    """the locker's cells, for the map; empty: no locker"""
    deposit_size: str = "m"

    def brand(self, language: str) -> str:
        return self.brand_en if language == "en" else self.brand_zh

    def branch(self, language: str) -> str:
        return (self.branch_en or self.branch_zh) if language == "en" else self.branch_zh


@dataclass(frozen=True)
class Terminal:
    profile: Profile
    engine: Engine
    catalogue: Catalogue
    texts: Texts
    """texts of the content, by their ids"""
    words: ScreenTexts = field(default_factory=ScreenTexts)
    """texts of the terminal itself"""
    _offered: dict[str, bool] = field(default_factory=dict, init=False, repr=False, compare=False)

    def offers(self, code: str) -> bool:
        """The content says how this service is done, so that it can be started here."""
        if code not in self._offered:
            try:
                self.engine.next(code, {})
            except KeyError:
                self._offered[code] = False
            else:
                self._offered[code] = True
        return self._offered[code]

    def obstacle(self, info: ItemInfo, statuses: Mapping[DeviceClass, DeviceStatus]) -> str | None:
        """Why this service cannot be done now (text id obstacle-…), or None."""
        return item_obstacle(info, statuses) if self.offers(info.code) else "obstacle-not-here"
