"""Every icon that the content or the pages name is one the screen can draw."""

import csv
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CATALOGUE = ROOT / "flows" / "content" / "catalogue"


def test_every_icon_of_the_catalogue_is_drawn() -> None:
    drawn = set(re.findall(r'"([a-z]+)": "M', (ROOT / "kiosk/qml/Kiosk/Theme/Icons.qml").read_text("utf-8")))
    named = {
        row["icon"]
        for table in ("branch.csv", "categories.csv")
        for row in csv.DictReader((CATALOGUE / table).read_text("utf-8").splitlines())
    }
    assert named
    assert named <= drawn, f"not drawn: {sorted(named - drawn)}"
