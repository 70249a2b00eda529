"""Every character of a name is drawn: a missing glyph may be blank, and nobody would see that it is missing."""

from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QGuiApplication, QRawFont

from flows.pages import Preferences
from kiosk.fonts import BUNDLED, FAMILY, SENTINELS, FontCheck, check_fonts, install_fonts, missing_glyphs
from kiosk.gallery import Gallery
from tests.kiosk.screens import samples

SUBSET = BUNDLED / "NotoSansCJKsc-GB2312.otf"


def test_this_machine_draws_the_sentinels(app: QGuiApplication) -> None:
    assert install_fonts(app).missing == ""


def test_a_character_no_font_has_is_named(app: QGuiApplication) -> None:
    assert missing_glyphs("王\U000e0fff明") == "\U000e0fff"


def test_the_rare_font_is_asked_too(app: QGuiApplication) -> None:
    if "HanaMinB" not in QFontDatabase.families():
        pytest.skip("fonts-hanazono is not installed")
    assert check_fonts().missing_rare == ""


@pytest.mark.parametrize(
    ("missing", "rare", "said"),
    [
        ("", "", ""),
        ("", "𬱖", "no font has 𬱖: rare names stay blank"),
        ("政", "𬱖", "no font has 政𬱖: the pages stay"),
    ],
)
def test_an_installer_is_told_which_packages_are_missing(missing: str, rare: str, said: str) -> None:
    advice = FontCheck("x", missing, rare).advice
    assert advice.startswith(said)
    assert bool(said) == ("fonts-hanazono" in advice)


def test_the_bundled_subset_has_what_the_screens_and_gb2312_level_one_need() -> None:
    font = QRawFont(str(SUBSET), 20)
    assert font.isValid()
    level_one = [bytes([0xA0 + row, 0xA0 + cell]) for row in range(16, 56) for cell in range(1, 95)]
    common = "".join(code.decode("gb2312") for code in level_one if not (code[0] == 0xF7 - 0x20 and code[1] > 0xF9))
    lacking = [
        c for c in SENTINELS + common + "·—“”，。？：；《》、ABCabc0123456789" if not font.supportsCharacter(ord(c))
    ]
    assert lacking == []
    assert SUBSET.stat().st_size < 4_500_000
    assert (BUNDLED / "OFL.txt").is_file()


def test_every_word_of_the_samples_has_its_glyphs(gallery: Gallery) -> None:
    for language in ("zh", "en"):
        for name in samples.PAGES:
            assert missing_glyphs(repr(samples.sample(name, Preferences(language)))) == "", name


def test_the_screens_name_the_family_they_use(app: QGuiApplication) -> None:
    qml = Path(__file__).parents[3] / "kiosk" / "qml" / "Kiosk" / "Theme" / "Type.qml"
    assert f'"{FAMILY}"' in qml.read_text(encoding="utf-8")
