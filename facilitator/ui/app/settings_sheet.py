"""The settings: names for the next meeting, colours and depth of the room, paper size."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar, get_args

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from facilitator.settings import Colours, Paper, RoomDepth, Settings
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import tr
from facilitator.ui.desktop.screens import about_the_room
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Depth, Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.sheet import Sheet

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ChosenSettings:
    """The settings of this sheet, named as in Settings; the others may change while it is open."""

    facilitator: str = ""
    team: str = ""
    paper: Paper = "A4"
    colours: Colours = "light"
    room: RoomDepth = "medium"


class SettingsSheet(Sheet):
    """A form for the settings: Enter saves them, Esc cancels."""

    save_requested = Signal(ChosenSettings)
    backups_requested = Signal()

    share = (0.56, 0.84)

    def __init__(self, parent: QWidget, data: Path) -> None:
        super().__init__(parent, tr("Settings"))
        self._chosen = ChosenSettings()
        self._data = data
        self.facilitator = FormField(tr("Your name, for the next meeting"), parent=self.sheet)
        self.team = FormField(tr("Your team"), parent=self.sheet)
        self.paper = LinkButton("", self.sheet)
        self.colours = LinkButton("", self.sheet)
        self.room = LinkButton("", self.sheet)
        self.folder = LinkButton(tr("Show the folder of the meetings"), self.sheet)
        self.backups = LinkButton(tr("Backups, and where they are kept"), self.sheet)
        self.screens = QLabel(self.sheet)
        self.screens.setTextFormat(Qt.TextFormat.PlainText)
        self.screens.setWordWrap(True)
        self.save = PrimaryButton(tr("Save"), "Enter", self.sheet)
        rows = ((self.paper, self.colours), (self.room,), (self.folder, self.backups))
        self._rows = [_row(links) for links in rows]
        for widget in (self.facilitator, self.team):
            self.body.addWidget(widget)
            widget.field.submitted.connect(self._on_accepted)
            widget.field.escaped.connect(self.close_sheet)
        for row in self._rows:
            self.body.addLayout(row)
        self.body.addWidget(self.screens)
        self.body.addWidget(self.save)
        self.room.clicked.connect(self._on_room)
        self.colours.clicked.connect(self._on_colours)
        self.paper.clicked.connect(self._on_paper)
        self.folder.clicked.connect(self._on_folder)
        self.backups.clicked.connect(self._on_backups)
        self.save.clicked.connect(self._on_accepted)

    def ask(self, settings: Settings) -> None:
        names, choices = (settings.facilitator, settings.team), (settings.paper, settings.colours)
        self._chosen = ChosenSettings(*names, *choices, settings.room)
        self.facilitator.set_text(settings.facilitator)
        self.team.set_text(settings.team)
        self._show_choices()
        self.screens.setText(about_the_room(self.window()))
        self.open()

    def hints(self) -> Sequence[Hint]:
        return [
            Hint(catalog.ACCEPT, tr("save"), run=self._on_accepted),
            Hint(catalog.OTHER_CHOICES, tr("next"), 1, self._focus_next),
            Hint(catalog.CLOSE_SHEET, tr("cancel"), run=self.close_sheet),
        ]

    def start(self) -> None:
        self.facilitator.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        fields = (self.facilitator, self.team)
        links = (self.paper, self.colours, self.room, self.folder, self.backups)
        for widget in (*fields, *links, self.save):
            widget.set_metrics(metrics)
        for row in self._rows:
            row.setSpacing(metrics.px(Space.XL))
        self.screens.setFont(metrics.font(Type.BODY))
        set_text_color(self.screens, metrics, Ink.QUIET)
        super().set_metrics(metrics)

    def _show_choices(self) -> None:
        """Write the current choice into the text of each link."""
        room, colours = self._chosen.room, self._chosen.colours
        depth = {"small": tr("small"), "medium": tr("medium"), "large": tr("large")}[room]
        named = {
            "light": tr("light"),
            "dark": tr("dark"),
            "high contrast": tr("high contrast"),
        }
        for link, text in (
            (
                self.room,
                tr(
                    "How far away is the back row? {depth} ({n} picture heights)",
                    depth=depth,
                    n=Depth[room.upper()].value,
                ),
            ),
            (self.colours, tr("Colors: {colours}", colours=named[colours])),
            (self.paper, tr("Paper of the plan: {paper}", paper=self._chosen.paper)),
        ):
            link.setText(text)
            link.setAccessibleName(text)
            link.updateGeometry()

    def _on_room(self) -> None:
        room = _next_choice(self._chosen.room, get_args(RoomDepth))
        self._chosen = replace(self._chosen, room=room)
        self._show_choices()

    def _on_colours(self) -> None:
        colours = _next_choice(self._chosen.colours, get_args(Colours))
        self._chosen = replace(self._chosen, colours=colours)
        self._show_choices()

    def _on_paper(self) -> None:
        paper = _next_choice(self._chosen.paper, get_args(Paper))
        self._chosen = replace(self._chosen, paper=paper)
        self._show_choices()

    def _on_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._data)))

    def _on_backups(self) -> None:
        self._on_accepted()
        self.backups_requested.emit()

    def _on_accepted(self) -> None:
        self.close_sheet()
        self.save_requested.emit(
            replace(self._chosen, facilitator=self.facilitator.text, team=self.team.text)
        )


def _row(links: Sequence[LinkButton]) -> QHBoxLayout:
    row = QHBoxLayout()
    for link in links:
        row.addWidget(link)
    row.addStretch(1)
    return row


def _next_choice(chosen: T, choices: Sequence[T]) -> T:
    """Return the choice after this one; after the last comes the first."""
    return choices[(choices.index(chosen) + 1) % len(choices)]
