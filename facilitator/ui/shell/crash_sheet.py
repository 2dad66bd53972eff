"""The sheet after a bug: what is saved, the report to read and to copy, and how to continue."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.timers import later
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import (
    Metrics,
    Space,
    Type,
    scheme_of,
    scroll_bar_css,
    set_text_color,
)
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.sheet import Sheet, sheet_around

REPORT_HEIGHT = 420
"""Height of the report, in pixels at 1080 lines."""


class CrashSheet(Sheet):
    """A sheet that asks nothing of the window, which may be what is broken."""

    restart_requested = Signal()

    share = (0.72, 0.9)

    def __init__(self, parent: QWidget, log: Path) -> None:
        super().__init__(parent, tr("Something went wrong"))
        self.message = QLabel(self.sheet)
        self.report = QPlainTextEdit(self.sheet)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(tr("The report"))
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.foot = QLabel(self.sheet)
        self.foot.setText(
            tr(
                "The report says where the program failed and contains nothing from your meeting. "
                "It is also saved in {file}",
                file=str(log),
            )
        )
        for label in (self.message, self.foot):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.go_on = PrimaryButton(tr("Continue"), "Enter", self.sheet)
        self.copy = LinkButton(tr("Copy the report"), self.sheet)
        self.restart = LinkButton(tr("Restart the program"), self.sheet)
        self._links = QHBoxLayout()
        for link in (self.copy, self.restart):
            self._links.addWidget(link)
        self._links.addStretch(1)
        for widget in (self.message, self.go_on, self.report, self.foot):
            self.body.addWidget(widget)
        self.body.addLayout(self._links)
        QWidget.setTabOrder(self.go_on, self.copy)
        QWidget.setTabOrder(self.copy, self.restart)
        QWidget.setTabOrder(self.restart, self.report)
        self._count = 0
        self.go_on.clicked.connect(self.close_sheet)
        self.copy.clicked.connect(self._on_copy)
        self.restart.clicked.connect(self.restart_requested)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]
        self._follow_parent()

    def show_bug(self, report: str, saved: bool) -> None:
        """Show a bug; one that comes while the sheet is open is added to it and counted."""
        if self.isHidden():
            self._count = 0
            self.report.clear()
        self._count += 1
        said = self._say(saved)
        if self.report.toPlainText():
            self.report.appendPlainText("\n" + report)
        else:
            self.report.setPlainText(report)
        self._show_copied(False)
        if self.isHidden():
            self.open()
            name = f"{self.title.text()}. {said}"
            self.setAccessibleName(name)
            announce(self, name)
        else:
            self._place()

    def say_saved(self, saved: bool) -> None:
        """Say whether everything is saved by now."""
        if self.isVisible():
            self._say(saved)
            self._place()

    def _say(self, saved: bool) -> str:
        said = (
            tr(
                "This is a bug in Facilitator, not your mistake. Your whole meeting is saved: "
                "continue where you were."
            )
            if saved
            else tr(
                "This is a bug in Facilitator, not your mistake. The last changes to your meeting "
                "aren’t saved yet: they are kept, and Facilitator keeps trying to save them."
            )
        )
        if self._count > 1:
            again = counted(
                self._count, tr("It happened once."), tr("It happened {n} times in a row.")
            )
            said = f"{said} {again}"
        self.message.setText(said)
        return said

    def hints(self) -> Sequence[Hint]:
        return ()

    def start(self) -> None:
        self.go_on.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        m = metrics
        for label, kind in ((self.message, Type.LEAD), (self.foot, Type.KEYS)):
            label.setFont(m.font(kind))
            set_text_color(label, m, Ink.QUIET)
        self.report.setFont(m.font(Type.KEYS))
        self.report.setFixedHeight(m.px(REPORT_HEIGHT))
        self.report.setStyleSheet(
            f"QPlainTextEdit {{ background: {m.css(Ink.PAPER)}; color: {m.css(Ink.TEXT)};"
            f" border: {m.px(Space.HAIR)}px solid {m.css(Ink.LINE)};"
            f" border-radius: {m.px(Space.S)}px; padding: {m.px(Space.S)}px; }}"
            f"QPlainTextEdit:focus {{ border-color: {m.css(Ink.FOCUS)}; }}"
            f"{scroll_bar_css(m)}"
        )
        for button in (self.go_on, self.copy, self.restart):
            button.set_metrics(m)
        self._links.setSpacing(m.px(Space.XL))
        super().set_metrics(metrics)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.PaletteChange):
            self._follow_parent()
        return super().eventFilter(watched, event)

    def _follow_parent(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            scheme = scheme_of(parent)
            self.set_metrics(Metrics.for_size(parent.width(), parent.height(), scheme=scheme))

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        """Take the focus back from a screen that changes underneath."""
        if self.isHidden() or new is None or new.window() is not self.window():
            return
        if new is not self and not self.isAncestorOf(new) and sheet_around(new) is None:
            later(self, 0, self._take_focus)

    def _take_focus(self) -> None:
        if self.isVisible():
            self.raise_()
            self.start()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self._show_copied(True)

    def _show_copied(self, copied: bool) -> None:
        text = tr("The report is copied") if copied else tr("Copy the report")
        self.copy.setText(text)
        self.copy.setAccessibleName(text)
        self.copy.updateGeometry()
