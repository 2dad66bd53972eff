"""A transparent cover that keeps keys, clicks and drops from what is under it."""

from PySide6.QtCore import QChildEvent, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from facilitator.ui.widgets.anchored import Anchored


class InputBlocker(Anchored):
    """A modal child: it covers its parent and keeps the focus until it is released.

    What is raised above it meanwhile, as a message is, is covered again; only the `uncovered`
    widget, which shows how the work goes, can be clicked.
    """

    escape_pressed = Signal()

    def __init__(self, parent: QWidget, uncovered: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uncovered = uncovered
        self._covered: list[QWidget] = []
        self._focus_after: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.hide()

    def block(self) -> None:
        """Cover the parent and take the focus."""
        self._focus_after = self.window().focusWidget()
        self.show()
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        parent = self.parentWidget()
        assert parent is not None
        for child in parent.findChildren(QWidget, options=direct):
            self._watch(child)
        self._cover()
        self.setFocus()
        _application().focusChanged.connect(self._on_focus_changed)

    def release(self) -> None:
        """Give the focus back: to who had it, or to who asked for it in the meantime."""
        if self.isHidden():
            return
        _application().focusChanged.disconnect(self._on_focus_changed)
        covered, self._covered = self._covered, []
        for child in filter(isValid, covered):
            child.removeEventFilter(self)
        after, self._focus_after = self._focus_after, None
        if after is not None and isValid(after) and after.isVisible():
            after.setFocus()
        self.hide()

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        """Take the focus back from a screen or a window that is shown meanwhile."""
        if now is None or now is self:
            return
        if now.window() is self.window():
            self._focus_after = now
        else:
            self.window().activateWindow()
        self.setFocus()

    def _watch(self, child: QWidget) -> None:
        if child is not self and child is not self._uncovered:
            self._covered.append(child)
            child.installEventFilter(self)

    def _cover(self) -> None:
        self.raise_()
        if self._uncovered is not None:
            self._uncovered.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget():
            if isinstance(event, QChildEvent) and event.type() == QEvent.Type.ChildPolished:
                child = event.child()
                if isinstance(child, QWidget) and child not in self._covered:
                    self._watch(child)
                    self._cover()
        elif event.type() == QEvent.Type.ZOrderChange:
            self._cover()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            # A key that is claimed here is no shortcut of the window.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escape_pressed.emit()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Keep it from the parent like its press."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        return True

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
