"""How it looks: palette, type scale and spacing scale, in one place.

Sizes are given for a screen 1080 pixels high and grow with the window: a Metrics turns them into
pixels of the window at hand.
"""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QWidget

from facilitator.paths import resources

FAMILIES = ("Noto Sans", "Facilitator Symbols")
"""The second holds the few signs, such as arrows, that the first lacks."""
DESIGN_WIDTH, DESIGN_HEIGHT = 1920, 1080
SMALLEST_SCALE, LARGEST_SCALE = 0.5, 2.5


class Ink(Enum):
    """The palette, by use."""

    TEXT = "#1A1A1A"
    QUIET = "#3D3D3D"
    GROUND = "#F5F3EF"
    PAPER = "#FFFFFF"
    LINE = "#D9D4CB"
    KEY_EDGE = "#B9B2A6"
    CHIP = "#EBE7E0"
    STRENGTH = "#0072B2"
    STRENGTH_GROUND = "#E3EEF9"
    STRENGTH_TEXT = "#00476F"
    GAP = "#E69F00"
    GAP_GROUND = "#FFE9CC"
    GAP_TEXT = "#6B4400"
    CHAIN = "#3A3A3A"
    FOCUS = "#0072B2"
    BLANK = "#000000"
    VEIL = "#66000000"
    NONE = "#00000000"

    @cached_property
    def color(self) -> QColor:
        """Not to be altered: all who paint share it."""
        return QColor(self.value)


class Type(Enum):
    """The type scale: name, pixels at 1080 lines, weight."""

    HERO = ("hero", 88, QFont.Weight.Bold)
    QUESTION = ("question", 68, QFont.Weight.Bold)
    QUESTION_SMALL = ("question_small", 48, QFont.Weight.Bold)
    GAP = ("gap", 60, QFont.Weight.Bold)
    CARD = ("card", 46, QFont.Weight.Normal)
    CARD_BOLD = ("card_bold", 46, QFont.Weight.DemiBold)
    PLAN = ("plan", 40, QFont.Weight.Normal)
    PLAN_BOLD = ("plan_bold", 38, QFont.Weight.DemiBold)
    HEADING = ("heading", 36, QFont.Weight.Bold)
    LEAD = ("lead", 34, QFont.Weight.Normal)
    DETAIL = ("detail", 28, QFont.Weight.Normal)
    CHIP = ("chip", 26, QFont.Weight.DemiBold)
    BODY = ("body", 26, QFont.Weight.Normal)
    BODY_BOLD = ("body_bold", 26, QFont.Weight.DemiBold)
    KEYS = ("keys", 24, QFont.Weight.Normal)
    KEYCAP = ("keycap", 22, QFont.Weight.DemiBold)

    @property
    def pixels(self) -> int:
        return self.value[1]

    @property
    def weight(self) -> QFont.Weight:
        return self.value[2]


class Space(Enum):
    """The spacing scale: multiples of 8 at 1080 lines, and what is not white space."""

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


@dataclass(frozen=True)
class Metrics:
    """Tokens in pixels of one window. `scale` is 1 for 1080 lines."""

    scale: float

    @classmethod
    def for_size(cls, width: int, height: int) -> "Metrics":
        """Metrics of a window `width` x `height` pixels; quantised, so that resizing is calm."""
        raw = min(width / DESIGN_WIDTH, height / DESIGN_HEIGHT)
        raw = max(SMALLEST_SCALE, min(LARGEST_SCALE, raw))
        return cls(round(raw * 64) / 64)

    def px(self, space: Space | int) -> int:
        """A length in whole pixels, at least 1."""
        found = self._lengths.get(space)
        if found is None:
            value = space.value if isinstance(space, Space) else space
            found = self._lengths[space] = max(1, round(value * self.scale))
        return found

    def font(self, kind: Type) -> QFont:
        return self._fonts[kind]

    def line_height(self, kind: Type) -> int:
        """Pixels from one line of a text to the next."""
        return round(QFontMetricsF(self.font(kind)).lineSpacing())

    @cached_property
    def _lengths(self) -> dict[Space | int, int]:
        """Those that were asked for: a card that is painted asks for some thirty."""
        return {}

    @cached_property
    def _fonts(self) -> dict[Type, QFont]:
        return {kind: _font(kind, self.scale) for kind in Type}


def _font(kind: Type, scale: float) -> QFont:
    font = QFont(FAMILIES)
    font.setPixelSize(max(11, round(kind.pixels * scale)))
    font.setWeight(kind.weight)
    return font


def write_in(widget: QWidget, ink: Ink, on: Ink | None = None) -> None:
    """Let a widget write in this ink, on a ground of its own or on what is behind it.

    A style sheet would do it too, and make each widget slower to show and to paint.
    """
    roles = QPalette.ColorRole
    colours = widget.palette()
    colours.setColor(roles.WindowText, ink.color)
    if on is not None:
        colours.setColor(roles.Window, on.color)
        widget.setAutoFillBackground(True)
    widget.setPalette(colours)


def fill(painter: QPainter, box: QRectF, ink: Ink) -> None:
    """Paint a whole box; QPainter.fillRect() lets PySide first make 180 gradients known."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.color)
    painter.drawRect(box)


def load_fonts() -> None:
    """Make the bundled typeface known to Qt; must run before the first window."""
    for name in ("NotoSans-Regular", "NotoSans-SemiBold", "NotoSans-Bold", "FacilitatorSymbols"):
        QFontDatabase.addApplicationFont(str(resources() / "fonts" / f"{name}.ttf"))


def palette() -> QPalette:
    """Dark ink on light, whatever the system's theme: it reads better when projected."""
    roles = QPalette.ColorRole
    colours = QPalette()
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
        (roles.PlaceholderText, Ink.QUIET),
        (roles.Highlight, Ink.STRENGTH_GROUND),
        (roles.HighlightedText, Ink.TEXT),
        (roles.Link, Ink.STRENGTH_TEXT),
    ):
        colours.setColor(role, ink.color)
    return colours
