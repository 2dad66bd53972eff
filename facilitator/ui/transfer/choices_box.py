"""What can be chosen for the export of a meeting, as rows of the export sheet."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from facilitator.export.options import What
from facilitator.export.paper import Paper
from facilitator.export.writers.choices import Choice
from facilitator.export.writers.formats import Format
from facilitator.settings import Settings
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.transfer.plan_choices import (
    Exportable,
    PlanChoices,
    remembered,
    remembered_part,
)
from facilitator.ui.transfer.plan_words import format_name, part_name, summary
from facilitator.ui.transfer.tick_row import TickRow
from facilitator.ui.widgets.buttons import LinkButton
from facilitator.ui.widgets.choice_row import ChoiceRow
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.label import Label

UPRIGHT, WIDE, TASKS, EVENTS = "upright", "wide", "tasks", "events"
COLUMNS, SIGNATURES, LOGO, BESIDE, NAMELESS = "columns", "signatures", "logo", "beside", "nameless"
_TICKS = {
    COLUMNS: Choice.CHECK_COLUMNS,
    SIGNATURES: Choice.SIGNATURES,
    LOGO: Choice.LOGO,
    BESIDE: Choice.BESIDE,
    NAMELESS: Choice.NAMES,
}


class ChoicesBox(QWidget):
    """The format and the part, and behind one link whatever else that file can have."""

    changed = Signal()
    """Something else is chosen."""
    resized = Signal()
    """It has more rows or fewer."""
    accepted = Signal()
    """Enter was pressed on a choice."""
    escaped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self._found = Exportable()
        self._logo: Path | None = None
        self._is_filled = False
        self._metrics = Metrics(1.0)
        named_aside = {"is_named_aside": True}
        formats = [(str(fmt), format_name(fmt)) for fmt in Format]
        self.formats = ChoiceRow(tr("Format"), formats, self, **named_aside)
        parts = [(str(what), part_name(what)) for what in What]
        self.parts = ChoiceRow(tr("Part"), parts, self, **named_aside)
        self.more = LinkButton("", self)
        papers = [(str(Paper.A4), tr("A4")), (str(Paper.LETTER), tr("Letter"))]
        self.paper = ChoiceRow(tr("Paper"), papers, self, **named_aside)
        layouts = [(UPRIGHT, tr("Portrait")), (WIDE, tr("Landscape"))]
        self.layouts = ChoiceRow("", layouts, self, **named_aside)
        self.layouts.set_name(tr("Paper"))
        self.layouts.name.hide()
        self.with_ = Label(tr("Options"), self)
        self.ticks = TickRow(
            [
                (COLUMNS, tr("Columns to fill in")),
                (SIGNATURES, tr("Signature lines")),
                (LOGO, tr("Logo")),
                (BESIDE, tr("Beside the last meeting")),
                (NAMELESS, tr("Without names")),
            ],
            self,
        )
        entries = [(TASKS, tr("Tasks")), (EVENTS, tr("Events"))]
        self.entries = ChoiceRow(tr("Entries"), entries, self, **named_aside)
        self.whose = Label(tr("Whose"), self)
        self.owner = Field(tr("Whose"), self)
        self.owner.setPlaceholderText(tr("everyone’s; or type a name"))
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._sheet = QHBoxLayout()
        self._sheet.addWidget(self.paper)
        self._sheet.addWidget(self.layouts, 1)
        self._names = (
            self.formats.name,
            self.parts.name,
            self.paper.name,
            self.with_,
            self.entries.name,
            self.whose,
        )
        for number, name in zip((0, 1, 3, 4, 5, 6), self._names, strict=True):
            # Beside the first line of what goes on below.
            self._grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for row in (self.formats, self.parts):
            row.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._grid.addWidget(self.formats, 0, 1)
        self._grid.addWidget(self.parts, 1, 1)
        self._grid.addWidget(self.more, 2, 1)
        self._grid.addLayout(self._sheet, 3, 1)
        self._grid.addWidget(self.ticks, 4, 1)
        self._grid.addWidget(self.entries, 5, 1)
        self._grid.addWidget(self.owner, 6, 1)

    def _connect(self) -> None:
        self.formats.chosen.connect(self._on_format_chosen)
        for row in (self.parts, self.paper, self.layouts, self.entries):
            row.chosen.connect(self._on_chosen)
        for row in (self.formats, self.parts, self.paper, self.layouts, self.entries):
            row.accepted.connect(self.accepted)
        self.ticks.changed.connect(self._on_chosen)
        self.ticks.accepted.connect(self.accepted)
        self.ticks.ticks[LOGO].clicked.connect(self._on_logo)
        self.owner.textChanged.connect(self._on_chosen)
        self.owner.submitted.connect(self.accepted)
        self.owner.escaped.connect(self.escaped)
        self.more.clicked.connect(self._on_more)

    @property
    def stops(self) -> Sequence[QWidget]:
        """What Tab can come to, in this order."""
        return (
            *self.formats.buttons,
            *self.parts.buttons,
            self.more,
            *self.paper.buttons,
            *self.layouts.buttons,
            *self.ticks.ticks.values(),
            *self.entries.buttons,
            self.owner,
        )

    # What is chosen

    @property
    def choices(self) -> PlanChoices:
        """What is chosen now."""
        return PlanChoices(
            fmt=Format(self.formats.value),
            what=What(self.parts.value),
            paper=Paper(self.paper.value),
            is_landscape=self.layouts.value == WIDE,
            has_check_columns=self.ticks.has(COLUMNS),
            has_signatures=self.ticks.has(SIGNATURES),
            without_names=self.ticks.has(NAMELESS),
            is_compared=self.ticks.has(BESIDE),
            as_events=self.entries.value == EVENTS,
            owner=self.owner.typed if self.is_owner_wanted else "",
            logo=self._logo if self.ticks.has(LOGO) else None,
        )

    @property
    def is_owner_wanted(self) -> bool:
        """Whether the file can be for one owner alone."""
        return self.formats.value == Format.ICS

    @property
    def found(self) -> Exportable:
        """What there is to export."""
        return self._found

    def show_usual(
        self, settings: Settings, found: Exportable, team_id: str, what: What | None
    ) -> None:
        """Choose what was chosen for the last export; `what` is a part that is wanted now."""
        self._settings, self._found = settings, found
        usual = remembered(settings, found, team_id)
        fmt, part = usual.fmt, usual.what
        if what is not None:
            fmt = next((each for each in found.formats if what in found.parts(each)), fmt)
            part = what if what in found.parts(fmt) else remembered_part(settings, found, fmt)
        self._is_filled = False
        self._logo = usual.logo
        self.formats.choose(fmt)
        self.parts.choose(part)
        self.paper.choose(usual.paper)
        self.layouts.choose(WIDE if usual.is_landscape else UPRIGHT)
        self.entries.choose(EVENTS if usual.as_events else TASKS)
        ticked = {
            COLUMNS: usual.has_check_columns,
            SIGNATURES: usual.has_signatures,
            LOGO: usual.logo is not None,
            BESIDE: usual.is_compared,
            NAMELESS: usual.without_names,
        }
        for value, is_ticked in ticked.items():
            self.ticks.ticks[value].setChecked(is_ticked)
        self.owner.clear()
        self.owner.set_completions(found.owners)
        self._is_filled = True
        self._shows_more = False
        self._show()

    def choose_format(self, fmt: Format) -> None:
        """Choose a format, and the part that was exported in it last."""
        if fmt != self.formats.value:
            self.formats.choose(fmt)
            self._on_format_chosen()

    # What is shown

    _shows_more = False

    @property
    def _applying(self) -> set[Choice]:
        chosen = self.choices
        return {choice for choice in Choice if chosen.applies(choice, self._found)}

    def _show(self) -> None:
        """Show the rows that this file has a choice in."""
        parts, applying = self._found.parts(Format(self.formats.value)), self._applying
        self.formats.offer([str(fmt) for fmt in self._found.formats])
        self.parts.offer([str(what) for what in parts])
        self._show_row(len(parts) > 1, self.parts.name, self.parts)
        more = summary(self.choices, self._found)
        said = tr("Fewer choices") if self._shows_more else tr("More choices: {now}", now=more)
        self.more.setText(said)
        self.more.setAccessibleName(said)
        self.more.set_metrics(self._metrics)
        self.more.setVisible(bool(applying))
        opened = applying if self._shows_more else set()
        self._show_row(Choice.PAPER in opened, self.paper.name, self.paper)
        self.layouts.setVisible(Choice.LAYOUT in opened)
        ticks = [value for value, choice in _TICKS.items() if choice in opened]
        self.ticks.offer(ticks)
        self._show_row(bool(ticks), self.with_, self.ticks)
        self._show_row(Choice.CALENDAR in opened, self.entries.name, self.entries)
        has_owner = Choice.CALENDAR in opened and bool(self._found.owners)
        self._show_row(has_owner, self.whose, self.owner)

    @staticmethod
    def _show_row(is_shown: bool, *widgets: QWidget) -> None:
        for widget in widgets:
            widget.setVisible(is_shown)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        for row in (self.formats, self.parts, self.paper, self.layouts, self.entries):
            row.set_metrics(metrics)
        self.ticks.set_metrics(metrics)
        self.more.set_metrics(metrics)
        self.owner.set_metrics(metrics, Type.BODY)
        for name in self._names:
            name.setFont(metrics.font(Type.KEYCAP))
            set_text_color(name, metrics, Ink.QUIET)
            name.setFixedHeight(self.formats.buttons[0].sizeHint().height())
        self._grid.setHorizontalSpacing(metrics.px(Space.L))
        self._grid.setVerticalSpacing(metrics.px(Space.S))
        self._sheet.setSpacing(metrics.px(Space.L))

    # What the user does

    def _on_format_chosen(self) -> None:
        fmt = Format(self.formats.value)
        parts = self._found.parts(fmt)
        if parts and self.parts.value not in parts:
            self.parts.choose(remembered_part(self._settings, self._found, fmt))
        self._on_chosen()

    def _on_chosen(self) -> None:
        if self._is_filled:
            self._show()
            self.changed.emit()

    def _on_more(self) -> None:
        self._shows_more = not self._shows_more
        self._show()
        self.resized.emit()

    def _on_logo(self) -> None:
        """Ask for the picture each time the logo is wanted."""
        self._logo = None
        if not self.ticks.has(LOGO):
            return
        folder = str(Path.home())
        pictures = tr("Pictures (*.png *.svg)")
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Logo of the team"), folder, pictures)
        self._logo = Path(chosen) if chosen else None
        if self._logo is None:
            self.ticks.ticks[LOGO].setChecked(False)
