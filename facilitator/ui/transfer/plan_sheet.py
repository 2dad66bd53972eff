"""The export sheet of a meeting: the file, its format, its parts, and what else it can have."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtWidgets import QWidget

from facilitator.export.options import What
from facilitator.settings import Settings
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import tr
from facilitator.ui.style.theme import Metrics, Space
from facilitator.ui.transfer.choices_box import ChoicesBox
from facilitator.ui.transfer.export_sheet import ExportSheet, ExportWords
from facilitator.ui.transfer.plan_choices import Exportable, PlanChoices
from facilitator.ui.transfer.plan_words import plan_words

Naming = Callable[[PlanChoices], str]
"""From what is chosen to the name that is suggested for the file."""


class PlanSheet(ExportSheet):
    """An export sheet with the choices that a meeting offers, the usual ones made.

    A name that was typed is kept, and only its ending follows the format; an ending that was typed
    chooses the format.
    """

    share = (0.8, 0.98)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._naming: Naming = lambda chosen: ""
        self._suggested = ""
        self._ending = ""
        self.box = ChoicesBox(self.sheet)
        self.body.insertWidget(self.body.indexOf(self.message), self.box)
        stops = (self.path.field, *self.box.stops, self.go, self.preview, self.choose)
        for one, other in pairwise(stops):
            self.setTabOrder(one, other)
        self.box.changed.connect(self._on_choices_changed)
        self.box.resized.connect(self._place)
        self.box.accepted.connect(self._on_go)
        self.box.escaped.connect(self.close_sheet)

    @property
    def choices(self) -> PlanChoices:
        """What is chosen now."""
        return self.box.choices

    def offer(
        self,
        settings: Settings,
        found: Exportable,
        team_id: str,
        naming: Naming,
        what: What | None = None,
    ) -> tuple[str, ExportWords]:
        """Make the usual choice; return the name that it has and what is said about it.

        `what` is a part that is wanted now, None for the one that was exported last.
        """
        self._naming = naming
        self.box.show_usual(settings, found, team_id, what)
        return naming(self.choices), plan_words(self.choices, found)

    def ask(self, path: Path, words: ExportWords) -> None:
        self._suggested, self._ending = str(path), path.suffix
        super().ask(path, words)

    def set_metrics(self, metrics: Metrics) -> None:
        self.box.set_metrics(metrics)
        super().set_metrics(metrics)
        # It has many rows, all of which have to be seen in a small window.
        across, down = metrics.px(Space.XL), metrics.px(Space.L)
        self.body.setContentsMargins(across, down, across, down)
        self.body.setSpacing(metrics.px(12))
        self._place()

    def _place(self) -> None:
        # Qt would tell the sheet of rows that are hidden now only after it was placed.
        self.box.updateGeometry()
        super()._place()

    def show_busy(self, sentence: str = "") -> None:
        super().show_busy(sentence)
        self.box.setEnabled(False)

    def _enable(self) -> None:
        super()._enable()
        self.box.setEnabled(True)

    def _show(self, asking: bool) -> None:
        super()._show(asking)
        self.box.setVisible(asking)

    def _on_go(self) -> None:
        owner = self.choices.owner
        if (
            self.written is None
            and self.box.is_owner_wanted
            and not self.box.found.has_owner(owner)
        ):
            self.say(tr("“{name}” has no action here.", name=owner))
            self.box.owner.setFocus()
        else:
            super()._on_go()

    def _on_path_edited(self) -> None:
        ending = Path(self.path.field.text().strip()).suffix.lower().removeprefix(".")
        fmt = next((each for each in self.box.found.formats if each == ending), None)
        if fmt is not None:
            self.box.choose_format(fmt)
        super()._on_path_edited()

    def _on_choices_changed(self) -> None:
        chosen = self.choices
        self._use(plan_words(chosen, self.box.found))
        typed = self.path.field.text()
        if typed == self._suggested:
            self._suggested = str(Path(typed).with_name(self._naming(chosen)))
            self.path.set_text(self._suggested)
        elif self._ending and typed.lower().endswith(self._ending):
            self.path.set_text(typed[: -len(self._ending)] + self._words.ending)
        self._ending = self._words.ending
        self.preview.setVisible(self.has_preview)
        self._say_what_will_happen()
        announce(self, self.message.text())
