"""The look of the program: palette, type scale and spacing scale.

Sizes are given for a screen 1080 pixels high and grow with the window: a Metrics turns them into
pixels of one window.
"""

from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QWidget

from facilitator.ui.style.colors import Ink, Scheme
from facilitator.ui.style.fonts import FAMILIES

DESIGN_WIDTH, DESIGN_HEIGHT = 1920, 1080
SMALLEST_SCALE, LARGEST_SCALE = 0.36, 2.5


class Depth(Enum):
    """The depth of the room: the distance of the last row in heights of the picture."""

    SMALL = 4
    MEDIUM = 6
    LARGE = 8


CAPITAL = 0.714
"""Height of a capital of Noto Sans, in ems."""
ROOM_SHARE, LEAST_SHARE = 172, 215
"""A capital is the picture's height times the depth of the room, divided by this (DISCAS): as it
is read with ease, and the least that the last row still reads."""
CONSOLE_CARD = 27
"""Pixels of a card's letters on the console, at 1080 lines."""


class Measure(Enum):
    """What the letters that the room reads are measured in."""

    CARD = "card"
    """The letters of a card."""
    LEAST = "least"
    """The smallest letters that the last row reads."""


class Type(Enum):
    """The type scale: name, pixels at 1080 lines, weight, and for the room: ems, and of what.

    What has ems is never smaller than 1, the size at which the last row still reads it. What has
    none is for who sits at the keyboard. The console shows all of them in pixels at 1080 lines.
    """

    QUESTION = ("question", 42, QFont.Weight.Bold, 1.2)
    QUESTION_SMALL = ("question_small", 36, QFont.Weight.Bold, 1.04)
    PROMISE = ("promise", 44, QFont.Weight.Bold, 1.5)
    GAP = ("gap", 32, QFont.Weight.Bold, 1.12)
    CARD = ("card", CONSOLE_CARD, QFont.Weight.Normal, 1.0)
    CARD_BOLD = ("card_bold", CONSOLE_CARD, QFont.Weight.DemiBold, 1.0)
    PLAN = ("plan", 24, QFont.Weight.Normal, 1.0, Measure.LEAST)
    PLAN_BOLD = ("plan_bold", 24, QFont.Weight.DemiBold, 1.0, Measure.LEAST)
    SIDE = ("side", 24, QFont.Weight.Normal, 1.0, Measure.LEAST)
    SIDE_BOLD = ("side_bold", 24, QFont.Weight.DemiBold, 1.0, Measure.LEAST)
    COLUMN = ("column", 26, QFont.Weight.Bold, 1.0, Measure.LEAST)
    NOTE = ("note", 20, QFont.Weight.Normal, 1.0, Measure.LEAST)
    ASIDE = ("aside", 22, QFont.Weight.DemiBold, 1.0, Measure.LEAST)
    LABEL = ("label", 20, QFont.Weight.Normal, 1.0, Measure.LEAST)

    HERO = ("hero", 88, QFont.Weight.Bold)
    TITLE = ("title", 68, QFont.Weight.Bold)
    HEADING = ("heading", 36, QFont.Weight.Bold)
    LEAD = ("lead", 34, QFont.Weight.Normal)
    LEAD_BOLD = ("lead_bold", 34, QFont.Weight.DemiBold)
    DETAIL = ("detail", 28, QFont.Weight.Normal)
    CHIP = ("chip", 26, QFont.Weight.DemiBold)
    BODY = ("body", 26, QFont.Weight.Normal)
    BODY_BOLD = ("body_bold", 26, QFont.Weight.DemiBold)
    KEYS = ("keys", 24, QFont.Weight.Normal)
    KEYS_BOLD = ("keys_bold", 24, QFont.Weight.DemiBold)
    KEYCAP_PLAIN = ("keycap_plain", 22, QFont.Weight.Normal)
    KEYCAP = ("keycap", 22, QFont.Weight.DemiBold)

    # An Enum's own is written in Python, and all that is painted looks up sizes.
    __hash__ = object.__hash__

    @property
    def pixels(self) -> int:
        pixels: int = self.value[1]
        return pixels

    @property
    def weight(self) -> QFont.Weight:
        weight: QFont.Weight = self.value[2]
        return weight

    @property
    def ems(self) -> float:
        """Return the size in ems of its measure; 0 for what only who sits at the keyboard reads."""
        return self.value[3] if len(self.value) > 3 else 0

    @property
    def measure(self) -> Measure:
        is_least = len(self.value) > 4 and self.value[4] is Measure.LEAST
        return Measure.LEAST if is_least else Measure.CARD

    @property
    def for_room(self) -> bool:
        return self.ems > 0


class Space(Enum):
    """The spacing scale: multiples of 8 at 1080 lines, and lengths that are no white space."""

    HAIR = 2
    XS = 4
    S = 8
    M = 16
    L = 24
    XL = 32
    XXL = 48
    HUGE = 120
    CARD_RADIUS = 10
    COLUMN_RADIUS = 16
    EDGE = 8
    FOCUS = 5

    __hash__ = object.__hash__


@dataclass(frozen=True)
class Metrics:
    """The sizes of one window in its pixels, and its colors. `scale` is 1 for 1080 lines.

    What is `dense` is read at the keyboard, all else from the last row of the room. `em` is the
    size of a card's letters in pixels, `least_em` the smallest that the last row still reads; they
    are given for a medium room of 1080 lines.
    """

    scale: float
    scheme: Scheme = Scheme.LIGHT
    dense: bool = False
    em: int = 53
    least_em: int = 43

    @classmethod
    def for_size(
        cls,
        width: int,
        height: int,
        *,
        dense: bool = False,
        depth: Depth = Depth.MEDIUM,
        scheme: Scheme = Scheme.LIGHT,
    ) -> "Metrics":
        """Return metrics for a window size in pixels, in steps, so that resizing is calm."""
        raw = min(width / DESIGN_WIDTH, height / DESIGN_HEIGHT)
        scale = round(max(SMALLEST_SCALE, min(LARGEST_SCALE, raw)) * 64) / 64
        if dense:
            card = round(CONSOLE_CARD * scale)
            return cls(scale, scheme, dense, card, card)
        # Down to 4:3 the height binds; in what is narrower still a line would hold no words.
        lines = min(height, width * 3 / 4)
        em, least = capital(lines, depth) / CAPITAL, least_capital(lines, depth) / CAPITAL
        return cls(scale, scheme, dense, ceil(em), ceil(least))

    @property
    def is_crowded(self) -> bool:
        """Return whether the room is so deep that few lines of its letters fill the window."""
        return not self.dense and self.em > self.px(55)

    def color(self, ink: Ink) -> QColor:
        """Return a color; it is shared, so it must not be altered."""
        return self._colors[ink]

    def css(self, ink: Ink) -> str:
        """Return a color as a style sheet writes it."""
        return self._colors[ink].name()

    def px(self, space: Space | int) -> int:
        """Return a length in whole pixels, at least 1."""
        found = self._lengths.get(space)
        if found is None:
            value = space.value if isinstance(space, Space) else space
            found = self._lengths[space] = max(1, round(value * self.scale))
        return found

    def ems(self, count: float) -> int:
        """Return a length given in ems of a card in whole pixels."""
        return round(self.em * count)

    def font(self, kind: Type) -> QFont:
        """Return a font; it is shared, so it must not be altered."""
        found = self._fonts.get(kind)
        if found is None:
            found = self._fonts[kind] = _font(self._pixels(kind), kind.weight)
        return found

    def line_height(self, kind: Type) -> int:
        """Return the pixels from one line of a text to the next."""
        found = self._line_heights.get(kind)
        if found is None:
            spacing = QFontMetricsF(self.font(kind)).lineSpacing()
            found = self._line_heights[kind] = round(spacing)
        return found

    @cached_property
    def _colors(self) -> dict[Ink, QColor]:
        return self.scheme.colors

    @cached_property
    def _lengths(self) -> dict[Space | int, int]:
        """Return the cache of lengths: painting one card asks for some thirty."""
        return {}

    @cached_property
    def _fonts(self) -> dict[Type, QFont]:
        return {}

    @cached_property
    def _line_heights(self) -> dict[Type, int]:
        return {}

    def _pixels(self, kind: Type) -> int:
        """Return the size of a font."""
        if kind.for_room and not self.dense:
            em = self.least_em if kind.measure is Measure.LEAST else self.em
            return round(em * kind.ems)
        return max(11, round(kind.pixels * self.scale))


@cache
def _font(pixels: int, weight: QFont.Weight) -> QFont:
    font = QFont(FAMILIES)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def _of_picture(depth: Depth, lines: float, share: int) -> float:
    """Return the pixels of that share of a picture, at this depth of the room."""
    heights: int = depth.value
    return heights * lines / share


def capital(lines: float, depth: Depth) -> float:
    """Return how many pixels high a capital of a card is, for the last row to read it.

    In a large room it is the least: with larger letters a sentence takes two lines, and a screen
    holds too few of them.
    """
    if depth is Depth.LARGE:
        return least_capital(lines, depth)
    return _of_picture(depth, lines, ROOM_SHARE)


def least_capital(lines: float, depth: Depth) -> float:
    """Return how many pixels high the smallest capital is that the last row can read."""
    return _of_picture(depth, lines, LEAST_SHARE)


def set_text_color(widget: QWidget, metrics: Metrics, ink: Ink, on: Ink | None = None) -> None:
    """Set the color of a widget's text, and a background of its own if `on` is given.

    A style sheet could do this too, but makes a widget slower to show and to paint.
    """
    roles = QPalette.ColorRole
    # Not a copy of the widget's own: what that inherited would stay when the window's changes.
    colors = QPalette()
    colors.setColor(roles.WindowText, metrics.color(ink))
    if on is not None:
        colors.setColor(roles.Window, metrics.color(on))
        widget.setAutoFillBackground(True)
    widget.setPalette(colors)


def scroll_bar_css(metrics: Metrics) -> str:
    """Return the part of a style sheet that makes scroll bars narrow and quiet."""
    m = metrics
    return (
        f"QScrollBar {{ background: {m.css(Ink.PAPER)}; }}"
        f"QScrollBar:vertical {{ width: {m.px(Space.M)}px; }}"
        f"QScrollBar:horizontal {{ height: {m.px(Space.M)}px; }}"
        f"QScrollBar::handle {{ background: {m.css(Ink.KEY_EDGE)};"
        f" border-radius: {m.px(Space.XS)}px; margin: {m.px(Space.XS)}px; }}"
        "QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }"
        "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
    )


def fill(painter: QPainter, box: QRectF, color: QColor) -> None:
    """Fill a box; QPainter.fillRect() would make PySide load 180 gradients first."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRect(box)


def palette(scheme: Scheme = Scheme.LIGHT) -> QPalette:
    """Return the palette of a scheme, for a window or for the application."""
    roles = QPalette.ColorRole
    colors = QPalette()
    for role, ink in (
        (roles.Window, Ink.GROUND),
        (roles.Base, Ink.PAPER),
        (roles.AlternateBase, Ink.GROUND),
        (roles.Button, Ink.GROUND),
        (roles.ToolTipBase, Ink.PAPER),
        (roles.WindowText, Ink.TEXT),
        (roles.Text, Ink.TEXT),
        (roles.ButtonText, Ink.TEXT),
        (roles.ToolTipText, Ink.TEXT),
        (roles.PlaceholderText, Ink.PROMPT),
        (roles.Highlight, Ink.STRENGTH_GROUND),
        (roles.HighlightedText, Ink.TEXT),
        (roles.Link, Ink.STRENGTH_TEXT),
    ):
        colors.setColor(role, scheme.colors[ink])
    return colors


def scheme_of(widget: QWidget) -> Scheme:
    """Return the scheme of a widget's window, as its palette tells."""
    ground = widget.palette().color(QPalette.ColorRole.Window)
    return next((s for s in Scheme if s.colors[Ink.GROUND] == ground), Scheme.LIGHT)
