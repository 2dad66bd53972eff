"""All keys on one sheet, and where the meetings are."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from facilitator.ui.base.commands import CommandSpec, Where, key_text
from facilitator.ui.base.translate import tr
from facilitator.ui.shell import help_pages
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.hint_bar import Hint, paint_keycap
from facilitator.ui.widgets.sheet import Sheet, is_held_with_ctrl

ROW, HEAD = 44, 60
"""Heights of a key's row and of a heading, in pixels at 1080 lines."""
KEY_COLUMN = 228


class HelpSheet(Sheet):
    """Pages of keys, by where they work; those that work where it was asked for come first."""

    share = (0.94, 0.94)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("All keys"))
        self.tables: list[KeyTable] = []
        self._pages: list[help_pages.Page] = []
        self._shown = 0
        self._page = QWidget(self.sheet)
        self.body.addWidget(self._page, 1)
        self.foot = QLabel(self.sheet)
        self.foot.setTextFormat(Qt.TextFormat.PlainText)
        self.foot.setWordWrap(True)
        self.body.addWidget(self.foot)

    def ask(self, in_meeting: bool, kept: str, here: Where | None = None) -> None:
        """Open at the keys of a meeting, of home, or of another screen that is `here`.

        `kept` says where the meetings are.
        """
        self.foot.setText(kept)
        self._pages = help_pages.pages(in_meeting, here)
        self._turn_to(0)
        self.open()

    def _turn_to(self, page: int) -> None:
        self._shown = page
        before, self._page = self._page, QWidget(self.sheet)
        self.body.replaceWidget(before, self._page)
        before.deleteLater()
        row = QHBoxLayout(self._page)
        row.setContentsMargins(0, 0, 0, 0)
        self.tables = [KeyTable(sections, self._page) for sections in self._pages[page]]
        for table in self.tables:
            row.addWidget(table, 1, Qt.AlignmentFlag.AlignTop)
        # Its columns are as wide as those of the page with most.
        row.addStretch(max(map(len, self._pages)) - len(self.tables))
        self._page.show()
        self.title.setText(
            tr(
                "All keys, {n} of {total} · {key} turns the page, any other key closes",
                key=key_text("PgDown"),
                n=page + 1,
                total=len(self._pages),
            )
        )
        self.set_metrics(self.metrics)

    def set_metrics(self, metrics: Metrics) -> None:
        for table in self.tables:
            table.set_metrics(metrics)
        self.foot.setFont(metrics.font(Type.KEYS))
        set_text_color(self.foot, metrics, Ink.QUIET)
        if (row := self._page.layout()) is not None:
            row.setSpacing(metrics.px(Space.XL))
        super().set_metrics(metrics)

    def hints(self) -> Sequence[Hint]:
        return ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the sheet, unless the key turns the page, so that nobody is stuck here."""
        if is_held_with_ctrl(event):
            event.ignore()
            return
        by = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if by:
            self._turn_to((self._shown + by) % len(self._pages))
        elif event.text() or event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.close_sheet()


class KeyTable(QWidget):
    """Paints sections of keys one below the other."""

    def __init__(
        self, sections: Sequence[help_pages.Section], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.sections = sections
        self._metrics = Metrics(1.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(help_pages.spoken(sections))

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        m = self._metrics
        rows = sum(len(rows) for _, rows in self.sections)
        return QSize(300, len(self.sections) * m.px(HEAD) + rows * m.px(ROW) + m.px(Space.HAIR))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        y = 0.0
        for where, rows in self.sections:
            painter.setFont(m.font(Type.BODY_BOLD))
            painter.setPen(m.color(Ink.TEXT))
            head = QRectF(0, y, self.width(), m.px(HEAD))
            painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, where.title)
            y += m.px(HEAD)
            for spec in rows:
                self._paint_row(painter, spec, y)
                y += m.px(ROW)

    def shown_words(self, spec: CommandSpec) -> str:
        """Return what is painted of what a key does: all of it, where there is room."""
        measure = QFontMetricsF(self._metrics.font(Type.KEYS))
        room = self.width() - self._words_left()
        return measure.elidedText(spec.does, Qt.TextElideMode.ElideRight, room)

    def _caps(self, spec: CommandSpec) -> list[tuple[str, float, float]]:
        """Return each of its keys, where its cap begins and how wide it is, in pixels."""
        m = self._metrics
        measure = QFontMetricsF(m.font(Type.KEYCAP))
        caps, x = [], 1.0
        for key in map(key_text, spec.keys):
            width = measure.horizontalAdvance(key) + m.px(20)
            caps.append((key, x, width))
            x += width + m.px(Space.S)
        return caps

    def _words_left(self) -> float:
        """Return where the words of all rows begin: behind the widest keys."""
        last = [self._caps(spec)[-1] for _, rows in self.sections for spec in rows]
        widest = max((x + width for _, x, width in last), default=0.0)
        return max(self._metrics.px(KEY_COLUMN), widest + self._metrics.px(Space.M))

    def _paint_row(self, painter: QPainter, spec: CommandSpec, y: float) -> None:
        m = self._metrics
        painter.setFont(m.font(Type.KEYCAP))
        top = y + (m.px(ROW) - m.px(36)) / 2
        for key, x, width in self._caps(spec):
            paint_keycap(painter, QRectF(x, top, width, m.px(36)), key, m)
        painter.setFont(m.font(Type.KEYS))
        painter.setPen(m.color(Ink.QUIET))
        left = self._words_left()
        words = QRectF(left, y, self.width() - left, m.px(ROW))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.shown_words(spec))
