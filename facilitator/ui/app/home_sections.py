"""The sections of home beside its meetings: the promises, and how teams do over time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.ui.app.places import Places
from facilitator.ui.base.commands import Where
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.home.home_screen import HomeScreen
from facilitator.ui.home.meetings import Meetings
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.shell.section_bar import Section
from facilitator.ui.shell.sections import Sections
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.domain.follow_up.daily_question import DailyQuestion
    from facilitator.domain.follow_up.register import ActionEntry
    from facilitator.ui.charts.side_charts import SideCharts
    from facilitator.ui.follow_up.daily_walk import DailyWalk
    from facilitator.ui.follow_up.follow_up import FollowUp
    from facilitator.ui.home.daily_question import DailyAsking
    from facilitator.ui.over_time.over_time import OverTime, TeamCharts
    from facilitator.ui.shell.busy import Busy
    from facilitator.ui.shell.team_choice import TeamChoice
    from facilitator.ui.transfer.export_charts import ChartExport
    from facilitator.ui.transfer.export_promises import PromiseExport

_WHERE = {
    Section.PROMISES: Where.FOLLOW_UP,
    Section.OVER_TIME: Where.OVER_TIME,
    Section.ORGANISATION: Where.OVER_TIME,
    Section.SEARCH: Where.SEARCH,
}
"""Where the keys of a section are listed; those of the meetings are the keys of home."""


class HomeSections(QObject):
    """Promises and charts over time, with the ways between them and out of them."""

    def __init__(
        self,
        workspace: Workspace,
        shell: MainWindow,
        home: HomeScreen,
        sections: Sections,
        meetings: Meetings,
        places: Places,
        working: "Lazy[Busy]",
    ) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._home = home
        self._sections = sections
        self._meetings = meetings
        self._places = places
        self._working = working
        self.team_choice = Lazy(self._make_team_choice)
        self.follow_up = Lazy(self._make_follow_up)
        self.side_charts: SideCharts | None = None
        """Made with the screen that they are beside."""
        self.daily_walk: DailyWalk | None = None
        """Made with the screen that it walks through."""
        self.daily_asking = Lazy(self._make_daily_asking)
        self.over_time = Lazy(self._make_over_time)
        self.chart_export = Lazy(self._make_chart_export)
        self.promise_export = Lazy(self._make_promise_export)
        sections.add(Section.PROMISES, self.follow_up)
        sections.add(Section.OVER_TIME, self.over_time)
        workspace.chosen_team.changed.connect(self._on_team_chosen)
        meetings.shown.connect(self._on_meetings_shown)
        sections.shown.connect(self._on_section_shown)
        sections.team_requested.connect(lambda: self.team_choice().ask())

    @property
    def where(self) -> Where | None:
        """The section that is shown, if it has keys of its own."""
        current = self._sections.current
        return _WHERE.get(current) if current is not None else None

    def export(self) -> bool:
        """Export the charts if they are shown; False where something else is."""
        if self._sections.current is not Section.OVER_TIME:
            return False
        self.over_time().export()
        return True

    def ask_daily(self) -> None:
        """Ask today's question where home is shown; elsewhere it waits until that is so."""
        if self._shell.is_home and not self._workspace.store.closed:
            self.daily_asking().ask()

    def refresh_daily(self) -> None:
        """Ask of what is due now, where today's question is asked or was not yet."""
        if self.daily_asking.made is None:
            self.ask_daily()
        elif not self._workspace.store.closed:
            self.daily_asking.made.refresh()

    def begin_day(self) -> None:
        """List the promises by the days that they mean now, and ask today's question."""
        if self.follow_up.made is not None:
            self.follow_up.made.refresh()
        if self._workspace.ensure_available():
            self.ask_daily()

    def show_changes_of_others(self) -> None:
        """Read once more what the section shows, as it was changed on other laptops."""
        current = self._sections.current
        if current is Section.PROMISES and self.follow_up.made is not None:
            self.follow_up.made.refresh()
        elif current is Section.OVER_TIME and self.over_time.made is not None:
            self.over_time.made.refresh()
        elif current is Section.MEETINGS and self._shell.is_home:
            self.refresh_daily()

    def finish(self) -> None:
        """Stop what is being read and written: the window closes."""
        for feature in (
            self.chart_export.made,
            self.over_time.made,
            self.side_charts,
            self.promise_export.made,
            self.daily_asking.made,
            self.follow_up.made,
        ):
            if feature is not None:
                feature.finish()

    # Made when first needed

    def _make_team_choice(self) -> "TeamChoice":
        from facilitator.ui.shell.team_choice import TeamChoice

        return TeamChoice(self._workspace.chosen_team, self._shell)

    def _make_follow_up(self) -> "FollowUp":
        from facilitator.ui.follow_up.daily_walk import DailyWalk
        from facilitator.ui.follow_up.follow_up import FollowUp

        follow_up = FollowUp(self._workspace, self._shell)
        self.daily_walk = DailyWalk(self._workspace, follow_up, self._shell)
        follow_up.place_chosen.connect(self._places.open)
        follow_up.verdicts.changed.connect(self._on_verdicts_changed)
        follow_up.left.connect(self._show_meetings)
        export = self.promise_export
        follow_up.week_sheet_requested.connect(lambda *asked: export().print_week_sheet(*asked))
        follow_up.list_requested.connect(self._on_list_requested)
        follow_up.copy_requested.connect(lambda entries: export().copy(entries))
        follow_up.screen.bar_requested.connect(self._sections.bar.focus)
        self._add_side_charts(follow_up)
        return follow_up

    def _add_side_charts(self, follow_up: "FollowUp") -> None:
        from facilitator.ui.charts.side_charts import SideCharts

        side = self.side_charts = SideCharts(self._workspace, follow_up.screen)
        follow_up.screen.add_card(side)
        # Only then: what is beside the list must not delay it.
        follow_up.read.connect(side.refresh)
        side.more_requested.connect(lambda: self._sections.show(Section.OVER_TIME))

    def _make_over_time(self) -> "OverTime":
        from facilitator.ui.over_time.over_time import OverTime

        over_time = OverTime(self._workspace, self._shell)
        over_time.export_requested.connect(self._on_chart_export_requested)
        over_time.left.connect(self._show_meetings)
        return over_time

    def _make_chart_export(self) -> "ChartExport":
        from facilitator.ui.transfer.export_charts import ChartExport

        return ChartExport(self._workspace, self._shell, self._working())

    def _make_promise_export(self) -> "PromiseExport":
        from facilitator.ui.transfer.export_promises import PromiseExport

        return PromiseExport(self._workspace, self._shell, self._working())

    def _make_daily_asking(self) -> "DailyAsking":
        from facilitator.ui.home.daily_question import DailyAsking

        asking = DailyAsking(self._workspace, self._shell, self._home)
        asking.go_requested.connect(self._on_daily_question)
        return asking

    # What one feature emits and another does

    def _show_meetings(self) -> None:
        self._sections.show(Section.MEETINGS)

    def _on_section_shown(self, section: Section) -> None:
        if not self._workspace.ensure_available():
            return
        if section is Section.MEETINGS:
            self._meetings.refresh()
            self.refresh_daily()
        else:
            self._workspace.chosen_team.refresh()

    def _on_meetings_shown(self) -> None:
        self._sections.invite(not self._meetings.listed)
        self._show_team()

    def _on_team_chosen(self) -> None:
        self._show_team()
        self._meetings.show(self._meetings.listed)

    def _show_team(self) -> None:
        """Show the chosen team above the sections, where there is something to choose from."""
        chosen = self._workspace.chosen_team
        others = len(chosen.choices) + any(not known.team for known in self._meetings.listed)
        is_listed = any(known.team == chosen.name for known in self._meetings.listed)
        has_choice = others > 1 or (chosen.id is not None and not is_listed)
        self._sections.show_team(chosen.name, any_choice=has_choice)

    def _on_verdicts_changed(self) -> None:
        # What was said last may be with the store only after home is shown.
        if self._shell.is_home:
            self._meetings.refresh()
            self.refresh_daily()

    def _on_daily_question(self, asked: "DailyQuestion") -> None:
        """Go through the promises of the team that is asked."""
        chosen = self._workspace.chosen_team
        if chosen.id is not None and chosen.id != asked.team_id:
            chosen.choose(asked.team_id)
        self.follow_up()
        if self.daily_walk is not None:
            self.daily_walk.begin(asked)
        self._sections.show(Section.PROMISES)

    def _on_list_requested(
        self, entries: "list[ActionEntry]", team: str, is_by_owner: bool
    ) -> None:
        self.promise_export().print_promises(entries, team, by_owner=is_by_owner)

    def _on_chart_export_requested(self, found: "TeamCharts") -> None:
        self.chart_export().ask(found.history, found.registers, found.team)
