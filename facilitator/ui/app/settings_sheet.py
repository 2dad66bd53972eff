"""The settings: names for the next meeting, look of the room, paper, the daily question."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from facilitator.settings import Colours, Paper, RoomDepth, Settings
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import tr
from facilitator.ui.desktop.screens import about_the_room
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Depth, Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.choice_row import ChoiceRow
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet

ON, OFF = "on", "off"


@dataclass(frozen=True, slots=True)
class ChosenSettings:
    """The settings of this sheet, named as in Settings; the others may change while it is open."""

    facilitator: str = ""
    team: str = ""
    paper: Paper = "A4"
    colours: Colours = "light"
    room: RoomDepth = "medium"
    daily_question: bool = True


class SettingsSheet(Sheet):
    """A form for the settings: Enter saves them, Esc cancels and asks first if one changed."""

    save_requested = Signal(dict)
    """The settings that were changed, by the names that they have in Settings."""
    previewed = Signal(ChosenSettings)
    """Colors or depth are to be seen, until `preview_ended`."""
    preview_ended = Signal()
    backups_requested = Signal()

    share = (0.66, 0.92)

    def __init__(self, parent: QWidget, data: Path) -> None:
        super().__init__(parent, tr("Settings"))
        self._saved = ChosenSettings()
        self._is_unfinished = False
        """Whether it was opened and neither saved nor cancelled since."""
        self._data = data
        self.facilitator = FormField(tr("Your name, for the next meeting"), parent=self.sheet)
        self.team = FormField(tr("Your team"), parent=self.sheet)
        self.paper = ChoiceRow(
            tr("Paper for the plan"), (("A4", tr("A4")), ("Letter", tr("Letter"))), self.sheet
        )
        self.colours = ChoiceRow(
            tr("Colors"),
            (
                ("light", tr("light")),
                ("dark", tr("dark")),
                ("high contrast", tr("high contrast")),
            ),
            self.sheet,
        )
        self.room = ChoiceRow(
            tr("How far away is the back row?"),
            (("small", tr("small")), ("medium", tr("medium")), ("large", tr("large"))),
            self.sheet,
        )
        self.daily = ChoiceRow(tr("Daily question"), ((ON, tr("on")), (OFF, tr("off"))), self.sheet)
        self.folder = LinkButton(tr("Meetings folder"), self.sheet)
        self.backups = LinkButton(tr("Backups"), self.sheet)
        self.screens = QLabel(self.sheet)
        self.screens.setTextFormat(Qt.TextFormat.PlainText)
        self.screens.setWordWrap(True)
        self.question = Label("", self.sheet)
        self.question.setWordWrap(True)
        self.save = PrimaryButton(tr("Save"), "Enter", self.sheet)
        self.cancel = LinkButton(tr("Cancel"), self.sheet)
        self._arrange()
        for field in (self.facilitator.field, self.team.field):
            field.submitted.connect(self._on_accepted)
            field.escaped.connect(self.leave)
            field.textEdited.connect(self._forget_question)
        for choice in (self.paper, self.colours, self.room, self.daily):
            choice.chosen.connect(self._on_chosen)
            choice.accepted.connect(self._on_accepted)
        self.folder.clicked.connect(self._on_folder)
        self.backups.clicked.connect(self._on_backups)
        self.save.clicked.connect(self._on_accepted)
        self.cancel.clicked.connect(self.close_sheet)

    def _arrange(self) -> None:
        self._rows = [QHBoxLayout() for _ in range(4)]
        parts: Sequence[Sequence[QWidget]] = (
            (self.facilitator, self.team),
            (self.paper, self.colours, self.daily),
            (self.folder, self.backups),
            (self.save, self.cancel),
        )
        for row, widgets in zip(self._rows, parts, strict=True):
            for widget in widgets:
                row.addWidget(widget)
        names, looks, links, answers = self._rows
        for row in (looks, links):
            row.addStretch(1)
        self.body.addLayout(names)
        self.body.addLayout(looks)
        self.body.addWidget(self.room)
        self.body.addLayout(links)
        self.body.addWidget(self.screens)
        self.body.addWidget(self.question)
        self.body.addLayout(answers)

    def ask(self, settings: Settings) -> None:
        """Open the sheet; changes are still there when another sheet or screen came over them."""
        changes = self._changes if self._is_unfinished else {}
        names, choices = (settings.facilitator, settings.team), (settings.paper, settings.colours)
        self._saved = ChosenSettings(*names, *choices, settings.room, settings.daily_question)
        self._is_unfinished = True
        self._show(replace(self._saved, **changes))
        if changes:
            self.previewed.emit(self.chosen)
        self._forget_question()
        self._show_depth()
        self.screens.setText(about_the_room(self.window()))
        self.open()

    def _show(self, shown: ChosenSettings) -> None:
        self.facilitator.set_text(shown.facilitator)
        self.team.set_text(shown.team)
        self.paper.choose(shown.paper)
        self.colours.choose(shown.colours)
        self.room.choose(shown.room)
        self.daily.choose(ON if shown.daily_question else OFF)

    @property
    def _changes(self) -> Mapping[str, Any]:
        """The settings that are not as they were saved, by their names."""
        before = asdict(self._saved)
        return {key: now for key, now in asdict(self.chosen).items() if now != before[key]}

    @property
    def chosen(self) -> ChosenSettings:
        """The settings as they are on the sheet."""
        return ChosenSettings(
            facilitator=self.facilitator.text,
            team=self.team.text,
            paper=cast(Paper, self.paper.value),
            colours=cast(Colours, self.colours.value),
            room=cast(RoomDepth, self.room.value),
            daily_question=self.daily.value == ON,
        )

    def hints(self) -> Sequence[Hint]:
        return [
            Hint(catalog.ACCEPT, tr("save"), run=self._on_accepted),
            Hint(catalog.OTHER_CHOICES, tr("next"), 1, self._focus_next),
            Hint(catalog.CLOSE_SHEET, tr("cancel"), run=self.leave),
        ]

    def start(self) -> None:
        self.facilitator.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        rows = (self.facilitator, self.team, self.paper, self.colours, self.room, self.daily)
        for widget in (*rows, self.folder, self.backups, self.save, self.cancel):
            widget.set_metrics(metrics)
        for row in self._rows:
            row.setSpacing(metrics.px(Space.XL))
        self.screens.setFont(metrics.font(Type.KEYS))
        set_text_color(self.screens, metrics, Ink.QUIET)
        self.question.setFont(metrics.font(Type.BODY_BOLD))
        set_text_color(self.question, metrics, Ink.GAP_TEXT)
        super().set_metrics(metrics)

    def leave(self) -> None:
        """Close the sheet; when something changed, ask first and close it the second time."""
        if self.may_leave():
            self.close_sheet()

    def may_leave(self) -> bool:
        """Return whether no change would be lost unasked; if one would, ask once."""
        if self.isHidden() or not self._changes or self.question.text():
            return True
        self._ask_first()
        return False

    def _ask_first(self) -> None:
        sentence = tr("Save the changes? Enter saves them, Esc again discards them.")
        self.question.setText(sentence)
        self.question.show()
        self._place()
        announce(self, sentence)

    def _forget_question(self) -> None:
        if self.question.text() or not self.question.isHidden():
            self.question.setText("")
            self.question.hide()
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.sheet.geometry().contains(event.position().toPoint()):
            self.leave()

    def close_sheet(self) -> None:
        self._is_unfinished = False
        super().close_sheet()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # With a window that is minimized it only seems to be hidden.
        if self.isHidden():
            self.preview_ended.emit()

    def _on_chosen(self) -> None:
        self._forget_question()
        self._show_depth()
        self.previewed.emit(self.chosen)

    def _show_depth(self) -> None:
        depth = Depth[self.room.value.upper()].value
        self.room.set_name(tr("How far away is the back row? {n} picture heights", n=depth))

    def _on_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._data)))

    def _on_backups(self) -> None:
        if self._changes:
            self._ask_first()
            return
        self.close_sheet()
        self.backups_requested.emit()

    def _on_accepted(self) -> None:
        # Before the preview ends: nothing flashes up as it was.
        self.save_requested.emit(self._changes)
        self.close_sheet()
