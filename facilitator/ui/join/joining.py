"""People join one meeting with devices of their own, as long as the facilitator lets them."""

from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from facilitator import paths
from facilitator.domain.change import Change, Verb
from facilitator.domain.contributions.own import Own
from facilitator.domain.room.invitation import RoomInvitation
from facilitator.domain.room.room_clock import RoomClock
from facilitator.errors import FacilitatorError
from facilitator.join.desk import Person, State
from facilitator.join.join_file import Proposal
from facilitator.join.page_data import RoomData, YouData
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.translate import tr
from facilitator.ui.join import network
from facilitator.ui.join.inbox.approvals import Approvals
from facilitator.ui.join.inbox.devices import Devices
from facilitator.ui.join.inbox.newcomers import as_on_the_list, with_newcomers
from facilitator.ui.join.inbox.proposals import Proposals
from facilitator.ui.join.inbox.queue import ContributionQueue
from facilitator.ui.join.network import Addresses
from facilitator.ui.join.opening import WindowDesk, check_possible, look_for_crash, server_for
from facilitator.ui.join.publisher import Publisher, ShownMeeting
from facilitator.ui.join.wall_code import WallCode
from facilitator.ui.workspace.session import Session
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported when people join: most meetings are held without.
    from facilitator.join.web.opening import Opened
    from facilitator.join.web.server import JoinServer

_NOTHING_OF_ONES_OWN = frozenset(
    {Verb.NOTHING, Verb.STEP, Verb.PART, Verb.DRAFT, Verb.ROUND, Verb.CLOCK}
)
"""Changes after which each device has what it had before."""
LAST_SECONDS = 1.5
"""How long the end of the program waits for the disk, and for the server."""


class JoiningState(Enum):
    """Whether people may join."""

    OFF = auto()
    STARTING = auto()
    ON = auto()
    CLOSED = auto()
    """Those who are in stay, and nobody new may ask."""
    STOPPING = auto()


class Joining(QObject):
    """Whether people may join the current meeting, who has joined, and what they sent.

    One meeting at a time: as soon as another is opened, joining the first is over. While the list
    of meetings is shown it is paused, and what is sent meanwhile is taken all the same.
    """

    state_changed = Signal()
    """`state`, `admits_all`, `moderates` or `nobody_came` is another."""
    people_changed = Signal()
    proposals_changed = Signal()
    invitation_changed = Signal()
    """`invitation` is another, or `is_on_wall`."""
    removed = Signal(str, object)
    """With the name of somebody who was removed, and the Own of what that device had sent."""
    said = Signal(str)
    """With a sentence about what happened."""
    failed = Signal(str)
    """With a sentence about what could not be done."""

    def __init__(
        self,
        workspace: Workspace,
        parent: QObject | None = None,
        addresses: Addresses | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = Tasks(self)
        self._file = paths.join_file(workspace.data)
        self._server: JoinServer | None = None
        self._stopping: Future[None] | None = None
        self._desk: WindowDesk | None = None
        self._meeting = ""
        self._session: Session | None = None
        self._screen: ShownMeeting | None = None
        self._is_resuming = self._starts_again = False
        self.state = JoiningState.OFF
        self.admits_all = False
        """Whether everybody is let in unasked, as long as the code is on the wall."""
        self._lets_all_in = False
        """What the server was told of that."""
        self.nobody_came = False
        """Whether the code has been on the wall for a while, and nobody has asked."""
        self._devices = Devices(self._set_own, self._tell)
        self._proposals = Proposals()
        self._approvals = Approvals(self._devices, self._proposals)
        self._publisher = Publisher(self._publish, self)
        self._code = WallCode(
            addresses or network.addresses_of_this_computer, self._publisher.show_invitation, self
        )
        self._queue = ContributionQueue(
            self._open_session, self._devices, self._proposals, self._keep_proposals, self
        )
        self._connect()

    def _connect(self) -> None:
        self._queue.taken.connect(self._on_taken)
        self._queue.proposed.connect(self.proposals_changed)
        self._publisher.stage_changed.connect(self._on_stage_changed)
        self._code.changed.connect(self._on_code_changed)
        self._code.moved.connect(self._open_door)
        self._code.failed.connect(self.failed)
        self._code.nobody_came.connect(self._on_nobody_came)
        self._workspace.current_changed.connect(self._on_current_changed)
        self._workspace.store_closing.connect(self._queue.drain_all)
        self._workspace.add_pending_work(lambda: not self._queue.is_empty)

    # What is so

    @property
    def is_on(self) -> bool:
        """Whether people are in, or may ask."""
        return self.state in (JoiningState.ON, JoiningState.CLOSED)

    @property
    def moderates(self) -> bool:
        """Whether the facilitator looks at everything that is written before it is shown."""
        return self._proposals.moderates

    @property
    def people(self) -> tuple[Person, ...]:
        """Who asks and who is in, in the order of asking."""
        return self._devices.people

    @property
    def devices_in(self) -> int:
        """How many devices are in."""
        return len(self._devices.inside)

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """What waits for the facilitator, in the order in which it came."""
        return tuple(self._proposals)

    @property
    def invitation(self) -> RoomInvitation | None:
        """The code, whether it is on the wall or not; None while nobody may join."""
        return self._code.invitation if self.is_on else None

    @property
    def is_on_wall(self) -> bool:
        """Whether the room sees the code."""
        return self._code.is_on_wall

    @property
    def is_small(self) -> bool:
        """Whether the code is in a corner of the wall."""
        return self._code.is_small

    def name_of(self, device: str) -> str:
        """Return the name of who has a device; empty when it is gone."""
        return self._devices.name_of(device)

    # Starting and stopping

    def start(self) -> None:
        """Let people join the current meeting."""
        if self.state is JoiningState.STOPPING:
            self._starts_again = True
        elif self.state is JoiningState.CLOSED:
            self._open_door()
            self._code.show(True)
        elif self.state is JoiningState.OFF:
            self._start()

    def _open_door(self) -> None:
        """Let people ask again: in another network those who are in have to, as well."""
        if self.state is JoiningState.CLOSED and self._server is not None:
            self._server.open_door()
            self._set_state(JoiningState.ON)

    def resume(self) -> None:
        """Go on where a crash ended it, if that was in the current meeting and within a day."""
        session = self._workspace.current
        if self.state is not JoiningState.OFF or session is None:
            return
        is_kept, sentence = look_for_crash(self._file, session.meeting.id)
        if sentence:
            self.said.emit(sentence)
        if is_kept:
            self._is_resuming = True
            self._start()

    def _start(self) -> None:
        session = self._workspace.current
        if session is None:
            return
        try:
            self._server = self._new_server(session)
        except FacilitatorError as error:
            self._code.close()
            self._refuse(str(error))
            return
        self._meeting = session.meeting.id
        self._set_state(JoiningState.STARTING)
        opening = self._tasks.follow(self._server.start())
        opening.on_success(self._on_opened).on_error(self._on_not_opened)

    def _new_server(self, session: Session) -> "JoinServer":
        """Return a server for a meeting. Raises FacilitatorError."""
        check_possible(session)
        addresses = self._code.look()
        desk = self._desk = WindowDesk(
            self._queue.put, self.show_people, self.failed.emit, self._tasks
        )
        return server_for(session, desk, self._file, addresses)

    def _refuse(self, sentence: str) -> None:
        self._is_resuming = False
        self.failed.emit(sentence)

    def _on_opened(self, opened: "Opened") -> None:
        server = self._server
        if self.state is not JoiningState.STARTING or server is None:
            return
        was_on, self._is_resuming = self._is_resuming, False
        is_resumed = was_on and not opened.is_new_code
        self._proposals.restore(opened.proposals)
        self._proposals.moderates = opened.moderates
        self._set_state(JoiningState.ON)
        self._follow(self._workspace.current)
        self._publisher.follow(self._screen_of_meeting())
        notice = tr("This is a new code: scan again.") if was_on and not is_resumed else ""
        self._code.open(server, opened.addresses, on_wall=not is_resumed, notice=notice)
        if is_resumed:
            self.said.emit(tr("Everyone who had joined is in again."))
        if self.proposals:
            self.proposals_changed.emit()

    def _on_not_opened(self, error: FacilitatorError) -> None:
        if self.state is JoiningState.STARTING:
            self._forget_meeting()
            self._set_state(JoiningState.OFF)
            self._refuse(str(error))

    def stop(self) -> None:
        """Stop joining: all devices are told that it is over."""
        if self.state in (JoiningState.OFF, JoiningState.STOPPING):
            return
        self._queue.drain_all()
        server = self._forget_meeting()
        self._set_state(JoiningState.STOPPING)
        if server is not None:
            self._stopping = server.stop()
            stopping = self._tasks.follow(self._stopping)
            stopping.on_error(lambda error: self.failed.emit(str(error))).on_done(self._on_stopped)

    def _on_stopped(self) -> None:
        self._set_state(JoiningState.OFF)
        again, self._starts_again = self._starts_again, False
        if again:
            self._start()

    def finish(self, keep: bool = False) -> None:
        """End with the program; with `keep` all devices come in again once it starts anew."""
        if self.state is JoiningState.OFF:
            return
        with suppress(FacilitatorError, TimeoutError):
            # So that the phones still hear that it is safe.
            self._queue.drain_all().result(LAST_SECONDS)
        server = self._forget_meeting()
        if server is not None:
            self._stopping = server.stop(keep)
        if self._stopping is not None:
            with suppress(FacilitatorError, TimeoutError):
                self._stopping.result(LAST_SECONDS)
        self._tasks.abandon()

    def _forget_meeting(self) -> "JoinServer | None":
        """Forget all that was joining this meeting; return the server, which has to be stopped."""
        server, self._server = self._server, None
        if self._desk is not None:
            self._desk.is_over = True
        self._queue.refuse_all()
        self._code.close()
        self._publisher.finish()
        self._proposals.clear()
        self._devices.clear()
        self._follow(None)
        self._meeting = ""
        self.admits_all = self._lets_all_in = self.nobody_came = self._is_resuming = False
        self.people_changed.emit()
        self.proposals_changed.emit()
        return server

    def _set_state(self, state: JoiningState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit()

    # What the facilitator does

    def close_door(self) -> None:
        """Let nobody new ask; those who are in stay."""
        if self.state is JoiningState.ON and self._server is not None:
            self._server.close_door()
            self._set_state(JoiningState.CLOSED)
            self.show_code(False)

    def show_code(self, on: bool, *, small: bool = False) -> None:
        """Show the code to the room, large or in a corner of the wall, or take it off."""
        if self.is_on:
            self._code.show(on and self.state is JoiningState.ON, small=small)
            self._set_nobody_came(False)

    def turn_code(self) -> None:
        """Make a new code: the one before lets nobody ask any more."""
        self._code.turn()

    def look_at_network(self) -> None:
        """Look at once whether people can still join where the code says, as is done often."""
        self._code.look_again()

    def next_address(self) -> None:
        """Show the code of the next address of this computer."""
        self._code.show_next()

    def admit(self, *devices: str) -> None:
        """Let in some who ask."""
        if self._server is not None:
            self._server.admit(*devices)

    def admit_everyone(self) -> None:
        """Let in all who ask now."""
        self.admit(*(person.id for person in self.people if person.state is State.ASKED))

    def set_admits_all(self, on: bool) -> None:
        """Let everybody in unasked, as long as the code is on the wall."""
        if self.is_on and on != self.admits_all:
            self.admits_all = on
            self._let_all_in()
            self.state_changed.emit()

    def _on_code_changed(self) -> None:
        self._let_all_in()
        self.invitation_changed.emit()

    def _let_all_in(self) -> None:
        lets_in = self.admits_all and self.is_on_wall
        if self._server is not None and lets_in != self._lets_all_in:
            self._lets_all_in = lets_in
            self._server.admit_all(lets_in)

    def set_moderates(self, on: bool) -> None:
        """Look at everything that is written before it is shown, or only where it has to be."""
        if self.is_on and on != self.moderates:
            self._proposals.moderates = on
            self._keep_proposals()
            self.state_changed.emit()

    def remove(self, device: str) -> None:
        """Remove somebody, who can't ask again with that device; what was sent stays."""
        if self._server is None:
            return
        name = self._devices.name_of(device)
        self._devices.remove(device)
        self._proposals.drop_all_of(device)
        self._on_proposals_changed()
        removing = self._tasks.follow(self._server.remove(device))
        removing.on_success(lambda own: self.removed.emit(name, own))

    def withdraw(self, own: Own) -> int:
        """Remove what a device has sent that was removed itself; return how many things."""
        session = self._open_session()
        return self._approvals.withdraw(session, own) if session is not None else 0

    def approve(self, proposal_id: str, text: str | None = None) -> str:
        """Put a proposal into the meeting, in other words if a `text` is given.

        Return why that can't be; empty when it was done.
        """
        session, proposal = self._open_session(), self._proposals.find(proposal_id)
        if session is None or proposal is None:
            return ""
        why = self._approvals.approve(session, proposal, text)
        self._on_proposals_changed()
        return why

    def decline(self, proposal_id: str) -> None:
        """Drop a proposal; its device sees that it waits no longer."""
        self._proposals.drop(proposal_id)
        self._on_proposals_changed()

    def _on_proposals_changed(self) -> None:
        self._keep_proposals()
        self.proposals_changed.emit()
        self._tell_all()

    # What happens

    def show_meeting(self, screen: ShownMeeting) -> None:
        """Follow the screen of the current meeting."""
        self._screen = screen
        if self.is_on:
            self._publisher.follow(self._screen_of_meeting())

    def leave(self) -> None:
        """Pause: the meeting is not on the screen any more."""
        self._screen = None
        if self.is_on:
            self._publisher.follow(None)

    def show_time(self, clock: RoomClock | None) -> None:
        """Show the pages the time that the room sees, or no longer (None)."""
        self._publisher.show_time(clock)

    def show_people(self, people: tuple[Person, ...]) -> None:
        """Take who asks and who is in now."""
        if self._server is None:
            return
        known = {person.id for person in self._devices.inside}
        self._devices.show_people(people, self._server.own_of())
        inside = self._devices.inside
        new = frozenset(person.id for person in inside if person.id not in known)
        asking = sum(person.state is State.ASKED for person in people)
        self._publisher.set_people(len(inside))
        self._code.set_people(len(inside), asking)
        if people:
            self._set_nobody_came(False)
        session = self._open_session()
        if new and session is not None:
            spelled = partial(as_on_the_list, meeting=session.meeting)
            self._devices.spell_names(new, spelled)
            names = [self._devices.own(device).name for device in new]
            session.apply_of_others([partial(with_newcomers, names)])
            self._devices.tell(session.meeting, session.exercise, self._proposals, new)
        self.people_changed.emit()

    def _on_taken(self, owns: Mapping[str, Own], durable: "Future[None]") -> None:
        """Tell devices their own, as soon as it is on disk."""

        def tell(_: None) -> None:
            for device, own in owns.items():
                now = self._devices.own(device)
                if now is not own:
                    # A reveal came between: the answer must not bring back whose a card was.
                    self._devices.give(device, now)
            self._tell_all(frozenset(owns))

        self._tasks.follow(durable).on_success(tell)

    def _on_changed(self, change: Change) -> None:
        session = self._session
        if session is None:
            return
        if change.verb is Verb.DISCARD:
            # It is in the trash: what is sent now would be lost there.
            self.stop()
            return
        is_of_devices = session.is_of_others and not session.is_of_another_room
        if not is_of_devices and change.verb not in _NOTHING_OF_ONES_OWN:
            self._devices.forget(session.meeting)
            self._tell_all()

    def _on_stage_changed(self) -> None:
        if self._server is not None:
            self._server.clear_done()

    def _on_nobody_came(self) -> None:
        self._set_nobody_came(not self.people)

    def _set_nobody_came(self, on: bool) -> None:
        if on != self.nobody_came:
            self.nobody_came = on
            self.state_changed.emit()

    def _on_current_changed(self) -> None:
        session = self._workspace.current
        if session is None or not self._meeting:
            return
        if session.meeting.id != self._meeting:
            self.stop()
        elif self.is_on:
            self._follow(session)
            self._tell_all()

    def _follow(self, session: Session | None) -> None:
        """Listen to the session of the meeting, which is another once it was closed."""
        if self._session is not None and isValid(self._session):
            self._session.changed.disconnect(self._on_changed)
        self._session = session
        if session is not None:
            session.changed.connect(self._on_changed)

    def _open_session(self) -> Session | None:
        return self._workspace.sessions.find(self._meeting) if self._meeting else None

    def _screen_of_meeting(self) -> ShownMeeting | None:
        screen = self._screen
        return screen if screen and screen.session.meeting.id == self._meeting else None

    # What the server is told

    def _publish(self, room: RoomData) -> None:
        if self._server is not None:
            self._server.publish(room)

    def _tell_all(self, only: frozenset[str] | None = None) -> None:
        session = self._open_session()
        if session is not None and self.is_on:
            self._devices.tell(session.meeting, session.exercise, self._proposals, only)

    def _tell(self, device: str, you: YouData) -> None:
        if self._server is not None:
            self._server.tell(device, you)

    def _set_own(self, device: str, own: Own) -> None:
        if self._server is not None:
            self._server.set_own(device, own)

    def _keep_proposals(self) -> "Future[None]":
        if self._server is not None:
            return self._server.set_proposals(self.proposals, moderates=self.moderates)
        done: Future[None] = Future()
        done.set_result(None)
        return done
