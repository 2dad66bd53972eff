"""The meetings in the trash: Enter restores one; emptying the trash asks once more."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from facilitator.domain.facilitation.trash import days_left
from facilitator.domain.text import shortened
from facilitator.storage.trash import DiscardedMeeting
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import dates
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.card_layout import CardLayout
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.home.meeting_card import LONGEST_TITLE
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.sheet import Sheet

MAX_HEIGHT = 560
"""Height from which the list is paged, in pixels at 1080 lines."""


class TrashSheet(Sheet):
    """The list of the meetings in the trash, or the question before all of them are erased."""

    restore_requested = Signal(str)
    """Id of a meeting."""
    empty_requested = Signal()
    """The user confirmed that the trash is to be emptied."""

    share = (0.66, 0.84)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Trash"))
        self._meetings: dict[str, DiscardedMeeting] = {}
        self.message = QLabel(self.sheet)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.list = ChoiceList(self.sheet, Type.LEAD)
        self.list.setAccessibleName(tr("Trash"))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.list.set_context(True)
        self.back = PrimaryButton(tr("Restore"), "Enter", self.sheet)
        self.empty = LinkButton(tr("Empty the trash…"), self.sheet)
        self.keep = PrimaryButton("", "Enter", self.sheet)
        self.erase = LinkButton("", self.sheet)
        self.body.addWidget(self.message)
        self.body.addWidget(self.list, 1)
        self._row = QHBoxLayout()
        for button in (self.back, self.keep, self.empty, self.erase):
            self._row.addWidget(button)
        self.body.addLayout(self._row)
        self.back.clicked.connect(self._restore)
        self.empty.clicked.connect(self._ask_once)
        self.keep.clicked.connect(self._back_to_list)
        self.erase.clicked.connect(self.empty_requested)
        self.list.activated.connect(self.restore_requested)
        self.list.escaped.connect(self.close_sheet)
        self.list.left_downwards.connect(self.back.setFocus)
        self.list.column.page_changed.connect(self._show_title)

    @property
    def asking(self) -> bool:
        """Whether the question is shown."""
        return not self.keep.isHidden()

    def ask(self, meetings: Sequence[DiscardedMeeting]) -> None:
        """Open the sheet with these meetings."""
        self._show(asking=False)
        self.show_meetings(meetings)
        self.list.select(next(iter(self._meetings), None))
        self.open()

    def hints(self) -> Sequence[Hint]:
        others = Hint(catalog.OTHER_CHOICES, tr("other choices"), 2, self._focus_next)
        if self.asking:
            return [
                Hint(catalog.ACCEPT, self.keep.text(), run=self._accept),
                others,
                Hint(catalog.CLOSE_SHEET, tr("back"), run=self._back_to_list),
            ]
        if not self._meetings:
            return [Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet)]
        return [
            Hint(catalog.ACCEPT, tr("restore it"), run=self._accept),
            Hint(catalog.CHOOSE, tr("choose"), 1),
            others,
            Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet),
        ]

    def _accept(self) -> None:
        if self.list.hasFocus():
            self.list.activate()
        else:
            super()._accept()

    def start(self) -> None:
        (self.list if self._meetings else self).setFocus()

    def show_meetings(self, meetings: Sequence[DiscardedMeeting]) -> None:
        """Show the meetings that are in the trash now, the one discarded last first."""
        before, chosen = list(self._meetings), self.list.selected_id
        self._meetings = {meeting.id: meeting for meeting in meetings}
        ids, now = list(self._meetings), datetime.now(UTC)
        self.list.set_items(ids, lambda known: _content(self._meetings[known], now))
        if chosen not in self._meetings:
            index = before.index(chosen) if chosen in before else 0
            self.list.select(ids[min(index, len(ids) - 1)] if ids else None)
        if self.asking and ids and ids != before:
            self._say_question()
        elif not self.asking or not ids:
            on_button = bool(ids) and (self.back.hasFocus() or self.empty.hasFocus())
            self._show(asking=False)
            # Who is on the way to a button isn't called back by a list that is read meanwhile.
            if self.isVisible() and not on_button:
                self.start()

    def show_emptying(self) -> None:
        """Show that the trash is being emptied."""
        self._show(asking=False)
        for widget in (self.list, self.back, self.empty):
            widget.hide()
        self.message.setText(tr("A backup is made first…"))
        self.setFocus()
        self._fit()

    def set_metrics(self, metrics: Metrics) -> None:
        self.message.setFont(metrics.font(Type.BODY))
        set_text_color(self.message, metrics, Ink.QUIET)
        # Without a minimum, the sheet would be as high as if each line held one word.
        self.message.setMinimumWidth(metrics.px(1000))
        for button in (self.back, self.keep, self.empty, self.erase):
            button.set_metrics(metrics)
        self.list.set_metrics(metrics)
        self._row.setSpacing(metrics.px(Space.XL))
        super().set_metrics(metrics)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.asking and event.key() == Qt.Key.Key_Escape:
            self._back_to_list()
        elif event.key() == Qt.Key.Key_Up and self.back.hasFocus():
            self.list.setFocus()
        elif enter and not self._meetings:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def _restore(self) -> None:
        if self.list.selected_id:
            self.restore_requested.emit(self.list.selected_id)

    def _ask_once(self) -> None:
        self._show(asking=True)
        self._say_question()
        self.keep.setFocus()

    def _say_question(self) -> None:
        """Ask about the meetings that are there now: some may have been erased meanwhile."""
        n = len(self._meetings)
        erase = counted(n, tr("Erase {n} meeting"), tr("Erase {n} meetings"))
        keep = tr("Keep it") if n == 1 else tr("Keep them")
        for button, text in ((self.erase, erase), (self.keep, keep)):
            button.setText(text)
            button.setAccessibleName(text)
        self.message.setText(
            counted(
                n,
                tr(
                    "This erases {n} meeting. A backup is made first and has it for as long as it "
                    "is kept."
                ),
                tr(
                    "This erases {n} meetings. A backup is made first and has them for as long as "
                    "it is kept."
                ),
            )
        )
        self.show_hints()
        self._fit()

    def _back_to_list(self) -> None:
        self._show(asking=False)
        self.list.setFocus()

    def _show(self, asking: bool) -> None:
        filled = bool(self._meetings)
        for button in (self.keep, self.erase):
            button.setVisible(asking)
        for widget in (self.list, self.back, self.empty):
            widget.setVisible(filled and not asking)
        self._show_title()
        if not asking:
            self.message.setText(
                tr("Deleted meetings stay here for at least 30 days and come back as they were.")
                if filled
                else tr(
                    "The trash is empty. Deleted meetings stay here for 30 days. Esc goes back."
                )
            )
        self.show_hints()
        self._fit()

    def _fit(self) -> None:
        """Make the list as high as its cards, as far as there is room."""
        self._place()
        m, now = self.metrics, datetime.now(UTC)
        width = round(self.width() * self.share[0])
        width -= 2 * (m.px(Space.XXL) + self.list.side_margin)
        wanted, most = 3 * m.px(Space.S), m.px(MAX_HEIGHT)
        for meeting in self._meetings.values():
            if wanted >= most:
                break
            card = CardLayout(_content(meeting, now), width, m, Type.LEAD)
            wanted += card.height() + self.list.column.gap
        self.list.setMinimumHeight(min(wanted, most))
        # Qt would otherwise count what was shown or hidden just now only later.
        self._row.invalidate()
        self.body.invalidate()
        self._place()

    def _show_title(self) -> None:
        if self.asking:
            self.title.setText(tr("Empty the trash?"))
            return
        column = self.list.column
        first, last = column.range
        if column.has_before or column.has_after:
            where = str(first) if first == last else f"{first}–{last}"
            self.title.setText(tr("Trash · {where} of {total}", where=where, total=len(column.ids)))
        else:
            self.title.setText(tr("Trash"))


def _content(meeting: DiscardedMeeting, now: datetime) -> CardContent:
    deleted = tr("deleted {day}", day=dates.day(meeting.discarded_at.astimezone().date()))
    left = days_left(meeting.discarded_at, now)
    return CardContent(
        text=shortened(meeting.title, LONGEST_TITLE),
        detail=" · ".join(
            part for part in (meeting.team, dates.day(meeting.held_on), deleted) if part
        ),
        aside=counted(left, tr("{n} day left"), tr("{n} days left")) if left else tr("erased soon"),
        stripe=Stripe.NONE,
        bold=True,
    )
