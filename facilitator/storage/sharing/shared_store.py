"""The store's side of sharing: who this laptop is there, what waits, what arrived; light to import.

Each answer is worked out on the writer thread, after what was asked and committed before it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from facilitator.storage.sharing.sharing_state import SharingState
from facilitator.storage.sharing.states import (
    Conflict,
    Keep,
    Kept,
    Membership,
    NotNowError,
    SharedTeam,
    Sharing,
    Upload,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from facilitator.domain.change import Change
    from facilitator.domain.shared_log.entry import Integrated, Standing
    from facilitator.storage.db.database import Database

    Ask = Callable[[Callable[[Database, tuple[Change, ...]], Any]], Future[Any]]
    WriteIntegrated = Callable[[str, Integrated], Future[None]]

T = TypeVar("T")
KEPT_WORDS = timedelta(days=60)
"""How long the words of an entry are kept that is part of its meeting: for a hub that lost it."""


class SharedStore:
    """What one store shares with an organisation."""

    def __init__(
        self, state: SharingState, read: "Ask", write_integrated: "WriteIntegrated"
    ) -> None:
        self._state = state
        self._read = read
        self._write_integrated = write_integrated

    @property
    def on_waiting(self) -> Callable[[], None] | None:
        """What is called on the writer thread once there is something more to send."""
        return self._state.on_waiting

    @on_waiting.setter
    def on_waiting(self, listener: Callable[[], None] | None) -> None:
        self._state.on_waiting = listener

    @property
    def on_kept(self) -> Callable[[Kept], None] | None:
        """What is called on the writer thread when changes to an erased meeting were kept."""
        return self._state.on_kept

    @on_kept.setter
    def on_kept(self, listener: Callable[[Kept], None] | None) -> None:
        self._state.on_kept = listener

    @property
    def on_fitted(self) -> Callable[[str], None] | None:
        """What is called on the writer thread with a meeting that is not what was committed.

        Something had arrived of which its maker did not know.
        """
        return self._state.on_fitted

    @on_fitted.setter
    def on_fitted(self, listener: Callable[[str], None] | None) -> None:
        self._state.on_fitted = listener

    @property
    def keep(self) -> Keep | None:
        """What writes a meeting into a file that was erased elsewhere; on the writer thread."""
        return self._state.keep

    @keep.setter
    def keep(self, keep: Keep | None) -> None:
        self._state.keep = keep

    # Membership

    def membership(self) -> "Future[Membership | None]":
        """Return who this laptop is in its organisation; None where it shares with nobody."""

        def ask(database: "Database", _: "tuple[Change, ...]") -> Membership | None:
            if self._state.outbox(database.core) is None:
                return None
            from facilitator.storage.sharing.membership import read_membership

            return read_membership(database.core)

        return self._read(ask)

    def join(self, membership: Membership) -> "Future[None]":
        """Share from now on; nothing stays of an organisation it shared with before."""

        def work(connection: "Connection", now: datetime) -> None:
            from facilitator.storage.sharing.membership import write_membership

            write_membership(connection, membership)

        return self._alter(work)

    def set_teams(self, role: str, teams: Iterable[SharedTeam]) -> "Future[None]":
        """Let the role and the teams be what the hub says now.

        Of a team that is gone, what is known of its log goes, and its meetings stay.
        """
        known = tuple(teams)

        def work(connection: "Connection", now: datetime) -> None:
            from facilitator.storage.sharing.membership import write_teams

            write_teams(connection, role, known)

        return self._alter(work)

    def leave(self) -> "Future[None]":
        """Forget the organisation and what is known of its logs; every meeting stays."""

        def work(connection: "Connection", now: datetime) -> None:
            from facilitator.storage.sharing.membership import end_membership

            end_membership(connection)

        return self._alter(work)

    # What was here before

    def to_upload(self, team: str) -> "Future[Upload]":
        """Return what there is of a team that is not in its log."""

        def ask(database: "Database", _: "tuple[Change, ...]") -> Upload:
            from facilitator.storage.db.connection import transaction
            from facilitator.storage.sharing.uploads import to_upload

            with transaction(database.core):
                return to_upload(database.core, team)

        return self._read(ask)

    def want_upload(self, teams: Iterable[str], *, wanted: bool = True) -> "Future[None]":
        """Note that what is here of teams is to be told to their logs, or is no more.

        The next start of the program knows it too; see SharedTeam.uploads.
        """
        known = tuple(teams)

        def work(connection: "Connection", now: datetime) -> None:
            from facilitator.storage.sharing.membership import note_uploads

            note_uploads(connection, known, wanted=wanted)

        return self._alter(work)

    def upload_next(self, team: str) -> "Future[int]":
        """Let the next meeting or journal of that wait for the log; returns how many remain."""

        def work(connection: "Connection", now: datetime) -> int:
            from facilitator.storage.db.connection import transaction
            from facilitator.storage.sharing.uploads import upload_next

            with transaction(connection):
                return upload_next(connection, team, now)

        return self._alter(work, waits=True)

    # What is sent

    def waiting(self, most: int = 500, max_bytes: int = 4 << 20) -> "Future[list[dict[str, Any]]]":
        """Return entries to be sent, of teams that this laptop writes, the oldest first.

        At least one, however large.
        """

        def ask(database: "Database", _: "tuple[Change, ...]") -> list[dict[str, Any]]:
            if self._state.outbox(database.core) is None:
                return []
            from facilitator.storage.sharing.unsent import read_waiting

            return read_waiting(database.core, most, max_bytes)

        return self._read(ask)

    def refused(self, reasons: Mapping[str, str]) -> "Future[list[Kept]]":
        """Send entries no more that the hub does not take; they stay here.

        `reasons` has why, by the ids of the entries. What was done to a meeting that was erased is
        kept in a file once it is erased here.
        """

        def work(connection: "Connection", now: datetime) -> list[Kept]:
            from facilitator.storage.sharing.unsent import note_refused

            return note_refused(connection, reasons)

        return self._alter(work)

    # What arrives

    def arrived(
        self, team: str, entries: Sequence[Mapping[str, Any]], head: int
    ) -> "Future[frozenset[str]]":
        """Write what follows in the log of a team; returns the meetings on which to lay it.

        `head` is the last place there. Fails with InputRefusedError where something is left out,
        and with NewerEntryError once all before the first entry of a newer program is written.
        """

        def work(connection: "Connection", now: datetime) -> frozenset[str]:
            from facilitator.storage.sharing.inbox import drop_old_words, take_in

            if not self._state.is_tidy:
                drop_old_words(connection, now - KEPT_WORDS)
                self._state.is_tidy = True
            return take_in(connection, team, entries, head, now)

        return self._alter(work)

    def to_lay(self) -> "Future[list[str]]":
        """Return the meetings and journals for which something arrived that is not laid on."""

        def ask(database: "Database", _: "tuple[Change, ...]") -> list[str]:
            if self._state.outbox(database.core) is None:
                return []
            from facilitator.storage.sharing.inbox import meetings_to_lay

            return meetings_to_lay(database.core)

        return self._read(ask)

    def standing(self, meeting: str) -> "Future[Standing]":
        """Return how a meeting stands to the log of its team, with the first of what arrived.

        Fails with NotNowError while changes of it are not on disk.
        """

        def work(connection: "Connection", now: datetime) -> "Standing":
            from facilitator.storage.sharing.integration import read_standing

            return read_standing(connection, meeting, now)

        return self._alter(work, of=meeting)

    def write_integrated(self, meeting: str, integrated: "Integrated") -> "Future[None]":
        """Write what became of an open meeting, in the queue of changes and as one of them.

        Fails with StaleChangeError where it was changed elsewhere since `standing` was asked.
        """
        return self._write_integrated(meeting, integrated)

    def lay(self, meeting: str) -> "Future[Change | None]":
        """Lay on what arrived of a meeting that is not open; returns what that changed.

        Fails with NotNowError while changes of it are not on disk, or where there is no place to
        keep those of a meeting that was erased elsewhere.
        """

        def work(connection: "Connection", now: datetime) -> "Change | None":
            from facilitator.storage.sharing.integration import lay

            outcome = lay(connection, meeting, now, self._state.keep)
            if outcome is None:
                return None
            if outcome.kept is not None:
                self._state.tell_kept(outcome.kept)
            if outcome.waits:
                self._state.tell_waiting()
            return outcome.change

        return self._alter(work, of=meeting)

    # A hub that lost something

    def places(self, team: str, before: int, most: int) -> "Future[list[tuple[int, str]]]":
        """Return the last places before one in the log of a team, with the ids of their entries."""

        def ask(database: "Database", _: "tuple[Change, ...]") -> list[tuple[int, str]]:
            from facilitator.storage.sharing.inbox import places

            return places(database.core, team, before, most)

        return self._read(ask)

    def unconfirm(self, team: str, after: int) -> "Future[None]":
        """Let everything wait again that is behind a place in the log of a team.

        Fails with NotNowError as long as something that arrived is not laid on.
        """

        def work(connection: "Connection", now: datetime) -> None:
            from facilitator.storage.sharing.inbox import unconfirm

            unconfirm(connection, team, after, now)

        return self._alter(work, waits=True)

    # What did not hold, and how things are

    def conflicts(self, meeting: str | None = None) -> "Future[list[Conflict]]":
        """Return the values that did not hold and are offered still, the latest last."""

        def ask(database: "Database", _: "tuple[Change, ...]") -> list[Conflict]:
            if self._state.outbox(database.core) is None:
                return []
            from facilitator.storage.sharing.conflicts import open_conflicts

            return open_conflicts(database.core, meeting)

        return self._read(ask)

    def settle(self, conflict: int) -> "Future[None]":
        """Offer a value that did not hold no more."""

        def work(connection: "Connection", now: datetime) -> None:
            from facilitator.storage.sharing.conflicts import settle_conflict

            settle_conflict(connection, conflict)

        return self._alter(work)

    def state(self) -> "Future[Sharing]":
        """Return how much of what was done here is not shared."""

        def ask(database: "Database", _: "tuple[Change, ...]") -> Sharing:
            if self._state.outbox(database.core) is None:
                return Sharing()
            from facilitator.storage.sharing.unsent import read_state

            return read_state(database.core)

        return self._read(ask)

    def is_erased(self, meeting: str) -> "Future[bool]":
        """Return whether a meeting was erased for everybody who shares it."""

        def ask(database: "Database", _: "tuple[Change, ...]") -> bool:
            if self._state.outbox(database.core) is None:
                return False
            from facilitator.storage.sharing.streams import is_erased

            return is_erased(database.core, meeting)

        return self._read(ask)

    def team_of(self, meeting: str) -> "Future[SharedTeam | None]":
        """Return the team in whose log a meeting or journal is; None where it is not shared."""

        def ask(database: "Database", _: "tuple[Change, ...]") -> SharedTeam | None:
            if self._state.outbox(database.core) is None:
                return None
            from facilitator.storage.sharing.membership import team_of

            return team_of(database.core, meeting)

        return self._read(ask)

    def drop_old_words(self, kept: timedelta = KEPT_WORDS) -> "Future[None]":
        """Forget the words of entries that have been part of their meetings for so long."""

        def work(connection: "Connection", now: datetime) -> None:
            from facilitator.storage.sharing.inbox import drop_old_words

            drop_old_words(connection, now - kept)

        return self._alter(work)

    def _alter(
        self,
        work: "Callable[[Connection, datetime], T]",
        *,
        waits: bool = False,
        of: str | None = None,
    ) -> "Future[T]":
        """Do what alters the database; `waits` where there is something to send after it.

        With `of` it fails while changes of that meeting are not on disk.
        """

        def ask(database: "Database", unsaved: "tuple[Change, ...]") -> T:
            if of is not None and any(change.meeting == of for change in unsaved):
                raise NotNowError("Something of this meeting is not saved yet.")
            database.check_unaltered()
            try:
                return work(database.core, datetime.now(UTC))
            finally:
                self._state.forget()
                database.check_written()
                if waits:
                    self._state.tell_waiting()

        return self._read(ask)
