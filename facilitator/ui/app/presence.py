"""This window holds the data folder: told to later starts, to other computers, after a crash."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from facilitator.errors import FacilitatorError
from facilitator.launch import Start
from facilitator.storage.db.problems import HeldError
from facilitator.storage.folder.window_marker import BEAT_SECONDS, OpenedFolder, WindowInfo
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr
from facilitator.ui.desktop.activation import come_to_front
from facilitator.ui.recovery.availability import Availability
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from facilitator.domain.meeting import Meeting
    from facilitator.storage.folder.location import Location
    from facilitator.ui.desktop.single_instance import Answer, SingleInstance


DOOR_AFTER = 200
"""Milliseconds from the meetings to listening, so that the first paint does not wait for it."""

LOOK_AGAIN, GIVING_WAY = 250, 40
"""Milliseconds between two looks at whether the first window listens by now, and how many."""


class Presence(QObject):
    """The marker of the data folder, kept true, and the door for later starts."""

    place_found = Signal(str)
    """With what there is to mind about the folder in which the meetings are."""
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
        """`perform` does what a later start asks for; it may raise FacilitatorError."""
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._availability = availability
        self._perform = perform
        self._tasks = Tasks(self)
        self._beat = QTimer(self)
        self._beat.setInterval(int(BEAT_SECONDS * 1000))
        self._beat.timeout.connect(self.write_heartbeat)
        self._door_due = single_shot(self, DOOR_AFTER, self._open_door)
        self._crashed: WindowInfo | None = None
        self._place: Location | None = None
        self._said_at: str | None = None
        self._say_then = ""
        """What is said once the meeting is shown that was asked for: a new screen hides a toast."""
        self.warning = ""
        """What is grave about who else has the meetings open, as long as it is so."""
        self._door: SingleInstance | None = None
        self.gave_way = False
        """Whether the first window does what this one was started for."""
        shell.stack.currentChanged.connect(self._on_screen)
        availability.asked.connect(self.ask)
        availability.settled.connect(self.resume)

    # Coming

    def ask(self, start: Start) -> None:
        """Learn where the folder lies and how the last window ended."""

        def refused(error: FacilitatorError) -> None:
            # Why the store cannot be opened is told to whoever asked for the meetings.
            if isinstance(error, HeldError):
                self._yield_to_first(start, GIVING_WAY)

        task = self._tasks.follow(self._workspace.store.opened_folder())
        task.on_success(self._on_arrival).on_error(refused)

    def _yield_to_first(self, start: Start, tries: int) -> None:
        """Two starts came so close that neither saw the other: the one that is late goes."""

        def asked(heard: bool) -> None:
            if heard and self._may_give_way:
                self.gave_way = True
                self._shell.leave()
            elif not heard and tries > 1:
                QTimer.singleShot(LOOK_AGAIN, self, lambda: self._yield_to_first(start, tries - 1))

        def refused(error: FacilitatorError) -> None:
            asked(False)

        if self._may_give_way:
            # Not here: a window that hangs answers late.
            data = self._workspace.data
            task = self._tasks.run(lambda progress: _hand_over(data, start))
            task.on_success(asked).on_error(refused)

    @property
    def _may_give_way(self) -> bool:
        """Whether nothing was begun here that would go with the window."""
        store = self._workspace.store
        held = isinstance(store.open_error, HeldError)
        begun = self._workspace.current is not None or bool(store.unsaved)
        shown = self._availability.is_idle and self._shell.isVisible()
        return held and shown and not begun

    def _on_arrival(self, arrival: OpenedFolder) -> None:
        self._crashed, self._place = arrival.crashed, arrival.location
        # Only now: whoever has the meetings may take over the socket of a crash.
        self._door_due.start()
        if arrival.stray_log is not None:
            self._shell.toast.say(stray_log_said(arrival.stray_log))
        if arrival.location.shared:
            self.place_found.emit(place_said(arrival.location))
            self._beat.start()

    def kept(self) -> str:
        """Where the meetings are kept, as far as it is known."""
        if elsewhere := self._workspace.store_service.elsewhere:
            return elsewhere
        return kept_said(self._place, self._workspace.data)

    def resume(self, start: Start) -> None:
        """Say that the last window crashed, if so, and go on where it stood unless asked else."""
        crashed, self._crashed = self._crashed, None
        if crashed is None:
            return
        if start.action == "open":
            self._say_then = crash_said(self._workspace.data)
        elif start.action == "home" and crashed.meeting and self._workspace.current is None:
            loading = self._workspace.store.load(crashed.meeting)
            task = self._tasks.follow(loading)
            task.on_success(self._on_loaded).on_error(self._on_not_loaded)
        else:
            self._shell.toast.say(crash_said(self._workspace.data))

    def _on_loaded(self, meeting: "Meeting") -> None:
        if self._workspace.current is None and meeting.details.discarded_at is None:
            self.meeting_found.emit(meeting)
        self._shell.toast.say(crash_said(self._workspace.data))

    def _on_not_loaded(self, error: FacilitatorError) -> None:
        self._shell.toast.say(crash_said(self._workspace.data))

    # Being there

    def _on_screen(self) -> None:
        session = self._workspace.current
        if (session.meeting.id if session else None) != self._said_at:
            self.write_heartbeat()
        if session is not None and self._say_then:
            self._shell.toast.say(self._say_then)
            self._say_then = ""

    def write_heartbeat(self) -> None:
        """Say that we are there, and at what meeting."""
        session = self._workspace.current
        self._said_at = session.meeting.id if session else None
        # The store may have been closed just now, and with that nobody is there any more.
        with suppress(RuntimeError):
            written = self._workspace.store.write_heartbeat(self._said_at)
            self._tasks.follow(written).on_success(self._on_attended)

    def _on_attended(self, other: WindowInfo | None) -> None:
        self.warning = ""
        if other is not None:
            self.warning = tr(
                "The computer “{host}” has opened these meetings too: close the program on one of "
                "the two now, else changes of one are lost.",
                host=other.host,
            )
        self.warning_changed.emit()

    # Letting others in

    def _open_door(self) -> None:
        if self._door is not None:
            return
        try:
            from facilitator.ui.desktop.single_instance import SingleInstance
        except ImportError:
            # The system lacks a library that QtNetwork needs; others are then refused by the lock.
            return
        self._door = SingleInstance(self._workspace.data, self._on_asked, self)

    def leave(self) -> None:
        """The window closes."""
        self._beat.stop()
        self._door_due.stop()
        if self._door is not None:
            self._door.close()

    def _on_asked(self, start: Start, token: str, answer: "Answer") -> None:
        workspace, shell = self._workspace, self._shell

        def refuse(error: FacilitatorError) -> None:
            shell.toast.say(str(error))
            answer(str(error))

        def do(wish: Start) -> None:
            try:
                self._perform(wish)
            except FacilitatorError as error:
                refuse(error)
            else:
                answer("")

        come_to_front(shell, token)
        if self._availability.error is not None:
            answer(str(self._availability.error))
        elif workspace.store_service.away:
            answer(tr("The meetings are not open just now; try again in a moment."))
        elif start.action == "open" and start.meeting:
            found = workspace.store.resolve(start.meeting)
            task = self._tasks.follow(found)
            task.on_success(lambda known: do(Start("open", meeting=known))).on_error(refuse)
        else:
            do(start)


def _hand_over(data: Path, start: Start) -> bool:
    """Ask the first window, on a thread; False when it does not listen yet.

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


def place_said(place: "Location") -> str:
    """What it means that the meetings do not lie on this computer alone."""
    from facilitator.storage.folder.location import LocationKind

    if place.kind is LocationKind.NETWORK:
        return tr(
            "The meetings lie on a network drive ({name}): keep the program open on one computer "
            "at a time, or choose a local folder with --data.",
            name=place.name,
        )
    return tr(
        "The meetings lie in a folder that {name} syncs: keep the program open on one computer "
        "at a time, or choose a local folder with --data.",
        name=place.name,
    )


def kept_said(place: "Location | None", data: Path) -> str:
    """Where the meetings are; `place` is None as long as nobody has looked."""
    from facilitator.storage.folder.location import LocationKind

    if place is None:
        return tr("Your meetings are kept in {folder}", folder=str(data))
    said = {
        LocationKind.LOCAL: tr("Everything is kept on this computer: {folder}", folder=str(data)),
        LocationKind.NETWORK: tr(
            "Your meetings are kept on a network drive ({name}): {folder}",
            name=place.name,
            folder=str(data),
        ),
        LocationKind.SYNCED: tr(
            "Your meetings are kept in a folder that {name} copies to other computers: {folder}",
            name=place.name,
            folder=str(data),
        ),
    }
    return said[place.kind]


def stray_log_said(log: Path) -> str:
    return tr(
        "The file of your meetings was replaced by another one when the program ended last time. "
        "The last changes belong to the former file and are kept in {file}.",
        file=str(log),
    )


def crash_said(data: Path) -> str:
    if any(data.glob("meetings-rescued-*.db")):
        return tr(
            "The program ended unexpectedly last time, while your meetings were saved in another "
            "file: the home screen asks what to do with it."
        )
    return tr(
        "The program ended unexpectedly last time; everything that was shown as saved is here, "
        "and so are the words you were typing."
    )
