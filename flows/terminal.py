"""What stays the same for every customer of one terminal: its name and place, what it offers, its words."""

from dataclasses import dataclass, field

from devices.pickup_locker import CellPlace
from flows.decision import Catalogue, Engine, Texts
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
