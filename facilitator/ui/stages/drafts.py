"""Unfinished text of a stage: it comes back when the stage, or the program, is opened again."""

from facilitator.domain.exercise import Kind
from facilitator.ui.stages.context import StageContext


class Drafts:
    """What is typed on the entry line and not yet added, and under which names it is kept."""

    def __init__(self, stage: StageContext) -> None:
        self._stage = stage
        self._aside = ""
        """Text that waits for the entry line to be free: it asks for the name of a theme."""

    @property
    def key(self) -> str:
        """Under what the entry line is kept: the stage, and the gap or the action it is about."""
        stage = self._stage
        is_review = stage.script.kind is Kind.REVIEW
        about = stage.selection.left if is_review else stage.board.gap_id
        return f"{stage.script.id}/{about}" if about else stage.script.id

    @property
    def edit_key(self) -> str:
        """Under what the words of an item that is being edited are kept."""
        return f"{self._stage.script.id}/edit"

    def entry_fields(self) -> tuple[str, ...]:
        """Return the unfinished text, its column and its left item; nothing without a text."""
        stage, text = self._stage, self._aside or self._stage.entry.text
        return (text, stage.side.value, stage.selection.left or "") if text else ()

    @property
    def has_aside(self) -> bool:
        """Whether unfinished text waits for the entry line to be free."""
        return bool(self._aside)

    def put_aside(self) -> None:
        """Free the entry line for another text; what is on it comes back afterwards."""
        self._aside = self._aside or self._stage.entry.text
        self._stage.entry.clear()

    def bring_back(self) -> None:
        """Put the text that was put aside on the entry line again, unless cards are marked."""
        if self._aside and not self._stage.marked:
            text, self._aside = self._aside, ""
            self._stage.entry.set_text(text)

    def forget_aside(self) -> None:
        """Forget the text that was put aside: another one is read back."""
        self._aside = ""
