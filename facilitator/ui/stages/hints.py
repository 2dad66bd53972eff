"""What the keys of a stage do, by name: for the hint bar, the context menu and the palette."""

from collections.abc import Sequence
from functools import partial

from facilitator.domain.answers.about_gap import asked_about_gaps
from facilitator.domain.exercise import Kind, Tone, Word
from facilitator.domain.facilitation import rhythm
from facilitator.domain.records import EarlierAction, Side
from facilitator.domain.text import shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import ARROWS, Command, CommandSpec, key_text
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_editor import CardEditor
from facilitator.ui.stages import privacy
from facilitator.ui.stages.context import StageContext
from facilitator.ui.stages.rhythm.part_text import part_as_step
from facilitator.ui.widgets.hint_bar import Hint

LONGEST_LABEL = 24
"""Letters of a label on the line of keys."""

LOOKING = (
    catalog.ALL_MEETINGS,
    catalog.ALL_PROMISES,
    catalog.BEGIN_STAGES,
    catalog.BESIDE_LAST,
    catalog.EXPORT,
    catalog.GO_TO_ITEM,
    catalog.HELP,
    catalog.LEAVE_ITEM,
    catalog.NEXT_GAP,
    catalog.NEXT_PART,
    catalog.NEXT_STAGE,
    catalog.NEXT_STEP,
    catalog.NOTES,
    catalog.OTHER_COLUMN,
    catalog.OVERVIEW,
    catalog.PREVIOUS_ITEM,
    catalog.PREVIOUS_STEP,
    catalog.SEARCH_ALL,
    catalog.TO_CARDS,
)
"""What can be done where a meeting is only read: all else is refused."""


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
        """Return the name of what comes after this step: a part of this stage, or the next one."""
        return (self._is_in_parts and self.next_part()) or tr("next stage")

    @property
    def _is_in_parts(self) -> bool:
        session = self._stage.session
        return rhythm.current_part(session.meeting, session.exercise) is not None

    def next_part(self) -> str:
        """Return what the next part of this stage is called; empty after the last."""
        session = self._stage.session
        stage = session.step.stage
        if stage.id != self._stage.script.id:
            # This one is left, or about to be entered.
            return ""
        index = rhythm.neighbour(session.meeting, session.exercise, 1)
        return part_as_step(stage.rhythm[index].part) if index is not None else ""

    def first_part(self, rank: int) -> list[Hint]:
        """Return the key that begins the parts of this stage, until they go on."""
        part = "" if self._is_in_parts else self.next_part()
        return [Hint(catalog.NEXT_PART, part, rank)] if part else []

    def beside_last(self, rank: int) -> list[Hint]:
        """Return the key that shows the last meeting, where something came from it."""
        if not self._stage.session.meeting.count(EarlierAction):
            return []
        return [Hint(catalog.BESIDE_LAST, tr("beside the last meeting"), rank)]

    def about_gap(self, rank: int) -> list[Hint]:
        """Return the key for what the exercise asks about a gap, where it asks anything."""
        asked = asked_about_gaps(self._stage.session.exercise)
        if not asked:
            return []
        # One question is named; several are what is asked about it.
        name = asked[0].name.lower() if len(asked) == 1 else tr("more about it")
        return [Hint(catalog.ABOUT_GAP, name, rank)]

    def checks(self, rank: int) -> list[Hint]:
        """Return the key that asks the checks of a gap, in an exercise that has some."""
        if not self._stage.session.exercise.checks:
            return []
        return [Hint(catalog.CHECKS, tr("checks"), rank)]

    def edit_command(self, side: Side) -> CommandSpec:
        """Return what Enter does to an item."""
        return catalog.EDIT

    def mark_command(self, side: Side) -> CommandSpec | None:
        """Return what Space does to an item."""
        return catalog.MARK if self._stage.board.groups_cards else None

    def shift_command(self, side: Side, to: Side) -> CommandSpec | None:
        """Return what Alt and an arrow to that side do to an item."""
        if to is side:
            return None
        return catalog.MOVE_LEFT if to is Side.LEFT else catalog.MOVE_RIGHT

    def more_commands(self, side: Side) -> Sequence[Command]:
        """Return what else can be done to an item on this kind of stage."""
        return ()

    def value_names(self) -> Sequence[str]:
        """Return what the keys 1 to 9 do."""
        return self._stage.board.values_on(self._stage.side)

    # Hints

    def on_entry_line(self) -> list[Hint]:
        """Return the keys that work while a sentence is typed."""
        stage = self._stage
        if stage.marked and stage.board.groups_cards:
            return [
                Hint(catalog.NAME_THEME, tr("group under this name"), run=self.submit),
                Hint(catalog.UNMARK, tr("clear marks"), run=self.leave_item),
            ]
        return [
            Hint(catalog.ADD, tr("add"), run=self.submit),
            Hint(catalog.OTHER_COLUMN, self.other_side(), 2),
            *self.more_on_entry_line(),
            *self.first_part(3),
            *self._labels_of_last(),
            Hint(catalog.TO_CARDS, self.side_name(stage.side), 4, self.to_items),
            Hint(catalog.NEXT_STEP, self.next_step()),
            *self._overview(),
            Hint(catalog.NOTES, tr("what to say"), 6),
        ]

    def more_on_entry_line(self) -> list[Hint]:
        """Return what only this kind of stage offers while a sentence is typed."""
        return []

    def _labels_of_last(self) -> list[Hint]:
        """Return the keys of the labels for the card of a board that was added or selected last."""
        stage = self._stage
        if stage.script.kind is not Kind.BOARD or stage.session.meeting.bookmark.private:
            return []
        return self.labels(typing=True) if stage.selected_item() else []

    def which(self, item: str, rank: int) -> list[Hint]:
        """Return the hint of what selects the item of that name that the text belongs to.

        While there is only one, it can’t be another.
        """
        if len(self._stage.board.ids(Side.LEFT, self._stage.selection)) < 2:
            return []
        does = tr("choose the {item}", item=item)
        return [Hint.of_range(catalog.PREVIOUS_ITEM, "Ctrl+Up/Down", does, rank)]

    def _overview(self) -> list[Hint]:
        columns = [panel.view.column for panel in self._stage.panels.values()]
        paged = any(column.has_before or column.has_after for column in columns)
        return [Hint(catalog.OVERVIEW, tr("overview"), 5)] if paged else []

    def on_item(self) -> list[Hint]:
        """Return the keys that work while an item has the focus."""
        shown = [Hint(catalog.EDIT, tr("edit")), Hint(catalog.REMOVE, tr("remove"), 2)]
        if self._stage.board.groups_cards:
            shown += [
                Hint(catalog.MARK, tr("mark"), 3),
                Hint(catalog.PUT_WITH, tr("add to…"), 7),
                *self._checks_of_card(),
            ]
        move = Hint.of_range(catalog.MOVE_UP, f"Alt+{ARROWS}", tr("move"), 3)
        return [*shown, move, *self.labels(typing=False), self.back_to_entry(1)]

    def _checks_of_card(self) -> list[Hint]:
        """Return the key that asks the checks of a card on a board, where it is a gap."""
        stage = self._stage
        is_gap = stage.session.exercise.column(stage.side).tone is Tone.GAP
        return self.checks(8) if is_gap else []

    # What a click on a hint does

    def submit(self) -> None:
        """Do what Enter does on the entry line."""
        self._stage.entry.edit.submit()

    def to_items(self) -> None:
        """Do what Up does on the empty entry line."""
        self._stage.entry.edit.left_upwards.emit()

    def leave_item(self) -> None:
        """Do what Esc does on an item: take the marks off, else go back to the entry line."""
        if self._stage.marked:
            self._stage.set_marked(frozenset())
        else:
            self._stage.focus_entry()

    def back_to_entry(self, rank: int = 0) -> Hint:
        """Return the hint of Esc on an item."""
        return Hint(catalog.LEAVE_ITEM, tr("back to the entry line"), rank, self.leave_item)

    def labels(self, *, typing: bool) -> list[Hint]:
        """Return the keys of the numbered labels, with Alt while typing."""
        spec = catalog.LABEL_TYPING if typing else catalog.LABEL
        return [
            Hint(
                spec,
                shortened(text, LONGEST_LABEL),
                # Of many labels the first stay longest, and the rest can be guessed.
                4 + number,
                partial(self._stage.value, number),
                key_text(f"Alt+{number}" if typing else f"{number}"),
            )
            for number, text in enumerate(self._stage.board.values_on(self._stage.side), start=1)
        ]

    def now(self) -> list[Hint]:
        """Return the keys that work now; what ends a round or private writing is always there."""
        if self._stage.session.only_reads:
            found = [*self._where_the_focus_is(), Hint(catalog.HELP, tr("all keys"), 1)]
            return [hint for hint in found if hint.spec in LOOKING]
        stage = self._stage
        everyone = privacy.hints(stage.session.meeting)
        for panel in stage.panels.values():
            if panel.view.editor is not None:
                return [*_in_editor(panel.view.editor), *everyone]
        first, *others = self._where_the_focus_is()
        return [first, *everyone, *others, Hint(catalog.HELP, tr("all keys"), 1)]

    def _where_the_focus_is(self) -> list[Hint]:
        side = self._stage.focused_side()
        if side is None:
            return self.on_entry_line()
        if not self._stage.panels[side].view.column.ids:
            # There is nothing to edit, move or remove.
            return [self.back_to_entry(), Hint(catalog.NEXT_STEP, self.next_step(), 1)]
        return self.on_item()


def _in_editor(editor: CardEditor) -> list[Hint]:
    """Return the keys that work while an item is edited in place."""
    return [
        Hint(catalog.KEEP_EDIT, tr("save"), run=editor.finish),
        Hint(catalog.NEW_LINE_IN_EDIT, tr("new line"), 2, partial(editor.insertPlainText, "\n")),
        Hint(catalog.LEAVE_EDIT, tr("save and go back"), 3, editor.finish),
    ]


def with_room(shown: Sequence[Hint]) -> list[Hint]:
    """Return the same for the console, which shows the notes anyway and can blank the room."""
    room = Hint(catalog.BLANK, tr("blank the room"), 8)
    kept = [hint for hint in shown if hint.spec is not catalog.NOTES]
    return [*kept[:-1], room, *kept[-1:]]
