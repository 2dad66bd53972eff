"""Reference pictures of printed pages: made by hand, looked at, and compared ever after.

    python -m tests.support.golden_pictures [NAME...]

makes those anew that differ and says which; whoever runs it looks at each before it is committed.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageStat
from pypdfium2 import PdfDocument

from facilitator.export.options import What
from facilitator.export.text import system_fonts
from facilitator.export.writers.formats import Format
from tests.support.golden_meetings import NAMES, golden
from tests.support.read_exports import write

FOLDER = Path(__file__).parent.parent / "export" / "golden" / "pictures"
DOTS_PER_INCH = 50
PICTURED = tuple(name for name in NAMES if name != "untyped")
MOST_PAGES = 2
"""Of each meeting: the plan and the beginning of what is behind it."""
SHADES = 16
"""Levels of grey that a picture is kept in."""
BLUR, MOST_OFF = 1, 24
"""A place may differ, blurred by so many dots, by so many of 255 levels: other versions of the
reader draw edges otherwise, and no letters."""


def pages(name: str) -> list[Image.Image]:
    """Return the first pages of a golden meeting as they look."""
    os.environ[system_fonts.SWITCH] = "0"
    found = golden(name)
    data = write(found.meeting, found.exercise, Format.PDF, What.RECORD).data
    document = PdfDocument(data)
    try:
        shown = [document[number] for number in range(min(len(document), MOST_PAGES))]
        scale = DOTS_PER_INCH / 72
        return [page.render(scale=scale).to_pil().convert("L") for page in shown]
    finally:
        document.close()


def file_of(name: str, number: int) -> Path:
    """Return where the picture of a page is kept; pages count from 1."""
    return FOLDER / f"{name.replace(' ', '-')}-{number}.png"


def kept(name: str) -> list[Image.Image]:
    """Return the pictures that were looked at."""
    found = []
    for number in range(1, MOST_PAGES + 1):
        file = file_of(name, number)
        if file.is_file():
            with Image.open(file) as picture:
                found.append(picture.convert("L"))
    return found


def keep(picture: Image.Image, file: Path) -> None:
    """Write a picture in few shades, as small as it gets."""
    step = 255 / (SHADES - 1)
    levels = Image.new("P", picture.size)
    levels.putpalette([round(level * step) for level in range(SHADES) for _ in "rgb"])
    levels.putdata([round(value / step) for value in picture.tobytes()])
    levels.save(file, optimize=True, bits=4)


def differs(one: Image.Image, other: Image.Image) -> bool:
    """Return whether two pages look different to somebody who looks closely."""
    if one.size != other.size:
        return True
    blurred = [each.filter(ImageFilter.BoxBlur(BLUR)) for each in (one, other)]
    return ImageStat.Stat(ImageChops.difference(*blurred)).extrema[0][1] > MOST_OFF


def changed(name: str) -> Iterator[tuple[int, Image.Image | None]]:
    """Yield the pages, from 1, that do not look like their picture; None for one that is gone."""
    now, then = pages(name), kept(name)
    for number in range(1, max(len(now), len(then)) + 1):
        picture = now[number - 1] if number <= len(now) else None
        if picture is None or number > len(then) or differs(picture, then[number - 1]):
            yield number, picture


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in sys.argv[1:] or PICTURED:
        for number, picture in changed(name):
            file = file_of(name, number)
            if picture is None:
                file.unlink()
            else:
                keep(picture, file)
            print(file.name)


if __name__ == "__main__":
    main()
