"""Announce that this instance holds the data folder: heartbeat, single instance, crash check."""

import os
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from facilitator.errors import FacilitatorError
from facilitator.launch import Start
from facilitator.storage.db.problems import HeldError
from facilitator.storage.folder.window_marker import BEAT_SECONDS, OpenedFolder, WindowInfo
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import later, single_shot
from facilitator.ui.base.translate import tr
from facilitator.ui.desktop.activation import come_to_front
from facilitator.ui.recovery.availability import Availability
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from facilitator.domain.meeting import Meeting
    from facilitator.storage.folder.location import Location
    from facilitator.ui.desktop.single_instance import Answer, SingleInstance


LISTEN_AFTER = 200
"""Milliseconds from opening the meetings to listening: the first paint must not wait for it."""

RETRY_MS, TRIES = 250, 40
"""Interval and number of the attempts to reach the first window, which may not listen yet."""


class Presence(QObject):
    """The marker in the data folder, kept up to date, and the socket for later starts."""

    shared_folder_found = Signal(str)
    """With a warning: the meetings are in a folder that other computers use too."""
    meeting_found = Signal(object)
    """With the Meeting that was shown when the program crashed."""
    warning_changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        shell: MainWindow,
        availability: Availability,
        perform: Callable[[Start], None],
    ) -> None:
        """Create it; `perform` carries out a later start and may raise FacilitatorError."""
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._availability = availability
        self._perform = perform
        self._tasks = Tasks(self)
        self._heartbeat = QTimer(self)
        self._heartbeat.setInterval(int(BEAT_SECONDS * 1000))
        self._heartbeat.timeout.connect(self._on_heartbeat_due)
        self._written: Future[WindowInfo | None] | None = None
        """The last heartbeat, which a slow disk may not have written yet."""
        self._listen_due = single_shot(self, LISTEN_AFTER, self._listen)
        self._crashed: WindowInfo | None = None
        self._location: Location | None = None
        self._announced: str | None = None
        """The meeting in the last heartbeat."""
        self._next_toast = ""
        """The sentence to show with the requested meeting: a new screen hides a toast."""
        self.warning = ""
        """Which other computer has opened the meetings too; empty when none has."""
        self._instance: SingleInstance | None = None
        self.handed_over = False
        """Whether the first window carries out what this one was started for."""
        shell.stack.currentChanged.connect(self._on_screen_changed)
        availability.asked.connect(self.ask)
        availability.settled.connect(self.resume)

    # Opening

    def ask(self, start: Start) -> None:
        """Ask the store where the folder is and how the last window ended."""

        def refused(error: FacilitatorError) -> None:
            # Availability reports why the store cannot be opened.
            if isinstance(error, HeldError):
                self._yield_to_first(start, TRIES)

        task = self._tasks.follow(self._workspace.store.opened_folder())
        task.on_success(self._on_opened).on_error(refused)

    def _yield_to_first(self, start: Start, tries: int) -> None:
        """Hand over to a window that was started a moment before, and close this one."""

        def asked(accepted: bool) -> None:
            if accepted and self._may_yield:
                self.handed_over = True
                self._shell.leave()
            elif not accepted and tries > 1:
                later(self, RETRY_MS, lambda: self._yield_to_first(start, tries - 1))

        def refused(error: FacilitatorError) -> None:
            asked(False)

        if self._may_yield:
            # On a thread: a window that hangs answers late.
            data = self._workspace.data
            task = self._tasks.run(lambda progress: _hand_over(data, start))
            task.on_success(asked).on_error(refused)

    @property
    def _may_yield(self) -> bool:
        """Whether nothing was begun here that would be lost with the window."""
        store = self._workspace.store
        held = isinstance(store.open_error, HeldError)
        begun = self._workspace.current is not None or bool(store.unsaved)
        shown = self._availability.is_idle and self._shell.isVisible()
        return held and shown and not begun

    def _on_opened(self, folder: OpenedFolder) -> None:
        self._crashed, self._location = folder.crashed, folder.location
        # Only now: the holder of the folder may take over the socket that a crash left behind.
        self._listen_due.start()
        if folder.stray_log is not None:
            self._shell.toast.say(stray_log_message(folder.stray_log))
        if folder.location.shared:
            self.shared_folder_found.emit(shared_folder_warning(folder.location))
            self._heartbeat.start()

    def where_kept(self) -> str:
        """Return a sentence that says where the meetings are kept, as far as it is known."""
        if elsewhere := self._workspace.store_service.elsewhere:
            return elsewhere
        return where_kept(self._location, self._workspace.data)

    def resume(self, start: Start) -> None:
        """After a crash, say so and show the same meeting unless another start is requested."""
        crashed, self._crashed = self._crashed, None
        if crashed is None:
            return
        if start.action == "open":
            self._next_toast = crash_message(self._workspace.data)
        elif start.action == "home" and crashed.meeting and self._workspace.current is None:
            loading = self._workspace.store.load(crashed.meeting)
            task = self._tasks.follow(loading)
            task.on_success(self._on_loaded).on_error(self._on_not_loaded)
        else:
            self._shell.toast.say(crash_message(self._workspace.data))

    def _on_loaded(self, meeting: "Meeting") -> None:
        if self._workspace.current is None and meeting.details.discarded_at is None:
            self.meeting_found.emit(meeting)
        self._shell.toast.say(crash_message(self._workspace.data))

    def _on_not_loaded(self, error: FacilitatorError) -> None:
        self._shell.toast.say(crash_message(self._workspace.data))

    # Heartbeat

    def _on_screen_changed(self) -> None:
        session = self._workspace.current
        if (session.meeting.id if session else None) != self._announced:
            self.write_heartbeat()
        if session is not None and self._next_toast:
            self._shell.toast.say(self._next_toast)
            self._next_toast = ""

    def _on_heartbeat_due(self) -> None:
        # On a disk slower than they are due they would queue up, and closing waits for them all.
        if self._written is None or self._written.done():
            self.write_heartbeat()

    def write_heartbeat(self) -> None:
        """Write into the marker that this window is alive and which meeting it shows."""
        session = self._workspace.current
        self._announced = session.meeting.id if session else None
        # The store may have been closed just now: then there is nothing to announce.
        with suppress(RuntimeError):
            self._written = self._workspace.store.write_heartbeat(self._announced)
            self._tasks.follow(self._written).on_success(self._on_heartbeat_written)

    def _on_heartbeat_written(self, other: WindowInfo | None) -> None:
        self.warning = ""
        if other is not None:
            self.warning = tr(
                "The computer “{host}” has opened these meetings too: close the program on one of "
                "the two now, or changes made on one will be lost.",
                host=other.host,
            )
        self.warning_changed.emit()

    # Later starts

    def _listen(self) -> None:
        if self._instance is not None:
            return
        try:
            from facilitator.ui.desktop.single_instance import SingleInstance
        except ImportError:
            # The system lacks a library that QtNetwork needs; the lock then refuses other windows.
            return
        self._instance = SingleInstance(self._workspace.data, self._on_start_requested, self)

    def finish(self) -> None:
        """Stop announcing and listening: the window closes."""
        self._heartbeat.stop()
        self._listen_due.stop()
        if self._instance is not None:
            self._instance.close()

    def _on_start_requested(self, start: Start, token: str, answer: "Answer") -> None:
        workspace, shell = self._workspace, self._shell

        def refuse(error: FacilitatorError) -> None:
            shell.toast.say(str(error))
            answer(str(error))

        def do(start: Start) -> None:
            try:
                self._perform(start)
            except FacilitatorError as error:
                refuse(error)
            else:
                answer("")

        come_to_front(shell, token)
        if self._availability.error is not None:
            answer(str(self._availability.error))
        elif workspace.store_service.away:
            answer(tr("The meetings aren’t open right now; try again in a moment."))
        elif start.action == "open" and start.meeting:
            found = workspace.store.resolve(start.meeting)
            task = self._tasks.follow(found)
            task.on_success(lambda known: do(Start("open", meeting=known))).on_error(refuse)
        else:
            do(start)


def _hand_over(data: Path, start: Start) -> bool:
    """Ask the first window, on a thread; return False when it does not listen yet.

    Raises FacilitatorError when it can't do it or does not answer.
    """
    from facilitator.storage.folder.window_marker import read_window_info, runs_here

    holder = read_window_info(data)
    if holder is None or holder.process == os.getpid() or not runs_here(holder):
        return False
    try:
        from facilitator.ui.desktop.single_instance import hand_over
    except ImportError:
        return False
    return hand_over(data, start, holder, patient=False)


def shared_folder_warning(location: "Location") -> str:
    """Return a warning about a folder that other computers use too."""
    from facilitator.storage.folder.location import LocationKind

    if location.kind is LocationKind.NETWORK:
        return tr(
            "The meetings are on a network drive ({name}): keep the program open on one computer "
            "at a time, or choose a local folder with --data.",
            name=location.name,
        )
    return tr(
        "The meetings are in a folder that {name} syncs: keep the program open on one computer "
        "at a time, or choose a local folder with --data.",
        name=location.name,
    )


def where_kept(location: "Location | None", data: Path) -> str:
    """Return where the meetings are kept; `location` is None until the folder is opened."""
    from facilitator.storage.folder.location import LocationKind

    if location is None:
        return tr("Your meetings are kept in {folder}", folder=str(data))
    sentences = {
        LocationKind.LOCAL: tr("Everything is kept on this computer: {folder}", folder=str(data)),
        LocationKind.NETWORK: tr(
            "Your meetings are kept on a network drive ({name}): {folder}",
            name=location.name,
            folder=str(data),
        ),
        LocationKind.SYNCED: tr(
            "Your meetings are kept in a folder that {name} copies to other computers: {folder}",
            name=location.name,
            folder=str(data),
        ),
    }
    return sentences[location.kind]


def stray_log_message(log: Path) -> str:
    return tr(
        "Your meetings file was replaced by another one when the program last closed. The last "
        "changes belong to the earlier file and are kept in {file}.",
        file=str(log),
    )


def crash_message(data: Path) -> str:
    if any(data.glob("meetings-rescued-*.db")):
        return tr(
            "The program ended unexpectedly last time, while your meetings were saved in another "
            "file: the home screen asks what to do with it."
        )
    return tr(
        "The program ended unexpectedly last time. Everything shown as saved is here, and so is "
        "what you were typing, up to the last half second."
    )
