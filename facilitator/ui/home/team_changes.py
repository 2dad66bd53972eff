"""The teams on the home screen: list them, rename them, merge two that are one."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from facilitator.domain.change import Change
from facilitator.domain.follow_up import teams, templates
from facilitator.domain.meeting import Meeting
from facilitator.domain.rebase import rebase
from facilitator.domain.records import Team
from facilitator.domain.text import clean_line, fold, shortened
from facilitator.errors import FacilitatorError
from facilitator.services.team_history import TeamStanding, alike_first, names_before, read_standing
from facilitator.services.text_match import best_matches
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.tasks import TaskQueue, Tasks
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.picker_sheet import Found, PickerSheet
from facilitator.ui.home.teams_sheet import TeamsSheet, promises_text
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.shared_rights import merge_refusal_of
from facilitator.ui.workspace.workspace import Workspace

LONGEST_NAME = 60
"""Characters of a name in a sentence."""


@dataclass(frozen=True, slots=True)
class _Done:
    """Something that was done: a team was called `before` and was called `after` from then on."""

    change: Change
    before: str
    after: str
    undone: str
    """The sentence that says it is undone."""


class TeamChanges(QObject):
    """What is done to teams, each a change of a team's journal that can be undone."""

    changed = Signal()
    """A team is called something else now, and so are its meetings."""
    meeting_requested = Signal(str)
    """The next meeting of the team of this name is to be set up."""

    def __init__(self, workspace: Workspace, shell: MainWindow) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self.sheet = shell.add_sheet(TeamsSheet(shell))
        self.picker = Lazy(self._make_picker)
        self._tasks = Tasks(self)
        self._changing = TaskQueue(self._tasks)
        self._reading = TaskQueue(Tasks(self))
        self._known: Mapping[str, Team] = {}
        self._standings: dict[str, TeamStanding] = {}
        """The teams that there are now, by their ids, in the order of their names."""
        self._done: list[_Done] = []
        """What was done since the start and can be undone, in order."""
        self._merged = ""
        """The id of the team for which the other one is chosen."""
        workspace.add_pending_work(lambda: self._changing.busy)
        workspace.store_closing.connect(self._forget_all)
        self.sheet.rename_requested.connect(self.rename)
        self.sheet.same_requested.connect(self._choose_other)
        self.sheet.meeting_requested.connect(self._on_meeting_requested)
        self.sheet.template_dropped.connect(self.drop_template)
        self.sheet.undo_requested.connect(self.undo)
        self.sheet.hidden.connect(self._reading.clear)

    def _make_picker(self) -> PickerSheet:
        nothing = tr("No other team has that name.")
        picker = PickerSheet(self._shell, tr("The same team as…"), tr("name of a team"), nothing)
        self._shell.add_sheet(picker)
        picker.closed.connect(lambda: self.sheet.ask(self._merged))
        picker.chosen.connect(lambda chosen: self.merge(self._merged, chosen))
        return picker

    def show(self) -> None:
        """Open the sheet with the teams."""
        if self._workspace.ensure_available():
            self._read(self.sheet.ask)

    # The list

    def _read(self, then: Callable[[], None] = lambda: None) -> None:
        """Read the teams, then how each stands, one after the other."""

        def show(known: Mapping[str, Team]) -> None:
            self._known = known
            found = [team for team in known.values() if team.merged_into is None]
            found.sort(key=lambda team: (fold(team.name), team.id))
            self._standings = {
                team.id: replace(
                    self._standings.get(team.id, TeamStanding(team, ())),
                    team=team,
                    names_before=names_before(team, known),
                )
                for team in found
            }
            self._show()
            then()
            self._read_standings()

        task = self._tasks.follow(self._workspace.store.teams())
        task.on_success(show).on_error(self._workspace.report_error)

    def _read_standings(self) -> None:
        self._reading.clear()
        store, known = self._workspace.store, self._known
        for standing in self._standings.values():

            def read(progress: object, team: Team = standing.team) -> TeamStanding:
                return read_standing(store, team, known)

            # One that can't be read is listed without its numbers.
            self._reading.run(read).on_success(self._on_standing)

    def _on_standing(self, standing: TeamStanding) -> None:
        if standing.team.id in self._standings:
            self._standings[standing.team.id] = standing
            self._show()

    def _show(self) -> None:
        self.sheet.show_teams(list(self._standings.values()))

    # Changing a team

    def rename(self, team_id: str, name: str) -> None:
        """Give a team another name, unless another team has it: then offer to merge the two."""
        team = self._known[team_id]
        words = clean_line(name)
        other = next((o for o in self._others(team_id) if fold(o.team.name) == fold(words)), None)
        if other is not None:
            self._show()
            self._shell.toast.say(
                tr("There is already a team “{name}”.", name=_short(other.team.name)),
                [(tr("It’s the same team"), partial(self.merge, team_id, other.team.id))],
            )
            return
        before, after = _short(team.name), _short(words)
        undone = tr("“{after}” is called “{before}” again.", before=before, after=after)

        def renamed(journal: Meeting) -> None:
            change = teams.rename(journal, words)
            said = tr("“{before}” is now called “{after}”.", before=before, after=after)
            self._make(journal, _Done(change, team.name, words, undone), said)

        self._with_journal(team_id, renamed)

    def merge(self, team_id: str, into_id: str) -> None:
        """Make a team the same as another one, under the name of that one."""
        team, into = self._known[team_id], self._known[into_id]
        before, after = _short(team.name), _short(into.name)
        refusal = merge_refusal_of(self._workspace.shared_work.team(team_id), after)
        if refusal:
            self._shell.toast.say(refusal)
            return
        undone = tr("“{before}” is a team of its own again.", before=before)

        def merged(journal: Meeting) -> None:
            change = teams.merge(journal, into)
            said = tr("“{before}” is now the same team as “{after}”.", before=before, after=after)
            self._make(journal, _Done(change, team.name, into.name, undone), said)
            self.sheet.list.select(into_id)

        self._with_journal(team_id, merged)

    def drop_template(self, team_id: str) -> None:
        """Let the next meetings of a team begin with nothing filled in."""
        team = self._known[team_id]
        name = _short(team.name)
        undone = tr("The usual setup of “{name}” is back.", name=name)

        def dropped(journal: Meeting) -> None:
            change = templates.drop_template(journal)
            said = tr("The usual setup of “{name}” is forgotten.", name=name)
            self._make(journal, _Done(change, team.name, team.name, undone), said)

        self._with_journal(team_id, dropped)

    def _on_meeting_requested(self, team_id: str) -> None:
        self.sheet.close_sheet()
        self.meeting_requested.emit(self._known[team_id].name)

    def _make(self, journal: Meeting, done: _Done, said: str) -> None:
        if done.change:
            self._apply(journal, done.change)
            self._done.append(done)
            self._follow_name(done.before, done.after)
            self._shell.toast.say(said, [(tr("Undo"), self.undo)])

    def undo(self) -> None:
        """Undo the last of what was done here since the start."""
        if not self._done or self._changing.busy:
            self._shell.toast.say(tr("There is nothing to undo."))
            return
        done = self._done.pop()

        def undone(journal: Meeting) -> None:
            self._apply(journal, rebase(done.change.inverse(), journal))
            self._follow_name(done.after, done.before)
            self._shell.toast.say(done.undone)

        self._with_journal(done.change.meeting, undone)

    def _with_journal(self, team_id: str, use: Callable[[Meeting], None]) -> None:
        def finished() -> None:
            if not self._workspace.store.closed:
                self._read()
                self.changed.emit()

        def use_if_written(journal: Meeting) -> None:
            refusal = self._workspace.shared_work.only_reads(journal.details)
            if refusal:
                self._say(FacilitatorError(refusal))
            else:
                use(journal)

        task = self._changing.request(lambda progress: self._journal(team_id))
        task.on_success(use_if_written).on_error(self._say).on_done(finished)

    def _journal(self, team_id: str) -> "Future[Meeting]":
        session = self._workspace.sessions.find(team_id)
        if session is None:
            return self._workspace.store.load(team_id)
        known: Future[Meeting] = Future()
        known.set_result(session.meeting)
        return known

    def _apply(self, journal: Meeting, change: Change) -> None:
        session = self._workspace.sessions.find(journal.id)
        if session is not None:
            session.apply(change)
        elif change:
            journal.apply(change)
            self._workspace.store.commit(change)
        self._workspace.teams.forget()

    def _follow_name(self, before: str, after: str) -> None:
        """Let the next form propose the team by the name that it has now."""
        settings = self._workspace.settings
        if fold(settings.team) == fold(before):
            self._workspace.save_settings(replace(settings, team=after))

    def _forget_all(self) -> None:
        """Forget what could be undone: the database may hold other teams now."""
        self._changing.clear()
        self._reading.clear()
        self._done.clear()

    def _say(self, error: FacilitatorError) -> None:
        self._shell.toast.say(str(error))

    # The same team

    def _others(self, team_id: str) -> list[TeamStanding]:
        return [each for known, each in self._standings.items() if known != team_id]

    def _choose_other(self, team_id: str) -> None:
        """Ask which team one is the same as."""
        self._merged = team_id
        name = self._known[team_id].name
        others = {each.team.id: each for each in alike_first(name, self._others(team_id))}
        texts = {key: " ".join((o.team.name, *o.names_before)) for key, o in others.items()}

        def search(words: str) -> list[Found]:
            return [(key, _content(others[key])) for key in best_matches(words, texts)]

        self.picker().ask(search, title=tr("“{name}” is the same team as…", name=_short(name)))


def _content(standing: TeamStanding) -> CardContent:
    return CardContent(
        text=_short(standing.team.name),
        detail=_short(", ".join(standing.names_before)),
        aside=promises_text(standing.promises),
        stripe=Stripe.NONE,
    )


def _short(name: str) -> str:
    return shortened(name, LONGEST_NAME)
