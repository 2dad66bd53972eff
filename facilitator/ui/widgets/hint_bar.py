"""The bar at the bottom: the keys that work now, and whether everything is saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from math import floor

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.base.commands import CommandSpec, key_text
from facilitator.ui.base.timers import single_shot
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type, fill

HEIGHT = 48
"""In pixels at 1080 lines."""
STATE_SHARE = 0.5
"""How much of the width the state takes at most, from 0 to 1."""
LEAST_STATE = 240
"""What it may take in any window, in pixels at 1080 lines."""
SIGN_SHARE = 0.85
"""Size of the sign on the lamp, as a share of its diameter."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A declared key, in the words that fit the moment.

    When not all hints fit, those of the highest `rank` go first. A click calls `run`; without it
    the screen runs the command that it bound to the declaration, if there is one.
    """

    spec: CommandSpec
    does: str
    rank: int = 0
    run: Callable[[], object] | None = field(default=None, compare=False)
    key: str = ""
    """The key as it is shown; that of the declaration if only some of its range work now."""

    def __post_init__(self) -> None:
        if not self.key:
            object.__setattr__(self, "key", self.spec.key)

    @classmethod
    def of_range(cls, spec: CommandSpec, key: str, does: str, rank: int = 0) -> "Hint":
        """Return the hint of several keys that are one another's alternative; no click runs it.

        `key` is in the spelling of the declarations: "Alt+1–5".
        """
        return cls(spec, does, rank, _nothing, key_text(key))


def _nothing() -> None:
    """Do nothing: several keys are no single command."""


class Lamp(Enum):
    """The symbol before the state at the right."""

    NONE = "none"
    SAVED = "saved"
    WAITING = "waiting"
    TROUBLE = "trouble"


class HintBar(QWidget):
    """A bar with hints from the left and a state at the right; it never wraps."""

    command_requested = Signal(CommandSpec)
    """A hint that brings no action of its own was clicked: the screen has the command."""
    state_clicked = Signal()
    """The state at the right was clicked, which `opens_state`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: Sequence[Hint] = ()
        self._covered: dict[object, Sequence[Hint]] = {}
        self._state = ""
        self._lamp = Lamp.NONE
        self._metrics = Metrics(1.0)
        self.side_margin = Space.XL
        self._on_paper = False
        self.opens_state = False
        """Whether a click on the state opens more about it."""
        self._is_state_pressed = False
        self._boxes: list[tuple[QRectF, Hint]] = []
        self._widths: dict[tuple[str, str], tuple[float, float]] = {}
        self._pressed: tuple[QRectF, Hint] | None = None
        self._held: list[tuple[QRectF, Hint]] | None = None
        """What stays painted for a moment where a click found it; None while nothing does."""
        self._widest_state = 0.0
        self._moment = single_shot(self, QApplication.doubleClickInterval(), self.let_go)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def hints(self) -> Sequence[Hint]:
        """Return the hints that are shown: those of the sheet over the screen, if there is one."""
        return next(reversed(self._covered.values()), self._hints)

    @property
    def state(self) -> str:
        return self._state

    def set_hints(self, hints: Sequence[Hint]) -> None:
        changed = list(hints) != list(self._hints)
        # Equal ones may run something else now.
        self._hints = hints
        if changed:
            self.update()

    def cover(self, by: object, hints: Sequence[Hint]) -> None:
        """Show the hints of something over the screen instead of the screen's own."""
        self._covered[by] = hints
        self.update()

    def uncover(self, by: object) -> None:
        """Forget the hints of what was over the screen."""
        if self._covered.pop(by, None) is not None:
            self.update()

    def set_state(self, text: str, lamp: Lamp = Lamp.NONE) -> None:
        if (text, lamp) != (self._state, self._lamp):
            shown, left = self._fitting(self._room()), self._lamp_box().left()
            self._state, self._lamp = text, lamp
            self.setAccessibleName(text)
            self.setToolTip(text if self._shown_state() != text else "")
            if shown == self._fitting(self._room()):
                left = max(0, floor(min(left, self._lamp_box().left())) - 1)
                self.update(left, 0, self.width() - left, self.height())
            else:
                # A wider state leaves room for fewer keys: those after them move.
                self.update()

    def set_on_paper(self, on_paper: bool) -> None:
        """Set whether the background is paper, with an edge at the top."""
        self._on_paper = on_paper
        self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._widths.clear()
        self._widest_state = 0.0
        self._held = self._pressed = None
        self.setFixedHeight(metrics.px(HEIGHT))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self._metrics.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._on_paper:
            fill(painter, QRectF(self.rect()), self._metrics.color(Ink.PAPER))
            fill(painter, QRectF(0, 0, self.width(), 1), self._metrics.color(Ink.LINE))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        read_as_written(painter)
        self._paint_state(painter)
        self._boxes = self._placed() if self._held is None else self._held
        for box, hint in self._boxes:
            if box.right() >= event.rect().left():
                self._paint_hint(painter, hint, box.left())

    def _placed(self) -> list[tuple[QRectF, Hint]]:
        """Return the hints that fit, each with its place."""
        x, placed = float(self._metrics.px(self.side_margin)), []
        for hint in self._fitting(self._room()):
            box = QRectF(x, 0, self._width(hint), self.height())
            placed.append((box, hint))
            x = box.right()
        return placed

    def _at(self, point: QPointF) -> tuple[QRectF, Hint] | None:
        """Return the hint that is painted at a point, with its place."""
        return next((each for each in self._boxes if each[0].contains(point)), None)

    @property
    def is_held(self) -> bool:
        """Whether the hints of a click stay a moment, whatever the keys do now."""
        return self._held is not None

    def let_go(self) -> None:
        """Show the keys that work now."""
        self._held = None
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        runs = (at is not None and at[1].run is not _nothing) or self._is_on_state(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if runs else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hold all hints where they are: what a click does may bring others below the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._at(event.position())
            self._is_state_pressed = self._is_on_state(event.position())
            self._held = self._boxes
            self._moment.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._moment.start()
        if self._is_state_pressed and self._is_on_state(event.position()):
            self.state_clicked.emit()
            return
        if pressed is None or not pressed[0].contains(event.position()):
            return
        # What was painted may be equal to what is shown now, and run something else.
        hint = next((hint for hint in self.hints if hint == pressed[1]), None)
        if hint is None:
            return
        if hint.run is not None:
            hint.run()
        else:
            self.command_requested.emit(hint.spec)

    def _fitting(self, room: float) -> list[Hint]:
        """Return the hints for which there is room, the most important first to get it.

        After one that is too long a shorter one may still fit.
        """
        fitting: set[int] = set()
        for at, hint in sorted(enumerate(self.hints), key=lambda found: found[1].rank):
            width = self._width(hint)
            if width <= room:
                fitting.add(at)
                room -= width
        return [hint for at, hint in enumerate(self.hints) if at in fitting]

    def _width(self, hint: Hint) -> float:
        """Return the width of a hint in pixels, with the space after it."""
        m = self._metrics
        cap, text = self._measured(hint)
        return cap + m.px(10) + text + m.px(36)

    def _measured(self, hint: Hint) -> tuple[float, float]:
        """Return the widths of a hint's keycap and words; cached, as the same few come and go."""
        texts = hint.key, hint.does
        found = self._widths.get(texts)
        if found is None:
            m = self._metrics
            key = QFontMetricsF(m.font(Type.KEYCAP)).horizontalAdvance(hint.key)
            text = QFontMetricsF(m.font(Type.KEYS)).horizontalAdvance(hint.does)
            found = self._widths[texts] = (key + m.px(20), text)
        return found

    def _paint_hint(self, painter: QPainter, hint: Hint, x: float) -> None:
        m = self._metrics
        middle = self.height() / 2
        painter.setFont(m.font(Type.KEYCAP))
        cap = QRectF(x, middle - m.px(18), self._measured(hint)[0], m.px(36))
        paint_keycap(painter, cap, hint.key, m)
        painter.setFont(m.font(Type.KEYS))
        painter.setPen(m.color(Ink.QUIET))
        text = QRectF(cap.right() + m.px(10), 0, self._width(hint), self.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, hint.does)

    def _is_on_state(self, point: QPointF) -> bool:
        """Return whether a click at a point opens more about the state."""
        box = self._state_box() if self._lamp is Lamp.NONE else self._lamp_box()
        return self.opens_state and bool(self._state) and point.x() >= box.left()

    def _shown_state(self) -> str:
        """Return the state as far as there is room: in a narrow window the keys need some too."""
        measure = QFontMetricsF(self._metrics.font(Type.KEYS))
        most = max(self.width() * STATE_SHARE, self._metrics.px(LEAST_STATE))
        return measure.elidedText(self._state, Qt.TextElideMode.ElideRight, most)

    def _state_box(self) -> QRectF:
        m = self._metrics
        right = float(self.width() - m.px(self.side_margin))
        measure = QFontMetricsF(m.font(Type.KEYS))
        width = measure.horizontalAdvance(self._shown_state()) + 2
        return QRectF(right - width, 0, width, self.height())

    def _lamp_box(self) -> QRectF:
        m = self._metrics
        # Its sign is never smaller than the smallest letters.
        side = max(m.px(26), round(m.font(Type.KEYCAP).pixelSize() * 1.2))
        left = self._state_box().left() - side - m.px(10)
        return QRectF(left, (self.height() - side) / 2, side, side)

    def _room(self) -> float:
        """Return how many pixels there are for the hints."""
        box = self._state_box() if self._lamp is Lamp.NONE else self._lamp_box()
        taken = self.width() - box.left()
        if self._lamp in (Lamp.SAVED, Lamp.WAITING):
            # As for the wider of the two: no hint comes and goes with what is being saved.
            taken = self._widest_state = max(self._widest_state, taken)
        left = self.width() - taken
        return left - self._metrics.px(Space.L) - self._metrics.px(self.side_margin)

    def _paint_state(self, painter: QPainter) -> None:
        """Paint the state at the right."""
        m = self._metrics
        painter.setFont(m.font(Type.KEYS))
        painter.setPen(m.color(Ink.QUIET))
        painter.drawText(self._state_box(), Qt.AlignmentFlag.AlignVCenter, self._shown_state())
        if self._lamp is not Lamp.NONE:
            paint_lamp(painter, self._lamp_box(), self._lamp, m)


def paint_keycap(painter: QPainter, cap: QRectF, key: str, metrics: Metrics) -> None:
    """Paint a key as it looks on a keyboard."""
    radius = metrics.px(6)
    edge = metrics.color(Ink.KEY_EDGE)
    paint_rounded(painter, cap.adjusted(0, 0, 0, metrics.px(2)), radius, edge)
    paint_rounded(painter, cap, radius, metrics.color(Ink.PAPER), edge)
    painter.setPen(metrics.color(Ink.TEXT))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)


def paint_lamp(painter: QPainter, box: QRectF, lamp: Lamp, metrics: Metrics) -> None:
    """Paint a ticked disc when saved, a ring while waiting, an exclamation mark in trouble."""
    if lamp is Lamp.WAITING:
        painter.setPen(QPen(metrics.color(Ink.QUIET), metrics.px(3)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(metrics.color(Ink.QUIET if lamp is Lamp.SAVED else Ink.GAP_TEXT))
    painter.drawEllipse(box)
    painter.setPen(metrics.color(Ink.PAPER))
    font = QFont(metrics.font(Type.KEYCAP))
    # On small screens letters shrink less than the disc.
    font.setPixelSize(max(1, min(font.pixelSize(), round(box.width() * SIGN_SHARE))))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "✓" if lamp is Lamp.SAVED else "!")
