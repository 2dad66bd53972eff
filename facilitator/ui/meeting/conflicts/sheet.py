"""The sheet of what was changed in two places: one at a time, what counts and what was lost."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.commands import install
from facilitator.ui.base.translate import tr
from facilitator.ui.meeting.conflicts.conflict_text import ShownConflict
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet

_SIZES = (Type.CARD, Type.DETAIL, Type.KEYCAP_PLAIN)
"""How large the words are, the largest first: what two rooms wrote may be long."""


class _Version(QWidget):
    """What somebody wrote, under who wrote it and when."""

    def __init__(self, heading: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.heading, self.by, self.words = (Label("", self) for _ in range(3))
        self.heading.setText(heading)
        self.words.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addWidget(self.by)
        head.addStretch(1)
        self._head = head
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self._column.addWidget(self.words)

    def show_version(self, words: str, by: str) -> None:
        self.words.setText(words)
        self.by.setText(by)

    def set_metrics(self, metrics: Metrics) -> None:
        self.heading.setFont(metrics.font(Type.DETAIL))
        self.by.setFont(metrics.font(Type.DETAIL))
        set_text_color(self.heading, metrics, Ink.TEXT)
        set_text_color(self.by, metrics, Ink.QUIET)
        set_text_color(self.words, metrics, Ink.TEXT)
        self._head.setSpacing(metrics.px(Space.M))
        self._column.setSpacing(metrics.px(Space.XS))


class ConflictSheet(Sheet):
    """One conflict after the other. It changes nothing itself."""

    taken = Signal(int)
    """With the id of a conflict of which the lost words are to hold after all."""
    settled = Signal(int)
    """With the id of one that is to stay as it is."""
    undo_requested = Signal()

    share = (0.72, 0.9)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Changed in two places"))
        self._conflicts: Sequence[ShownConflict] = ()
        self._current: int | None = None
        self.what = Label("", self.sheet)
        self.what.setWordWrap(True)
        self.kept = _Version(tr("What counts now"), self.sheet)
        self.lost = _Version(tr("The other version"), self.sheet)
        self.take = PrimaryButton(tr("Use the other version"), "Enter", self.sheet)
        self.keep = LinkButton(tr("Keep what counts now"), self.sheet)
        self.later = LinkButton(tr("Leave it for later"), self.sheet)
        self._links = QHBoxLayout()
        for link in (self.keep, self.later):
            self._links.addWidget(link)
        self._links.addStretch(1)
        for part in (self.what, self.kept, self.lost, self.take):
            self.body.addWidget(part)
        self.body.addLayout(self._links)
        self.take.clicked.connect(self._on_taken)
        self.keep.clicked.connect(self._on_kept)
        self.later.clicked.connect(self.show_next)
        for stop in (self.take, self.keep, self.later):
            stop.focus_changed.connect(self.show_hints)
        install(self, [catalog.UNDO.bind(self.undo_requested.emit)])

    @property
    def shown(self) -> ShownConflict | None:
        """The conflict that is shown; None when none is left."""
        return next((each for each in self._conflicts if each.id == self._current), None)

    def show_conflicts(self, conflicts: Sequence[ShownConflict]) -> None:
        """Show what is open now; the one that is looked at stays."""
        before = [each.id for each in self._conflicts]
        self._conflicts = conflicts
        if self.shown is None:
            at = before.index(self._current) if self._current in before else 0
            self._show(conflicts[min(at, len(conflicts) - 1)] if conflicts else None)
        else:
            self._show(self.shown)
        if not conflicts and self.isVisible():
            self.close_sheet()

    def show_next(self) -> None:
        """Go to the next one, from the last to the first."""
        ids = [each.id for each in self._conflicts]
        if ids:
            at = ids.index(self._current) + 1 if self._current in ids else 0
            self._show(self._conflicts[at % len(ids)])

    def _show(self, conflict: ShownConflict | None) -> None:
        is_other = conflict is not None and conflict.id != self._current
        self._current = conflict.id if conflict is not None else None
        if conflict is None:
            return
        self.what.setText(conflict.what)
        self.kept.show_version(conflict.kept, conflict.kept_by)
        self.lost.show_version(conflict.lost, conflict.lost_by)
        ids = [each.id for each in self._conflicts]
        title = tr("Changed in two places")
        if len(ids) > 1:
            at = ids.index(conflict.id) + 1
            title = tr("{title} · {n} of {total}", title=title, n=at, total=len(ids))
        self.title.setText(title)
        self.later.setVisible(len(ids) > 1)
        if is_other and self.isVisible():
            self._say()
            self.start()
        self.show_hints()
        self._place()

    def _place(self) -> None:
        """Let the words be as large as there is room for all of them."""
        width, most = self._room()
        margins = self.body.contentsMargins()
        free = width - margins.left() - margins.right()
        labels = (self.what, self.kept.words, self.lost.words)
        for label in labels:
            # Else the height is that of narrower words.
            label.setMinimumWidth(free)
        for size in _SIZES:
            for words in (self.kept.words, self.lost.words):
                words.setFont(self.metrics.font(size))
            # The room for the words of the one before is not that of these.
            for layout in (self.kept.layout(), self.lost.layout(), self.body):
                if layout is not None:
                    layout.invalidate()
                    layout.activate()
            if self.body.totalHeightForWidth(width) <= most:
                break
        super()._place()

    def _say(self) -> None:
        """Read out what there is to decide, which no widget with the focus tells."""
        parts = (
            self.what.text(),
            f"{self.kept.heading.text()}: {self.kept.words.text()}, {self.kept.by.text()}",
            f"{self.lost.heading.text()}: {self.lost.words.text()}, {self.lost.by.text()}",
        )
        announce(self, ". ".join(parts))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say()

    def start(self) -> None:
        self.take.setFocus()

    def hints(self) -> Sequence[Hint]:
        back = Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet)
        does = {self.keep: tr("keep what counts now"), self.later: tr("the next one")}
        for link, text in does.items():
            if link.hasFocus():
                return [Hint(catalog.ACCEPT, text, run=link.click), back]
        return [
            Hint(catalog.ACCEPT, tr("use the other version"), run=self._on_taken),
            Hint(catalog.OTHER_CHOICES, tr("other choices"), 1, self._focus_next),
            Hint(catalog.UNDO, tr("undo"), 2, self.undo_requested.emit),
            back,
        ]

    def set_metrics(self, metrics: Metrics) -> None:
        self.what.setFont(metrics.font(Type.LEAD_BOLD))
        set_text_color(self.what, metrics, Ink.TEXT)
        for part in (self.kept, self.lost, self.take, self.keep, self.later):
            part.set_metrics(metrics)
        self._links.setSpacing(metrics.px(Space.XL))
        super().set_metrics(metrics)

    def _on_taken(self) -> None:
        if self._current is not None:
            self.taken.emit(self._current)

    def _on_kept(self) -> None:
        if self._current is not None:
            self.settled.emit(self._current)
