"""The screen of the search over all meetings: a field, its filters, and what was found."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command, install
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.cards.column_model import ContentOf
from facilitator.ui.search.filter_row import FilterRow
from facilitator.ui.search.filters import Filter, Option
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint, HintBar
from facilitator.ui.widgets.label import Label


def _no_content(key: str) -> CardContent:
    return CardContent(text=key)


class SearchScreen(QWidget):
    """What is typed and chosen leaves as signals; what was found is shown as it comes."""

    words_changed = Signal()
    submitted = Signal()
    """Enter was pressed in the field."""
    hit_chosen = Signal(str)
    """Key of a hit."""
    filter_requested = Signal(Filter)
    """The user wants to choose for this filter."""
    filters_cleared = Signal(object)
    """Everything is to be let through again by this Filter; by all of them for None."""
    again_requested = Signal()
    """The search is to be tried once more."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: Sequence[str] = ()
        self._content_of: ContentOf = _no_content
        self._back = ""
        self.words = FormField(tr("Search all meetings"), tr("part of a sentence"), self)
        self.filters = FilterRow(self)
        self.count = Label(parent=self)
        self.list = ChoiceList(self, Type.LEAD)
        self.list.takes_text = True
        self.list.removes_by_backspace = False
        self.list.activates_on_click = True
        self.list.setAccessibleName(tr("Found"))
        self.list.set_context(True)
        self.answer = Label(parent=self)
        """What can be searched, or why nothing is listed."""
        self.clear = LinkButton(tr("Search without the filters"), self)
        self.again = LinkButton(tr("Try again"), self)
        self.keys = HintBar(self)
        self._assemble()
        self._wire()
        self.show_answer("")

    def _assemble(self) -> None:
        for label in (self.count, self.answer):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._ways = QHBoxLayout()
        self._ways.addWidget(self.clear)
        self._ways.addWidget(self.again)
        self._ways.addStretch(1)
        self._body = QVBoxLayout()
        for widget in (self.words, self.filters, self.count, self.answer):
            self._body.addWidget(widget)
        self._body.addLayout(self._ways)
        self._body.addWidget(self.list, 100)
        self._body.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._body, 1)
        self._column.addWidget(self.keys)

    def _wire(self) -> None:
        field, hits, filters = self.words.field, self.list, self.filters
        field.textChanged.connect(self.words_changed)
        field.submitted.connect(self.submitted)
        field.escaped.connect(self._on_escaped)
        field.left_downwards.connect(self._focus_list)
        hits.activated.connect(self.hit_chosen)
        hits.left_upwards.connect(self.words.setFocus)
        hits.escaped.connect(self._on_escaped)
        hits.typed.connect(self._on_typed)
        hits.column.page_changed.connect(self._show_page)
        filters.opened.connect(self.filter_requested)
        filters.cleared.connect(self.filters_cleared)
        filters.left_upwards.connect(self.words.setFocus)
        filters.left_downwards.connect(self._focus_list)
        self.clear.clicked.connect(lambda: self.filters_cleared.emit(None))
        self.again.clicked.connect(self.again_requested)
        for signal in (
            *(field.focus_changed, hits.focus_changed, filters.focus_changed),
            *(self.clear.focus_changed, self.again.focus_changed),
        ):
            signal.connect(self._show_hints)
        install(self, self._own_commands())

    # What is shown

    @property
    def typed(self) -> str:
        """What is in the field."""
        return self.words.text

    def set_typed(self, text: str) -> None:
        """Put words into the field, as if they had been typed."""
        self.words.field.setText(text)

    def set_way_back(self, back: str) -> None:
        """Set what Esc leads back to, as the keys at the foot say it."""
        self._back = back
        self._show_hints()

    def show_filters(self, chosen: Mapping[Filter, Option]) -> None:
        """Show what each filter lets through."""
        self.filters.show_chosen(chosen)
        self._show_hints()

    def show_hits(
        self, keys: Sequence[str], content_of: ContentOf, count: str, selected: str = ""
    ) -> None:
        """List what was found, the best first; `count` says how many there are.

        The first is selected, unless `selected` is the key of another. The cards are only made of
        those on the page.
        """
        had_focus = self.list.hasFocus()
        self._keys, self._content_of = keys, content_of
        chosen = selected if selected in keys else next(iter(keys), None)
        self.list.set_items(keys, content_of, chosen)
        self.list.select(chosen)
        self.list.setVisible(bool(keys))
        self._show_answer("", clear=False, again=False)
        self._show_count(count)
        if had_focus and not keys:
            self.words.setFocus()

    def show_answer(self, answer: str, *, clear: bool = False) -> None:
        """Show a sentence in place of hits; with `clear` the filters can be cleared there."""
        self.show_hits((), _no_content, "")
        self._show_answer(answer, clear=clear, again=False)

    def show_trouble(self, sentence: str) -> None:
        """Show why nothing can be searched now, and how to try again."""
        self.show_hits((), _no_content, "")
        self._show_answer(sentence, clear=False, again=True)

    def show_progress(self, sentence: str) -> None:
        """Show that the search goes on; what was found before stays."""
        self._show_count(sentence)

    def _show_count(self, count: str) -> None:
        self.count.setText(count)
        self.count.setVisible(bool(count))

    def _show_answer(self, answer: str, *, clear: bool, again: bool) -> None:
        had_focus = self.clear.hasFocus() or self.again.hasFocus()
        self.answer.setText(answer)
        self.answer.setVisible(bool(answer))
        self.clear.setVisible(clear)
        self.again.setVisible(again)
        if had_focus and not (clear or again):
            self.words.setFocus()
        self._column.activate()
        self._show_hints()

    def _show_page(self) -> None:
        first, last = self.list.column.range
        total = len(self._keys)
        paged = last - first + 1 < total
        where = tr("{first}–{last} of {n}", first=first, last=last, n=total)
        self.keys.set_state(where if paged else "")
        self._show_hints()

    def set_metrics(self, metrics: Metrics) -> None:
        m = metrics
        for label, kind, ink in (
            (self.count, Type.BODY, Ink.QUIET),
            (self.answer, Type.LEAD, Ink.QUIET),
        ):
            label.setFont(m.font(kind))
            set_text_color(label, m, ink)
        # In line with the cards below, which are inset in their list.
        inset = m.px(Space.S)
        for label in (self.count, self.answer):
            label.setContentsMargins(inset, 0, inset, 0)
        for row in (self.filters, self._ways):
            row.setContentsMargins(inset, 0, inset, 0)
        side = m.px(Space.XXL)
        self._body.setContentsMargins(side, m.px(Space.L), side, m.px(Space.M))
        self._body.setSpacing(m.px(Space.M))
        self._ways.setSpacing(m.px(Space.L))
        for widget in (*(self.words, self.filters, self.list, self.clear, self.again, self.keys),):
            widget.set_metrics(metrics)

    # Keys

    def focus_words(self) -> None:
        """Give the focus to the field, its words selected: the next letter replaces them."""
        self.words.setFocus()
        self.words.field.selectAll()

    def commands(self) -> list[Command]:
        """Return what can be done on this screen."""
        chosen = self.list.selected_id
        go = catalog.GO_TO_HIT.bind(
            lambda: self.hit_chosen.emit(chosen),
            works=lambda: chosen in self._keys,
            about=self._content_of(chosen).text if chosen and chosen in self._keys else "",
        )
        narrow = [
            catalog.NARROW_SEARCH.bind(
                partial(self.filter_requested.emit, each), name=each.command_name
            )
            for each in Filter
        ]
        return [go, *narrow, *self._own_commands(), catalog.LEAVE_SEARCH.bind(self.left.emit)]

    def _own_commands(self) -> list[Command]:
        return [
            catalog.CLEAR_FILTERS.bind(
                lambda: self.filters_cleared.emit(None), works=lambda: self.filters.any_on
            )
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() == keys.Key_Escape:
            self._on_escaped()
        elif event.key() in (keys.Key_PageDown, keys.Key_PageUp):
            self._turn_page(1 if event.key() == keys.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def _on_escaped(self) -> None:
        """Clear the words first, which undo brings back; without words go back."""
        field = self.words.field
        if field.text():
            field.selectAll()
            field.del_()
            field.setFocus()
        else:
            self.left.emit()

    def _turn_page(self, by: int) -> None:
        """Show the hits after those shown or before them, and select the first."""
        if self.list.column.turn_page(by):
            self.list.select(self.list.column.rows[0].item_id, show=False)

    def _on_typed(self, text: str) -> None:
        self.words.setFocus()
        self.words.field.end(False)
        self.words.field.insert(text)

    def _focus_list(self) -> None:
        if self._keys:
            self.list.setFocus()
        elif self.again.isVisible():
            self.again.setFocus()
        elif self.clear.isVisible():
            self.clear.setFocus()

    def _show_hints(self) -> None:
        typed = bool(self.words.field.text())
        if self.filters.has_focus:
            hints = [
                Hint(catalog.ACCEPT, tr("choose"), run=self.filters.press),
                Hint(catalog.WALK_FILTERS, tr("other filters"), 2, self.focusNextChild),
            ]
        elif self.clear.hasFocus() or self.again.hasFocus():
            button = self.clear if self.clear.hasFocus() else self.again
            hints = [Hint(catalog.ACCEPT, tr("choose"), run=button.click)]
        else:
            hints = []
            if self._keys:
                hints = [
                    Hint(catalog.GO_TO_HIT, tr("go there")),
                    Hint(catalog.CHOOSE, tr("choose"), 1, self._focus_list),
                ]
            if self.list.column.has_before or self.list.column.has_after:
                hints.append(Hint(catalog.TURN_PAGE, tr("page"), 4, partial(self._turn_page, 1)))
            hints.append(Hint(catalog.OTHER_CHOICES, tr("filters"), 3, self.focusNextChild))
        if self.filters.any_on:
            hints.append(Hint(catalog.CLEAR_FILTERS, tr("clear the filters"), 2))
        back = tr("clear the words") if typed else self._back or tr("back")
        hints.append(Hint(catalog.LEAVE_SEARCH, back, 1, self._on_escaped))
        self.keys.set_hints([*hints, Hint(catalog.HELP, tr("all keys"), 4)])
