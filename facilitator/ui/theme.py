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
from facilitator.ui.inks import Ink, Scheme

FAMILIES = ("Noto Sans", "Facilitator Symbols")
"""The second holds the few signs, such as arrows, that the first lacks."""
DESIGN_WIDTH, DESIGN_HEIGHT = 1920, 1080
SMALLEST_SCALE, LARGEST_SCALE = 0.5, 2.5


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
    """Tokens of one window: sizes in its pixels, and its colours. `scale` is 1 for 1080 lines."""

    scale: float
    scheme: Scheme = Scheme.LIGHT

    @classmethod
    def for_size(cls, width: int, height: int, *, scheme: Scheme = Scheme.LIGHT) -> "Metrics":
        """Metrics of a window `width` x `height` pixels; quantised, so that resizing is calm."""
        raw = min(width / DESIGN_WIDTH, height / DESIGN_HEIGHT)
        raw = max(SMALLEST_SCALE, min(LARGEST_SCALE, raw))
        return cls(round(raw * 64) / 64, scheme)

    def color(self, ink: Ink) -> QColor:
        """Not to be altered: all who paint share it."""
        return self._colors[ink]

    def css(self, ink: Ink) -> str:
        """A colour as a style sheet writes it."""
        return self._colors[ink].name()

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
    def _colors(self) -> dict[Ink, QColor]:
        return self.scheme.colors

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


def write_in(widget: QWidget, metrics: Metrics, ink: Ink, on: Ink | None = None) -> None:
    """Let a widget write in this ink, on a ground of its own or on what is behind it.

    A style sheet would do it too, and make each widget slower to show and to paint.
    """
    roles = QPalette.ColorRole
    # Not a copy of the widget's own: what that inherited would stay when the window's changes.
    colours = QPalette()
    colours.setColor(roles.WindowText, metrics.color(ink))
    if on is not None:
        colours.setColor(roles.Window, metrics.color(on))
        widget.setAutoFillBackground(True)
    widget.setPalette(colours)


def fill(painter: QPainter, box: QRectF, color: QColor) -> None:
    """Paint a whole box; QPainter.fillRect() lets PySide first make 180 gradients known."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRect(box)


def load_fonts() -> None:
    """Make the bundled typeface known to Qt; must run before the first window."""
    for name in ("NotoSans-Regular", "NotoSans-SemiBold", "NotoSans-Bold", "FacilitatorSymbols"):
        QFontDatabase.addApplicationFont(str(resources() / "fonts" / f"{name}.ttf"))


def palette(scheme: Scheme = Scheme.LIGHT) -> QPalette:
    """For a window, or for the application: there light, whatever the system's own colours."""
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
        colours.setColor(role, scheme.colors[ink])
    return colours


def scheme_of(widget: QWidget) -> Scheme:
    """What the window of a widget wears, as its palette tells."""
    ground = widget.palette().color(QPalette.ColorRole.Window)
    return next((s for s in Scheme if s.colors[Ink.GROUND] == ground), Scheme.LIGHT)
