"""The commands that share this laptop's meetings with an organization, without a window."""

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from queue import SimpleQueue

from facilitator import paths
from facilitator.cli.base.arguments import listed, with_data_option
from facilitator.cli.base.terminal import counted, shown
from facilitator.cli.data_folder import check_nobody_rescued, library_of, opened_store
from facilitator.domain.meeting import Meeting
from facilitator.domain.text import clean_line, fold
from facilitator.errors import InputRefusedError
from facilitator.progress import Progress, no_progress
from facilitator.storage.sharing.states import Kept, Membership
from facilitator.storage.store import Store
from facilitator.sync.hub_errors import HubError
from facilitator.sync.joining import join as join_organization
from facilitator.sync.joining import leave as leave_organization
from facilitator.sync.sync import Sync
from facilitator.sync.sync_state import SyncKind, SyncState
from facilitator.sync.token_store import TokenStore


def join(options: argparse.Namespace, data: Path) -> Iterator[str]:
    """Run `join INVITATION [--name N] [--teams "Theirs=Ours, …"]`."""
    pairs = _pairs(options.teams)
    check_nobody_rescued(data)
    keys = TokenStore(data)
    with opened_store(data) as store, _keeping(store, data):
        _check_own(store, [own for _, own in pairs])
        joined = join_organization(options.invitation, options.name or "", store, keys)
        yield f"This laptop is “{joined.name}” in {joined.organisation_name} now, {_role(joined)}."
        yield from (f"{'Shared' if t.writes else 'To look at'}: {t.name}" for t in joined.teams)
        try:
            # What the others have comes first: much of what is here may be there already.
            _sync_once(store, keys)
            _claim(store, joined, pairs)
            with shown("Uploading your meetings…") as progress:
                state = _sync_once(store, keys, [t.id for t in joined.teams if t.writes], progress)
        except HubError as error:
            again = "“facilitator sync” goes on with it."
            yield with_data_option(f"{error} {again}", options.data)
        else:
            yield _said(state, joined)


def leave(options: argparse.Namespace, data: Path) -> Iterator[str]:
    """Run `leave`."""
    _check_meetings(data)
    with opened_store(data) as store:
        left = store.sharing.membership().result()
        waiting = store.sharing.state().result().waiting
        is_known = leave_organization(store, TokenStore(data))
    assert left is not None
    yield f"This laptop no longer shares with {left.organisation_name}. Everything stays here."
    if waiting:
        yield f"{counted(waiting, 'change')} had not been shared yet, and now won’t be."
    if not is_known:
        yield (
            f"The hub could not be told. Ask an administrator to withdraw the access of "
            f"“{left.name}”; this laptop has no key any more."
        )


def sync(options: argparse.Namespace, data: Path) -> Iterator[str]:
    """Run `sync [--once]`: share without a window, until it is interrupted."""
    _check_meetings(data)
    keys = TokenStore(data)
    with opened_store(data) as store, _keeping(store, data) as kept:
        membership = store.sharing.membership().result()
        if membership is None:
            raise InputRefusedError(
                "This laptop shares with no organization, so nothing was done. “facilitator join” "
                "joins one."
            )
        if options.once:
            with shown("Sharing…") as progress:
                state = _sync_once(store, keys, (), progress)
            yield _said(state, membership)
        else:
            yield from _sync_on(store, keys, membership)
        while not kept.empty():
            yield _kept(kept.get())


def _sync_once(
    store: Store, keys: TokenStore, uploads: Sequence[str] = (), progress: Progress = no_progress
) -> SyncState:
    """Send and read all there is. Raises HubError, StorageError and Stopped."""

    def show(state: SyncState) -> None:
        progress(*(state.progress or (0, 1)))

    syncing = Sync(store, keys, show)
    if uploads:
        syncing.upload(uploads)
    return syncing.once()


def _sync_on(store: Store, keys: TokenStore, membership: Membership) -> Iterator[str]:
    states: SimpleQueue[SyncState] = SimpleQueue()
    syncing = Sync(store, keys, states.put)
    syncing.start()
    last = ""
    try:
        while True:
            state = states.get()
            # What is on its way is shared a moment later.
            said = last if state.kind is SyncKind.SENDING else _said(state, membership)
            if said != last:
                yield said
            last = said
    finally:
        syncing.stop()


def _said(state: SyncState, membership: Membership) -> str:
    """Return how sharing is going, in a sentence or two."""
    if state.kind is SyncKind.UPLOADING and state.progress is not None:
        return f"Uploading {state.progress[0]} of {counted(state.progress[1], 'meeting')}."
    sentences = []
    if state.waiting:
        waits = "waits" if state.waiting == 1 else "wait"
        sentences.append(f"{counted(state.waiting, 'change')} {waits}.")
    elif state.kind is SyncKind.UP_TO_DATE:
        name = membership.organisation_name
        writes = any(team.writes for team in membership.teams)
        reads = f"All that this laptop may read of {name} is here."
        sentences.append(f"Everything is shared with {name}." if writes else reads)
    if state.reason:
        sentences.append(state.reason)
    if state.only_here:
        only = f"{counted(state.only_here, 'change')} to teams that this laptop can only read"
        sentences.append(f"{only} {'stays' if state.only_here == 1 else 'stay'} here.")
    return " ".join(sentences)


def _role(joined: Membership) -> str:
    return {"administrator": "as an administrator", "lead": "as a lead"}.get(
        joined.role, "as a member"
    )


def _check_meetings(data: Path) -> None:
    """Raise InputRefusedError where there is nothing that could be shared; makes no folder."""
    check_nobody_rescued(data)
    if not os.path.lexists(paths.database_file(data)):
        raise InputRefusedError(
            f"There are no meetings in {data}, and it shares with no organization; nothing was "
            "done. “facilitator join” joins one."
        )


def _pairs(typed: str | None) -> list[tuple[str, str]]:
    """Return which team of the organization is which one here. Raises InputRefusedError."""
    found = []
    for pair in (typed or "").split(","):
        theirs, is_pair, ours = (clean_line(each) for each in pair.partition("="))
        if not pair.strip():
            continue
        if not (theirs and is_pair and ours):
            raise InputRefusedError(
                f"--teams takes pairs such as “Kitchen=Our kitchen”, not “{clean_line(pair)}”; "
                "nothing was done."
            )
        found.append((theirs, ours))
    return found


def _check_own(store: Store, names: Sequence[str]) -> None:
    """Raise InputRefusedError for a team that is not here, before an invitation is used."""
    from facilitator.domain.follow_up.teams import find

    known = store.teams().result()
    unknown = [name for name in names if find(name, known) is None]
    if unknown:
        raise InputRefusedError(
            f"There is no team “{unknown[0]}” on this laptop, so the invitation was not used. The "
            f"teams here are {listed(sorted(t.name for t in known.values()) or ['none'], 'and')}."
        )


def _claim(store: Store, joined: Membership, pairs: Sequence[tuple[str, str]]) -> None:
    """Make teams of this laptop those of the organization. Raises FacilitatorError."""
    from facilitator.domain.follow_up.teams import find
    from facilitator.services.sharing.shared_teams import claim

    for theirs, ours in pairs:
        team = next((t for t in joined.teams if fold(t.name) == fold(theirs)), None)
        if team is None:
            names = listed([each.name for each in joined.teams] or ["none"], "and")
            raise InputRefusedError(
                f"This laptop has joined, but {joined.organisation_name} gave it no team "
                f"“{theirs}”, so “{ours}” was not shared. Its teams are {names}."
            )
        if not team.writes:
            raise InputRefusedError(
                f"This laptop has joined, but it can only read “{team.name}”, so “{ours}” was not "
                "shared."
            )
        own = find(ours, store.teams().result())
        if own is not None and own.id != team.id:
            claim(store, team, own.id, date.today())


@contextmanager
def _keeping(store: Store, data: Path) -> "Iterator[SimpleQueue[Kept]]":
    """Keep what was done here to a meeting that was erased elsewhere, in a file; yield of which."""
    kept: SimpleQueue[Kept] = SimpleQueue()

    def keep(meeting: Meeting) -> Path:
        from facilitator.services.kept_meetings import keep as keep_as_file

        return keep_as_file(data, meeting, library_of(data).of_meeting(meeting))

    store.sharing.keep, store.sharing.on_kept = keep, kept.put
    yield kept


def _kept(kept: Kept) -> str:
    where = f" What you had changed is in {kept.file}, which can be imported." if kept.file else ""
    return f"“{kept.title}” was erased for everybody.{where}"
