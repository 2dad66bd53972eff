"""What the parts of a stage may know of it and ask of it, without knowing the stage itself."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from facilitator.domain.boards import Board, Selection
from facilitator.domain.change import Change
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.records import Item, Side
from facilitator.services.clipboard.rows import Row
from facilitator.ui.base.commands import Command, CommandSpec
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.stages.widgets.entry_line import EntryLine
from facilitator.ui.stages.widgets.people_line import PeopleLine
from facilitator.ui.style.theme import Metrics
from facilitator.ui.workspace.session import Session

SIDES = (Side.LEFT, Side.RIGHT)


class StageContext(Protocol):
    """A stage as all of its parts know it."""

    @property
    def session(self) -> Session: ...
    @property
    def script(self) -> StageScript: ...
    @property
    def board(self) -> Board: ...

    @property
    def side(self) -> Side:
        """The active column: what is typed is added there."""

    @property
    def selection(self) -> Selection: ...
    @property
    def marked(self) -> frozenset[str]:
        """The ids of what is marked, to be grouped or moved together."""

    @property
    def panels(self) -> Mapping[Side, ColumnPanel]: ...
    @property
    def entry(self) -> EntryLine: ...

    def say(self, sentence: str) -> None:
        """Tell the user one sentence."""

    def attempt(
        self, make: Callable[[], Change], execute: Callable[[Change], bool] | None = None
    ) -> Change | None:
        """Make a change and execute it; None, saying why, when it is refused."""

    def select(self, side: Side, item_id: str | None) -> None:
        """Select an item of a column."""

    def set_marked(self, marked: frozenset[str]) -> None:
        """Mark exactly these items."""

    def selected_item(self) -> Item | None:
        """Return the item that has the focus, else the one selected in the active column."""

    def activate(self, side: Side) -> None:
        """Make a column the active one."""

    def focused_side(self) -> Side | None:
        """Return the column that has the focus."""

    def focus_entry(self) -> None:
        """Let the next key be typed on the entry line."""

    def value(self, number: int) -> None:
        """Do what the key of that number does."""


class ThemeContext(StageContext, Protocol):
    """A stage on which cards are grouped."""

    @property
    def has_aside(self) -> bool:
        """Whether unfinished text waits for the entry line to be free."""

    def ask_for_name(self, marked: frozenset[str]) -> None:
        """Mark exactly these and let the entry line ask for the name of their theme."""


class PrivacyContext(Protocol):
    """A stage that shows whose turn it is and what is hidden from the room."""

    @property
    def session(self) -> Session: ...
    @property
    def script(self) -> StageScript: ...
    @property
    def people(self) -> PeopleLine: ...
    @property
    def entry(self) -> EntryLine: ...

    shows_turn: bool
    """Whether it is here that whose turn it is can be read."""

    @property
    def apart(self) -> bool:
        """Whether the room looks at a window of its own, and not at this one."""


class KeyMeanings(Protocol):
    """The commands that keys are on an item, which depend on the stage."""

    def edit_command(self, side: Side) -> CommandSpec:
        """Return what Enter does to an item."""

    def mark_command(self, side: Side) -> CommandSpec | None:
        """Return what Space does to an item."""

    def shift_command(self, side: Side, to: Side) -> CommandSpec | None:
        """Return what Alt and an arrow to that side do to an item."""

    def more_commands(self, side: Side) -> Sequence[Command]:
        """Return what else can be done to an item on this kind of stage."""

    def value_names(self) -> Sequence[str]:
        """Return what the keys 1 to 9 do."""


class EntryContext(StageContext, Protocol):
    """A stage that takes what is typed on its entry line."""

    @property
    def apart(self) -> bool:
        """Whether the room looks at a window of its own, and not at this one."""

    def submit(self, text: str) -> None:
        """Take what Enter sends."""

    def submit_nothing(self) -> None:
        """Take Enter on an empty line."""

    def cancel(self) -> bool:
        """Cancel what the entry line asks; False when it asks nothing of its own."""

    def item_above_entry(self, side: Side, ids: Sequence[str]) -> str:
        """Return which of the items of a column Up on the empty line goes to."""

    def value_typing(self, number: int) -> None:
        """Do what Alt and the key of that number do while words are typed."""

    def submit_lines(self, texts: Sequence[str]) -> bool:
        """Take several lines from the clipboard; False when they are refused."""

    def on_text_changed(self) -> None:
        """Follow what is typed."""

    def on_focus_changed(self) -> None:
        """Follow the focus."""


class ItemContext(EntryContext, ThemeContext, Protocol):
    """A stage whose items are selected, edited, moved and removed."""

    @property
    def metrics(self) -> Metrics: ...
    @property
    def hints(self) -> KeyMeanings: ...

    def select_after_removal(self, side: Side, gone: frozenset[str]) -> None:
        """Select what is next to items that are about to go."""

    def follow(self, item_id: str) -> bool:
        """Keep the focus on an item that went elsewhere on this board; False if it isn't shown."""

    def leave_column(self, side: Side, by: int) -> None:
        """Go on from the last item of a column (by=1) or its first (by=-1)."""

    def remember(self) -> None:
        """Let the meeting reopen with this selection."""

    def request(self, spec: CommandSpec) -> None:
        """Let the screen of the meeting do what it has a command for."""

    def update_hints(self) -> None:
        """Tell that other keys may work now."""

    def paste_rows(self, rows: Sequence[Row]) -> None:
        """Add what was pasted on an item to the active column."""

    def type_into_entry(self, text: str) -> None:
        """Put a letter that was typed on an item on the entry line."""

    def edit_item(self, side: Side, item_id: str) -> None:
        """Open an editor on an item."""

    def mark(self, item_id: str) -> None:
        """Do what Space does where nothing is grouped."""

    def tick(self, item_id: str) -> None:
        """Do what a click on the box of an item does."""

    def items_in_hand(self, side: Side) -> Sequence[Item]:
        """Return the marked items of a column if the selected one is marked, else that one."""
