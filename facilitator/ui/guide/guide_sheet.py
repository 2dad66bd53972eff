"""The sheet of the facilitator’s guide: a stage, the exercise, leading a meeting, the studies."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from facilitator.domain.facilitation.guide import Guide, StageGuide
from facilitator.domain.facilitation.timing import minutes_of
from facilitator.export.guide import outline
from facilitator.export.guide.outline import GuideLine, GuideWords, Look
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.phrases import rules_text
from facilitator.ui.base.translate import tr
from facilitator.ui.guide.guide_text import GuideText
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.sides import is_mirrored
from facilitator.ui.style.theme import Metrics, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton
from facilitator.ui.widgets.choice_row import ChoiceRow
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet, is_held_with_ctrl


class Part(StrEnum):
    """A part of the guide, of which one is shown at a time."""

    STAGE = "stage"
    EXERCISE = "exercise"
    LEADING = "leading"
    STUDIES = "studies"


class GuideSheet(Sheet):
    """The guide to an exercise, or to several of which one is shown.

    It remembers nothing: in a meeting it opens at the stage that the room is on.
    """

    save_requested = Signal(object)
    """With the Guide that is shown."""

    share = (0.76, 0.9)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Facilitator’s guide"))
        self._guides: Sequence[Guide] = ()
        self._shown = self._stage = 0
        self._here: str | None = None
        """The id of the stage that the room is on."""
        self._rules: Sequence[str] = ()
        self._parts: Mapping[str, int] = {}
        names = {
            Part.STAGE: tr("1 This stage"),
            Part.EXERCISE: tr("2 The exercise"),
            Part.LEADING: tr("3 Leading and traps"),
            Part.STUDIES: tr("4 Studies"),
        }
        self.parts = ChoiceRow("", list(names.items()), self.sheet)
        self.parts.choose(Part.STAGE)
        self.facts = Label(parent=self.sheet)
        self.facts.setWordWrap(True)
        self.text = GuideText(self.sheet)
        self.save = LinkButton(tr("Save the guide as PDF…"), self.sheet)
        self.body.addWidget(self.parts)
        self.body.addWidget(self.facts)
        self.body.addWidget(self.text, 1)
        self.body.addWidget(self.save)
        self.parts.chosen.connect(self._show)
        self.parts.accepted.connect(self.setFocus)
        self.save.clicked.connect(self._on_save)

    def show_stage(
        self, guide: Guide, stage_id: str, parts: Mapping[str, int], rules: Sequence[str] = ()
    ) -> None:
        """Open with the stage that the room is on, and the ground rules where a meeting begins.

        `parts` are the seconds of each stage by its id.
        """
        self._guides, self._shown = (guide,), 0
        self._here, self._parts, self._rules = stage_id, parts, rules
        self._stage = guide.stages.index(guide.stage(stage_id))
        self._open_at(Part.STAGE)

    def show_exercise(self, guides: Sequence[Guide], shown: int) -> None:
        """Open with one of the exercises; the others are a key away."""
        self._guides, self._shown = guides, shown
        self._here, self._parts, self._rules = None, {}, ()
        self._stage = 0
        self._open_at(Part.EXERCISE)

    @property
    def guide(self) -> Guide:
        """The guide that is shown."""
        return self._guides[self._shown]

    @property
    def part(self) -> Part:
        """The part of it that is shown."""
        return Part(self.parts.value)

    def hints(self) -> Sequence[Hint]:
        hints = [Hint(catalog.GUIDE_PART, tr("parts"), run=self._show_next_part)]
        if self._walks:
            other = tr("other stage") if self.part is Part.STAGE else tr("other exercise")
            hints.append(Hint(catalog.GUIDE_OTHER, other, run=lambda: self._walk(1)))
        return [
            *hints,
            Hint(catalog.GUIDE_SAVE, tr("save as PDF"), 1, self._on_save),
            Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet),
        ]

    def set_metrics(self, metrics: Metrics) -> None:
        for widget in (self.parts, self.text, self.save):
            widget.set_metrics(metrics)
        self.facts.setFont(metrics.font(Type.BODY))
        set_text_color(self.facts, metrics, Ink.QUIET)
        super().set_metrics(metrics)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn to another part, stage or exercise; another letter closes the sheet."""
        key, keys = event.key(), Qt.Key
        if is_held_with_ctrl(event):
            event.ignore()
        elif self.text.scroll_by_key(event):
            pass
        elif event.text() in ("1", "2", "3", "4"):
            self._choose(list(Part)[int(event.text()) - 1])
        elif key in (keys.Key_Left, keys.Key_Right):
            forward = (key == keys.Key_Right) is not is_mirrored(self)
            self._walk(1 if forward else -1)
        elif key == keys.Key_P:
            self._on_save()
        elif event.text() or key in (keys.Key_Escape, keys.Key_F3):
            self.close_sheet()

    # What is shown

    @property
    def _walks(self) -> bool:
        """Whether there is another stage or exercise to turn to."""
        if not self._guides:
            return False
        if self.part is Part.STAGE:
            return len(self.guide.stages) > 1
        return self.part is Part.EXERCISE and len(self._guides) > 1

    def _open_at(self, part: Part) -> None:
        stages = tr("1 This stage") if self._here is not None else tr("1 Stages")
        self.parts.button(Part.STAGE).setText(stages)
        self.parts.set_metrics(self.metrics)
        self._choose(part)
        self.open()

    def _choose(self, part: Part) -> None:
        self.parts.choose(part)
        self._show()

    def _show_next_part(self) -> None:
        parts = list(Part)
        self._choose(parts[(parts.index(self.part) + 1) % len(parts)])

    def _walk(self, by: int) -> None:
        """Turn to another stage, or to another exercise where several can be chosen from."""
        if not self._walks:
            return
        if self.part is Part.STAGE:
            self._stage = (self._stage + by) % len(self.guide.stages)
        else:
            self._shown = (self._shown + by) % len(self._guides)
            self._stage = 0
        self._show()

    def _show(self) -> None:
        stage = self.guide.stages[self._stage]
        of_stage = self.part is Part.STAGE
        self.title.setText(stage.stage.question if of_stage else self.guide.exercise)
        self.facts.setText(self._facts(stage) if of_stage else "")
        self.facts.setVisible(of_stage)
        self.text.show_lines(self._lines(stage), large=of_stage)
        self.text.setAccessibleName(self.title.text())
        announce(self, f"{self.title.text()}. {self.text.text}" if self.isVisible() else "")
        self.show_hints()

    def _lines(self, stage: StageGuide) -> Sequence[GuideLine]:
        guide, words = self.guide, _words()
        if self.part is Part.STAGE:
            is_here = stage.stage.id == self._here
            rules = rules_text(self._rules) if self._rules and is_here else ""
            agreed = [GuideLine(Look.TEXT, rules)] if rules else []
            return [*outline.of_stage(stage, words), *agreed]
        if self.part is Part.EXERCISE:
            return outline.of_exercise(guide, words)
        if self.part is Part.LEADING:
            return outline.of_leading(guide, words)
        return outline.of_studies(guide)

    def _facts(self, shown: StageGuide) -> str:
        """Return how long a stage takes and what follows it."""
        stage, stages = shown.stage, self.guide.stages
        seconds = self._parts or {each.stage.id: each.stage.minutes * 60 for each in stages}
        facts = [
            tr("Stage {n} of {total}", n=self._stage + 1, total=len(stages)),
            stage.name,
            tr(
                "{n} of {total} minutes",
                n=minutes_of(seconds[stage.id]),
                total=minutes_of(sum(seconds.values())),
            ),
        ]
        if self._stage + 1 < len(stages):
            facts.append(tr("Next: {stage}", stage=stages[self._stage + 1].stage.name))
        return " · ".join(facts)

    def _on_save(self) -> None:
        self.save_requested.emit(self.guide)


def _words() -> GuideWords:
    """Return the headings in the user's language."""
    return GuideWords(
        about=tr("What this exercise is for"),
        before=tr("Before the meeting"),
        stages=tr("Stage by stage"),
        say=tr("What to say"),
        watch=tr("Watch out for"),
        traps=tr("Traps, and what to say then"),
        studies=tr("Where the rules come from"),
        source=tr("The exercise is based on: {source}"),
        minutes=tr("{name} · {n} min"),
    )
