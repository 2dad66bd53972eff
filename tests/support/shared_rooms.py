"""Laptops with a workspace that share a team: a log in a list, and sharing when a test says so."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from facilitator.domain.chain import verbs
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.follow_up import teams
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark, Card, Clock, Record
from facilitator.settings import Settings
from facilitator.storage.sharing.states import Membership, SharedTeam
from facilitator.storage.store import Store
from facilitator.sync.sync_state import SyncKind, SyncState
from facilitator.ui.workspace.session import Session
from facilitator.ui.workspace.shared_work import SharedWork
from facilitator.ui.workspace.workspace import Workspace
from tests.support.small_meeting import EXERCISE, TODAY, texts

KITCHEN = "Kitchen"
PATIENCE = 20_000
"""Milliseconds in which anything on a busy machine has happened."""


@dataclass
class TeamLog:
    """The entries of one team as a hub keeps them: in order, each once."""

    entries: list[dict[str, Any]] = field(default_factory=list)

    def push(self, sent: Sequence[Mapping[str, Any]]) -> None:
        known = {entry["id"] for entry in self.entries}
        for entry in sent:
            if entry["id"] not in known:
                known.add(entry["id"])
                self.entries.append({**entry, "seq": len(self.entries) + 1})

    def after(self, seq: int) -> list[dict[str, Any]]:
        return self.entries[seq:]


class SyncByHand:
    """In place of what talks to a hub: it does nothing until it is told to."""

    def __init__(
        self,
        log: TeamLog,
        store: Store,
        on_state: Callable[[SyncState], None],
        on_arrived: Callable[[frozenset[str]], None],
    ) -> None:
        self._log = log
        self._store = store
        self.on_state = on_state
        self.on_arrived = on_arrived
        self.is_running = False

    def start(self) -> None:
        self.is_running = True

    def stop(self, timeout: float = 0.0) -> bool:
        self.is_running = False
        return True

    def retry(self) -> None:
        """Nothing: a test says when."""

    def upload(self, teams: Iterable[str]) -> None:
        """Nothing: what these laptops have was shared from its beginning."""

    def stop_upload(self) -> None:
        """Nothing, too."""

    def sends(self) -> None:
        waiting = self._store.sharing.waiting().result()
        self._log.push([each for each in waiting if each["team"] == teams.id_for(KITCHEN)])

    def receives(self) -> None:
        """Read what is new in the log; the window is told, and lays it on by itself."""
        membership = self._store.sharing.membership().result()
        assert membership is not None
        team = next(each for each in membership.teams if each.name == KITCHEN)
        new = self._log.after(team.cursor)
        if new:
            head = len(self._log.entries)
            self.on_arrived(self._store.sharing.arrived(team.id, new, head).result())
        self.on_state(SyncState(kind=SyncKind.UP_TO_DATE))


class SharedRoom:
    """One laptop with its workspace; the window around it is left to other tests."""

    def __init__(
        self, qtbot: QtBot, data: Path, log: TeamLog, name: str, *, writes: bool = True
    ) -> None:
        self._qtbot = qtbot
        self.name = name
        self.workspace = Workspace(data, Settings())
        self.sync: SyncByHand | None = None
        self.said: list[str] = []

        def make_sync(
            folder: Path,
            store: Store,
            on_state: Callable[[SyncState], None],
            on_arrived: Callable[[frozenset[str]], None],
        ) -> SyncByHand:
            self.sync = SyncByHand(log, store, on_state, on_arrived)
            return self.sync

        self.work.make_sync = make_sync
        self.work.said.connect(self.said.append)
        store = self.workspace.store
        store.start()
        joins(store, name, writes=writes)
        self.work.start()
        self.until(lambda: self.work.is_on)

    @property
    def work(self) -> SharedWork:
        return self.workspace.shared_work

    def until(self, wanted: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(wanted, timeout=PATIENCE)

    def rests(self) -> None:
        """Wait until what arrived is laid on, and all is on disk."""
        self.until(lambda: not self._is_busy())

    def _is_busy(self) -> bool:
        store = self.workspace.store
        return bool(self.work.is_laying or store.unsaved or store.sharing.to_lay().result())

    def begins(self, title: str) -> Session:
        """Begin a meeting of the shared team, and open it."""
        begun = lifecycle.begin(
            EXERCISE, MeetingSetup(title=title, team=KITCHEN), TODAY, teams.id_for(KITCHEN)
        )
        meeting = Meeting()
        meeting.apply(begun)
        self.workspace.store.commit(begun)
        self.workspace.open(meeting, EXERCISE)
        return self.session

    def opens(self, meeting: str) -> Session:
        """Open a meeting as it is on the disk."""
        self.workspace.open(self.workspace.store.load(meeting).result(), EXERCISE)
        return self.session

    @property
    def session(self) -> Session:
        assert self.workspace.current is not None
        return self.workspace.current

    def adds(self, *words: str) -> None:
        for text in words:
            self.session.execute(verbs.add_cards(self.session.meeting, "bad", [text]))

    def rewords(self, text: str, new: str) -> None:
        card = self.card(text)
        self.session.execute(verbs.edit_text(self.session.meeting, card, new))

    def card(self, text: str) -> Card:
        return next(each for each in self.session.meeting.all(Card) if each.text == text)

    @property
    def cards(self) -> list[str]:
        return texts(self.session.meeting.children(Card, "bad"))

    def sends(self) -> None:
        assert self.sync is not None
        self.session.flush_pending()
        self.sync.sends()

    def receives(self) -> None:
        assert self.sync is not None
        self.sync.receives()
        # What arrived is told to the window by its event loop.
        QCoreApplication.processEvents()
        self.rests()

    def is_on_disk(self) -> bool:
        """Whether memory and disk are equal, record for record."""
        there = self.workspace.store.load(self.session.meeting.id).result()
        return there == self.session.meeting

    def close(self) -> None:
        for session in self.workspace.sessions:
            session.flush_pending()
        self.work.stop(0.0)
        self.workspace.store_service.close(30)
        self.workspace.deleteLater()


def joins(store: Store, name: str, *, writes: bool = True, team_name: str = KITCHEN) -> None:
    """Let a laptop belong to an organisation, with one team."""
    moment = datetime(2026, 12, 1, tzinfo=UTC)
    team = teams.id_for(team_name)
    if team not in store.teams().result():
        store.commit(teams.begin_journal(team_name, TODAY)).result()
    store.sharing.join(
        Membership(
            hub="https://hub.example/",
            organisation="org",
            organisation_name="Corner Hotels",
            device=name,
            site=name,
            name=name,
            role="member",
            teams=(SharedTeam(id=team, name=team_name, writes=writes),),
            joined_at=moment,
        )
    ).result()


def shared_records(meeting: Meeting) -> dict[tuple[type[Record], str], Record]:
    """What every laptop has alike of a meeting."""
    return {
        (type(record), record.id): record
        for record in meeting.records()
        if not isinstance(record, Bookmark | Clock)
    }


def share(*rooms: SharedRoom) -> None:
    """Let every laptop have all that the others did."""
    for _ in range(2):
        for each in rooms:
            each.sends()
        for each in rooms:
            each.receives()
