"""The frame around every page, and the words of the screen itself. Persons, numbers and branches are invented."""

from collections.abc import Callable

from flows.pages import (
    Button,
    FootKey,
    Frame,
    IdleSheet,
    NodeState,
    Page,
    Preferences,
    Progress,
    ScreenWords,
    Snapshot,
)

Say = Callable[[str, str], str]


ENGLISH_WORDS = ScreenWords(
    more="{count} more",
    first="Back to the start",
    next_leaf="Read on",
    reveal="Hold to see",
    camera="Camera in use",
    erase="Delete",
    done="Done",
    space="Space",
    pinyin="Pinyin",
    latin="ABC",
    digits="123",
    capitals="Capitals",
    more_candidates="More",
    found="See the {count} found",
    type_on="Type on",
    year="Year",
    month="Month",
    day="Day",
    earlier="Previous",
    later="Next",
)


def say_in(language: str) -> Say:
    return (lambda zh, en: en) if language == "en" else (lambda zh, en: zh)


def frame(preferences: Preferences) -> Frame:
    s = say_in(preferences.language)
    return Frame(
        brand=s("政务服务银行办", "Government services at the bank"),
        branch=s("江湾路支行", "Jiangwan Road"),
        clock="10:24",
        staff=Button("staff", s("呼叫工作人员", "Call staff"), "staff"),
        staff_called=False,
        keys=(
            FootKey("voice", s("朗读", "Read"), "voice", preferences.voice),
            FootKey("size", s("大字", "Larger"), "size", preferences.elder, s("", "Size")),
            FootKey("contrast", s("对比", "Contrast"), "contrast", preferences.contrast, s("", "Dark")),
            FootKey("lower", s("放低", "Lower"), "lower", preferences.lower),
            FootKey("language", s("English", "中文"), "language", short=s("EN", "")),
            FootKey("leave", s("退出", "Leave"), "leave"),
        ),
        preferences=preferences,
        words=ENGLISH_WORDS if preferences.language == "en" else ScreenWords(),
    )


def snapshot(page: Page, preferences: Preferences, idle: IdleSheet | None = None) -> Snapshot:
    return Snapshot(frame(preferences), page, idle=idle, in_session=True)


def back(s: Say) -> Button:
    return Button("back", s("返回", "Back"), "back")


def step(s: Say, now: int, of: int = 5, minutes: int = 3) -> Progress:
    nodes = [NodeState.DONE] * (now - 1) + [NodeState.NOW] + [NodeState.LATER] * (of - now)
    left = s(f"第 {now} 步，共 {of} 步 · 大约还要 {minutes} 分钟", f"Step {now} of {of} · about {minutes} minutes left")
    return Progress(left, tuple(nodes))


def idle_sheet(s: Say) -> IdleSheet:
    return IdleSheet(
        s("您还在吗？", "Are you still there?"),
        27,
        s("秒", "seconds"),
        s("没人应答的话，填好的内容会清除，请下一位用。", "Without an answer your entries are erased."),
        Button("stay", s("继续办", "Go on"), "next"),
    )
