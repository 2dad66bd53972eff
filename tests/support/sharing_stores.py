"""Stores that share a team through a log of plain dicts, without a hub and without a network."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.change import Change, Verb
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.facilitation.privacy import begin_private
from facilitator.domain.follow_up.teams import begin_journal, id_for
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark, Card, Clock, Details, Record, new_id
from facilitator.domain.shared_log.integrate import integrate
from facilitator.storage.sharing.states import Kept, Membership, SharedTeam
from facilitator.storage.store import Store

TEAM = "Kitchen"
TEAM_ID = id_for(TEAM)
DAY = date(2026, 11, 2)
JOINED = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


class PlainLog:
    """The log of one team, as a hub has it."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []

    def push(self, waiting: Sequence[dict[str, Any]]) -> None:
        known = {each["id"] for each in self.entries}
        for each in waiting:
            if each["id"] not in known:
                self.entries.append({**each, "seq": len(self.entries) + 1})

    def after(self, seq: int, most: int = 500) -> list[dict[str, Any]]:
        return self.entries[seq : seq + most]

    def words(self) -> str:
        return str([each["body"] for each in self.entries])


class SharingStore:
    """A laptop of the kitchen: its store, and what it does with its log."""

    def __init__(self, data: Path, log: PlainLog, name: str = "", *, writes: bool = True) -> None:
        self.data, self.log = data, log
        self.name = name or data.name
        self.kept: list[Kept] = []
        self.writes = writes
        self.store = self._opened()

    def _opened(self) -> Store:
        store = Store(self.data)
        store.start()
        store.sharing.keep = self._keep
        store.sharing.on_kept = self.kept.append
        return store

    def _keep(self, meeting: Meeting) -> Path:
        file = self.data / f"kept-{meeting.id}"
        file.write_text("\n".join(card.text for card in meeting.all(Card)), encoding="utf-8")
        return file

    def join(self) -> None:
        team = SharedTeam(id=TEAM_ID, name=TEAM, writes=self.writes)
        joined = Membership(
            hub="https://127.0.0.1:8443",
            organisation="o" * 32,
            organisation_name="Corner Hotels",
            device=f"device of {self.name}",
            site=f"site of {self.name}",
            name=self.name,
            role="member",
            teams=(team,),
            joined_at=JOINED,
        )
        self.store.sharing.join(joined).result()

    def restart(self) -> None:
        assert self.store.close(timeout=10)
        self.store = self._opened()

    def restart_closed(self) -> None:
        """Start the program after it was closed."""
        self.store = self._opened()

    def does(self, change: Change) -> None:
        self.store.commit(change).result()

    def meeting(self, known: str) -> Meeting:
        return self.store.load(known).result()

    def begins_journal(self) -> None:
        self.does(begin_journal(TEAM, DAY))

    def begins(self, title: str = "Monday", team_id: str | None = TEAM_ID) -> str:
        known = new_id()
        details = Details(
            id=known, title=title, exercise="any", held_on=DAY, team=TEAM, team_id=team_id
        )
        self.does(import_meeting([details, Bookmark(id=known, stage="first")]))
        return known

    def adds(self, known: str, text: str, *, hidden: bool = False) -> None:
        if hidden:
            self.does(begin_private(self.meeting(known)))
        self.does(add_cards(self.meeting(known), "gap", [text]))

    def pushes(self, most: int = 500) -> int:
        waiting = self.store.sharing.waiting(most).result()
        self.log.push(waiting)
        return len(waiting)

    def pulls(self, most: int = 500) -> None:
        """Take in all that is there, and lay it on."""
        self.notices_another_log()
        while entries := self.log.after(self.cursor, most):
            self.takes_in(entries)
            self.lays()

    def notices_another_log(self) -> None:
        """Let wait what the log has lost, as one that was restored from an old copy has."""
        team = self.team
        log = {each["seq"]: each["id"] for each in self.log.entries}
        if log.get(team.cursor, "") == team.cursor_entry:
            return
        self.lays()
        known = self.store.sharing.places(TEAM_ID, team.cursor + 1, 10_000).result()
        common = next((seq for seq, entry in known if log.get(seq) == entry), 0)
        self.store.sharing.unconfirm(TEAM_ID, common).result()

    @property
    def team(self) -> SharedTeam:
        joined = self.store.sharing.membership().result()
        assert joined is not None
        return joined.teams[0]

    @property
    def cursor(self) -> int:
        return self.team.cursor

    def lays_like_a_window(self, known: str, meeting: Meeting) -> None:
        """Lay on what arrived of a meeting that is open, in memory and on disk."""
        standing = self.store.sharing.standing(known).result()
        if standing.arrived:
            integrated = integrate(meeting, standing)
            meeting.apply(integrated.change)
            self.store.sharing.write_integrated(known, integrated).result()

    def takes_in(self, entries: Sequence[dict[str, Any]]) -> frozenset[str]:
        return self.store.sharing.arrived(TEAM_ID, entries, len(self.log.entries)).result()

    def lays(self) -> None:
        for known in self.store.sharing.to_lay().result():
            self.store.sharing.lay(known).result()

    def syncs(self) -> None:
        self.pulls()
        self.pushes()
        self.pulls()

    def uploads(self) -> None:
        while self.store.sharing.upload_next(TEAM_ID).result():
            pass

    def shared_records(self, known: str) -> set[Record]:
        """All that is the same everywhere once everybody has synced."""
        told = self.meeting(known)
        held = self.store.sharing.standing(known).result().held
        told.apply(Change(known, Verb.NOTHING, tuple(held.values())).inverse())
        return {each for each in told.records() if not isinstance(each, Bookmark | Clock)}

    def texts(self, known: str) -> list[str]:
        return [card.text for card in self.meeting(known).children(Card, "gap")]

    def closes(self) -> None:
        assert self.store.close(timeout=10)
