"""Head, foot and what may lie over a page: the same on every one."""

from dataclasses import dataclass

from flows.pages.parts import Button


@dataclass(frozen=True)
class FootKey:
    id: str
    """voice, size, contrast, language, leave"""
    text: str
    icon: str
    on: bool = False
    short: str = ""
    """where `text` is too wide for the key in elder size: EN for English"""
    offered: bool = False
    """stands out without being on: this customer may like it"""


@dataclass(frozen=True)
class IdleSheet:
    """「还在吗」: seconds left in figure size and one way to stay."""

    title: str
    seconds: int
    unit: str
    note: str
    stay: Button


@dataclass(frozen=True)
class Preferences:
    """How this customer wants the screen; forgotten with the session."""

    language: str = "zh"
    """zh or en"""
    elder: bool = False
    contrast: bool = False
    lower: bool = False
    """everything touchable in the lower 60 % (wheelchair)"""
    voice: bool = False


@dataclass(frozen=True)
class ScreenWords:
    """Words of the screen's own controls: paging, keyboards, the date picker. `{count}` is filled in by the screen."""

    more: str = "还有 {count} 项"
    first: str = "回到开头"
    next_leaf: str = "往下看"
    reveal: str = "按住看"
    camera: str = "摄像头正在使用"
    erase: str = "删除"
    done: str = "好了"
    space: str = "空格"
    pinyin: str = "拼音"
    latin: str = "ABC"
    digits: str = "123"
    capitals: str = "大写"
    more_candidates: str = "更多字"
    found: str = "看找到的 {count} 项"
    type_on: str = "接着写"
    year: str = "年"
    month: str = "月"
    day: str = "日"
    earlier: str = "前一个"
    later: str = "后一个"


@dataclass(frozen=True)
class Frame:
    """Head and foot: the same on every page."""

    brand: str
    branch: str
    clock: str
    staff: Button
    staff_called: bool
    keys: tuple[FootKey, ...]
    preferences: Preferences
    simulated: str = ""
    """「演示终端」 while any device is simulated"""
    camera_notice: str = ""
    """「摄像头开着」; empty while the camera is off"""
    words: ScreenWords = ScreenWords()
