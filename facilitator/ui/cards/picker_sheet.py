"""A sheet to pick one entry: type a part of its text, then press Enter."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type, set_text_color
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet

Found = tuple[str, CardContent]
Search = Callable[[str], Sequence[Found]]
"""From the words that were typed to the ids that match, each with its card."""

MOST = 200
"""Entries that are listed at most."""


class PickerSheet(Sheet):
    """A field and the list of what was found; `nothing` is shown when nothing was found."""

    chosen = Signal(str)
    """Id of what the user picked."""

    share = (0.66, 0.84)

    def __init__(self, parent: QWidget, title: str, prompt: str, nothing: str) -> None:
        super().__init__(parent, title)
        self._named = title
        self._nothing = nothing
        self._search: Search = lambda words: ()
        self._contents: dict[str, CardContent] = {}
        self.words = FormField(tr("Search"), prompt, self.sheet)
        self.answer = Label(parent=self.sheet)
        """Why Enter does nothing; hidden until it was pressed without a hit."""
        self.answer.setWordWrap(True)
        self.list = ChoiceList(self.sheet, Type.LEAD)
        self.list.takes_text = True
        self.list.activates_on_click = True
        self.list.setAccessibleName(tr("Found"))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.body.addWidget(self.words)
        self.body.addWidget(self.answer)
        self.body.addWidget(self.list, 1)
        self.words.field.textChanged.connect(self._on_words)
        self.words.field.submitted.connect(self._on_submitted)
        self.words.field.escaped.connect(self.close_sheet)
        self.words.field.left_downwards.connect(self._focus_list)
        self.list.left_upwards.connect(self.words.setFocus)
        self.list.escaped.connect(self.close_sheet)
        self.list.activated.connect(self._choose)
        self.list.typed.connect(self._on_typed)
        self.list.column.page_changed.connect(self._show_range)
        self.list.set_context(True)

    def ask(self, search: Search, typed: str = "", title: str = "") -> None:
        """Open the sheet for a search; `typed` is what was typed before it opened."""
        self._search = search
        self._named = title or self._named
        self.setAccessibleName(self._named)
        self.words.field.setText(typed)
        self._on_words()
        self.open()

    def say_what_is_found(self, prompt: str, nothing: str) -> None:
        """Say what the words may be a part of, and what to answer when nothing has them."""
        self.words.field.setPlaceholderText(prompt)
        self._nothing = nothing

    def hints(self) -> Sequence[Hint]:
        return [
            Hint(catalog.ACCEPT, tr("choose this one"), run=self._accept),
            Hint(catalog.CHOOSE, tr("choose"), 1),
            Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet),
        ]

    def _accept(self) -> None:
        if self.list.hasFocus():
            self.list.activate()
        else:
            super()._accept()

    def start(self) -> None:
        self.words.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        self.words.set_metrics(metrics)
        self.answer.setFont(metrics.font(Type.LEAD))
        set_text_color(self.answer, metrics, Ink.TEXT)
        self.list.set_metrics(metrics)
        self.list.setMinimumHeight(metrics.px(560))
        super().set_metrics(metrics)

    def _on_words(self) -> None:
        words = self.words.field.text().strip()
        found = list(self._search(words))[:MOST]
        self._contents = dict(found)
        ids = list(self._contents)
        self.list.set_items(ids, lambda key: self._contents[key])
        if ids:
            self.list.column.show_item(ids[0])
        self.list.select(ids[0] if ids else None)
        self.answer.hide()
        self.words.field.set_remark(f"· {self._nothing}" if words and not ids else "")

    def _show_range(self) -> None:
        """Show in the title which of the entries found are on this page."""
        column = self.list.column
        first, last = column.range
        if column.has_before or column.has_after:
            where = tr("{first}–{last} of {n}", first=first, last=last, n=len(column.ids))
            self.title.setText(f"{self._named} · {where}")
        else:
            self.title.setText(self._named)

    def _on_submitted(self) -> None:
        if self.list.selected_id:
            self._choose(self.list.selected_id)
            return
        kept = tr("What you typed stays here: change it, or press Esc to go back.")
        answer = f"{self._nothing} {kept}" if self.words.text else self._nothing
        self.answer.setText(answer)
        self.answer.show()
        announce(self, answer)

    def _focus_list(self) -> None:
        if self.list.column.ids:
            self.list.setFocus()

    def _on_typed(self, text: str) -> None:
        self.words.setFocus()
        self.words.field.insert(text)

    def _choose(self, item_id: str) -> None:
        self.close_sheet()
        self.chosen.emit(item_id)
