"""What the search is narrowed to, and the list from which that is chosen."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from facilitator.domain.search import HitKind, SearchQuery
from facilitator.services.text_match import best_matches
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.picker_sheet import Found, PickerSheet
from facilitator.ui.search.filters import (
    Filter,
    Option,
    Period,
    kind_options,
    label_options,
    time_options,
)
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace

ANYTHING = "anything"
"""What is chosen to let everything through; no option has that key."""


class FilterChoice(QObject):
    """One choice for each filter; that of the team is the one of all sections of home."""

    changed = Signal()
    """Something else is let through now."""
    team_requested = Signal()
    """Another team is to be chosen."""

    def __init__(self, workspace: Workspace, shell: MainWindow) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._chosen: dict[Filter, Option] = {}
        self._choosing = Filter.KIND
        self.picker = Lazy(self._make_picker)
        workspace.chosen_team.changed.connect(self.changed)

    def _make_picker(self) -> PickerSheet:
        picker = PickerSheet(self._shell, "", "", tr("Nothing found."))
        picker.chosen.connect(self._on_picked)
        return self._shell.add_sheet(picker)

    @property
    def chosen(self) -> Mapping[Filter, Option]:
        """What each filter is narrowed to; those that let everything through are not in it."""
        team = self._workspace.chosen_team
        if team.id is None:
            return self._chosen
        return {Filter.TEAM: Option(team.id, team.name), **self._chosen}

    @property
    def is_asking(self) -> bool:
        """Whether what is chosen is a question without any words; the team alone is none."""
        return bool(self._chosen)

    def query(self, text: str) -> SearchQuery:
        """Return what is asked for with these words."""
        chosen = self._chosen
        kind, label, time = (chosen.get(f) for f in (Filter.KIND, Filter.LABEL, Filter.TIME))
        period = Period.of_key(time.key) if time is not None else Period()
        return SearchQuery(
            text=text,
            team_ids=self._workspace.chosen_team.ids,
            kinds=None if kind is None else frozenset({HitKind(kind.key)}),
            label=None if label is None else label.key,
            since=period.since,
            until=period.until,
        )

    def narrow(self, by: Filter, to: Option | None) -> None:
        """Narrow the search from now on; None lets everything through."""
        self._chosen.pop(by, None)
        if to is not None:
            self._chosen[by] = to
        self.changed.emit()

    def clear(self, cleared: Filter | None) -> None:
        """Let everything through again by one filter, by all of them for None."""
        if cleared is None:
            self._chosen.clear()
        else:
            self._chosen.pop(cleared, None)
        if cleared in (None, Filter.TEAM):
            self._workspace.chosen_team.choose(None)
        self.changed.emit()

    def ask(self, wanted: Filter) -> None:
        """Show what can be chosen for a filter."""
        if wanted is Filter.TEAM:
            self.team_requested.emit()
            return
        self._choosing = wanted
        prompt = tr("part of a name")
        if wanted is Filter.TIME:
            prompt = tr("or days: 1 sep – 30 sep, 2025")
        picker = self.picker()
        picker.say_what_is_found(prompt, tr("Nothing found."))
        picker.ask(partial(self._matching, wanted), title=wanted.title)

    def _matching(self, wanted: Filter, words: str) -> list[Found]:
        """Return what can be chosen for a filter, everything first."""
        everything = Option(ANYTHING, wanted.anything)
        if wanted is Filter.TIME:
            first = [] if words else [everything]
            return [_found(option) for option in (*first, *time_options(words, date.today()))]
        every = {each.key: each for each in (everything, *self._options(wanted))}
        names = {key: f"{option.name} {option.more}" for key, option in every.items()}
        return [_found(every[key]) for key in best_matches(words, names)]

    def _options(self, wanted: Filter) -> list[Option]:
        if wanted is Filter.KIND:
            return kind_options()
        if wanted is Filter.LABEL:
            return label_options(self._workspace.exercise_library.all())
        return time_options("", date.today())

    def _on_picked(self, key: str) -> None:
        """Narrow the search to what was picked, called as it was listed."""
        if key == ANYTHING:
            self.narrow(self._choosing, None)
            return
        named = {option.key: option for option in self._options(self._choosing)}
        # Days that were typed are not among the usual times.
        self.narrow(self._choosing, named.get(key) or Option(key, Period.of_key(key).name))


def _found(option: Option) -> Found:
    return option.key, CardContent(text=option.name, detail=option.more, stripe=Stripe.NONE)
