"""What a laptop shares, in memory: an outbox, an inbox and a log, but no meetings."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, TypeVar

from facilitator.domain.moments import moment_of
from facilitator.storage.sharing.states import Kept, Membership, SharedTeam, Sharing, Upload

T = TypeVar("T")


def done(value: T) -> "Future[T]":
    future: Future[T] = Future()
    future.set_result(value)
    return future


class OutboxInMemory:
    """Answers like the SharedStore of a laptop; a meeting is the ids of what was laid on."""

    def __init__(self, membership: Membership | None = None) -> None:
        self._membership = membership
        self.waits: list[dict[str, Any]] = []
        self.inbox: list[tuple[str, dict[str, Any]]] = []
        self.log: dict[str, list[dict[str, Any]]] = {}
        self.refusals: dict[str, str] = {}
        self.to_share: dict[str, list[str]] = {}
        self.on_waiting: Callable[[], None] | None = None

    def do(self, team: str, meeting: str = "m", *, size: int = 0, records: int = 9) -> str:
        """Make a change; return the id of its entry."""
        known = token_hex(16)
        body = {"verb": "reword", "subject": "x" * size, "count": 1, "targets": [], "edits": []}
        moment = datetime.now(UTC).isoformat(timespec="microseconds")
        self.waits.append(
            {
                "id": known,
                "team": team,
                "meeting": meeting,
                "site": "here",
                "actor": "Front desk",
                "at": moment,
                "base": 0,
                "records": records,
                "body": body,
            }
        )
        if self.on_waiting is not None:
            self.on_waiting()
        return known

    def ids(self, team: str) -> list[str]:
        """The ids of what was laid on."""
        return [entry["id"] for entry in self.log.get(team, [])]

    def membership(self) -> "Future[Membership | None]":
        return done(self._membership)

    def join(self, membership: Membership) -> "Future[None]":
        self._membership = membership
        return done(None)

    def leave(self) -> "Future[None]":
        self._membership = None
        return done(None)

    def set_teams(self, role: str, teams: tuple[SharedTeam, ...]) -> "Future[None]":
        assert self._membership is not None
        known = {team.id: team for team in self._membership.teams}
        kept = tuple(
            replace(known[t.id], name=t.name, writes=t.writes) if t.id in known else t
            for t in teams
        )
        self._membership = replace(self._membership, role=role, teams=kept)
        return done(None)

    def to_upload(self, team: str) -> "Future[Upload]":
        return done(Upload(meetings=len(self.to_share.get(team, []))))

    def want_upload(self, teams: Iterable[str], *, wanted: bool = True) -> "Future[None]":
        assert self._membership is not None
        named = set(teams)
        known = self._membership.teams
        noted = (replace(t, uploads=wanted) if t.id in named else t for t in known)
        self._membership = replace(self._membership, teams=tuple(noted))
        return done(None)

    def upload_next(self, team: str) -> "Future[int]":
        self.do(team, self.to_share[team].pop(0))
        return done(len(self.to_share[team]))

    def waiting(self, most: int, max_bytes: int) -> "Future[list[dict[str, Any]]]":
        assert self._membership is not None
        writes = {team.id for team in self._membership.teams if team.writes}
        back = {entry["id"] for _, entry in self.inbox} | set(self.refusals)
        mine = [e for e in self.waits if e["team"] in writes and e["id"] not in back]
        return done(mine[:most])

    def refused(self, reasons: dict[str, str]) -> "Future[list[Kept]]":
        self.refusals |= reasons
        meetings = {e["id"]: e["meeting"] for e in self.waits}
        return done(
            [Kept(meeting=meetings[k], title="Monday", reason=why) for k, why in reasons.items()]
        )

    def arrived(
        self, team: str, entries: list[dict[str, Any]], head: int
    ) -> "Future[frozenset[str]]":
        assert self._membership is not None
        self.inbox += [(team, entry) for entry in entries]
        last = entries[-1]
        teams = tuple(
            replace(t, cursor=last["seq"], cursor_entry=last["id"], head=head)
            if t.id == team
            else t
            for t in self._membership.teams
        )
        self._membership = replace(self._membership, teams=teams)
        return done(frozenset(entry["meeting"] for entry in entries))

    def to_lay(self) -> "Future[list[str]]":
        return done(sorted({entry["meeting"] for _, entry in self.inbox}))

    def lay(self, meeting: str) -> "Future[None]":
        mine = [(t, e) for t, e in self.inbox if e["meeting"] == meeting]
        self.inbox = [each for each in self.inbox if each not in mine]
        for team, entry in mine:
            self.log.setdefault(team, []).append(entry)
            self.waits = [each for each in self.waits if each["id"] != entry["id"]]
        return done(None)

    def places(self, team: str, before: int, most: int) -> "Future[list[tuple[int, str]]]":
        log = [*self.log.get(team, []), *(e for t, e in self.inbox if t == team)]
        found = sorted(((e["seq"], e["id"]) for e in log if e["seq"] < before), reverse=True)
        return done(found[:most])

    def unconfirm(self, team: str, after: int) -> "Future[None]":
        assert self._membership is not None
        lost = [e for e in self.log.get(team, []) if e["seq"] > after]
        self.log[team] = [e for e in self.log.get(team, []) if e["seq"] <= after]
        again = [{name: value for name, value in e.items() if name != "seq"} for e in lost]
        self.waits = [*again, *self.waits]
        last = self.log[team][-1] if self.log[team] else {"id": ""}
        teams = tuple(
            replace(t, cursor=after, cursor_entry=last["id"]) if t.id == team else t
            for t in self._membership.teams
        )
        self._membership = replace(self._membership, teams=teams)
        return done(None)

    def state(self) -> "Future[Sharing]":
        assert self._membership is not None
        writes = {team.id for team in self._membership.teams if team.writes}
        back = {entry["id"] for _, entry in self.inbox} | set(self.refusals)
        mine = [e for e in self.waits if e["team"] in writes and e["id"] not in back]
        since = moment_of(mine[0]["at"]) if mine else None
        return done(Sharing(waiting=len(mine), since=since, only_here=len(self.waits) - len(mine)))
