"""What the keys of a stage do, by name: for the hint bar, the context menu and the palette."""

from collections.abc import Sequence

from facilitator.domain.exercise import Kind, Tone, Word
from facilitator.domain.records import Side
from facilitator.ui.base.translate import tr
from facilitator.ui.stages import privacy
from facilitator.ui.stages.context import StageContext
from facilitator.ui.widgets.hint_bar import Hint


class StageHints:
    """The names of what keys do on a stage; of hints the least important has the highest rank."""

    def __init__(self, stage: StageContext) -> None:
        self._stage = stage

    # Names

    def side_word(self, side: Side) -> Word | None:
        """Return what the exercise calls the items of a column; None for cards."""
        return None

    def side_name(self, side: Side) -> str:
        """Return the name of the items of a column."""
        word = self.side_word(side)
        return word.many if word else tr("cards")

    def other_side(self) -> str:
        """Return the name of the key for the other column."""
        other = self._stage.side.other
        return self.side_name(other) if self.side_word(other) else tr("other column")

    def next_step(self) -> str:
        """Return the name of what comes after this step."""
        return tr("next stage")

    def edit_name(self, side: Side) -> str:
        """Return what Enter does to an item."""
        return tr("Edit")

    def mark_name(self, side: Side) -> str:
        """Return what Space does to an item; empty when nothing."""
        return tr("Mark") if self._stage.board.groups_cards else ""

    def shift_name(self, side: Side, to: Side) -> str:
        """Return what Alt and an arrow to that side do to an item; empty when nothing."""
        return tr("To the other column") if to is side.other else ""

    def value_names(self) -> Sequence[str]:
        """Return what the keys 1 to 9 stand for."""
        return self._stage.board.values() if self._labels_apply else ()

    @property
    def _labels_apply(self) -> bool:
        """Whether the numbered labels are for what is selected: on a board only for gaps."""
        stage = self._stage
        on_board = stage.script.kind is Kind.BOARD
        return not on_board or stage.session.exercise.column(stage.side).tone is Tone.GAP

    # Hints

    def on_entry_line(self) -> list[Hint]:
        """Return the keys that work while a sentence is typed."""
        stage = self._stage
        if stage.marked and stage.board.groups_cards:
            return [Hint("Enter", tr("gather under this name")), Hint("Esc", tr("take marks off"))]
        return [
            Hint("Enter", tr("add")),
            *privacy.hints(stage.session.meeting),
            Hint("Ctrl Tab", self.other_side(), 2),
            *self.more_on_entry_line(),
            Hint("↑", self.side_name(stage.side), 4),
            Hint("PgDn", self.next_step()),
            *self._overview(),
            Hint("F3", tr("what to say"), 6),
        ]

    def more_on_entry_line(self) -> list[Hint]:
        """Return what only this kind of stage offers while a sentence is typed."""
        return []

    def _overview(self) -> list[Hint]:
        columns = [panel.view.column for panel in self._stage.panels.values()]
        paged = any(column.has_before or column.has_after for column in columns)
        return [Hint("F4", tr("all at a glance"), 5)] if paged else []

    def on_item(self) -> list[Hint]:
        """Return the keys that work while an item has the focus."""
        shown = [Hint("Enter", tr("edit")), Hint("Del", tr("remove"), 2)]
        if self._stage.board.groups_cards:
            shown += [Hint("Space", tr("mark"), 3), Hint("Ctrl T", tr("put with…"), 7)]
        shown += [Hint("Alt ↑↓←→", tr("move"), 3), *self.labels(typing=False)]
        return [*shown, Hint("Esc", tr("back to the entry line"), 1)]

    def labels(self, *, typing: bool) -> list[Hint]:
        """Return the keys of the numbered labels, with Alt while typing."""
        texts = self._stage.board.values()
        if not texts or not self._labels_apply:
            return []
        key = "Alt " if typing else ""
        if len(texts) == 1:
            return [Hint(f"{key}1", tr("stamp the label"), 5)]
        return [Hint(f"{key}1–{len(texts)}", tr("stamp a label"), 5)]

    def now(self) -> list[Hint]:
        """Return the keys that work now."""
        stage = self._stage
        if any(panel.view.editor is not None for panel in stage.panels.values()):
            return _in_editor()
        shown = self.on_entry_line() if stage.focused_side() is None else self.on_item()
        return [*shown, Hint("F1", tr("all keys"), 1)]


def _in_editor() -> list[Hint]:
    """Return the keys that work while an item is edited in place."""
    return [
        Hint("Enter", tr("keep")),
        Hint("Shift Enter", tr("new line"), 2),
        Hint("Esc", tr("keep and go back"), 3),
    ]


def with_room(shown: Sequence[Hint]) -> list[Hint]:
    """Return the same for the console, which shows the notes anyway and can blank the room."""
    room = Hint("Ctrl B", tr("blank the room"), 8)
    kept = [hint for hint in shown if hint.key != "F3"]
    return [*kept[:-1], room, *kept[-1:]]
