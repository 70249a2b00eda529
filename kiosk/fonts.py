"""The screen's fonts: Noto Sans CJK SC for everything, HanaMinB for the rare characters of names."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QRawFont

FAMILY = "Noto Sans CJK SC"
RARE_FAMILY = "HanaMinB"
SENTINELS = "政务服务银行办今天想办什么事身份证公积金社保卡取件"
RARE_NAME_CHARACTERS = "龑䶮㛃喆犇骉𬱖"
BUNDLED = Path(__file__).parent.parent / "assets" / "fonts"


@dataclass(frozen=True)
class FontCheck:
    """`family` is what the screen uses; `missing` what it cannot draw, "" when all is well."""

    family: str
    missing: str
    missing_rare: str

    @property
    def advice(self) -> str:
        """One line for whoever installs the machine, "" when all is well."""
        if not self.missing + self.missing_rare:
            return ""
        who = "the pages" if self.missing else "rare names"
        packages = "fonts-noto-cjk and fonts-hanazono"
        return f"no font has {self.missing + self.missing_rare}: {who} stay blank there; install {packages}"


def install_fonts(app: QGuiApplication) -> FontCheck:
    """Take the system's fonts; where the Chinese one is absent, the subset that ships in assets/fonts."""
    if FAMILY not in QFontDatabase.families():
        for path in sorted(BUNDLED.glob("*.otf")):
            QFontDatabase.addApplicationFont(str(path))
    app.setFont(QFont(FAMILY))
    return check_fonts()


def check_fonts() -> FontCheck:
    return FontCheck(FAMILY, missing_glyphs(SENTINELS), missing_glyphs(RARE_NAME_CHARACTERS))


def missing_glyphs(text: str) -> str:
    """The characters of `text` that neither the main nor the rare font can draw (a missing glyph may be blank)."""
    fonts = [QRawFont.fromFont(QFont(name)) for name in (FAMILY, RARE_FAMILY) if name in QFontDatabase.families()]
    return "".join(c for c in text if not c.isspace() and not any(f.supportsCharacter(ord(c)) for f in fonts))
