"""The composition root: it makes the features of one window and connects what they emit."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from facilitator import paths
from facilitator.errors import FacilitatorError, InputRefusedError
from facilitator.launch import Start
from facilitator.settings import RoomDepth, Settings
from facilitator.ui.app.commands import (
    WindowRequests,
    everywhere,
    exercise_commands,
    outside_meetings,
)
from facilitator.ui.app.home_sections import HomeSections
from facilitator.ui.app.organisation_parts import OrganisationParts
from facilitator.ui.app.own_devices import OwnDevices
from facilitator.ui.app.places import Places
from facilitator.ui.app.presence import Presence
from facilitator.ui.app.searches import Searches
from facilitator.ui.app.shared_in_window import SharedInWindow
from facilitator.ui.app.shutdown import Shutdown
from facilitator.ui.audience.commands import audience_commands, room_commands
from facilitator.ui.base.commands import Where
from facilitator.ui.base.first_paint import after_first_paint
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.midnight import Midnight
from facilitator.ui.base.translate import tr
from facilitator.ui.home.duplicates import Duplicates
from facilitator.ui.home.home_screen import HomeScreen
from facilitator.ui.home.meetings import Meetings
from facilitator.ui.home.trash import Trash
from facilitator.ui.meeting.meeting_host import MeetingHost
from facilitator.ui.new_meeting.begin import begin_as_asked
from facilitator.ui.recovery.availability import Availability
from facilitator.ui.recovery.rescues import Rescues
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.shell.section_bar import Section
from facilitator.ui.shell.sections import Sections
from facilitator.ui.style.colors import Scheme
from facilitator.ui.style.theme import Depth
from facilitator.ui.timer.clock_commands import Now, computers_clock
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.domain.meeting import Meeting
    from facilitator.domain.room.room_clock import RoomClock
    from facilitator.ui.app.settings_sheet import ChosenSettings, SettingsSheet
    from facilitator.ui.audience.audience import Audience
    from facilitator.ui.backups.backups import Backups
    from facilitator.ui.exercise_editor.exchange import ExerciseExchange
    from facilitator.ui.exercise_editor.exercise_editor import ExerciseEditor
    from facilitator.ui.guide.guide import FacilitatorsGuide
    from facilitator.ui.home.person_changes import PersonChanges
    from facilitator.ui.home.team_changes import TeamChanges
    from facilitator.ui.join.joining import Joining
    from facilitator.ui.meeting.meeting_screen import MeetingScreen
    from facilitator.ui.new_meeting.new_meeting import NewMeeting
    from facilitator.ui.shell.busy import Busy
    from facilitator.ui.shell.command_palette import CommandPalette
    from facilitator.ui.shell.help_sheet import HelpSheet
    from facilitator.ui.timer.timer import Timer
    from facilitator.ui.transfer.copy_plan import PlanCopy
    from facilitator.ui.transfer.export_guide import GuideExport
    from facilitator.ui.transfer.export_plan import PlanExport
    from facilitator.ui.transfer.import_meeting import MeetingImport
    from facilitator.ui.workspace.session import Session


class Controller(QObject):
    """The features on one data folder and in one window; they know nothing of each other."""

    opened = Signal()
    """The meetings are open, and the data folder exists."""

    def __init__(
        self, data: Path, settings: Settings, shell: MainWindow, now: Now = computers_clock
    ) -> None:
        """`now` returns the moment, with an offset, by which the time of meetings is kept."""
        super().__init__()
        self._now = now
        self.shell = shell
        self.workspace = Workspace(data, settings, self)
        self.home = HomeScreen(shell)
        shell.set_home(self.home, self.home.focus_start)
        self.sections = Sections(
            shell, self.home, self.workspace.commit_edits, self.workspace.ensure_available
        )
        # Made when first needed: the first window must not wait for them.
        self.working = Lazy(self._make_working)
        self.settings_sheet = Lazy(self._make_settings_sheet)
        self.help = Lazy(self._make_help)
        self.palette = Lazy(self._make_palette)
        self.new_meeting = Lazy(self._make_new_meeting)
        self.exercise_editor = Lazy(self._make_exercise_editor)
        self.exercise_exchange = Lazy(self._make_exercise_exchange)
        self.backups = Lazy(self._make_backups)
        self.meeting_import = Lazy(self._make_meeting_import)
        self.team_changes = Lazy(self._make_team_changes)
        self.person_changes = Lazy(self._make_person_changes)
        self.export = Lazy(self._make_export)
        self.plan_copy = Lazy(self._make_plan_copy)
        self.guide = Lazy(self._make_guide)
        self.guide_export = Lazy(self._make_guide_export)
        self.audience = Lazy(self._make_audience)
        self.timer = Lazy(self._make_timer)
        self.joining = Lazy(self._make_joining)
        self.host = MeetingHost(self.workspace, shell)
        self.trash = Trash(self.workspace, shell, self.home, self.working)
        self.meetings = Meetings(self.workspace, self.home, self.trash)
        self.places = Places(self.meetings, self.host)
        self.home_sections = HomeSections(
            self.workspace,
            shell,
            self.home,
            self.sections,
            self.meetings,
            self.places,
            self.working,
        )
        self.follow_up, self.over_time = self.home_sections.follow_up, self.home_sections.over_time
        self.searches = Searches(
            self.workspace, shell, self.sections, self.meetings, self.host, self.places
        )
        self.finder, self.search = self.searches.finder, self.searches.everywhere
        self.duplicates = Duplicates(self.workspace, shell, self.home, self.meetings, self.trash)
        self.shared = SharedInWindow(self.workspace, shell, self.sections, self.host)
        self.organisation = OrganisationParts(
            self.workspace, shell, self.sections, self.meetings, self.working
        )
        self.own_devices = OwnDevices(self.workspace, shell, self.joining)
        self.availability = Availability(self.workspace, shell, self.working)
        self.presence = Presence(self.workspace, shell, self.availability, self.perform)
        self.rescues = Rescues(self.workspace, shell, self.availability, self.working)
        self.shutdown = Shutdown(self.workspace, shell, self.rescues, self.working, self._end)
        self.midnight = Midnight(self)
        self._add_commands()
        self._connect()
        self._set_appearance()

    def start(self, start: Start) -> None:
        """Open the store and show what the program was started for."""
        self.availability.start(start)

    @property
    def open_error(self) -> FacilitatorError | None:
        """Why the meetings can’t be opened or read; None when they can."""
        return self.availability.error

    def warm_up(self) -> None:
        """Let the store load what the first change needs."""
        # The window may have been closed at once, and the store with it.
        with suppress(RuntimeError):
            self.workspace.store.warm_up()

    # Commands and connections

    def _add_commands(self) -> None:
        def in_meeting() -> bool:
            return self.workspace.current is not None

        def has_poster() -> bool:
            session = self.workspace.current
            return session is not None and bool(session.exercise.poster)

        requests = WindowRequests(
            new=lambda: self.new_meeting().ask(),
            export=self._export,
            poster=lambda: self.export().ask_poster(),
            copy_plan=lambda: self.plan_copy().copy(),
            copy_markdown=lambda: self.plan_copy().copy_markdown(),
            preview=lambda: self.export().show_preview(),
            find=self.searches.find,
            search_all=self.searches.search_all,
            palette=lambda: self.palette().ask(),
            menu=self.shell.show_menu,
            settings=lambda: self.settings_sheet().ask(self.workspace.settings),
            help=lambda: self.help().ask(in_meeting(), self.presence.where_kept(), self._here),
            guide=lambda: self.guide().show_exercise(self._exercise_in_view),
            save_guide=lambda: self.guide().save(self._exercise_in_view),
            full_screen=self.shell.toggle_full_screen,
            close=self.shell.close,
        )

        def is_free() -> bool:
            return not self.shell.is_exclusive

        self.shell.add_commands(audience_commands(self.audience, in_meeting), overridable=True)
        self.shell.add_commands(self.sections.commands(), overridable=True)
        self.shell.add_commands(outside_meetings(requests, in_meeting), overridable=True)
        self.shell.add_commands(self.organisation.commands())
        self.shell.add_commands(room_commands(self._on_room_chosen, in_meeting))
        self.shell.add_commands(
            everywhere(requests, is_free=is_free, in_meeting=in_meeting, has_poster=has_poster)
        )
        self.shell.add_commands(
            exercise_commands(
                self._make_exercise,
                lambda: self.exercise_exchange().ask(),
                # On their own screens they have keys.
                lambda: is_free() and self._here is not Where.EXERCISES,
            )
        )

    def _connect(self) -> None:
        shell, home, workspace = self.shell, self.home, self.workspace
        workspace.settings_not_saved.connect(shell.toast.say)
        workspace.session_opened.connect(self._on_session_opened)
        workspace.store_closing.connect(self._stop_clock)
        workspace.meeting_beginning.connect(self._stop_clock)
        workspace.store_service.backup_failed.connect(shell.toast.say)
        workspace.store_service.backup_state_changed.connect(self._on_backup_state_changed)
        workspace.shared_work.meetings_changed.connect(self._on_meetings_changed)
        self.shared.requested.connect(self.organisation.ask)
        self.midnight.passed.connect(self._on_midnight)
        home.begin_requested.connect(lambda: self.new_meeting().ask())
        home.exercises_requested.connect(lambda: self.new_meeting().pick())
        home.find_requested.connect(self.searches.search_all)
        home.import_requested.connect(lambda: self.meeting_import().ask())
        home.file_dropped.connect(self._on_file_dropped)
        home.backups_requested.connect(lambda: self.backups().open())
        home.teams_requested.connect(lambda: self.team_changes().show())
        home.name_change_requested.connect(lambda: self.person_changes().show())
        self.host.screen_shown.connect(self._on_screen_shown)
        self.host.screen_closed.connect(self._on_screen_closed)
        self.host.leave_requested.connect(self.go_home)
        self.host.notes_requested.connect(lambda: self.guide().show_stage())
        self.host.details_requested.connect(lambda: self.new_meeting().ask_details())
        self.host.clock_requested.connect(lambda action: self.timer().do(action))
        self.host.overview_toggled.connect(lambda on: self.audience().show_overview(on))
        self.availability.listed.connect(self.meetings.show)
        self.availability.listed.connect(lambda listed: workspace.chosen_team.refresh())
        self.availability.start_requested.connect(self.perform)
        self.availability.opened.connect(self._on_opened)
        self.availability.warnings = [lambda: self.presence.warning, lambda: self.rescues.waiting]
        self.presence.warning_changed.connect(self.availability.show_banner)
        self.presence.shared_folder_found.connect(home.show_folder_warning)
        self.presence.meeting_found.connect(self.meetings.enter)
        self.shutdown.stopping.connect(self._stop_clock)
        self.shutdown.flush_requested.connect(self._flush_forms)

    # Made when first needed

    def _make_working(self) -> "Busy":
        from facilitator.ui.shell.busy import Busy

        return Busy(self.shell)

    def _make_settings_sheet(self) -> "SettingsSheet":
        from facilitator.ui.app.settings_sheet import SettingsSheet

        sheet = self.shell.add_sheet(SettingsSheet(self.shell, self.workspace.data))
        sheet.save_requested.connect(self._on_save_requested)
        sheet.previewed.connect(self._on_previewed)
        sheet.preview_ended.connect(self._set_appearance)
        self.workspace.commit_with(sheet.may_leave)
        sheet.backups_requested.connect(lambda: self.backups().open())
        return sheet

    def _make_help(self) -> "HelpSheet":
        from facilitator.ui.shell.help_sheet import HelpSheet

        return self.shell.add_sheet(HelpSheet(self.shell))

    def _make_palette(self) -> "CommandPalette":
        from facilitator.ui.shell.command_palette import CommandPalette

        return CommandPalette(self.shell)

    def _make_new_meeting(self) -> "NewMeeting":
        from facilitator.ui.new_meeting.new_meeting import NewMeeting

        new_meeting = NewMeeting(self.workspace, self.shell)
        new_meeting.left.connect(self._go_back)
        new_meeting.room_chosen.connect(self._set_appearance)
        picker, exchange = new_meeting.picker, self.exercise_exchange
        picker.make_requested.connect(self._make_exercise)
        picker.change_requested.connect(lambda known: self.exercise_editor().change(known))
        picker.share_requested.connect(lambda known: exchange().share_known(known))
        picker.delete_requested.connect(lambda known: exchange().delete(known))
        picker.import_requested.connect(lambda: exchange().ask())
        picker.undo_requested.connect(lambda: exchange().undo())
        return new_meeting

    def _make_exercise_editor(self) -> "ExerciseEditor":
        from facilitator.ui.exercise_editor.exercise_editor import ExerciseEditor

        editor = ExerciseEditor(self.workspace, self.shell)
        editor.set_appearance(*self._appearance)
        editor.left.connect(lambda known: self.new_meeting().show_exercises(known))
        editor.share_requested.connect(lambda exercise: self.exercise_exchange().share(exercise))
        return editor

    def _make_exercise_exchange(self) -> "ExerciseExchange":
        from facilitator.ui.exercise_editor.exchange import ExerciseExchange

        exchange = ExerciseExchange(self.workspace, self.shell, self.working())
        exchange.changed.connect(lambda known: self.new_meeting().show_exercises(known))
        exchange.imported.connect(lambda known: self.new_meeting().show_exercises(known))
        return exchange

    def _make_backups(self) -> "Backups":
        from facilitator.ui.backups.backups import Backups

        backups = Backups(self.workspace, self.shell, self.working())
        backups.left.connect(self._go_back)
        return backups

    def _make_meeting_import(self) -> "MeetingImport":
        from facilitator.ui.transfer.import_meeting import MeetingImport

        meeting_import = MeetingImport(self.workspace, self.shell, self.working())
        meeting_import.import_finished.connect(self._on_import_finished)
        meeting_import.undiscard_requested.connect(self._on_undiscard_requested)
        return meeting_import

    def _make_team_changes(self) -> "TeamChanges":
        from facilitator.ui.home.team_changes import TeamChanges

        team_changes = TeamChanges(self.workspace, self.shell)
        team_changes.changed.connect(self.meetings.refresh)
        team_changes.meeting_requested.connect(lambda team: self.new_meeting().ask_for(team))
        return team_changes

    def _make_person_changes(self) -> "PersonChanges":
        from facilitator.ui.home.person_changes import PersonChanges

        undo_list = self.trash.undo_list
        changes = PersonChanges(self.workspace, self.shell, self.working, undo_list)
        changes.changed.connect(self.meetings.refresh)
        changes.changed.connect(lambda old, new: self.new_meeting().rename_person(old, new))
        changes.search_requested.connect(self.searches.search_all)
        return changes

    def _make_export(self) -> "PlanExport":
        from facilitator.ui.transfer.export_plan import PlanExport

        return PlanExport(self.workspace, self.shell, self.working())

    def _make_plan_copy(self) -> "PlanCopy":
        from facilitator.ui.transfer.copy_plan import PlanCopy

        return PlanCopy(self.workspace, self.shell)

    def _make_guide(self) -> "FacilitatorsGuide":
        from facilitator.ui.guide.guide import FacilitatorsGuide

        guide = FacilitatorsGuide(self.workspace, self.shell)
        guide.save_requested.connect(lambda found: self.guide_export().ask(found))
        return guide

    def _make_guide_export(self) -> "GuideExport":
        from facilitator.ui.transfer.export_guide import GuideExport

        return GuideExport(self.workspace, self.shell, self.working())

    def _make_audience(self) -> "Audience":
        from facilitator.ui.audience.audience import Audience

        audience = Audience(self.workspace, self.shell)
        audience.window.set_appearance(*self._appearance)
        audience.room_chosen.connect(self._on_room_chosen)
        return audience

    def _make_timer(self) -> "Timer":
        from facilitator.ui.timer.timer import Timer

        timer = Timer(self.workspace, self.shell, self._now)
        timer.time_changed.connect(self.host.show_time)
        timer.room_time_changed.connect(self._on_room_time_changed)
        return timer

    def _make_joining(self) -> "Joining":
        from facilitator.ui.join.joining import Joining

        joining = Joining(self.workspace, self)
        joining.said.connect(self.shell.toast.say)
        joining.failed.connect(self.shell.toast.say)
        self.host.devices_in = lambda: joining.devices_in
        if self.host.screen is not None:
            joining.show_meeting(self.host.screen)
        return joining

    # Starting, coming home

    def perform(self, start: Start) -> None:
        """Do what the program was started for, by this start or a later one.

        Raises FacilitatorError, InputRefusedError also when unfinished text can't be taken over.
        """
        if start.action == "home":
            return
        if not self.workspace.commit_edits():
            raise InputRefusedError(
                tr("What you are typing can’t be saved yet: finish it or clear it first.")
            )
        if start.action == "new":
            begin_as_asked(self.workspace, start)
        elif start.meeting and not self._is_shown(start.meeting):
            self.meetings.open_meeting(start.meeting)

    def _is_shown(self, meeting_id: str) -> bool:
        session = self.workspace.current
        return self.host.shown and session is not None and session.meeting.id == meeting_id

    def go_home(self) -> None:
        """Leave the meeting; it is kept as it is, and so is what can be undone."""
        if not self.workspace.commit_edits():
            return
        left, came_from = self.workspace.current, self.sections.last
        self.workspace.leave()
        if left is not None:
            self.home.focus_meeting(left.meeting.id)
        if self.workspace.ensure_available():
            self.meetings.refresh()
            self.home_sections.refresh_daily()
            if came_from is not Section.MEETINGS:
                self.sections.show(came_from)

    def _make_exercise(self) -> None:
        if self.workspace.commit_edits():
            self.exercise_editor().make()

    def _go_back(self) -> None:
        """Show what was there before a form or a screen came over it."""
        if not self.host.show_again():
            self.go_home()

    def _on_opened(self) -> None:
        self.trash.refresh()
        self.opened.emit()
        after_first_paint(self.shell, self.home_sections.ask_daily)
        after_first_paint(self.shell, self.workspace.shared_work.start)

    @property
    def _here(self) -> Where | None:
        """The screen that is shown, if it is neither home nor a meeting and has keys of its own."""
        made, backups = self.new_meeting.made, self.backups.made
        editor = self.exercise_editor.made
        if made is not None and self.shell.screen_shown is made.form:
            return Where.FORM
        if made is not None and self.shell.screen_shown is made.picker:
            return Where.EXERCISES
        if editor is not None and self.shell.screen_shown is editor.screen:
            return Where.EXERCISES
        if backups is not None and self.shell.screen_shown is backups.screen:
            return Where.BACKUPS
        return self.home_sections.where

    @property
    def _exercise_in_view(self) -> str:
        """The id of the exercise that is looked at: picked or about to be held, else the first."""
        made = self.new_meeting.made
        if made is not None:
            return made.exercise_in_view
        return self.workspace.exercise_library.shipped_ids()[0]

    # What one feature emits and another does

    def _export(self) -> None:
        """Export what is shown: the charts, or else the plan of the meeting."""
        if not self.home_sections.export():
            self.export().ask()

    def _on_session_opened(self, session: "Session") -> None:
        session.large.working = self.working

    def _on_room_time_changed(self, shown: "RoomClock | None") -> None:
        self.audience().show_time(shown)
        if self.joining.made is not None:
            self.joining.made.show_time(shown)

    def _on_screen_shown(self, screen: "MeetingScreen") -> None:
        self.audience().show_meeting(screen)
        self.timer().show_meeting(screen.session, screen)
        if self.joining.made is not None:
            self.joining.made.show_meeting(screen)
        self.own_devices.show_meeting(screen)
        if paths.join_file(self.workspace.data).exists():
            # A crash ended joining, or it goes on.
            self.own_devices.show_joining()
            self.joining().resume()

    def _on_screen_closed(self) -> None:
        self.own_devices.leave()
        if self.joining.made is not None:
            self.joining.made.leave()
        if self.audience.made is not None:
            self.audience.made.leave()
        if self.timer.made is not None:
            self.timer.made.leave()

    def _on_import_finished(self, meeting: "Meeting", said: str) -> None:
        self.meetings.enter(meeting)
        self.shell.toast.say(said)

    def _on_undiscard_requested(self, meeting: "Meeting", said: str) -> None:
        self.trash.restore(meeting.id, lambda known: self._on_import_finished(meeting, said))

    def _on_file_dropped(self, file: Path) -> None:
        if file.suffix.lower() == ".toml":
            self.exercise_exchange().import_file(file)
        elif self.workspace.ensure_available():
            self.meeting_import().import_file(file)

    def _on_backup_state_changed(self) -> None:
        self.home.show_backups(self.workspace.store_service.backup_trouble)

    def _on_midnight(self) -> None:
        """Refresh the lists: "today", "yesterday" and "late" mean other days now."""
        if self.shell.is_home and self.workspace.ensure_available():
            self.meetings.refresh()
        self.host.refresh()
        if self.backups.made is not None:
            self.backups.made.refresh()
        self.home_sections.begin_day()

    def _on_meetings_changed(self) -> None:
        """Refresh the lists: meetings, promises or teams changed on other laptops."""
        self.workspace.teams.forget()
        if self.shell.is_home and not self.workspace.store_service.away:
            self.meetings.refresh()
        else:
            self.workspace.chosen_team.refresh()
        self.home_sections.show_changes_of_others()

    def _on_save_requested(self, changes: Mapping[str, Any]) -> None:
        if changes.get("daily_question"):
            # Whoever turns it on wants to see it.
            changes = {**changes, "question_asked_on": ""}
        saved = self.workspace.save_settings(replace(self.workspace.settings, **changes))
        self._set_appearance()
        if "daily_question" in changes:
            self.home_sections.ask_daily()
        if saved:
            self.shell.toast.say(tr("Settings saved."))

    def _on_room_chosen(self, room: RoomDepth) -> None:
        self.workspace.save_settings(replace(self.workspace.settings, room=room))
        self._set_appearance()

    @property
    def _appearance(self) -> tuple[Scheme, Depth]:
        """The colours and the depth of the room in which the room sees a window."""
        settings = self.workspace.settings
        return Scheme(settings.colours), Depth[settings.room.upper()]

    def _set_appearance(self) -> None:
        self._show_appearance(*self._appearance)

    def _on_previewed(self, chosen: "ChosenSettings") -> None:
        self._show_appearance(Scheme(chosen.colours), Depth[chosen.room.upper()])

    def _show_appearance(self, scheme: Scheme, depth: Depth) -> None:
        self.shell.set_appearance(scheme, depth)
        if self.audience.made is not None:
            self.audience.made.window.set_appearance(scheme, depth)
        if self.exercise_editor.made is not None:
            self.exercise_editor.made.set_appearance(scheme, depth)

    # The end

    def _stop_clock(self) -> None:
        if self.timer.made is not None:
            self.timer.made.stop()

    def _flush_forms(self) -> None:
        if self.new_meeting.made is not None:
            self.new_meeting.made.finish()
        if self.exercise_editor.made is not None:
            self.exercise_editor.made.flush()

    def _end(self) -> None:
        """Remember the window's geometry and stop every feature: the window closes."""
        place = self.shell.normalGeometry()
        self.workspace.save_settings(
            replace(
                self.workspace.settings,
                window=(place.x(), place.y(), place.width(), place.height()),
                maximized=self.shell.isMaximized(),
                fullscreen=self.shell.isFullScreen(),
            )
        )
        self.availability.finish()
        self.rescues.finish()
        self.organisation.finish()
        self.workspace.shared_work.stop()
        if self.joining.made is not None:
            # A program that starts again at once lets everybody in again.
            self.joining.made.finish(keep=self.shutdown.next_start is not None)
        for feature in (
            self.audience.made,
            self.timer.made,
            self.new_meeting.made,
            self.exercise_editor.made,
            self.exercise_exchange.made,
            self.export.made,
            self.plan_copy.made,
            self.guide_export.made,
            self.backups.made,
            self.meeting_import.made,
            self.person_changes.made,
            self.search.made,
            self.home_sections,
        ):
            if feature is not None:
                feature.finish()
        self.host.finish()
        self.presence.finish()
