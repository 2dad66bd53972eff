"""The follow-up screen: what is promised, by when or by whom, and a line for what is said of it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from facilitator.domain.boards.review import VERDICTS
from facilitator.domain.follow_up.register import ActionChain, ActionEntry
from facilitator.domain.records import Status
from facilitator.domain.text import shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.commands import Command, install
from facilitator.ui.base.translate import tr
from facilitator.ui.charts.side_charts import SideCharts
from facilitator.ui.follow_up.ask_bar import AskBar, WordsBox
from facilitator.ui.follow_up.detail_card import DetailCard, of_promise, of_register
from facilitator.ui.follow_up.promise_list import PromiseList
from facilitator.ui.follow_up.promise_rows import STATES, PromiseRow, RegisterRow, Row
from facilitator.ui.follow_up.today_card import TodayCard
from facilitator.ui.stages.verdicts.asked import Asked
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton
from facilitator.ui.widgets.hint_bar import Hint, HintBar
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.menu import pop_up

LEAST_SCALE, LEAST_ASPECT = 0.6, 1.45
"""A window that is smaller, or less wide for its height, has no room beside the list."""
LONGEST_ABOUT, LONGEST_LINE = 60, 120


class FollowUpScreen(QWidget):
    """The list of promises; it emits what the user wants and reads nothing itself."""

    verdict_chosen = Signal(Status)
    opened = Signal()
    order_switched = Signal()
    settled_switched = Signal()
    filter_changed = Signal(str)
    escaped = Signal()
    bar_requested = Signal()
    """The keyboard goes up, to the sections."""
    undo_requested = Signal()
    redo_requested = Signal()
    week_sheet_requested = Signal()
    list_requested = Signal()
    """The list is to be printed."""
    copy_requested = Signal(bool)
    """True for all that are shown, False for the selected one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._is_narrowed = False
        self.chain_of: Callable[[ActionEntry], ActionChain | None] = lambda entry: entry.chain
        """What an action came from, as far as that is known by now."""
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.order = LinkButton("", self)
        self.settled = LinkButton("", self)
        self.filter = WordsBox(self)
        self.list = PromiseList(self)
        self.empty = Label(parent=self)
        self.line = Label(parent=self)
        """The history of the selected promise, where there is no room beside the list."""
        self.detail = DetailCard(self)
        self.side = QWidget(self)
        self.today = TodayCard(self)
        self._added: list[SideCharts] = []
        self.ask = AskBar(self)
        self.keys = HintBar(self)
        self._assemble()
        self._wire()
        self.setAccessibleName(tr("Promises"))
        self.show_switches(by_owner=False, settled_too=False)

    def _assemble(self) -> None:
        for label in (self.empty, self.line):
            label.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.empty.hide()
        self.line.hide()
        self._tools = QHBoxLayout()
        self._tools.addStretch(1)
        self._tools.addWidget(self.order)
        self._tools.addWidget(self.settled)
        self._tools.addWidget(self.filter)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.addWidget(self.title)
        self._head.addLayout(self._tools, 1)
        self._left = QVBoxLayout()
        self._left.addWidget(self.empty)
        self._left.addWidget(self.list, 1)
        self._left.addWidget(self.line)
        self._side = QVBoxLayout(self.side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.addWidget(self.detail)
        self._side.addStretch(1)
        self._side.addWidget(self.today)
        self._body = QHBoxLayout()
        self._body.addLayout(self._left, 58)
        self._body.addWidget(self.side, 42)
        self._all = QVBoxLayout()
        self._all.addLayout(self._head)
        self._all.addLayout(self._body, 1)
        self._all.addWidget(self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._all, 1)
        column.addWidget(self.keys)
        for one, other in (
            (self.list, self.ask.words.field),
            (self.ask.words.field, self.ask.due.field),
            (self.ask.due.field, self.filter.field),
            (self.filter.field, self.order),
            (self.order, self.settled),
            (self.settled, self.today.go),
        ):
            self.setTabOrder(one, other)

    def _wire(self) -> None:
        self.list.verdict_chosen.connect(self.verdict_chosen)
        self.list.opened.connect(self.opened)
        self.list.escaped.connect(self.escaped)
        self.list.typed.connect(self._on_typed)
        self.list.left_upwards.connect(self.bar_requested)
        self.list.selection_changed.connect(self._on_selection_changed)
        self.list.menu_requested.connect(self._on_menu_requested)
        self.list.focus_changed.connect(self.show_hints)
        field = self.filter.field
        field.textChanged.connect(self.filter_changed)
        field.submitted.connect(self.focus_list)
        field.left_downwards.connect(self.focus_list)
        field.escaped.connect(self._on_filter_escaped)
        field.focus_changed.connect(self.show_hints)
        self.ask.words.field.focus_changed.connect(self.show_hints)
        self.ask.due.focus_changed.connect(self.show_hints)
        for link, signal in (
            (self.order, self.order_switched),
            (self.settled, self.settled_switched),
        ):
            link.clicked.connect(signal)
            link.focus_changed.connect(self.show_hints)
        self.filter.ask(tr("Filter"), None, tr("words, a name, a meeting"))
        self._own = [
            catalog.SWITCH_ORDER.bind(self.order_switched.emit),
            catalog.SHOW_SETTLED.bind(self.settled_switched.emit),
            catalog.WALK_THROUGH.bind(self.today.go_requested.emit),
            catalog.PRINT_WEEK_SHEET.bind(self.week_sheet_requested.emit),
            catalog.PRINT_PROMISES.bind(self.list_requested.emit),
            catalog.COPY_PROMISE.bind(self._copy),
            catalog.MARK_PROMISES.bind(self._mark_all),
            catalog.UNDO_VERDICT.bind(self.undo_requested.emit),
            catalog.REDO_VERDICT.bind(self.redo_requested.emit),
        ]
        install(self, self._own)

    # What is shown

    def show_title(self, title: str, *, narrowed: bool = False) -> None:
        """Show whose promises these are; `narrowed` says that Esc shows the others too."""
        self._is_narrowed = narrowed
        if title != self.title.text():
            self.title.setText(title)
            self._share()

    def show_rows(self, rows: Sequence[Row], nothing: str) -> None:
        """Show these rows; `nothing` says why there are none, empty while nobody knows."""
        had_focus, was_empty = self.list.hasFocus(), self.list.isHidden()
        self.list.show_rows(rows)
        is_bare = not any(isinstance(row, PromiseRow) for row in rows)
        self.empty.setText(nothing if is_bare else "")
        self.empty.setVisible(bool(self.empty.text()))
        self.setAccessibleDescription(self.empty.text())
        self.list.setVisible(bool(rows) or not self.empty.text())
        is_waiting = self.filter.field.hasFocus() and not self.filter.field.text()
        if (had_focus and self.list.isHidden()) or (was_empty and is_waiting):
            self.focus_list()
        self.show_hints()

    def show_switches(self, *, by_owner: bool, settled_too: bool) -> None:
        """Show what the links do now."""
        for link, text in (
            (self.order, tr("By date") if by_owner else tr("By owner")),
            (self.settled, tr("Open only") if settled_too else tr("Done too")),
        ):
            link.setText(text)
            link.setAccessibleName(text)
            link.updateGeometry()

    def show_tools(self, any_promise: bool) -> None:
        """Show the ways to narrow and to order the list, if there is something to list."""
        had_focus = self.filter.field.hasFocus() and not any_promise
        for tool in (self.order, self.settled, self.filter):
            tool.setVisible(any_promise)
        # Without a promise the keyboard is with the screen itself.
        policies = Qt.FocusPolicy
        self.setFocusPolicy(policies.NoFocus if any_promise else policies.ClickFocus)
        if had_focus:
            self.setFocus()

    def add_card(self, card: SideCharts) -> None:
        """Put another card beside the list, below those that are there."""
        self._side.insertWidget(self._side.indexOf(self.detail) + 1, card, 100)
        self._added.append(card)
        card.set_metrics(self._metrics)

    def focus_list(self) -> None:
        """Give the keyboard to the list, or to the filter where that is empty."""
        if not self.list.isHidden():
            self.list.setFocus()
        else:
            (self if self.filter.isHidden() else self.filter).setFocus()

    def _copy(self) -> None:
        self.copy_requested.emit(self.list.is_all_marked)

    def _mark_all(self) -> None:
        self.list.mark_all()
        if self.list.is_all_marked:
            announce(self.list, tr("All are selected."))

    def _on_typed(self, text: str) -> None:
        self.filter.setFocus()
        if text != catalog.FILTER_PROMISES.keys[0]:
            self.filter.field.insert(text)

    def _on_filter_escaped(self) -> None:
        if self.filter.field.text():
            self.filter.field.clear()
            self.focus_list()
        elif self.list.isHidden():
            self.escaped.emit()
        else:
            self.focus_list()

    def _on_selection_changed(self) -> None:
        self.show_detail()
        self.show_hints()

    def show_detail(self) -> None:
        """Show what is known of the selected entry by now."""
        row, texts = self.list.current, None
        if isinstance(row, RegisterRow):
            texts = of_register(row.entry)
        elif row is not None:
            texts = of_promise(row.entry, self.chain_of(row.entry))
        beside = self._has_side
        self.detail.show_texts(texts if beside else None)
        self.line.setText("" if beside or texts is None else shortened(texts.line, LONGEST_LINE))
        self.line.setVisible(bool(self.line.text()))

    @property
    def _has_side(self) -> bool:
        is_wide = self.width() >= LEAST_ASPECT * self.height()
        return is_wide and self._metrics.scale >= LEAST_SCALE

    def set_metrics(self, metrics: Metrics) -> None:
        m = self._metrics = metrics
        for label, kind, ink in (
            (self.title, Type.HEADING, Ink.TEXT),
            (self.empty, Type.LEAD, Ink.QUIET),
            (self.line, Type.KEYS, Ink.QUIET),
        ):
            label.setFont(m.font(kind))
            set_text_color(label, m, ink)
        for part in (self.order, self.settled, self.filter, self.list, self.detail, self.ask):
            part.set_metrics(metrics)
        self.today.set_metrics(metrics)
        self.filter.setFixedSize(m.px(560), max(m.px(56), self.filter.sizeHint().height()))
        for card in self._added:
            card.set_metrics(metrics)
        self.keys.set_metrics(metrics)
        side = m.px(Space.XXL)
        self._all.setContentsMargins(side, m.px(Space.S), side, m.px(Space.S))
        self._all.setSpacing(m.px(Space.M))
        self._head.setSpacing(m.px(Space.S))
        self._tools.setSpacing(m.px(Space.L))
        self._body.setSpacing(m.px(Space.XL))
        self._side.setSpacing(m.px(Space.M))
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Give the head a second line where one is too short, and the list the whole width."""
        m, directions = self._metrics, QBoxLayout.Direction
        needed = self.title.sizeHint().width() + self._tools.sizeHint().width() + m.px(Space.L)
        fits = needed <= self.width() - 2 * m.px(Space.XXL)
        self._head.setDirection(directions.LeftToRight if fits else directions.TopToBottom)
        self.side.setVisible(self._has_side)
        self.show_detail()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() == keys.Key_Escape:
            self.escaped.emit()
        elif event.key() in (keys.Key_Down, keys.Key_Left, keys.Key_Right):
            if event.key() == keys.Key_Down:
                self.focus_list()
            elif event.key() == keys.Key_Left:
                self.focusPreviousChild()
            else:
                self.focusNextChild()
        elif event.key() == keys.Key_Up:
            self.bar_requested.emit()
        else:
            super().keyPressEvent(event)

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        # Its key is one among the letters that the list takes itself.
        narrow = catalog.FILTER_PROMISES.bind(
            self.filter.setFocus, works=lambda: not self.filter.isHidden()
        )
        return [*self._row_commands(), narrow, *self._own]

    def _row_commands(self) -> list[Command]:
        row = self.list.current
        if row is None:
            return []
        about = shortened(row.entry.text, LONGEST_ABOUT)
        place = catalog.OPEN_PROMISE.bind(self.opened.emit, about=about)
        if isinstance(row, RegisterRow):
            run = self.list.state_chosen.emit
            said = (catalog.STILL_THERE, catalog.RULE_CHANGED, catalog.RULE_DROPPED)
            pairs = zip(said, STATES, strict=True)
            return [*(one.bind(partial(run, state), about=about) for one, state in pairs), place]
        specs = (catalog.SAY_DONE, catalog.SAY_PROGRESS, catalog.SAY_EXCUSE, catalog.SAY_DROPPED)
        verdicts = [
            spec.bind(partial(self.verdict_chosen.emit, status), about=about, keys=())
            for spec, status in zip(specs, VERDICTS, strict=True)
        ]
        return [*verdicts, place]

    def _on_menu_requested(self, at: QPoint) -> None:
        pop_up(self, self._metrics, self._row_commands(), at)

    def show_hints(self) -> None:
        """Show the keys that work now."""
        asked = self.ask.asked
        if asked is not None:
            below = asked.is_below_excuse
            in_due = self.ask.due.field.hasFocus()
            answers = tr("add it; empty: next promise") if below else tr("save it")
            if asked is Asked.PROGRESS and not in_due:
                answers = tr("by when")
            cancels = tr("next promise") if below else tr("no verdict")
            hints = [
                Hint(catalog.SAVE_VERDICT, answers, run=self.ask.submit),
                Hint(
                    catalog.CANCEL_VERDICT,
                    tr("back to the words") if in_due else cancels,
                    1,
                    self.ask.words.setFocus if in_due else self.ask.cancelled.emit,
                ),
            ]
        elif self.filter.field.hasFocus():
            hints = [
                Hint(catalog.ACCEPT, tr("to the list"), run=self.focus_list),
                Hint(catalog.CLOSE_SHEET, tr("clear it"), 1, self._on_filter_escaped),
            ]
        elif self.list.selected is not None:
            hints = [Hint(catalog.CHOOSE_PROMISE, tr("promise"), 3), *self._verdict_hints()]
            hints.append(Hint(catalog.OPEN_PROMISE, tr("where it was promised"), 2))
            hints.append(Hint(catalog.PRINT_WEEK_SHEET, tr("week sheet"), 4))
            if self._is_narrowed:
                hints.append(Hint(catalog.BACK, tr("all promises"), 1, self.escaped.emit))
        elif self.list.current is not None:
            keys = Hint.of_range(catalog.JUDGE_ENTRY, "1–3", tr("still there, changed, dropped"))
            place = Hint(catalog.OPEN_PROMISE, tr("where it was found"), 2)
            hints = [Hint(catalog.CHOOSE_PROMISE, tr("select"), 3), keys, place]
        else:
            hints = [Hint(catalog.BACK, tr("meetings"), run=self.escaped.emit)]
        self.keys.set_hints([*hints, Hint(catalog.HELP, tr("all keys"), 1)])

    def _verdict_hints(self) -> list[Hint]:
        specs = (catalog.SAY_DONE, catalog.SAY_PROGRESS, catalog.SAY_EXCUSE, catalog.SAY_DROPPED)
        names = (tr("done"), tr("progress"), tr("excuse"), tr("dropped"))
        runs: list[Callable[[], object]] = [
            partial(self.verdict_chosen.emit, status) for status in VERDICTS
        ]
        return [
            Hint(spec, name, rank, run)
            for spec, name, rank, run in zip(specs, names, (0, 0, 0, 3), runs, strict=True)
        ]
