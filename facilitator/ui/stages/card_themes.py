"""Themes: group marked cards under a name, put cards together, split a theme."""

from collections.abc import Callable, Sequence

from facilitator.domain.chain import arrange
from facilitator.domain.chain.chain import Gap
from facilitator.domain.change import Change
from facilitator.domain.records import Card, Side, Theme
from facilitator.domain.text import shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.context import ThemeContext


def split_command(stage: Callable[[], ThemeContext]) -> Command:
    """Return the command that splits the selected theme."""
    return catalog.SPLIT.bind(
        lambda: split_selected(stage()), works=lambda: _theme_of(stage()) is not None
    )


def ask_for_name(stage: ThemeContext) -> None:
    """Group what is marked under the name on the entry line, or let the line ask for one."""
    if not can_group(stage):
        return
    if not stage.marked:
        stage.say(
            tr(
                "Mark similar cards first: go to one with {up} and press {space}.",
                up=catalog.TO_CARDS.key,
                space=catalog.MARK.key,
            )
        )
    elif stage.entry.text.strip():
        group_marked(stage, stage.entry.text)
    else:
        stage.focus_entry()


def group_marked(stage: ThemeContext, name: str) -> None:
    """Group all that is marked in a theme of that name."""
    gaps = _marked(stage)
    if len({gap.column for gap in gaps}) > 1:
        stage.say(tr("A theme holds cards from one column only: unmark the others."))
    else:
        # What was put aside for the name comes back with the change: it is not the name.
        has_aside = stage.has_aside
        named = stage.attempt(lambda: arrange.group(stage.session.meeting, gaps, name))
        if named and not has_aside:
            stage.entry.clear()


def in_hand(stage: ThemeContext) -> list[Gap]:
    """Return what is marked on the stage, else the selected card or theme."""
    selected = stage.selected_item()
    return _marked(stage) or ([selected] if isinstance(selected, Card | Theme) else [])


def _marked(stage: ThemeContext) -> list[Gap]:
    """Return what is marked, in the order in which the stage shows it."""
    here = [key for side in Side for key in stage.board.ids(side, stage.selection)]
    items = [stage.session.meeting.find(key) for key in here if key in stage.marked]
    return [item for item in items if isinstance(item, Card | Theme)]


def can_group(stage: ThemeContext) -> bool:
    """Return whether cards are grouped here; if not, say where."""
    if not stage.board.groups_cards:
        stage.say(tr("Cards can be grouped on the boards, and where they are put in order."))
    return stage.board.groups_cards


def put_together(stage: ThemeContext, gaps: Sequence[Gap], target: Gap) -> None:
    """Put cards and themes into a theme, or ask for the name of a new one with a card."""
    meeting = stage.session.meeting
    if isinstance(target, Card):
        stage.ask_for_name(frozenset((target.id, *(gap.id for gap in gaps))))
        return
    cards = [gap for gap in gaps if isinstance(gap, Card)]

    def join() -> Change:
        if len(cards) == len(gaps):
            return arrange.put_in_theme(meeting, cards, target)
        return arrange.group(meeting, [target, *gaps], target.text)

    if stage.attempt(join):
        name = shortened(target.text, 60)
        stage.say(tr("Added to “{theme}”. {key} undoes it.", theme=name, key=catalog.UNDO.key))


def split_selected(stage: ThemeContext) -> None:
    """Split the selected theme, or the theme of the selected card."""
    theme = _theme_of(stage)
    if theme is None:
        stage.say(tr("Select a theme to split it into its cards."))
    else:
        stage.session.execute(arrange.split(stage.session.meeting, theme))


def _theme_of(stage: ThemeContext) -> Theme | None:
    """Return the selected theme, or the theme of the selected card."""
    item = stage.selected_item()
    if isinstance(item, Card):
        return stage.session.meeting.get(Theme, item.theme)
    return item if isinstance(item, Theme) else None
