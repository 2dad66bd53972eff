"""What the program remembers: names for the next meeting, and the paper of the plan."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from facilitator.settings import Settings
from facilitator.ui.screens import about_the_room
from facilitator.ui.text import tr
from facilitator.ui.theme import Ink, Metrics, Space, Type, write_in
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.overlay import Overlay


class SettingsSheet(Overlay):
    """Enter keeps what is set, Esc leaves it as it was."""

    kept = Signal(Settings)
    backups_requested = Signal()

    share = (0.56, 0.84)

    def __init__(self, parent: QWidget, data: Path) -> None:
        super().__init__(parent, tr("Settings"))
        self._settings = Settings()
        self._data = data
        self.facilitator = FormField(tr("Your name, for the next meeting"), parent=self.sheet)
        self.team = FormField(tr("Your team"), parent=self.sheet)
        self.paper = LinkButton("", self.sheet)
        self.folder = LinkButton(tr("Show the folder of the meetings"), self.sheet)
        self.backups = LinkButton(tr("Backups, and where they are kept"), self.sheet)
        self.room = QLabel(self.sheet)
        self.room.setTextFormat(Qt.TextFormat.PlainText)
        self.room.setWordWrap(True)
        self.keep = PrimaryButton(tr("Keep"), tr("Enter"), self.sheet)
        self._links = QHBoxLayout()
        self._links.addWidget(self.paper)
        self._links.addWidget(self.folder)
        self._links.addStretch(1)
        self._more = QHBoxLayout()
        self._more.addWidget(self.backups)
        self._more.addStretch(1)
        for widget in (self.facilitator, self.team):
            self.body.addWidget(widget)
            widget.field.submitted.connect(self._on_kept)
            widget.field.escaped.connect(self.close_sheet)
        self.body.addLayout(self._links)
        self.body.addLayout(self._more)
        self.body.addWidget(self.room)
        self.body.addWidget(self.keep)
        self.paper.clicked.connect(self._on_paper)
        self.folder.clicked.connect(self._on_folder)
        self.backups.clicked.connect(self._on_backups)
        self.keep.clicked.connect(self._on_kept)

    def ask(self, settings: Settings) -> None:
        self._settings = settings
        self.facilitator.set_text(settings.facilitator)
        self.team.set_text(settings.team)
        self._show_paper()
        self.room.setText(about_the_room(self.window()))
        self.open()

    def start(self) -> None:
        self.facilitator.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        fields = (self.facilitator, self.team)
        for widget in (*fields, self.paper, self.folder, self.backups, self.keep):
            widget.set_metrics(metrics)
        self.room.setFont(metrics.font(Type.BODY))
        write_in(self.room, Ink.QUIET)
        self._links.setSpacing(metrics.px(Space.XL))
        super().set_metrics(metrics)

    def _show_paper(self) -> None:
        text = tr("Paper of the plan: {paper}", paper=self._settings.paper)
        self.paper.setText(text)
        self.paper.setAccessibleName(text)
        self.paper.updateGeometry()

    def _on_paper(self) -> None:
        letter = self._settings.paper == "A4"
        self._settings = replace(self._settings, paper="Letter" if letter else "A4")
        self._show_paper()

    def _on_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._data)))

    def _on_backups(self) -> None:
        self._on_kept()
        self.backups_requested.emit()

    def _on_kept(self) -> None:
        self.close_sheet()
        self.kept.emit(
            replace(self._settings, facilitator=self.facilitator.text, team=self.team.text)
        )
