"""What this laptop tells of a change: written in the transaction that makes the change true."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.records import Details, Team, new_id
from facilitator.domain.shared_log.entry import Entry, Key
from facilitator.domain.shared_log.share import share
from facilitator.storage.db.connection import rows_of, transaction
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.db.tables.sharing_tables import membership
from facilitator.storage.shared_log.log_body import pack, to_text
from facilitator.storage.sharing.entry_rows import (
    Place,
    add_rows,
    base_of,
    moment_text,
    new_row,
    read_held,
    text_of,
    write_held,
)
from facilitator.storage.sharing.erased_words import forget_meeting
from facilitator.storage.sharing.pieces import cut
from facilitator.storage.sharing.stale_changes import Fitted, fitted_at
from facilitator.storage.sharing.streams import (
    ensure_container,
    is_here,
    place_of_change,
    shared_numbers,
)


@dataclass(frozen=True, slots=True)
class Author:
    """Who this laptop is in its organisation."""

    site: str
    name: str


class Outbox:
    """The outbox of a laptop that shares; it knows what of it was read before."""

    def __init__(self, author: Author, numbers: Mapping[str, int]) -> None:
        self.author = author
        self._numbers = numbers
        self._places: dict[str, Place | None] = {}
        self._held: dict[str, dict[Key, Edit]] = {}

    def telling(self, fitted: Fitted, known: str | None, moment: datetime) -> "Telling | None":
        """Return what is to be told of a change; None where that is nothing for sure."""
        change = fitted.made
        place = self._places.get(change.meeting)
        is_known = change.meeting in self._places
        if is_known and place is None and not _may_share(change):
            return None
        return Telling(self, fitted, known or new_id(), moment)

    def fitted(
        self, connection: Connection, change: Change, known: str | None, moment: datetime
    ) -> Fitted:
        """Return a change as it fits what is on the disk: something may have been laid on since."""
        as_meant = Fitted(change, change)
        if change.meeting in self._places and self._places[change.meeting] is None:
            return as_meant
        with transaction(connection):
            place, is_new = self.place_of(connection, change)
            if place is None:
                # What was erased elsewhere is not altered any more.
                is_gone = not is_new and not is_here(connection, change.meeting)
                return Fitted(change, replace(change, edits=())) if is_gone else as_meant
            if not place.container:
                return as_meant
            entry = Entry(
                id=known or "",
                team=place.team_id,
                meeting=change.meeting,
                site=self.author.site,
                actor=self.author.name,
                at=moment,
                base=base_of(connection, place),
                change=change,
            )
            try:
                return fitted_at(connection, change, place, entry, self.author.site)
            except DamagedRowError:
                # It alters what nobody can read: that is told where it is opened.
                return as_meant

    def place_of(self, connection: Connection, change: Change) -> tuple[Place | None, bool]:
        if self._places.get(change.meeting) is not None:
            return self._places[change.meeting], False
        return place_of_change(connection, change, self._numbers)

    def held(self, connection: Connection, place: Place) -> dict[Key, Edit]:
        if not place.container:
            return {}
        if place.meeting not in self._held:
            self._held[place.meeting] = read_held(connection, place.container, place.meeting)
        return self._held[place.meeting]

    def remember(self, change: Change, place: Place | None, held: dict[Key, Edit]) -> None:
        """Note what was told of a change that is on disk now."""
        if any(isinstance(edit.after or edit.before, Team) for edit in change.edits):
            self._places.clear()
            self._held.clear()
        elif _may_share(change):
            self._places.pop(change.meeting, None)
            self._held.pop(change.meeting, None)
        else:
            self._places[change.meeting] = place
            if place is not None:
                self._held[change.meeting] = held


class Telling:
    """One change on its way into the outbox."""

    def __init__(self, outbox: Outbox, fitted: Fitted, known: str, moment: datetime) -> None:
        self._outbox, self._meant, self._change = outbox, fitted.meant, fitted.made
        self._known, self._moment = known, moment
        self._place: Place | None = None
        self._held: dict[Key, Edit] = {}
        self.waits = False
        """Whether there is anything to send."""

    def write(self, connection: Connection) -> None:
        """Write what the log is to be told; the transaction is the caller's."""
        place, is_new = self._outbox.place_of(connection, self._change)
        self.waits, self._place, self._held = False, place, {}
        held = dict(self._outbox.held(connection, place)) if place is not None else {}
        if self._change.verb is Verb.ERASE:
            gone = (edit.before for edit in self._change.edits if edit.before is not None)
            forget_meeting(connection, self._change.meeting, gone)
        if place is None:
            return
        shared = share(self._change, held)
        told = shared.change
        self._held = dict(shared.held)
        if not told.edits and told.verb is not Verb.ERASE and not (is_new and self._held):
            write_held(connection, place, held, self._held)
            return
        self._place = place = ensure_container(connection, place)
        write_held(connection, place, held, self._held)
        if told.edits or told.verb is Verb.ERASE:
            author = self._outbox.author
            rows = list(rows_for(connection, told, place, author, self._known, self._moment))
            add_rows(connection, self._as_meant(rows, told, held))
            self.waits = True

    def _as_meant(
        self, rows: list[dict[str, Any]], told: Change, held: dict[Key, Edit]
    ) -> list[dict[str, Any]]:
        """Return the rows with what was meant, so that who is written over learns of it.

        Not where a part of it is held: what the log knows of that is not what was meant.
        """
        if self._meant is self._change or len(rows) > 1 or not told.edits or self._held != held:
            return rows
        meant = share(self._meant, held)
        if dict(meant.held) != held:
            return rows
        return [rows[0] | {"body": text_of(meant.change), "applied": text_of(told)}]

    def done(self) -> None:
        """Take note that it is on disk."""
        self._outbox.remember(self._change, self._place, self._held)


def rows_for(
    connection: Connection,
    told: Change,
    place: Place,
    author: Author,
    known: str,
    moment: datetime,
    *,
    is_upload: bool = False,
) -> Iterator[dict[str, Any]]:
    """Yield the rows of what is told: one entry, or some for a large change."""
    base, at = base_of(connection, place), moment_text(moment)
    for number, piece in enumerate(_pieces(told)):
        named = known if not number else f"{known}-{number}"
        row = new_row(place, named, author.site, author.name, at, base, piece)
        yield row | {"upload": int(is_upload)}


def _pieces(told: Change) -> list[Change]:
    if not told.edits:
        return [told]
    return cut(told, lambda edit: _size(edit, told.meeting))


def _size(edit: Edit, meeting: str) -> int:
    return len(to_text(pack(Change(meeting, Verb.NOTHING, (edit,)))).encode())


def _may_share(change: Change) -> bool:
    """Return whether a change may make a meeting one of another team, or of one at all."""
    return any(isinstance(edit.after or edit.before, Details | Team) for edit in change.edits)


def read_outbox(connection: Connection) -> Outbox | None:
    """Return the outbox of this laptop; None where it shares with nobody."""
    with transaction(connection):
        found = rows_of(connection, select(membership.c.site, membership.c.name))
        if not found:
            return None
        return Outbox(Author(*found[0]), shared_numbers(connection))
