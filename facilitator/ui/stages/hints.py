"""The keys that are shown for a stage, the least important with the highest rank."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from facilitator.ui.base.translate import tr
from facilitator.ui.stages import privacy
from facilitator.ui.widgets.hint_bar import Hint

if TYPE_CHECKING:
    from facilitator.ui.stages.stage import Stage


def on_entry_line(stage: "Stage") -> list[Hint]:
    """While a sentence is typed."""
    if stage.marked and stage.board.gathers:
        return [Hint("Enter", tr("gather under this name")), Hint("Esc", tr("take marks off"))]
    return [
        Hint("Enter", tr("add")),
        *privacy.hints(stage),
        Hint("Ctrl Tab", stage.other_side_hint(), 2),
        *stage.more_entry_hints(),
        Hint("↑", stage.side_name(stage.side), 4),
        Hint("PgDn", stage.next_hint()),
        *_overview(stage),
        Hint("F3", tr("what to say"), 6),
    ]


def _overview(stage: "Stage") -> list[Hint]:
    columns = [panel.view.column for panel in stage.panels.values()]
    paged = any(column.has_before or column.has_after for column in columns)
    return [Hint("F4", tr("all at a glance"), 5)] if paged else []


def on_item(stage: "Stage") -> list[Hint]:
    """While an item has the focus."""
    shown = [Hint("Enter", tr("edit")), Hint("Del", tr("remove"), 2)]
    if stage.board.gathers:
        shown += [Hint("Space", tr("mark"), 3), Hint("Ctrl T", tr("put with…"), 7)]
    shown += [Hint("Alt ↑↓←→", tr("move"), 3), *values(stage, typing=False)]
    return [*shown, Hint("Esc", tr("back to the entry line"), 1)]


def in_editor() -> list[Hint]:
    """While an item is edited in place."""
    return [
        Hint("Enter", tr("keep")),
        Hint("Shift Enter", tr("new line"), 2),
        Hint("Esc", tr("keep and go back"), 3),
    ]


def with_room(shown: Sequence[Hint]) -> list[Hint]:
    """The same on the console: the notes are there without a key, and the room has keys too."""
    room = Hint("Ctrl B", tr("blank the room"), 8)
    kept = [hint for hint in shown if hint.key != "F3"]
    return [*kept[:-1], room, *kept[-1:]]


def values(stage: "Stage", typing: bool) -> list[Hint]:
    """The numbered labels; while typing they take Alt."""
    texts = stage.board.values()
    if not texts or not stage.stamps:
        return []
    key = "Alt " if typing else ""
    if len(texts) == 1:
        return [Hint(f"{key}1", tr("stamp the label"), 5)]
    return [Hint(f"{key}1–{len(texts)}", tr("stamp a label"), 5)]
