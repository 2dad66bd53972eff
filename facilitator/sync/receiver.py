"""Read the logs of the teams as they grow; find back into one that was restored."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from time import monotonic
from typing import Any

from facilitator.storage.shared_log.log_body import RECORDS
from facilitator.storage.sharing.shared_store import SharedStore
from facilitator.storage.sharing.states import NotNowError, SharedTeam
from facilitator.sync.access import Access
from facilitator.sync.answers import Pulled, TeamNews
from facilitator.sync.hub_client import MOST_ENTRIES, MOST_PLACES, Hub
from facilitator.sync.hub_errors import HubError, Trouble, odd_answer
from facilitator.sync.reunions import Reunions

_ASIDE_SECONDS = 2.0
"""From one try to find back into the log of a team to the next."""


class Receiver:
    """Reads what came into the logs, over a connection of its own.

    `on_log` is called with a team, the place up to which its log was read and where it ends, and
    `on_access` when the hub lets this laptop do something else than before.
    """

    def __init__(
        self,
        sharing: SharedStore,
        hub: Hub,
        access: Access,
        on_log: Callable[[str, int, int], None],
        on_access: Callable[[], None],
    ) -> None:
        self._sharing = sharing
        self._hub = hub
        self._access = access
        self._on_log = on_log
        self._on_access = on_access
        self._reunions = Reunions()
        self._me_version: int | None = None
        """What the hub told last, of which refresh() made use."""
        self._new_version: int | None = None
        self._meetings: frozenset[str] = frozenset()
        self._most = MOST_ENTRIES
        self._aside: dict[str, float] = {}
        """Teams whose log is another one, which the laptop can't take yet; and until when."""
        self.is_at_end = False
        """Whether all logs were read to their ends once."""
        self._newer: dict[str, str] = {}
        """Teams, by id, whose log this program can't read on; with their names."""

    @property
    def newer(self) -> tuple[str, ...]:
        """Return the names of the teams that need a newer program."""
        return tuple(self._newer.values())

    def take_meetings(self) -> frozenset[str]:
        """Return the meetings for which something arrived since this was asked last."""
        taken, self._meetings = self._meetings, frozenset()
        return taken

    def receive(self, wait: float) -> bool:
        """Ask once for news, waiting some seconds for them; return whether there may be more.

        Raises HubError, StorageError, and of these NotNowError at the end where the log of a team
        is another one and what arrived is not laid on yet.
        """
        membership = self._sharing.membership().result()
        if membership is None:
            return False
        now = monotonic()
        self._aside = {team: until for team, until in self._aside.items() if until > now}
        left_out = self._newer.keys() | self._aside.keys()
        teams = {team.id: team for team in membership.teams if team.id not in left_out}
        if self._aside:
            wait = min(wait, min(self._aside.values()) - now)
        after = {team.id: (team.cursor, team.cursor_entry) for team in teams.values()}
        if (pulled := self._pulled(after, wait)) is None:
            return True
        self._new_version = pulled.me_version
        has_more, too_early = False, None
        for team_id, news in pulled.teams.items():
            if (team := teams.get(team_id)) is None:
                continue
            if news.diverged or news.head < team.cursor:
                try:
                    read = self._reunite(team)
                except NotNowError as error:
                    # What came of the old log is not laid on yet; the other teams go on.
                    self._aside[team.id] = monotonic() + _ASIDE_SECONDS
                    too_early = error
                    continue
                has_more = True
            else:
                read = self._arrived(team, news)
            self._on_log(team.id, read, news.head)
            has_more |= read < news.head and team.id not in self._newer
        if too_early is not None:
            raise too_early
        self.is_at_end |= not has_more
        return has_more or pulled.me_version != self._me_version

    def refresh(self) -> None:
        """Learn what this laptop may do now, if that is something else than before.

        Raises HubError and StorageError.
        """
        if self._new_version != self._me_version:
            self._access.refresh(self._hub)
            self._me_version = self._new_version
            self._on_access()

    def _pulled(self, after: Mapping[str, tuple[int, str]], wait: float) -> Pulled | None:
        """Return what the hub answers, None to ask again for less at once."""
        most, known = self._most, self._me_version
        # The first time there is something to learn in any case.
        patience = 0.0 if known is None else wait
        try:
            pulled = self._access.ask(
                self._hub, lambda: self._hub.pull(after, patience, most, known)
            )
        except HubError as error:
            if error.trouble is not Trouble.TOO_LARGE or most == 1:
                raise
            self._most = most // 2
            return None
        self._most = min(MOST_ENTRIES, most * 2)
        return pulled

    def _arrived(self, team: SharedTeam, news: TeamNews) -> int:
        """Write what came, and return up to which place the log was read."""
        readable = self._readable(team, news.entries)
        if readable:
            self._meetings |= self._sharing.arrived(team.id, readable, news.head).result()
        return team.cursor + len(readable)

    def _readable(
        self, team: SharedTeam, entries: Sequence[dict[str, Any]]
    ) -> Sequence[dict[str, Any]]:
        """Return the entries up to the first of a newer program. Raises HubError for a gap."""
        for number, entry in enumerate(entries):
            if entry.get("seq") != team.cursor + 1 + number or not _has_envelope(entry, team.id):
                raise odd_answer(self._hub.host)
            if entry["records"] > RECORDS:
                self._newer[team.id] = team.name
                return entries[:number]
        return entries

    def _reunite(self, team: SharedTeam) -> int:
        """Go back to the last place that is the same here and in the log of the hub; return it."""
        self._reunions.check(team)
        common = self._last_common(team)
        self._sharing.unconfirm(team.id, common).result()
        self._reunions.count(team)
        return common

    def _last_common(self, team: SharedTeam) -> int:
        """Return the last place up to which the log here and that of the hub are the same.

        Behind it an entry may be at its place again, after others than before: so it goes on until
        a whole piece is the same.
        """
        common, before = team.cursor, team.cursor + 1
        while before > 1:
            asked = partial(self._hub.places, team.id, before, MOST_PLACES)
            theirs = self._access.ask(self._hub, asked)
            if not theirs:
                return 0
            if any(not 0 < seq < before for seq, _ in theirs):
                raise odd_answer(self._hub.host)
            newest, oldest = max(theirs)[0], min(theirs)[0]
            ours = dict(self._sharing.places(team.id, newest + 1, newest - oldest + 1).result())
            differing = [seq for seq, known in theirs if ours.get(seq, known) != known]
            if not differing:
                return min(common, newest)
            common, before = min(differing) - 1, oldest
        return common


def _has_envelope(entry: dict[str, Any], team: str) -> bool:
    names = ("id", "meeting", "site", "actor", "at")
    has_texts = all(isinstance(entry.get(name), str) for name in names)
    return has_texts and entry.get("team") == team and type(entry.get("records")) is int
