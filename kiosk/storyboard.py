"""`python -m kiosk.storyboard CODE… --out DIR`: every page of a flow as PNG: two languages, two formats, large type."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from flows.authoring.screenplay import NoEndError, screenplay
from flows.engine.rehearsal import Persona
from flows.loading import load_content
from flows.pages import Preferences
from flows.terminal import Profile, Terminal
from kiosk.gallery import Gallery, offscreen_app

CONTENT: Final = Path(__file__).resolve().parent.parent / "flows" / "content"
LANGUAGES: Final = ("zh", "en")
LOOKS: Final = (("1080x1920", False), ("1920x1080", False), ("1080x1920", True))
"""format of the screen, and whether the type is large"""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="kiosk-content storyboard", description=__doc__)
    parser.add_argument("codes", nargs="+", help="item codes or bundle ids")
    parser.add_argument("--out", type=Path, default=Path("out/storyboard"))
    parser.add_argument("--content", type=Path, default=CONTENT)
    chosen = parser.parse_args(arguments)
    content = load_content(chosen.content)
    terminal = Terminal(Profile("T0", simulated=True), content.engine, content.catalogue, content.texts)
    gallery = Gallery(offscreen_app())
    for code in chosen.codes:
        try:
            count = _draw(gallery, terminal, code, chosen.out / code)
        except (KeyError, NoEndError) as error:
            sys.stderr.write(f"kiosk-content: {code}: {error}\n")
            return 2
        sys.stdout.write(f"{chosen.out / code}: {count} pictures\n")
    return 0


def _draw(gallery: Gallery, terminal: Terminal, code: str, folder: Path) -> int:
    terminal.catalogue.info(code, "zh")
    folder.mkdir(parents=True, exist_ok=True)
    scenes = screenplay(terminal, code, Persona("storyboard", {}))
    count = 0
    for number, scene in enumerate(scenes, 1):
        for language in LANGUAGES:
            for size, elder in LOOKS:
                snapshot = scene.snapshot(terminal, Preferences(language=language, elder=elder))
                large = "-large" if elder else ""
                name = f"{number:02d}-{type(snapshot.page).__name__}-{language}-{size}{large}.png"
                count += gallery.render(snapshot, size).save(str(folder / name))
    return count


if __name__ == "__main__":
    sys.exit(main())
