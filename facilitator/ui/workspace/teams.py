"""The teams that the data folder knows, kept at hand for the forms."""

from collections.abc import Callable, Mapping
from concurrent.futures import TimeoutError as LateError
from contextlib import suppress
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.errors import FacilitatorError
from facilitator.ui.base.tasks import Task, Tasks
from facilitator.ui.workspace.store_service import StoreService

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.domain.change import Change
    from facilitator.domain.follow_up.roti import PastRoti
    from facilitator.domain.follow_up.templates import TeamHabits
    from facilitator.domain.meeting import Meeting
    from facilitator.domain.records import Details, Team
    from facilitator.services.team_history import BroughtAlong, Refreshed

PATIENCE = 2.0
"""Seconds for which a meeting that begins waits for what its team has promised."""


class Teams(QObject):
    """Which team a name means, and what it has promised before."""

    def __init__(self, service: StoreService, parent: QObject) -> None:
        super().__init__(parent)
        self._service = service
        self._tasks = Tasks(self)
        self._known: Mapping[str, Team] | None = None
        self._forgotten = 0
        """How often the teams were forgotten: what was asked for before that is not kept."""
        self._brought: tuple[str, BroughtAlong] | None = None
        """The id of a team, and what it brought along when that was last read."""
        service.reopened.connect(self._forget_all)

    def forget(self) -> None:
        """Read the teams again when they are needed next."""
        self._known = None
        self._forgotten += 1

    def _forget_all(self) -> None:
        """Forget what was read: the database may be another one now."""
        self.forget()
        self._brought = None

    def load(self) -> "Task[dict[str, Team]]":
        """Read the teams, so that they are at hand."""
        asked = self._forgotten

        def keep(known: "Mapping[str, Team]") -> None:
            if asked == self._forgotten:
                self._known = known

        return self._tasks.follow(self._service.store.teams()).on_success(keep)

    @property
    def is_loaded(self) -> bool:
        """Whether the teams are at hand."""
        return self._known is not None

    @property
    def known(self) -> "Mapping[str, Team]":
        """Return every team by its id; none while the meetings can’t be read."""
        if self._known is None:
            with suppress(FacilitatorError, LateError):
                self._known = self._service.store.teams().result(timeout=PATIENCE)
        return self._known or {}

    @property
    def names(self) -> list[str]:
        """Return what the teams are called now."""
        return [team.name for team in self.known.values() if team.merged_into is None]

    def name_of(self, details: "Details") -> str:
        """Return what the team of a meeting is called now."""
        from facilitator.domain.follow_up.teams import resolved

        if details.team_id is None:
            return details.team
        team = self.known.get(resolved(details.team_id, self.known))
        return team.name if team is not None else details.team

    def register(self, name: str) -> str | None:
        """Return the id of the team of that name, a new one if nobody has it; None for no name.

        None as well while the teams can't be read: the meeting joins its team when it is opened
        next.
        """
        from facilitator.services.team_history import registered

        known = self.known
        if not self.is_loaded:
            return None
        found = registered(name, known, date.today())
        if found.founding is not None:
            self._service.store.commit(found.founding)
            self.forget()
        return found.team_id

    def join(self, meeting: "Meeting") -> "Meeting":
        """Return a meeting that comes from elsewhere as one of a team that is known here."""
        from facilitator.domain.follow_up.teams import joined

        return joined(meeting, self.register(meeting.details.team))

    def read_refreshed(self, meeting: "Meeting", *, is_open: bool) -> "Task[Refreshed] | None":
        """Read what a meeting that is opened again does not know of its team; None for nothing.

        One that `is_open` has a session.

        It stays as it is until that is made a change of it.
        """
        from facilitator.services.team_history import may_be_refreshed, read_refreshed

        if not may_be_refreshed(meeting, is_open=is_open):
            return None
        twin, store, today = meeting.copy(), self._service.store, date.today()
        self.forget()
        return self._tasks.run(lambda progress: read_refreshed(twin, store, today))

    def read_brought_along(self, name: str) -> "Task[BroughtAlong] | None":
        """Read what the team of that name brings along; None where there is no such team."""
        from facilitator.domain.follow_up.teams import find
        from facilitator.services.team_history import ids_of, read_brought_along

        team = find(name, self.known)
        if team is None:
            return None
        store, known, ids = self._service.store, self.known, ids_of(team.id, self.known)
        task = self._tasks.run(lambda progress: read_brought_along(store, ids[0], known))
        return task.on_success(partial(self._keep_brought, ids[0]))

    def _keep_brought(self, team_id: str, found: "BroughtAlong") -> None:
        self._brought = (team_id, found)

    def read_habits(self, name: str) -> "Task[TeamHabits] | None":
        """Read how the meetings of the team of that name begin; None without such a team."""
        from facilitator.domain.follow_up.teams import find
        from facilitator.services.team_history import ids_of

        team = find(name, self.known)
        if team is None:
            return None
        return self._tasks.follow(self._service.store.habits(ids_of(team.id, self.known)))

    def habits(self, name: str) -> "TeamHabits":
        """Return how the meetings of the team of that name begin.

        Where a busy computer takes too long to read it, nothing is known of it.
        """
        from facilitator.domain.follow_up.teams import find
        from facilitator.domain.follow_up.templates import TeamHabits
        from facilitator.services.team_history import ids_of

        team = find(name, self.known) if name.strip() else None
        if team is not None:
            with suppress(FacilitatorError, LateError):
                asked = self._service.store.habits(ids_of(team.id, self.known))
                return asked.result(timeout=PATIENCE)
        return TeamHabits()

    def has_held(self, team_id: str | None, exercise: str) -> bool:
        """Return whether a team has held an exercise before.

        Where a busy computer takes too long to read it, it has not.
        """
        from facilitator.services.team_history import ids_of

        if team_id is not None:
            with suppress(FacilitatorError, LateError):
                asked = self._service.store.habits(ids_of(team_id, self.known))
                return asked.result(timeout=PATIENCE).last_of(exercise) is not None
        return False

    def change_journal(self, team_id: str, make: "Callable[[Meeting], Change]") -> "Task[Meeting]":
        """Change the journal of a team, which no screen has open; the task has it as it is then."""
        store = self._service.store

        def change(progress: object) -> "Meeting":
            journal = store.load(team_id).result()
            made = make(journal)
            if made:
                journal.apply(made)
                store.commit(made)
            return journal

        return self._tasks.run(change)

    def read_past_rotis(self, meeting: "Meeting") -> "Task[list[PastRoti]] | None":
        """Read what the last meetings of a meeting's team made of their time; None without one."""
        from facilitator.services.team_history import ids_of

        team_id = meeting.details.team_id
        if team_id is None:
            return None
        asked = self._service.store.past_rotis(ids_of(team_id, self.known), meeting)
        return self._tasks.follow(asked)

    def brought_along(self, team_id: str | None) -> "BroughtAlong":
        """Return what a team brings along to the meeting that begins now.

        Where a busy computer takes too long to read it, that is what was read of it last.
        """
        from facilitator.services.team_history import BroughtAlong, brought_along, ids_of

        if team_id is None:
            return BroughtAlong()
        ids = ids_of(team_id, self.known)
        with suppress(FacilitatorError, LateError):
            asked = self._service.store.containers(ids)
            return brought_along(asked.result(timeout=PATIENCE))
        known, found = self._brought or ("", BroughtAlong())
        return found if known == ids[0] else BroughtAlong()
