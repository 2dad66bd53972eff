"""The sheet of people and their devices: who asks, who is in, and how people come in."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.join.desk import Person, State
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import CommandSpec
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.join.controls.join_state import JoinState, ask_text, code_text, counts_text
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.flow_layout import FlowLayout
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton
from facilitator.ui.widgets.choice_row import ChoiceRow
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet

ROW, MAX_HEIGHT = 67, 480
"""Height of a person, and height from which the list is paged, in pixels at 1080 lines."""
ASKERS = "askers"
"""The id of the one line for all who ask, where the room must not read their names."""


class PeopleSheet(Sheet):
    """The list of people, two choices and what else can be done. It changes nothing itself."""

    admit_requested = Signal(str)
    remove_requested = Signal(str)
    """With the id of a device."""
    admission_chosen = Signal(bool)
    """Whether everyone who asks comes in while the code is on the wall."""
    moderation_chosen = Signal(bool)
    """Whether the facilitator looks at everything first."""
    command_requested = Signal(CommandSpec)

    share = (0.72, 0.96)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("People and their devices"))
        self._state = JoinState()
        self._is_showing = False
        self.message = Label("", self.sheet)
        self.message.setWordWrap(True)
        self.list = ChoiceList(self.sheet, Type.LEAD)
        self.list.setAccessibleName(tr("People and their devices"))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.list.removes_by_backspace = False
        self.admission = ChoiceRow(
            tr("Who comes in"),
            (
                ("ask", tr("Those I let in")),
                ("all", tr("Everyone, while the code is on the wall")),
            ),
            self.sheet,
            on_one_line=True,
        )
        self.moderation = ChoiceRow(
            tr("What they write"),
            (("now", tr("Goes on the wall at once")), ("first", tr("I look at it first"))),
            self.sheet,
            on_one_line=True,
        )
        self.links: Mapping[CommandSpec, LinkButton] = {
            spec: self._link(spec)
            for spec in (
                *(catalog.LET_JOIN, catalog.LET_ALL_IN, catalog.PROPOSALS, catalog.SHOW_CODE),
                *(catalog.NEXT_ADDRESS, catalog.NEW_CODE, catalog.HIDDEN_CARDS),
                *(catalog.JOIN_HELP, catalog.STOP_JOINING),
            )
        }
        self._row = FlowLayout()
        for link in self.links.values():
            self._row.addWidget(link)
        for part in (self.message, self.list, self.admission, self.moderation):
            self.body.addWidget(part, 1 if part is self.list else 0)
        self.body.addLayout(self._row)
        self._wire()

    def _link(self, spec: CommandSpec) -> LinkButton:
        link = LinkButton("", self.sheet)
        link.clicked.connect(lambda: self.command_requested.emit(spec))
        link.focus_changed.connect(self.show_hints)
        return link

    def _wire(self) -> None:
        people = self.list
        people.focus_changed.connect(self.show_hints)
        people.selected.connect(self.show_hints)
        people.activated.connect(self._on_activated)
        people.remove_requested.connect(self._on_remove_requested)
        people.left_downwards.connect(self._focus_choices)
        people.escaped.connect(self.close_sheet)
        people.column.page_changed.connect(self._show_title)
        self.admission.chosen.connect(self._on_admission_chosen)
        self.moderation.chosen.connect(self._on_moderation_chosen)

    # What is shown

    def show_state(self, state: JoinState, *, hidden_cards: bool = False) -> None:
        """Show how joining is now; `hidden_cards` says that some could be removed."""
        before, self._state = self.list.selected_id, state
        lines = self._lines()
        ids = list(lines)
        old = list(self.list.column.ids)
        self.list.set_items(ids, lambda known: lines[known])
        if before not in lines:
            at = old.index(before) if before in old else 0
            self.list.select(ids[min(at, len(ids) - 1)] if ids else None)
        self.list.setVisible(bool(ids))
        self._is_showing = True
        self.admission.choose("all" if state.admits_all else "ask")
        self.moderation.choose("first" if state.moderates else "now")
        self._is_showing = False
        for row in (self.admission, self.moderation):
            row.setVisible(state.is_on)
        self.admission.setVisible(state.is_on and not state.is_closed)
        self._show_links(state, hidden_cards=hidden_cards)
        self.message.setText(self._message())
        self._show_title()
        self._fit_list()
        if self.isVisible() and not self.isAncestorOf(self.window().focusWidget()):
            self.start()
        self.show_hints()
        self._place()

    def _lines(self) -> dict[str, CardContent]:
        """Return a line for each person; for those who ask one for all where the room reads it."""
        state = self._state
        named = {each.id: _line(each) for each in (*state.asking, *_by_name(state.inside))}
        if state.is_console or not state.asking:
            return named
        asking = {each.id for each in state.asking}
        askers = CardContent(
            text=ask_text(len(asking)), aside=tr("at the door"), alert=True, stripe=Stripe.GAP
        )
        return {ASKERS: askers, **{k: v for k, v in named.items() if k not in asking}}

    def _show_links(self, state: JoinState, *, hidden_cards: bool) -> None:
        names = {
            catalog.LET_JOIN: tr("Let people join"),
            catalog.LET_ALL_IN: tr("Let all in ({n})", n=len(state.asking)),
            catalog.PROPOSALS: tr("Approve ({n})", n=state.waiting),
            catalog.SHOW_CODE: code_text(state),
            catalog.NEXT_ADDRESS: tr("Another address"),
            catalog.NEW_CODE: tr("New code"),
            catalog.HIDDEN_CARDS: tr("Remove a hidden card…"),
            catalog.JOIN_HELP: tr("When phones can’t connect"),
            catalog.STOP_JOINING: tr("Stop joining…"),
        }
        open_now = state.is_on and not state.is_closed
        shown = {
            catalog.LET_JOIN: not open_now,
            catalog.LET_ALL_IN: len(state.asking) > 1,
            catalog.PROPOSALS: state.waiting > 0,
            catalog.HIDDEN_CARDS: hidden_cards and state.is_console,
            catalog.STOP_JOINING: state.is_on,
            catalog.JOIN_HELP: True,
        }
        for spec, link in self.links.items():
            if link.text() != names[spec]:
                link.setText(names[spec])
                link.setAccessibleName(names[spec])
                link.updateGeometry()
            if link.hasFocus() and not shown.get(spec, open_now):
                self._focus_list()
            link.setVisible(shown.get(spec, open_now))

    def _message(self) -> str:
        state = self._state
        if not state.is_on:
            return tr(
                "Nobody can join yet. When people may, they scan a code on the wall and write "
                "from their own phones and laptops; the keyboard here goes on working."
            )
        if state.is_closed:
            return tr("Those who are in stay. Nobody new can ask to come in.")
        return f"{state.address} · {state.note}" if state.address else state.note

    def _show_title(self) -> None:
        title = tr("People and their devices")
        if self._state.is_on:
            title = f"{title} · {counts_text(self._state)}"
        column = self.list.column
        if column.ids and (column.has_before or column.has_after):
            first, last = column.range
            shown = tr("{first}–{last} shown", first=first, last=last)
            title = f"{title} · {shown}"
        self.title.setText(title)

    def hints(self) -> Sequence[Hint]:
        back = Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet)
        if not self.list.hasFocus():
            return super().hints()
        shown = [Hint(catalog.CHOOSE, tr("choose"), 2)]
        person = self._selected
        if self.list.selected_id == ASKERS or (person and person.state is not State.IN):
            shown.insert(0, Hint(catalog.ACCEPT, tr("let in"), run=self.list.activate))
        if person is not None:
            shown.append(Hint(catalog.DELETE_ENTRY, tr("remove"), 1, self._on_remove_requested))
        return [*shown, Hint(catalog.OTHER_CHOICES, tr("choices"), 3, self._focus_next), back]

    def start(self) -> None:
        self._focus_list()

    def set_metrics(self, metrics: Metrics) -> None:
        self.message.setFont(metrics.font(Type.BODY))
        set_text_color(self.message, metrics, Ink.QUIET)
        # Without a minimum, the sheet would be as high as if each line held one word.
        self.message.setMinimumWidth(metrics.px(900))
        self.list.set_metrics(metrics)
        for row in (self.admission, self.moderation):
            row.set_metrics(metrics)
        for link in self.links.values():
            link.set_metrics(metrics)
        self._row.setSpacing(metrics.px(Space.L))
        super().set_metrics(metrics)
        self._fit_list()
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Up and not self.list.hasFocus():
            self._focus_list()
        else:
            super().keyPressEvent(event)

    def _fit_list(self) -> None:
        """Make the list as high as its people, as far as there is room."""
        rows = len(self.list.column.ids) + 1
        self.list.setMinimumHeight(self.metrics.px(min(MAX_HEIGHT, ROW * rows)))
        self.body.invalidate()

    def _focus_list(self) -> None:
        first = next(link for link in self.links.values() if not link.isHidden())
        (self.list if self.list.column.ids else first).setFocus()

    def _focus_choices(self) -> None:
        row = self.moderation if self.admission.isHidden() else self.admission
        row.button(row.value).setFocus()

    @property
    def _selected(self) -> Person | None:
        chosen = self.list.selected_id
        return next((each for each in self._state.people if each.id == chosen), None)

    # What is done

    def _on_activated(self, known: str) -> None:
        if known == ASKERS and self._state.asking:
            self.admit_requested.emit(self._state.asking[0].id)
        elif self._selected is not None and self._selected.state is not State.IN:
            self.admit_requested.emit(known)

    def _on_remove_requested(self) -> None:
        person = self._selected
        if person is not None:
            self.remove_requested.emit(person.id)

    def _on_admission_chosen(self) -> None:
        if not self._is_showing:
            self.admission_chosen.emit(self.admission.value == "all")

    def _on_moderation_chosen(self) -> None:
        if not self._is_showing:
            self.moderation_chosen.emit(self.moderation.value == "first")


def _by_name(people: tuple[Person, ...]) -> list[Person]:
    return sorted(people, key=lambda person: person.name.casefold())


def _line(person: Person) -> CardContent:
    """Return a person as the list shows them."""
    if person.state is State.ASKED:
        return CardContent(
            text=person.name, aside=tr("asks to come in"), alert=True, stripe=Stripe.GAP
        )
    here = "" if person.is_connected else tr("away")
    done = tr("done") if person.is_done else ""
    return CardContent(
        text=person.name,
        aside=" · ".join(filter(None, (done, here))) or tr("here"),
        praises=person.is_done,
        muted=not person.is_connected,
        stripe=Stripe.NONE,
    )
