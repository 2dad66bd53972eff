"""The sheet that asks what is to be added to an exercise."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator.domain.exercise import Kind
from facilitator.services.text_match import matches
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.picker_sheet import Found, PickerSheet
from facilitator.ui.exercise_editor.rows import KIND_NAMES
from facilitator.ui.style.theme import Metrics

STAGE = "stage:"
"""Before the kind of a stage."""


class AddSheet(PickerSheet):
    """A list of all that an exercise can have more of."""

    stage_chosen = Signal(Kind)
    part_chosen = Signal(str)
    """The name of the list that it belongs in, or "opening"."""

    share = (0.66, 0.92)

    def __init__(self, parent: QWidget) -> None:
        title, prompt = tr("Add to the exercise"), tr("part of a name below")
        super().__init__(parent, title, prompt, tr("Nothing is called that."))
        self._has_opening = False
        self.chosen.connect(self._on_chosen)

    def ask_what(self, *, has_opening: bool) -> None:
        """Open the sheet; an exercise has one opening."""
        self._has_opening = has_opening
        self.ask(self._found)

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        # All of it on one page.
        self.list.setMinimumHeight(metrics.px(760))

    def _found(self, words: str) -> Sequence[Found]:
        offered = self._offered()
        names = {key: f"{text} {detail}" for key, (text, detail) in offered.items()}
        return [(key, _card(*offered[key])) for key in matches(words, names)]

    def _offered(self) -> dict[str, tuple[str, str]]:
        """Return all that can be added: a name, and what it is for."""
        stage = tr("stage")
        found = {f"{STAGE}{kind.value}": (tr(name), stage) for kind, name in KIND_NAMES.items()}
        if not self._has_opening:
            found["opening"] = (tr("Opening"), tr("why we meet, ground rules"))
        found["labels"] = (tr("Label"), tr("a stamp for cards"))
        found["fields"] = (tr("Question"), tr("answered in a sentence"))
        found["checks"] = (tr("Check on a gap"), tr("yes, no, not yet"))
        found["close"] = (tr("Place to answer at the close"), tr("whom to ask, thank, tell"))
        return found

    def _on_chosen(self, key: str) -> None:
        if key.startswith(STAGE):
            self.stage_chosen.emit(Kind(key.removeprefix(STAGE)))
        else:
            self.part_chosen.emit(key)


def _card(text: str, detail: str) -> CardContent:
    return CardContent(text=text, aside=detail, stripe=Stripe.NONE)
