"""Gathering marked cards in a theme, and splitting a theme again."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from facilitator.domain import arranging
from facilitator.domain.records import Card, Side, Theme
from facilitator.ui.actions import Command
from facilitator.ui.text import tr

if TYPE_CHECKING:
    from facilitator.ui.stages.stage import Stage
    from facilitator.ui.windows.meeting_screen import MeetingScreen


def commands(screen: "MeetingScreen") -> list[Command]:
    """Its keys, on whatever stage is at hand."""
    return [
        Command(
            tr("Gather the marked in a theme"),
            ("Ctrl+G",),
            lambda: ask_for_name(screen.stage),
            also=tr("group"),
            works=lambda: screen.stage.board.gathers and screen.stage.marked,
        ),
        splitting(lambda: screen.stage),
    ]


def splitting(stage: "Callable[[], Stage]") -> Command:
    """Takes the selected theme apart."""
    return Command(
        tr("Split the theme"),
        ("Ctrl+Shift+G",),
        lambda: split_selected(stage()),
        also=tr("ungroup"),
        works=lambda: _theme_of(stage()) is not None,
    )


def ask_for_name(stage: "Stage") -> None:
    """Let the entry line ask for the theme's name; a name that stands there already is taken."""
    if not stage.board.gathers:
        stage.said.emit(tr("Cards are gathered on the boards, and where they are put in order."))
    elif not stage.marked:
        stage.said.emit(tr("Mark like cards first: go to one with ↑ and press Space."))
    elif stage.entry.text.strip():
        gather_marked(stage, stage.entry.text)
    else:
        stage.focus_entry()


def gather_marked(stage: "Stage", name: str) -> None:
    """Make a theme of that name of all that is marked."""
    here = [key for side in Side for key in stage.board.ids(side, stage.selection)]
    items = [stage.session.meeting.find(key) for key in here if key in stage.marked]
    gaps = [item for item in items if isinstance(item, Card | Theme)]
    if len({gap.column for gap in gaps}) > 1:
        stage.said.emit(tr("A theme holds cards of one column: take the marks off the others."))
    elif stage.attempt(lambda: arranging.gather(stage.session.meeting, gaps, name)):
        stage.entry.clear()


def split_selected(stage: "Stage") -> None:
    """Split the selected theme, or the theme of the selected card."""
    theme = _theme_of(stage)
    if theme is None:
        stage.said.emit(tr("Select a theme to split it into its cards."))
    else:
        stage.session.do(arranging.split(stage.session.meeting, theme))


def _theme_of(stage: "Stage") -> Theme | None:
    """The selected theme, or the theme of the selected card."""
    item = stage.selected_item()
    if isinstance(item, Card):
        return stage.session.meeting.get(Theme, item.theme)
    return item if isinstance(item, Theme) else None
