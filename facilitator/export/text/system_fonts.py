"""The fonts of this computer, for what none of the program's own has; Qt is not asked.

On Linux fontconfig lists them with all of their characters. On Windows and macOS the folders of
fonts are read, file by file, once a character is missing.
"""

import os
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import monotonic

from facilitator.export.text.font_files import FontFile, Weight

SWITCH = "FACILITATOR_SYSTEM_FONTS"
"""The variable that turns the fonts of the system off when it is "0"."""
LONGEST_WAIT = 5.0
"""Seconds that the list may take, or the look into files for one character."""
_FORMAT = "%{file}\t%{index}\t%{weight}\t%{slant}\t%{family}\t%{charset}\n"
_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
_WEIGHTS = {Weight.REGULAR: 80, Weight.MEDIUM: 100, Weight.SEMIBOLD: 180, Weight.BOLD: 200}
"""Weights as fontconfig counts them."""
_LANGUAGE_WORDS = {"ja": " JP", "ko": " KR", "zh": " SC", "zh-TW": " TC", "zh-HK": " HK"}
_FIRST_FILES = (
    *("msyh", "yugoth", "malgun", "meiryo", "msjh", "simsun", "nirmala", "leelaw", "seguisym"),
    *("hiragino", "pingfang", "applesdgothic", "arial unicode", "applesymbols", "segoeui"),
)
"""Files on Windows and macOS that have much and are looked into first."""


@dataclass(frozen=True, slots=True)
class ListedFont:
    """A font as fontconfig lists it; `ranges` are its characters, from and to, in order."""

    path: Path
    index: int
    weight: float
    family: str
    ranges: tuple[tuple[int, int], ...]

    def has(self, character: str) -> bool:
        code = ord(character)
        at = bisect_right(self.ranges, (code, sys.maxunicode))
        return at > 0 and code <= self.ranges[at - 1][1]


def are_used() -> bool:
    return os.environ.get(SWITCH) != "0"


def source_name() -> str:
    """Return where fonts of the system come from, empty where there are none."""
    if not are_used():
        return ""
    if sys.platform in ("win32", "darwin"):
        return "font folders"
    return "fc-list" if listed() else ""


def files_with(characters: str, weight: Weight, language: str) -> Iterator[FontFile]:
    """Yield fonts of the system that are said to have these characters, the best first.

    On Windows and macOS nothing is said: any file may have them.
    """
    if not are_used():
        return
    if sys.platform in ("win32", "darwin"):
        yield from _in_folders()
        return
    for font in ranked(weight, language):
        if all(map(font.has, characters)):
            yield FontFile(font.path, font.index, language)


@cache
def ranked(weight: Weight, language: str) -> tuple[ListedFont, ...]:
    """Return the listed fonts, the best first: that takes longer than to find one among them."""
    wanted = _LANGUAGE_WORDS.get(language, " SC")

    def rank(font: ListedFont) -> tuple[bool, bool, bool, float, str, int]:
        return (
            wanted not in font.family,
            "Noto Sans" not in font.family,
            "Sans" not in font.family,
            abs(font.weight - _WEIGHTS[weight]),
            str(font.path),
            font.index,
        )

    return tuple(sorted(listed(), key=rank))


@cache
def listed() -> tuple[ListedFont, ...]:
    """Return the upright fonts that fontconfig knows; none where it is missing or too slow."""
    try:
        done = subprocess.run(
            ["fc-list", "--format", _FORMAT],
            capture_output=True,
            timeout=LONGEST_WAIT,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    lines = done.stdout.decode("utf-8", "surrogateescape").splitlines()
    return tuple(font for line in lines if (font := _read(line)))


def _read(line: str) -> ListedFont | None:
    """Return a line of the list as a font, or None for one that is slanted or no file of ours."""
    with suppress(ValueError):
        path, index, weight, slant, family, charset = line.split("\t")
        # A number above these bits is a named weight of a font that has them all.
        if path.lower().endswith(_ENDINGS) and int(index) < 1 << 16 and slant.strip("[]") == "0":
            ranges = tuple(sorted(_range(part) for part in charset.split()))
            return ListedFont(Path(path), int(index), _number(weight), family, ranges)
    return None


def _range(part: str) -> tuple[int, int]:
    first, _, last = part.partition("-")
    return int(first, 16), int(last or first, 16)


def _number(weight: str) -> float:
    """Return a weight; that of a variable font is a range."""
    with suppress(ValueError):
        return float(weight)
    return float(_WEIGHTS[Weight.REGULAR])


def _in_folders() -> Iterator[FontFile]:
    until = monotonic() + LONGEST_WAIT
    for path in _files(sys.platform):
        if monotonic() > until:
            return
        for index in range(6 if path.suffix.lower() in (".ttc", ".otc") else 1):
            yield FontFile(path, index)


@cache
def _files(platform: str) -> tuple[Path, ...]:
    """Return the font files of Windows or macOS, those that have much first."""
    home = Path.home()
    if platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        windows = Path(os.environ.get("WINDIR", "C:/Windows"))
        folders = [windows / "Fonts", local / "Microsoft" / "Windows" / "Fonts"]
    else:
        folders = [
            Path("/System/Library/Fonts"),
            Path("/System/Library/Fonts/Supplemental"),
            Path("/Library/Fonts"),
            home / "Library" / "Fonts",
        ]
    found: list[Path] = []
    for folder in folders:
        with suppress(OSError):
            found += [file for file in folder.iterdir() if file.suffix.lower() in _ENDINGS]

    def rank(file: Path) -> tuple[int, str]:
        name = file.name.lower()
        first = next((i for i, word in enumerate(_FIRST_FILES) if word in name), 99)
        return first, str(file)

    return tuple(sorted(found, key=rank))
