"""The home screen: a new meeting one key away, and the list of meetings."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from facilitator.domain.text import shortened
from facilitator.storage.summary import MeetingSummary
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command, install
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.home.headline import Headline
from facilitator.ui.home.meeting_card import meeting_content
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.hint_bar import Hint, HintBar
from facilitator.ui.widgets.menu import pop_up

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.domain.records import Side
    from facilitator.ui.home.question_strip import QuestionStrip

LONGEST_TEAM = 40
"""Characters of a team's name in the heading."""
ABOVE, LEAST_ABOVE = 80, 24
"""Above both halves, and at least below a question, in pixels at 1080 lines."""

StageName = Callable[[str, str], str]
"""The name of a stage, from the ids of exercise and stage; empty when the exercise is unknown."""


class HomeScreen(QWidget):
    """The home screen; it emits what the user chooses and opens nothing itself."""

    begin_requested = Signal()
    exercises_requested = Signal()
    sample_requested = Signal()
    open_requested = Signal(str)
    """Id of a meeting."""
    find_requested = Signal(str)
    """With the letter that was typed."""
    discard_requested = Signal(str)
    """Id of a meeting."""
    duplicate_requested = Signal(str, bool)
    """Id of a meeting, and whether its cards come along."""
    undo_requested = Signal()
    trash_requested = Signal()
    import_requested = Signal()
    file_dropped = Signal(Path)
    """A meeting's file, dropped on this screen."""
    backups_requested = Signal()
    teams_requested = Signal()
    name_change_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meetings: dict[str, MeetingSummary] = {}
        self._stage_name: StageName = lambda exercise, stage: ""
        self._first = False
        self._team = ""
        self._wanted = ""
        """The id of the meeting that gets the focus as soon as it is listed; empty if none does."""
        self._metrics = Metrics(1.0)
        self.hero = Headline((tr("Progress,"), tr("not excuses.")), self)
        self.lead = QLabel(tr("One hour, two columns,\na plan that somebody owns."), self)
        self.begin = PrimaryButton(tr("Hold a meeting"), catalog.BEGIN_MEETING.keys[0], self)
        self.other = LinkButton(tr("Another exercise…"), self)
        self.sample = LinkButton(tr("Open a sample meeting"), self)
        self.import_link = LinkButton(tr("Import a meeting…"), self)
        self.backups = LinkButton(tr("Backups"), self)
        self.trash = LinkButton("", self)
        self.trash.hide()
        self.heading = QLabel(tr("Recent meetings"), self)
        self.list = ChoiceList(self, Type.LEAD)
        self.list.takes_text = True
        self.list.removes_by_backspace = False
        self.list.setAccessibleName(tr("Recent meetings"))
        self.empty = QLabel(self)
        self.folder_warning = QLabel(self)
        self.backup_warning = QLabel(self)
        self.keys = HintBar(self)
        self.question: QuestionStrip | None = None
        """The strip of the daily question; None until there is something to ask."""
        self._assemble()
        self._wire()
        self.show_meetings([], None)

    def _assemble(self) -> None:
        for label in (
            self.lead,
            self.heading,
            self.empty,
            self.folder_warning,
            self.backup_warning,
        ):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setWordWrap(True)
        for notice in (self.folder_warning, self.backup_warning):
            notice.setWordWrap(True)
            notice.hide()
        self._links = QHBoxLayout()
        self._links.addWidget(self.other)
        self._links.addWidget(self.sample)
        self._links.addStretch(1)
        self._more = QHBoxLayout()
        self._more.addWidget(self.import_link)
        self._more.addWidget(self.backups)
        self._more.addWidget(self.trash)
        self._more.addStretch(1)
        self._left = QVBoxLayout()
        self._left.addWidget(self.hero)
        self._left.addWidget(self.lead)
        self._left.addWidget(self.begin)
        self._left.addLayout(self._links)
        self._left.addLayout(self._more)
        self._left.addStretch(1)
        self._right = QVBoxLayout()
        self._right.addWidget(self.heading)
        self._right.addWidget(self.empty)
        self._right.addWidget(self.list, 100)
        self._right.addStretch(1)
        self._halves = QHBoxLayout()
        self._halves.addLayout(self._left, 47)
        self._halves.addLayout(self._right, 53)
        self._top = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addLayout(self._halves, 1)
        column.addWidget(self.folder_warning)
        column.addWidget(self.backup_warning)
        column.addWidget(self.keys)

    @property
    def _link_buttons(self) -> tuple[LinkButton, ...]:
        """What can be chosen besides a new meeting, in the order of the keys."""
        return (self.other, self.sample, self.import_link, self.backups, self.trash)

    def add_question(self, strip: "QuestionStrip") -> None:
        """Add the strip of the daily question, above everything else."""
        self.question = strip
        self._top.addWidget(strip)
        strip.set_metrics(self._metrics)
        before: QWidget = self.begin
        for link in (*strip.links, self.other):
            QWidget.setTabOrder(before, link)
            before = link
        for link in strip.links:
            link.focus_changed.connect(self._show_hints)
        command = catalog.DAILY_QUESTION.bind(strip.go.click, works=lambda: self._is_asked)
        self._own_commands.append(command)
        install(self, [command])

    def refresh_question(self) -> None:
        """Make room for the question, or take it back; the line of keys tells of it."""
        self._place_halves()
        self._show_hints()

    @property
    def _is_asked(self) -> bool:
        return self.question is not None and not self.question.isHidden()

    def _wire(self) -> None:
        self.begin.clicked.connect(self.begin_requested)
        self.other.clicked.connect(self.exercises_requested)
        self.sample.clicked.connect(self.sample_requested)
        self.import_link.clicked.connect(self.import_requested)
        self.backups.clicked.connect(self.backups_requested)
        self._own_commands = [
            catalog.TEAMS.bind(self.teams_requested.emit),
            catalog.CHANGE_NAME.bind(self.name_change_requested.emit),
            catalog.IMPORT.bind(self.import_requested.emit),
            catalog.RESTORE_DELETED.bind(self.undo_requested.emit),
        ]
        duplicating = [
            catalog.DUPLICATE.bind(lambda: self._duplicate()),
            catalog.DUPLICATE_WITH_CARDS.bind(lambda: self._duplicate(with_cards=True)),
        ]
        install(self, [*self._own_commands, *duplicating])
        self.setAcceptDrops(True)
        self.list.activates_on_click = True
        self.list.activated.connect(self.open_requested)
        self.trash.clicked.connect(self.trash_requested)
        for button in (self.begin, *self._link_buttons):
            button.focus_changed.connect(self._show_hints)
        self.list.left_upwards.connect(self._focus_begin)
        self.list.cross_requested.connect(self._on_cross_requested)
        self.list.escaped.connect(self._focus_begin)
        self.list.typed.connect(self.find_requested)
        self.list.selected.connect(self._forget_wanted)
        # It gets the focus back from a sheet that opened before the list came.
        self.begin.focus_changed.connect(self._focus_wanted)
        self.list.focus_changed.connect(self._show_hints)
        self.list.remove_requested.connect(self._discard)
        self.list.menu_requested.connect(self._on_menu_requested)

    def show_meetings(
        self, meetings: Sequence[MeetingSummary], stage_name: StageName | None
    ) -> None:
        """List these meetings, the latest first."""
        before, chosen = list(self._meetings), self.list.selected_id
        self._meetings = {meeting.id: meeting for meeting in meetings}
        if stage_name is not None:
            self._stage_name = stage_name
        ids = list(self._meetings)
        self.list.set_items(ids, self._content)
        if chosen not in self._meetings:
            index = before.index(chosen) if chosen in before else 0
            self.list.select(ids[min(index, len(ids) - 1)] if ids else None)
        if not ids and self.list.hasFocus():
            self._focus_begin()
        self.list.setVisible(bool(ids))
        self._focus_wanted()
        self._show_hints()

    def show_first_start(self, first: bool) -> None:
        """Show an invitation in the right half in place of the list, if there is no meeting."""
        self._first = first
        self._invite()

    def show_team(self, name: str) -> None:
        """Show of which team the meetings are; "" for all teams."""
        self._team = name
        self._invite()

    def show_trash(self, count: int) -> None:
        """Show how many meetings are in the trash; hide the link to an empty one."""
        if not count and self.trash.hasFocus():
            self._focus_begin()
        text = tr("Trash ({n})", n=count)
        self.trash.setText(text)
        self.trash.setAccessibleName(text)
        self.trash.setVisible(bool(count))
        self._invite()

    def _invite(self) -> None:
        heading, text = tr("Recent meetings"), ""
        if self._team:
            heading = tr("Meetings of {team}", team=shortened(self._team, LONGEST_TEAM))
            text = "" if self._meetings else tr("This team has no meetings yet.")
        if self._first and not self.trash.isHidden():
            heading = tr("No meetings")
            text = tr("What you deleted is in the trash and can be restored.")
        elif self._first:
            heading = tr("No meetings yet")
            text = tr(
                "Your meetings appear here, right where you left off.\n\n"
                "Look at a finished one first: the sample shows a whole meeting, "
                "from the first card to the plan."
            )
        self.heading.setText(heading)
        self.empty.setText(text)
        self.empty.setVisible(bool(text))

    def show_folder_warning(self, sentence: str) -> None:
        """Show a warning about the folder of the meetings."""
        self.folder_warning.setText(sentence)
        self.folder_warning.show()

    def show_backups(self, trouble: str) -> None:
        """Show why the last backup failed; empty when it succeeded."""
        self.backup_warning.setText(trouble)
        self.backup_warning.setVisible(bool(trouble))

    def focus_start(self) -> None:
        """Give the focus to the first button."""
        self._focus_begin()

    def focus_meeting(self, meeting_id: str) -> None:
        """Give the focus to a meeting, as soon as it is listed and no sheet has the focus."""
        self._wanted = meeting_id
        self._focus_wanted()

    def _focus_wanted(self) -> None:
        if self._wanted in self._meetings:
            self.list.select(self._wanted)
            if self.begin.hasFocus():
                self.list.setFocus()

    def _forget_wanted(self) -> None:
        self._wanted = ""

    def set_metrics(self, metrics: Metrics) -> None:
        m = self._metrics = metrics
        for label, kind, ink in (
            (self.lead, Type.LEAD, Ink.QUIET),
            (self.heading, Type.HEADING, Ink.TEXT),
            (self.empty, Type.LEAD, Ink.QUIET),
            (self.folder_warning, Type.KEYS, Ink.GAP_TEXT),
            (self.backup_warning, Type.KEYS, Ink.GAP_TEXT),
        ):
            label.setFont(m.font(kind))
            set_text_color(label, m, ink)
        if self.question is not None:
            self.question.set_metrics(metrics)
        self._place_halves()
        self._halves.setSpacing(m.px(88))
        self.hero.set_metrics(metrics)
        self._left.setSpacing(m.px(Space.L))
        self._right.setSpacing(m.px(Space.S))
        for row in (self._links, self._more):
            row.setSpacing(m.px(Space.L))
        self.heading.setContentsMargins(m.px(Space.S), 0, 0, m.px(Space.S))
        self.empty.setContentsMargins(m.px(Space.S), m.px(Space.S), 0, 0)
        for notice in (self.folder_warning, self.backup_warning):
            notice.setContentsMargins(m.px(Space.HUGE), 0, m.px(Space.HUGE), m.px(Space.M))
        for button in (self.begin, *self._link_buttons):
            button.set_metrics(metrics)
        self.list.set_metrics(metrics)
        self.keys.set_metrics(metrics)

    def _place_halves(self) -> None:
        """Place both halves where they are without a question, if that leaves room for it."""
        m = self._metrics
        side, taken = m.px(Space.HUGE), 0
        if self._is_asked and self.question is not None:
            taken = self.question.sizeHint().height() + m.px(Space.S)
        self._top.setContentsMargins(side, m.px(Space.S) if taken else 0, side, 0)
        above = max(m.px(LEAST_ABOVE), m.px(ABOVE) - taken)
        self._halves.setContentsMargins(side, above, side, m.px(Space.L))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.question is not None and self.question.has_focus():
            self._on_key_in_question(event)
        elif key == Qt.Key.Key_Up and self._is_asked and self.begin.hasFocus():
            self.focusNextChild()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Escape):
            # Also before the list is there: then it does not take the focus any more.
            self._focus_begin()
        elif key == Qt.Key.Key_Left and not self.begin.hasFocus():
            self.focusPreviousChild()
        elif key == Qt.Key.Key_Right and (self.other.hasFocus() or self.import_link.hasFocus()):
            self.focusNextChild()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Right) and self._meetings:
            self._focus_list()
        elif _is_text(event):
            self.find_requested.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _on_key_in_question(self, event: QKeyEvent) -> None:
        """Let the arrows lead among the answers, and down to what is below."""
        key = event.key()
        assert self.question is not None
        if key == Qt.Key.Key_Down:
            self._focus_begin()
        elif key == Qt.Key.Key_Right and not self.question.off.hasFocus():
            self.focusNextChild()
        elif key == Qt.Key.Key_Left:
            self.focusPreviousChild()
        elif _is_text(event):
            self.find_requested.emit(event.text())
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = _dropped(event)
        if file is not None:
            event.acceptProposedAction()
            self.file_dropped.emit(file)

    def _focus_begin(self) -> None:
        self._forget_wanted()
        self.begin.setFocus()
        self._show_hints()

    def _focus_list(self) -> None:
        self.list.select(next(iter(self._meetings)))
        self.list.setFocus()

    def _on_cross_requested(self, to: "Side") -> None:
        if to is to.LEFT:
            self._focus_begin()

    def _discard(self) -> None:
        if self.list.selected_id:
            self.discard_requested.emit(self.list.selected_id)

    def _duplicate(self, *, with_cards: bool = False) -> None:
        if self.list.selected_id and self.list.hasFocus():
            self.duplicate_requested.emit(self.list.selected_id, with_cards)

    def commands(self) -> list[Command]:
        """Return what can be chosen here."""
        links = [
            catalog.HOME_LINK.bind(
                link.click, works=link.isVisible, name=link.accessibleName().rstrip("…")
            )
            for link in self._link_buttons
            if link is not self.import_link
        ]
        return [*self._meeting_commands(), *links, *self._own_commands]

    def _meeting_commands(self) -> list[Command]:
        """Return what can be done to the selected meeting."""
        chosen = self.list.selected_id
        if chosen is None:
            return []
        title = self._meetings[chosen].title

        duplicate = self.duplicate_requested.emit

        def go_on() -> None:
            self.open_requested.emit(chosen)

        return [
            catalog.CONTINUE.bind(go_on, about=title),
            catalog.DUPLICATE.bind(partial(duplicate, chosen, False), about=title),
            catalog.DUPLICATE_WITH_CARDS.bind(partial(duplicate, chosen, True), about=title),
            catalog.DELETE_MEETING.bind(self._discard, about=title),
        ]

    def _on_menu_requested(self, at: QPoint) -> None:
        pop_up(self, self._metrics, self._meeting_commands(), at)

    def _show_hints(self) -> None:
        if self.list.hasFocus():
            hints = [
                Hint(catalog.CONTINUE, tr("continue")),
                Hint(catalog.CHOOSE, tr("choose"), 2),
                Hint(catalog.DELETE_MEETING, tr("delete"), 3),
                Hint(catalog.DUPLICATE, tr("duplicate"), 4),
                Hint(catalog.BACK, tr("back"), 3, self._focus_begin),
            ]
        else:
            answers = self.question.links if self.question is not None else ()
            links = (*self._link_buttons, *answers)
            link = next((link for link in links if link.hasFocus()), None)
            if link is None:
                hints = [Hint(catalog.BEGIN_MEETING, tr("start"), run=self.begin.click)]
                if self._is_asked and self.question is not None:
                    run = self.question.go.click
                    hints.append(Hint(catalog.DAILY_QUESTION, tr("this week’s promises"), 2, run))
            else:
                hints = [Hint(catalog.ACCEPT, tr("choose"), run=link.click)]
            hints.append(Hint(catalog.OTHER_WAYS, tr("other choices"), 3, self.focusNextChild))
            if self._meetings:
                hints.append(Hint(catalog.TO_MEETINGS, tr("meetings"), 2, self._focus_list))
        if self._meetings:
            hints.append(Hint(catalog.FIND, tr("find"), 4))
        self.keys.set_hints([*hints, Hint(catalog.HELP, tr("all keys"), 1)])

    def _content(self, meeting_id: str) -> CardContent:
        meeting = self._meetings[meeting_id]
        return meeting_content(meeting, self._stage_name(meeting.exercise, meeting.stage))


def _is_text(event: QKeyEvent) -> bool:
    """Return whether a key writes something: also capitals, digits, and what AltGr writes."""
    mods = Qt.KeyboardModifier
    held = event.modifiers() & (mods.ControlModifier | mods.AltModifier | mods.MetaModifier)
    # Ctrl and Alt together are AltGr on some platforms.
    is_command = held in (mods.ControlModifier, mods.AltModifier, mods.MetaModifier)
    return not is_command and bool(event.text()) and event.text().isprintable()


_IMPORTED = (".json", ".toml")
"""How the names of files end that can be imported."""


def _dropped(event: QDropEvent) -> Path | None:
    """Return the file that is dragged, if it is one and may be a meeting's or an exercise's."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.lower() in _IMPORTED else None
