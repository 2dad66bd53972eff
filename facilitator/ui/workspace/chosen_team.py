"""The team whose meetings, promises and charts are shown: one choice for all sections of home."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator.ui.workspace.teams import Teams

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.domain.records import Team


class ChosenTeam(QObject):
    """One team, or all of them; the choice is kept from one start to the next."""

    changed = Signal()
    """Another team is chosen, or there are other teams or other names now."""

    def __init__(
        self, teams: Teams, chosen: str, keep: Callable[[str], object], parent: QObject
    ) -> None:
        """`chosen` is the id of a team, empty for all; `keep` keeps it for the next start."""
        super().__init__(parent)
        self._teams = teams
        self._chosen = chosen
        self._keep = keep
        self._known: Mapping[str, Team] = {}

    def refresh(self) -> None:
        """Read once more which teams there are; `changed` follows if they are others."""
        # While they can't be read nobody can choose, and what is shown stays.
        self._teams.load().on_success(self._on_loaded).on_error(lambda error: None)

    def _on_loaded(self, known: "Mapping[str, Team]") -> None:
        if known != self._known:
            self._known = known
            self.changed.emit()

    @property
    def id(self) -> str | None:
        """The id of the team as it is now, perhaps after a merge; None for all teams."""
        from facilitator.domain.follow_up.teams import resolved

        if not self._chosen:
            return None
        found = resolved(self._chosen, self._known)
        return found if found in self._known else None

    @property
    def ids(self) -> frozenset[str] | None:
        """The ids under which the team has met; None for all teams."""
        from facilitator.services.team_history import ids_of

        chosen = self.id
        return None if chosen is None else frozenset(ids_of(chosen, self._known))

    @property
    def name(self) -> str:
        """What the team is called now; empty for all teams."""
        chosen = self.id
        return self._known[chosen].name if chosen is not None else ""

    @property
    def shown_name(self) -> str:
        """What heads what is shown: the name of the team, also of the only one there is."""
        if self.name:
            return self.name
        choices = self.choices
        return choices[0].name if len(choices) == 1 else ""

    @property
    def choices(self) -> "list[Team]":
        """The teams that can be chosen, by their names."""
        from facilitator.domain.text import fold

        alive = (team for team in self._known.values() if team.merged_into is None)
        return sorted(alive, key=lambda team: (fold(team.name), team.id))

    def choose(self, team_id: str | None) -> None:
        """Show that team from now on, or with None all of them."""
        if (team_id or "") != self._chosen:
            self._chosen = team_id or ""
            self._keep(self._chosen)
            self.changed.emit()
