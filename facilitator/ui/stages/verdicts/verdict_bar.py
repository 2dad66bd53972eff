"""Answers to what is asked in the review, each a button with its key: the four verdicts first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from facilitator.domain.boards.review import VERDICTS
from facilitator.domain.records import Status
from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.base.translate import number, tr
from facilitator.ui.desktop.key_places import digit_of, place_of
from facilitator.ui.desktop.second_press import HeldKey
from facilitator.ui.stages.verdicts import review_text
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.hint_bar import paint_keycap

LETTERS = {
    Status.DONE: "D",
    Status.PROGRESS: "P",
    Status.EXCUSE: "E",
    Status.DROPPED: "X",
}
"""The key of each verdict where no words are typed, beside the digits from 1."""
AGAIN_LETTER = "A"
"""The key that asks whether the gap was met again."""
NAMES = (Type.HEADING, Type.BODY_BOLD, Type.KEYCAP)
"""The letters of the names, the largest that fit."""
HEIGHT = 104
"""Height of a button, in pixels at 1080 lines."""


def verdict_of(event: QKeyEvent) -> Status | None:
    """Return the verdict that a key gives where no words are typed, on any layout."""
    mods = event.modifiers() & ~(
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    )
    if mods:
        return None
    digit = digit_of(event)
    if digit is not None:
        return VERDICTS[digit - 1] if 1 <= digit <= len(VERDICTS) else None
    letter = letter_of(event)
    return next((status for status, key in LETTERS.items() if key == letter), None)


def letter_of(event: QKeyEvent) -> str | None:
    """Return the capital letter of a key, on any layout; None where it has none."""
    typed = event.text().upper()
    return typed if typed.isascii() and typed.isalpha() else place_of(event)


class KeyButton(QAbstractButton):
    """One answer with the letter that gives it; the one that was given is ticked."""

    escape_released = Signal(object)
    """The QKeyEvent of Esc that was let go."""
    focus_changed = Signal()

    def __init__(
        self, letter: str, name: str, question: str = "", parent: QWidget | None = None
    ) -> None:
        """Create it; `question` is what it will ask, below its name."""
        super().__init__(parent)
        self._letter = letter
        self._question = question
        self._metrics = Metrics(1.0)
        self._tells_question = bool(question)
        self._kind = Type.HEADING
        self.is_given = self.is_asked = False
        self.key_filter: Callable[[QKeyEvent], bool] | None = None
        """Gets the keys that don't press the button; one for which it returns True is handled."""
        self.setText(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(question)
        self._name_it()

    def set_digit(self, digit: int) -> None:
        """Tell the digit that gives the same answer."""
        self.setToolTip(tr("{key} or {digit}", key=self._letter, digit=number(digit)))

    def set_state(self, *, is_given: bool, is_asked: bool) -> None:
        """Show whether this was said of the action, and whether its words are typed now."""
        if (is_given, is_asked) != (self.is_given, self.is_asked):
            self.is_given, self.is_asked = is_given, is_asked
            self._name_it()
            self.update()

    def _name_it(self) -> None:
        name = tr("{verdict}, given", verdict=self.text()) if self.is_given else self.text()
        self.setAccessibleName(name)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setFixedHeight(metrics.px(HEIGHT))
        self.update()

    def set_look(self, kind: Type, *, tells_question: bool) -> None:
        """Set the letters of the name, and whether there is room for what it will ask."""
        tells = tells_question and bool(self._question)
        if (kind, tells) != (self._kind, self._tells_question):
            self._kind, self._tells_question = kind, tells
            self.update()

    def name_width(self, kind: Type) -> float:
        """Return the width that the button needs for its name, ticked, in pixels."""
        words = _width(f"✓ {self.text()}", kind, self._metrics)
        return self._lead + words + self._metrics.px(Space.M)

    @property
    def question_width(self) -> float:
        """The width that the button needs for what it will ask, in pixels."""
        words = _width(self._question, Type.KEYS, self._metrics)
        return self._lead + words + self._metrics.px(Space.M)

    @property
    def _lead(self) -> int:
        """The pixels before the words: the key."""
        return self._metrics.px(Space.L) * 2 + self._metrics.px(44)

    def sizeHint(self) -> QSize:
        return QSize(self._metrics.px(200), self._metrics.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._metrics.px(120), self._metrics.px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            taken = self.key_filter is not None and self.key_filter(event)
            event.setAccepted(taken)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escape_released.emit(event)
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        read_as_written(painter)
        self._paint_box(painter)
        m, leftwards = self._metrics, self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        inner = QRectF(self.rect()).adjusted(m.px(Space.L), 0, -m.px(Space.M), 0)
        if leftwards:
            inner = QRectF(self.rect()).adjusted(m.px(Space.M), 0, -m.px(Space.L), 0)
        cap = QRectF(0, 0, m.px(44), m.px(44))
        cap.moveCenter(inner.center())
        cap.moveLeft(inner.right() - cap.width() if leftwards else inner.left())
        painter.setFont(m.font(Type.BODY_BOLD))
        paint_keycap(painter, cap, self._letter, m)
        taken = cap.width() + m.px(Space.L)
        words = inner.adjusted(*((0, 0, -taken, 0) if leftwards else (taken, 0, 0, 0)))
        self._paint_words(painter, words, leftwards)

    def _paint_box(self, painter: QPainter) -> None:
        m, focused = self._metrics, self.hasFocus() or self.is_asked
        width = m.px(Space.FOCUS if focused else Space.HAIR)
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        edge = m.color(Ink.FOCUS if focused else Ink.KEY_EDGE)
        ground = m.color(Ink.STRENGTH_GROUND if self.is_given else Ink.PAPER)
        paint_rounded(painter, box, m.px(Space.COLUMN_RADIUS), ground, edge, width)

    def _paint_words(self, painter: QPainter, box: QRectF, leftwards: bool) -> None:
        m, sides = self._metrics, Qt.AlignmentFlag
        side = (sides.AlignRight if leftwards else sides.AlignLeft) | sides.AlignAbsolute
        name = f"✓ {self.text()}" if self.is_given else self.text()
        lines = [(name, self._kind, Ink.TEXT)]
        if self._tells_question:
            lines.append((self._question, Type.KEYS, Ink.QUIET))
        heights = [m.line_height(kind) for _, kind, _ in lines]
        y = box.center().y() - sum(heights) / 2
        for (text, kind, ink), height in zip(lines, heights, strict=True):
            measure = QFontMetricsF(m.font(kind))
            painter.setFont(m.font(kind))
            painter.setPen(m.color(ink))
            shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            line = QRectF(box.left(), y, box.width(), height)
            painter.drawText(line, side | sides.AlignVCenter, shown)
            y += height


class VerdictButton(KeyButton):
    """One verdict."""

    def __init__(self, status: Status, parent: QWidget | None = None) -> None:
        name, asks = review_text.name_of(status), review_text.asks(status)
        super().__init__(LETTERS[status], name, asks, parent)
        self.status = status
        self.set_digit(VERDICTS.index(status) + 1)


class VerdictBar(QWidget):
    """The buttons in a row; the arrow keys go from one to the next."""

    chosen = Signal(Status)
    noticed = Signal(int)
    """Alt and a digit was pressed."""
    again_requested = Signal()
    """The key was pressed that asks whether the gap was met again."""
    left_upwards = Signal()
    escaped = Signal()
    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._held_escape = HeldKey()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.buttons = {status: VerdictButton(status, self) for status in VERDICTS}
        for status, button in self.buttons.items():
            self._row.addWidget(button, 1)
            button.clicked.connect(lambda checked=False, said=status: self.chosen.emit(said))
            button.key_filter = self._take_key
            button.escape_released.connect(self._held_escape.release)
            button.focus_changed.connect(self.focus_changed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def has_focus(self) -> bool:
        """Whether one of the buttons has the keyboard."""
        return any(button.hasFocus() for button in self.buttons.values())

    def show_verdict(self, given: Status, asked: Status | None) -> None:
        """Show what was said last of an action, and the verdict whose words are typed now."""
        for status, button in self.buttons.items():
            button.set_state(is_given=status is given, is_asked=status is asked)

    def focus_verdict(self, status: Status) -> None:
        """Give the keyboard to a verdict; to the first for one that is none."""
        self.buttons.get(status, self.buttons[Status.DONE]).setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._row.setSpacing(metrics.px(Space.M))
        for button in self.buttons.values():
            button.set_metrics(metrics)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share()

    def _share(self) -> None:
        """Name all in the same letters, and tell what each asks where there is room for that."""
        each = (self.width() - 3 * self._metrics.px(Space.M)) / len(self.buttons)
        row = self.buttons.values()
        kinds = (k for k in NAMES if all(button.name_width(k) <= each for button in row))
        kind = next(kinds, NAMES[-1])
        tells = all(button.question_width <= each for button in row)
        for button in row:
            button.set_look(kind, tells_question=tells)

    def _take_key(self, event: QKeyEvent) -> bool:
        keys, alt = Qt.Key, event.modifiers() == Qt.KeyboardModifier.AltModifier
        status = verdict_of(event)
        if status is not None:
            self.chosen.emit(status)
        elif alt and keys.Key_1 <= event.key() <= keys.Key_9:
            self.noticed.emit(event.key() - keys.Key_0)
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        elif letter_of(event) == AGAIN_LETTER:
            self.again_requested.emit()
        elif event.key() in (keys.Key_Left, keys.Key_Right):
            self._step(1 if (event.key() == keys.Key_Right) is not self._is_mirrored else -1)
        elif event.key() == keys.Key_Up:
            self.left_upwards.emit()
        elif event.key() == keys.Key_Escape:
            if not self._held_escape.repeats(event):
                self.escaped.emit()
        else:
            return False
        return True

    @property
    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _step(self, by: int) -> None:
        row: Sequence[VerdictButton] = list(self.buttons.values())
        at = next((i for i, button in enumerate(row) if button.hasFocus()), 0)
        row[max(0, min(len(row) - 1, at + by))].setFocus()


def _width(text: str, kind: Type, metrics: Metrics) -> float:
    return QFontMetricsF(metrics.font(kind)).horizontalAdvance(text)
