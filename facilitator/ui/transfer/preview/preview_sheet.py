"""The sheet that shows the pages of a file before it is written."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.services.pdf_pages import PageSize
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.sides import is_mirrored
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.transfer.preview.page_view import PageView
from facilitator.ui.widgets.buttons import LinkButton
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet

LINES = 3
"""How many lines of body text an arrow moves over a page."""


class PreviewSheet(Sheet):
    """The pages as they will be printed, one at a time; Enter writes them."""

    accepted = Signal()
    print_requested = Signal()

    share = (0.94, 0.97)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Preview"))
        self.message = Label(parent=self.sheet)
        self.message.setWordWrap(True)
        self.view = PageView(self.sheet)
        self.export = LinkButton(tr("Export"), self.sheet)
        self.print = LinkButton(tr("Print…"), self.sheet)
        self.previous = LinkButton(tr("Previous page"), self.sheet)
        self.next = LinkButton(tr("Next page"), self.sheet)
        self.smaller = LinkButton(tr("Smaller"), self.sheet)
        self.larger = LinkButton(tr("Larger"), self.sheet)
        self.whole = LinkButton(tr("Whole page"), self.sheet)
        self._links = QHBoxLayout()
        for link in self._all_links:
            self._links.addWidget(link)
        self._links.addStretch(1)
        self.body.addWidget(self.message)
        self.body.addWidget(self.view, 1)
        self.body.addLayout(self._links)
        self.export.clicked.connect(self.accepted)
        self.print.clicked.connect(self.print_requested)
        self.previous.clicked.connect(lambda: self.view.turn(-1))
        self.next.clicked.connect(lambda: self.view.turn(1))
        self.smaller.clicked.connect(lambda: self.view.zoom(-1))
        self.larger.clicked.connect(lambda: self.view.zoom(1))
        self.whole.clicked.connect(self.view.show_whole)
        self.view.page_changed.connect(self._show_place)

    @property
    def _all_links(self) -> Sequence[LinkButton]:
        return (
            *(self.export, self.print, self.previous, self.next),
            *(self.smaller, self.larger, self.whole),
        )

    def show_pages(self, sizes: Sequence[PageSize], sentence: str) -> None:
        """Open with the first page; the sentence is about the whole file."""
        self.say(sentence)
        self.view.show_pages(sizes)
        self.open()

    def say(self, sentence: str) -> None:
        """Say something above the page; empty clears that."""
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def read_out(self, page: int, text: str) -> None:
        """Let a screen reader say what is on a page, once that is known."""
        if page != self.view.page:
            return
        self.view.setAccessibleDescription(text)
        if self.isVisible():
            announce(self.view, f"{self.title.text()}. {text}")

    def hints(self) -> Sequence[Hint]:
        return [
            Hint(catalog.ACCEPT, tr("export"), run=self._accept),
            Hint(catalog.TURN_PAGE, tr("other page"), run=lambda: self.view.turn(1)),
            Hint(catalog.PREVIEW_ZOOM, tr("larger, smaller"), 1),
            Hint(catalog.PREVIEW_PRINT, tr("print"), 1, self.print_requested.emit),
            Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet),
        ]

    def start(self) -> None:
        self.view.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        for link in self._all_links:
            link.set_metrics(metrics)
        self.view.set_metrics(metrics)
        self.message.setFont(metrics.font(Type.BODY))
        set_text_color(self.message, metrics, Ink.QUIET)
        self._links.setSpacing(metrics.px(Space.XL))
        super().set_metrics(metrics)
        # The page gets the room: what is around it is as narrow as can be.
        edge = metrics.px(Space.L)
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.body.setSpacing(metrics.px(Space.S))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn, move and zoom; Enter writes the file, P prints it."""
        key, keys, view = event.key(), Qt.Key, self.view
        line = LINES * self.metrics.line_height(Type.BODY)
        ahead = -1 if is_mirrored(self) else 1
        if key in (keys.Key_PageDown, keys.Key_Space):
            view.turn(1)
        elif key in (keys.Key_PageUp, keys.Key_Backspace):
            view.turn(-1)
        elif key == keys.Key_Home:
            view.go_to(0)
        elif key == keys.Key_End:
            view.go_to(view.count - 1)
        elif key in (keys.Key_Down, keys.Key_Up):
            by = 1 if key == keys.Key_Down else -1
            if not view.move_by(0, by * line) and view.is_whole:
                view.turn(by)
        elif key in (keys.Key_Right, keys.Key_Left):
            by = 1 if key == keys.Key_Right else -1
            if not view.move_by(by * line, 0) and view.is_whole:
                view.turn(by * ahead)
        elif key in (keys.Key_Plus, keys.Key_Equal):
            view.zoom(1)
        elif key in (keys.Key_Minus, keys.Key_Underscore):
            view.zoom(-1)
        elif key == keys.Key_0:
            view.show_whole()
        elif key == keys.Key_P:
            self.print_requested.emit()
        elif key in (keys.Key_Return, keys.Key_Enter):
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def _accept(self) -> None:
        if self.view.hasFocus() or self.hasFocus():
            self.accepted.emit()
        else:
            super()._accept()

    def _show_place(self) -> None:
        """Show which page of how many is seen, and how large."""
        view = self.view
        said = tr("Page {n} of {total}", n=view.page + 1, total=view.count)
        self.title.setText(said if view.is_whole else f"{said} · {view.percent} %")
        self.setAccessibleName(f"{tr('Preview')}. {said}")
        if view.accessibleName() != said:
            view.setAccessibleName(said)
            view.setAccessibleDescription("")
