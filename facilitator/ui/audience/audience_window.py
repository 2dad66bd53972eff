"""The audience window: what the room may see, over a whole screen, and nothing else."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QContextMenuEvent,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from facilitator.domain.room.room_view import RoomView
from facilitator.ui.audience.audience_stage import AudienceStage
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_wall import CardWall, columns_of
from facilitator.ui.meeting.console.room_state import RoomState
from facilitator.ui.style.colors import Ink, Scheme
from facilitator.ui.style.theme import Depth, Metrics, Space, fill, palette
from facilitator.ui.widgets.text_keys import types_text

_KEYS = {
    Qt.Key.Key_PageDown: "next",
    Qt.Key.Key_PageUp: "previous",
    Qt.Key.Key_B: "blank",
    Qt.Key.Key_Period: "blank",
    Qt.Key.Key_Escape: "close",
}
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
)


class AudienceWindow(QWidget):
    """The window on the room's screen; it never takes the keyboard by itself."""

    step_requested = Signal(int)
    """A clicker asked for the next step (1) or the one before (-1)."""
    blank_requested = Signal()
    close_requested = Signal()
    menu_requested = Signal(QPoint)
    """The menu was asked for, at a point of the screen."""
    escaped = Signal()
    """Esc was pressed while this window has the keyboard."""
    ending = Signal()
    """The window is about to be deleted."""
    words_typed = Signal(object)
    """Something was typed while this window has the keyboard: a QKeyEvent, or the
    QInputMethodEvent of what was composed."""
    picture_changed = Signal()
    """The room sees other words or cards, or sees them at another size."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.state = RoomState()
        self.state.changed.connect(self._show_picture)
        self._view: RoomView | None = None
        self.setWindowTitle(tr("What the room sees · Facilitator"))
        self._metrics = Metrics(1.0)
        self._scheme, self._depth = Scheme.LIGHT, Depth.MEDIUM
        self.stage: AudienceStage | None = None
        self.wall: CardWall | None = None
        self._still: QPixmap | None = None
        self._is_typing = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        # The screen decides how large it is, whatever it shows.
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    @property
    def blank(self) -> bool:
        """Whether nothing at all is shown."""
        return self.state.blank

    @property
    def frozen(self) -> bool:
        """Whether the picture stays as it is."""
        return self.state.frozen

    def show_view(self, view: RoomView | None) -> None:
        """Show what the room may see now; nothing is painted again for an equal view."""
        if view == self._view:
            return
        before, self._view = self._view, view
        is_same_stage = (
            view
            and before
            and (view.kind, view.question)
            == (
                before.kind,
                before.question,
            )
        )
        if not is_same_stage:
            self._drop_wall()
            self._replace_stage(view)
        if self.stage is not None and view is not None:
            self.stage.show_view(view)
        if self.wall is not None and view is not None:
            self.wall.show_columns(columns_of(view))
        if not is_same_stage:
            self._show_picture()
        self.picture_changed.emit()

    def _replace_stage(self, view: RoomView | None) -> None:
        if self.stage is not None:
            self._column.removeWidget(self.stage)
            self.stage.hide()
            self.stage.deleteLater()
        self.stage = AudienceStage(view.kind, self._metrics, self) if view is not None else None
        if self.stage is not None:
            self._column.addWidget(self.stage)

    def show_overview(self, on: bool) -> None:
        """Show all cards of the stage on one screen in its place, or the stage again."""
        self._drop_wall()
        if on and self._view is not None:
            self.wall = CardWall(self)
            self._place_wall()
            self.wall.show_columns(columns_of(self._view))
        self._show_picture()
        self.picture_changed.emit()

    def _drop_wall(self) -> None:
        if self.wall is not None:
            self.wall.hide()
            self.wall.deleteLater()
            self.wall = None

    def _place_wall(self) -> None:
        if self.wall is not None:
            edge = self._metrics.px(Space.XL)
            self.wall.setGeometry(self.rect().adjusted(edge, edge, -edge, -edge))
            self.wall.set_metrics(self._metrics)

    # Blank and frozen

    @property
    def still(self) -> QPixmap | None:
        """The picture at which it was frozen; None when it is not."""
        return self._still

    def set_blank(self, blank: bool) -> None:
        """Show nothing at all, or the meeting again."""
        if blank != self.blank:
            self.state.set_blank(blank)

    def set_frozen(self, frozen: bool) -> None:
        """Keep the picture as it is now, whatever happens on the console, or follow it again."""
        if frozen == self.frozen:
            return
        self._still = self.grab() if frozen else None
        self.state.set_frozen(frozen)

    def _show_picture(self) -> None:
        """Show the stage, the wall or neither.

        What is not shown is hidden, not painted over: it can't shine through.
        """
        is_live = not self.blank and self._still is None
        if self.stage is not None:
            self.stage.setVisible(is_live and self.wall is None)
        if self.wall is not None:
            self.wall.setVisible(is_live)
        self.setAccessibleName(tr("The screen is blank") if self.blank else self.windowTitle())
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = QColor(Qt.GlobalColor.black) if self.blank else self._metrics.color(Ink.GROUND)
        fill(painter, QRectF(self.rect()), ground)
        if self._still is not None and not self.blank:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            size = self._still.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            box = QRect(self.rect().topLeft(), size)
            box.moveCenter(self.rect().center())
            painter.drawPixmap(box, self._still)

    # Size and keys

    def set_appearance(self, scheme: Scheme, depth: Depth) -> None:
        """Use these colours, and letters for a room of this depth."""
        self._scheme, self._depth = scheme, depth
        self.setPalette(palette(scheme))
        self._follow_size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._follow_size()

    def _follow_size(self) -> None:
        metrics = Metrics.for_size(
            self.width(), self.height(), depth=self._depth, scheme=self._scheme
        )
        if metrics != self._metrics:
            self._metrics = metrics
            if self.stage is not None:
                self.stage.set_metrics(metrics)
        self._place_wall()
        self.picture_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.state.set_visible(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.state.set_visible(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take keys of a slide clicker when the focus happens to be here, and pass words on.

        Among words the letters of a clicker are letters, until the keyboard comes here again.
        """
        meant = _KEYS.get(Qt.Key(event.key())) if not event.modifiers() else None
        if meant == "blank" and self._is_typing:
            meant = None
        if meant in ("next", "previous"):
            self.step_requested.emit(1 if meant == "next" else -1)
        elif meant == "blank":
            self.blank_requested.emit()
        elif meant == "close":
            if not event.isAutoRepeat():
                self.escaped.emit()
        elif self._is_typing or _types(event):
            self._is_typing = True
            self.words_typed.emit(event)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())

    @property
    def metrics(self) -> Metrics:
        """Return the sizes in which it is shown."""
        return self._metrics

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString():
            self._is_typing = True
            self.words_typed.emit(event)
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._is_typing = False

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.close_requested.emit()


def _types(event: QKeyEvent) -> bool:
    """Return whether a key types a letter, also with AltGr, which is none of these modifiers."""
    mods = Qt.KeyboardModifier
    held = event.modifiers() & ~(mods.ShiftModifier | mods.KeypadModifier)
    return held not in _COMMANDS and types_text(event)
