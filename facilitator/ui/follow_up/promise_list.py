"""The list of promises: all in lines of one height, so that any number of them is quick."""

from collections.abc import Sequence
from itertools import chain

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from facilitator.domain.records import Status
from facilitator.ui.base import phrases
from facilitator.ui.base.accessibility import read_out_current
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.desktop.key_places import digit_of
from facilitator.ui.follow_up.promise_painter import PromisePainter
from facilitator.ui.follow_up.promise_rows import (
    STATES,
    Heading,
    Key,
    PromiseRow,
    RegisterRow,
    Row,
    Selectable,
)
from facilitator.ui.stages.verdicts.verdict_bar import verdict_of
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, scroll_bar_css
from facilitator.ui.widgets.text_keys import types_text


class PromiseModel(QStringListModel):
    """The rows; a screen reader gets from it what each says.

    Of the strings there are only as many: Qt counts them by itself, twice for each row.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.setStringList([""] * len(rows))

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        roles = Qt.ItemDataRole
        if index.isValid() and role in (roles.DisplayRole, roles.AccessibleTextRole):
            return self._spoken(index.row())
        return None

    def _spoken(self, number: int) -> str:
        """Return what a row says; the first of a group says in which it is."""
        row, before = self.rows[number], self.rows[number - 1] if number else None
        if isinstance(before, Heading) and not isinstance(row, Heading):
            return f"{spoken(before)}. {spoken(row)}"
        return spoken(row)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def spoken(row: Row) -> str:
    """Return what a screen reader says of a row."""
    if isinstance(row, RegisterRow):
        return ", ".join((row.entry.text, row.since, row.state))
    if isinstance(row, Heading) and row.detail:
        return f"{row.text}: {row.detail}"
    if isinstance(row, Heading):
        said = counted(row.count, tr("{name}: {n} promise"), tr("{name}: {n} promises"), name="{}")
        return said.format(row.text)
    entry = row.entry
    due = tr("overdue since {day}", day=row.due) if row.is_late else row.due
    text = phrases.after_kind(entry.text, entry.kind)
    parts = (text, row.tag, entry.owner, due or tr("no date"), _plain_state(row))
    return ", ".join(filter(None, parts))


def _plain_state(row: PromiseRow) -> str:
    """Return what became of it, without an excuse: that never is told beside a name."""
    return "" if row.entry.status is Status.EXCUSE else row.state


class PromiseList(QListView):
    """The rows, of which one promise is selected; keys and clicks say what is to happen to it."""

    selection_changed = Signal()
    verdict_chosen = Signal(Status)
    state_chosen = Signal(object)
    """With the RegisterState of the selected entry of a register."""
    opened = Signal()
    """The place where the selected one was promised is to be shown."""
    typed = Signal(str)
    """A letter that begins a filter."""
    escaped = Signal()
    left_upwards = Signal()
    menu_requested = Signal(QPoint)
    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.rows = PromiseModel()
        self.painter = PromisePainter(self)
        self._selected: Key | None = None
        self._selected_row = -1
        self._pressed_box: Key | None = None
        self.is_all_marked = False
        """Whether what is done next is done to all that are shown, not to the selected one."""
        self.setModel(self.rows)
        self.setItemDelegate(_RowDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.setAutoScroll(False)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(tr("Promises"))

    # What is shown

    @property
    def current(self) -> Selectable | None:
        """The promise, or the entry of a register, that is selected."""
        rows = self.rows.rows
        row = rows[self._selected_row] if 0 <= self._selected_row < len(rows) else None
        return row if row is not None and not isinstance(row, Heading) else None

    @property
    def selected(self) -> PromiseRow | None:
        """The promise that is selected; None where it is something else."""
        row = self.current
        return row if isinstance(row, PromiseRow) else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the selected promise stays, else the one in its place is selected."""
        before, at = self._selected, self._selected_row
        place = self.verticalScrollBar().value()
        self.painter.set_rows(rows)
        self.rows.set_rows(rows)
        self.verticalScrollBar().setValue(place)
        found = self._find(before) if before is not None else -1
        if found < 0:
            found = self._nearest(max(at, 0))
        self._select_row(found)

    def _find(self, key: Key) -> int:
        """Return the row of a promise, in its group or else in any."""
        found = [
            (row.key[0] != key[0], number)
            for number, row in enumerate(self.rows.rows)
            # There may be very many rows: a key is made only of those that may be it.
            if not isinstance(row, Heading) and row.action == key[2] and row.key[1:] == key[1:]
        ]
        return min(found)[1] if found else -1

    def _nearest(self, at: int) -> int:
        """Return the first promise from a row on, or the last before it; -1 for none."""
        rows = self.rows.rows
        after = range(min(at, len(rows)), len(rows))
        before = range(min(at, len(rows)) - 1, -1, -1)
        found = (n for n in chain(after, before) if not isinstance(rows[n], Heading))
        return next(found, -1)

    def following(self) -> Key | None:
        """Return the key of the promise after the selected one."""
        rows = self.rows.rows[self._selected_row + 1 :] if self._selected_row >= 0 else ()
        return next((row.key for row in rows if not isinstance(row, Heading)), None)

    def select_key(self, key: Key) -> None:
        """Select a promise, if it is shown."""
        found = self._find(key)
        if found >= 0:
            self._select_row(found)

    def select_first(self) -> None:
        """Select what is first in the list."""
        self._select_row(self._nearest(0))

    def remember(self, meeting: str, action: str) -> None:
        """Select a promise now, or as soon as it is shown again."""
        self._selected = ("", meeting, action)
        self.select_key(self._selected)

    def mark_all(self) -> None:
        """Mark all that are shown, until another one is selected."""
        self.is_all_marked = any(isinstance(row, PromiseRow) for row in self.rows.rows)
        self.viewport().update()

    def _select_row(self, number: int) -> None:
        self._selected_row = number
        self.is_all_marked = False
        row = self.current
        self._selected = row.key if row is not None else None
        index = self.rows.index(number) if number >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        if number >= 0:
            # With the headings right above it, so that it is known where one is.
            top = number
            while top > 0 and isinstance(self.rows.rows[top - 1], Heading):
                top -= 1
            self.scrollTo(self.rows.index(top))
            self.scrollTo(index)
        self.viewport().update()
        self.selection_changed.emit()

    def step(self, by: int) -> bool:
        """Select the promise so many further on; False at the end of the list."""
        rows = self.rows.rows
        number, left = self._selected_row, abs(by)
        found = number
        while left and 0 <= (number := number + (1 if by > 0 else -1)) < len(rows):
            if not isinstance(rows[number], Heading):
                found, left = number, left - 1
        if found == self._selected_row or found < 0:
            return False
        self._select_row(found)
        return True

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.painter.set_metrics(metrics)
        ground = f"QScrollBar {{ background: {metrics.css(Ink.GROUND)}; }}"
        plain = "QListView { background: transparent; }"
        self.setStyleSheet(f"{plain}{scroll_bar_css(metrics)}{ground}")
        self.doItemsLayout()
        self.verticalScrollBar().setSingleStep(self.painter.row_height)

    @property
    def metrics(self) -> Metrics:
        return self._metrics

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._selected_row >= 0:
            self.scrollTo(self.rows.index(self._selected_row))

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if mods & ~Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
        elif not (self._take_move(event.key()) or self._take_verdict(event)):
            if types_text(event):
                self.typed.emit(event.text())
            else:
                event.ignore()

    def _take_move(self, key: int) -> bool:
        """Take a key that selects, opens or leaves; False for any other."""
        keys = Qt.Key
        page = max(1, self.viewport().height() // self.painter.row_height - 2)
        everything = len(self.rows.rows)
        steps = {
            keys.Key_Down: 1,
            keys.Key_PageUp: -page,
            keys.Key_PageDown: page,
            keys.Key_Home: -everything,
            keys.Key_End: everything,
        }
        if key == keys.Key_Up:
            if not self.step(-1):
                self.left_upwards.emit()
        elif key in (keys.Key_Return, keys.Key_Enter):
            self.opened.emit()
        elif key == keys.Key_Escape:
            self.escaped.emit()
        elif key in steps:
            self.step(steps[Qt.Key(key)])
        else:
            return False
        return True

    def _take_verdict(self, event: QKeyEvent) -> bool:
        """Take a key that says what became of the selected one; False for any other."""
        if isinstance(self.current, RegisterRow):
            digit = digit_of(event)
            if digit is not None and 1 <= digit <= len(STATES):
                self.state_chosen.emit(STATES[digit - 1])
            return digit is not None or event.key() == Qt.Key.Key_Space
        status = Status.DONE if event.key() == Qt.Key.Key_Space else verdict_of(event)
        if status is not None:
            self.verdict_chosen.emit(status)
        return status is not None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at = event.position().toPoint()
        index = self.indexAt(at)
        self._pressed_box = None
        if not index.isValid() or isinstance(self.rows.rows[index.row()], Heading):
            return
        self._select_row(index.row())
        if self.selected is None:
            return
        box = self.painter.box_of(QRectF(self.visualRect(index)))
        if event.button() == Qt.MouseButton.LeftButton and box.contains(at):
            self._pressed_box = self._selected

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_box = self._pressed_box, None
        if pressed is not None and pressed == self._selected:
            self.verdict_chosen.emit(Status.DONE)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        if not index.isValid() or index.row() != self._selected_row:
            return
        is_box = self.painter.box_of(QRectF(self.visualRect(index))).contains(at)
        if not (is_box and self.selected is not None):
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.current is not None:
            self.menu_requested.emit(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        read_out_current(self)
        self.viewport().update()
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
        self.focus_changed.emit()


class _RowDelegate(QStyledItemDelegate):
    """Painter of the rows."""

    def __init__(self, view: PromiseList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(self._view.viewport().width(), self._view.painter.row_height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row, view = self._view.rows.rows[index.row()], self._view
        is_marked = view.is_all_marked and isinstance(row, PromiseRow)
        is_selected = row is view.current or is_marked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view.painter.paint(
            painter, QRectF(option.rect), row, is_selected=is_selected, focused=view.hasFocus()
        )
        painter.restore()
