"""The typeface of the PDF: registered once, measured, and asked what it can show."""

import re
import unicodedata
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum, StrEnum
from functools import cache

from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]

from facilitator import file_faults
from facilitator.errors import ExportError
from facilitator.export import phrases
from facilitator.export.report import Report
from facilitator.paths import resources

REPLACEMENT = "\ufffd"
_OF_EACH_MONTH = tuple(date(2026, month, month) for month in range(1, 13))
"""Days of every month and every weekday."""

# Characters that steer a renderer and are never seen themselves.
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0020-\U000e007f\U000e0100-\U000e01ef]"
)
# A line may break after a space, or after a hyphen, dash or slash within a word.
_BREAK = re.compile(r"(?<= )(?=[^ ])|(?<=\w[-/–—])(?=\w)")


class Weight(StrEnum):
    REGULAR = "Regular"
    MEDIUM = "Medium"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"


@dataclass(frozen=True, slots=True)
class Face:
    """One weight of the typeface; `advances` are thousandths of the type size."""

    name: str
    advances: dict[int, float]
    fallback: float

    def width(self, text: str, size: float) -> float:
        """Return the width of a text on one line, in points."""
        get, fallback = self.advances.get, self.fallback
        return sum(get(ord(c), fallback) for c in text) * size / 1000


@cache
def face(weight: Weight) -> Face:
    """Return a weight, read from the program's font files on first use. Raises ExportError."""
    name = f"NotoSans-{weight}"
    file = resources() / "fonts" / f"{name}.ttf"
    try:
        file_faults.check_file(file)
    except OSError as error:
        raise ExportError(
            f"The typeface {file} cannot be read ({file_faults.reason(error)}), so no PDF was "
            f"written; the meeting is safe. Install the program again."
        ) from error
    font = TTFont(name, str(file))
    pdfmetrics.registerFont(font)
    advances = {code: font.face.charWidths[code] for code in font.face.charToGlyph}
    return Face(name, advances, font.face.defaultWidth)


def wrap(text: str, weight: Weight, size: float, width: float, lead: float = 0.0) -> list[str]:
    """Return the lines of a text in `width` points; the first leaves room for `lead` points.

    A word that is wider than a line is broken between characters. There is always a line.
    """
    measure = face(weight)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", lead if not lines else 0.0
        for piece in _BREAK.split(paragraph):
            if used + measure.width(piece.rstrip(" "), size) > width and line:
                lines.append(line.rstrip(" "))
                line, used = "", 0.0
            for part in _fitting(piece, measure, size, width, width - used):
                if line and used + measure.width(part.rstrip(" "), size) > width:
                    lines.append(line.rstrip(" "))
                    line, used = "", 0.0
                line += part
                used += measure.width(part, size)
        lines.append(line.rstrip(" "))
    return lines


def _fitting(piece: str, face_: Face, size: float, width: float, room: float) -> list[str]:
    """Return a word in parts that fit a line, the first into `room`; marks stay with letters."""
    if face_.width(piece.rstrip(" "), size) <= room:
        return [piece]
    parts, part, used = [], "", 0.0
    limit = room
    for character in piece:
        step = face_.width(character, size)
        if part and used + step > limit and not unicodedata.combining(character):
            parts.append(part)
            part, used, limit = "", 0.0, width
        part += character
        used += step
    return [*parts, part]


@dataclass(frozen=True, slots=True)
class Unprintable:
    """How many characters the fonts lack, and the texts that have them."""

    count: int = 0
    texts: tuple[str, ...] = ()


def printable(report: Report) -> tuple[Report, Unprintable]:
    """Return the report with U+FFFD for each character the fonts lack, and what these were.

    A text that is in the report several times is counted once. Days that the fonts cannot write
    as the locale has them are written in English.
    """
    known = face(Weight.REGULAR).advances
    seen: dict[str, tuple[str, int]] = {}

    def shown(value: object) -> object:
        if isinstance(value, str) and not isinstance(value, Enum):
            if value not in seen:
                seen[value] = _replaced(value, known)
            return seen[value][0]
        if isinstance(value, tuple):
            return tuple(map(shown, value))
        if is_dataclass(value) and not isinstance(value, type):
            texts = {f.name: shown(getattr(value, f.name)) for f in fields(value)}
            return replace(value, **texts)
        return value

    result = shown(report)
    assert isinstance(result, Report)
    texts = tuple(text for text, (_, count) in seen.items() if count)
    if any(_replaced(report.day_text(day, True, True), known)[1] for day in _OF_EACH_MONTH):
        result = replace(result, day_text=phrases.day_in_english)
    return result, Unprintable(sum(count for _, count in seen.values()), texts)


def _replaced(text: str, known: dict[int, float]) -> tuple[str, int]:
    visible = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    letters = [c if c == "\n" or ord(c) in known else REPLACEMENT for c in visible]
    missing = sum(a != b for a, b in zip(letters, visible, strict=True))
    return "".join(letters), missing
