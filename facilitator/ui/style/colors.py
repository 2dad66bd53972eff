"""The colors of every scheme by their use: the only place with numbers for them."""

from enum import Enum, auto
from functools import cached_property

from PySide6.QtGui import QColor


class Ink(Enum):
    """The use of a color."""

    TEXT = auto()
    QUIET = auto()
    PROMPT = auto()
    """What invites to type: lighter than all that is typed."""
    GROUND = auto()
    PAPER = auto()
    LINE = auto()
    KEY_EDGE = auto()
    CHIP = auto()
    STRENGTH = auto()
    STRENGTH_GROUND = auto()
    STRENGTH_TEXT = auto()
    GAP = auto()
    GAP_GROUND = auto()
    GAP_TEXT = auto()
    CHAIN = auto()
    FOCUS = auto()
    VEIL = auto()

    # An Enum's own is written in Python, and all that is painted looks up colors.
    __hash__ = object.__hash__


_LIGHT = {
    Ink.TEXT: "#1A1A1A",
    Ink.QUIET: "#3D3D3D",
    Ink.PROMPT: "#4E4D49",
    Ink.GROUND: "#F5F3EF",
    Ink.PAPER: "#FFFFFF",
    Ink.LINE: "#D9D4CB",
    Ink.KEY_EDGE: "#8A8376",
    Ink.CHIP: "#EBE7E0",
    Ink.STRENGTH: "#0072B2",
    Ink.STRENGTH_GROUND: "#E3EEF9",
    Ink.STRENGTH_TEXT: "#00476F",
    Ink.GAP: "#E69F00",
    Ink.GAP_GROUND: "#FFE9CC",
    Ink.GAP_TEXT: "#5A3900",
    Ink.CHAIN: "#3A3A3A",
    Ink.FOCUS: "#0072B2",
    Ink.VEIL: "#66000000",
}
_DARK = {
    Ink.TEXT: "#FBF8F3",
    Ink.QUIET: "#E3DED5",
    Ink.PROMPT: "#DBD7D0",
    Ink.GROUND: "#16181B",
    Ink.PAPER: "#22262B",
    Ink.LINE: "#3D434B",
    Ink.KEY_EDGE: "#7A828D",
    Ink.CHIP: "#333941",
    Ink.STRENGTH: "#56B4E9",
    Ink.STRENGTH_GROUND: "#12304A",
    Ink.STRENGTH_TEXT: "#CDE7FA",
    Ink.GAP: "#E69F00",
    Ink.GAP_GROUND: "#40290A",
    Ink.GAP_TEXT: "#FFE3B3",
    Ink.CHAIN: "#B9B2A6",
    Ink.FOCUS: "#7CC8F5",
    Ink.VEIL: "#99000000",
}
_HIGH_CONTRAST = {
    Ink.TEXT: "#FFFFFF",
    Ink.QUIET: "#FFFFFF",
    Ink.PROMPT: "#D6D6D6",
    Ink.GROUND: "#000000",
    Ink.PAPER: "#000000",
    Ink.LINE: "#FFFFFF",
    Ink.KEY_EDGE: "#FFFFFF",
    Ink.CHIP: "#1F1F1F",
    Ink.STRENGTH: "#66CCFF",
    Ink.STRENGTH_GROUND: "#00385A",
    Ink.STRENGTH_TEXT: "#BFE8FF",
    Ink.GAP: "#FFD400",
    Ink.GAP_GROUND: "#4A3200",
    Ink.GAP_TEXT: "#FFE680",
    Ink.CHAIN: "#FFFFFF",
    Ink.FOCUS: "#FFFF00",
    Ink.VEIL: "#CC000000",
}


class Scheme(Enum):
    """A set of colors for a window."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high contrast"

    @cached_property
    def colors(self) -> dict[Ink, QColor]:
        """Return the colors; they are shared, so they must not be altered."""
        return {ink: QColor(name) for ink, name in _TABLES[self].items()}


_TABLES = {
    Scheme.LIGHT: _LIGHT,
    Scheme.DARK: _DARK,
    Scheme.HIGH_CONTRAST: _HIGH_CONTRAST,
}
