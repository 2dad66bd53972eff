"""What the sheet of sharing says: facts in words, and what there is to do next."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from typing import TYPE_CHECKING

from facilitator.domain.text import shortened
from facilitator.sync.sync_state import SyncKind
from facilitator.ui.base import dates
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.organisation.fact_list import Fact
from facilitator.ui.organisation.values import ToShare
from facilitator.ui.organisation.words import LONGEST_NAME, listed, meetings_of, role_name

if TYPE_CHECKING:
    from facilitator.storage.sharing.states import Membership
    from facilitator.sync.sync_state import SyncState

_TROUBLE = (SyncKind.WITHDRAWN, SyncKind.NEEDS_NEWER, SyncKind.REFUSED)


class Step(Enum):
    """What there is to do next."""

    NOW = auto()
    UPLOAD = auto()
    STOP = auto()
    JOIN = auto()


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the large button does, the words on it, and the sentences above the facts."""

    key: Step
    text: str
    sentence: str = ""


def is_reading(state: "SyncState | None") -> bool:
    """Return whether it is still to be read what the others have."""
    return state is None or (state.kind is SyncKind.SENDING and not state.has_read)


def percent_of(state: "SyncState | None") -> int | None:
    """Return how much of an upload is done; None where nothing is uploaded."""
    if state is None or state.kind is not SyncKind.UPLOADING:
        return None
    done, total = state.progress or (0, 0)
    return 100 * done // total if total else 0


def next_step(
    state: "SyncState | None",
    to_share: ToShare | None,
    *,
    is_uploading: bool = False,
    is_reading: bool = False,
) -> NextStep:
    """Return what there is to do next; `is_uploading` from when that is wanted.

    While this laptop `is_reading` what the others have, nobody knows what of its own is missing.
    """
    is_withdrawn = state is not None and state.kind is SyncKind.WITHDRAWN
    if percent_of(state) is not None or (is_uploading and not is_withdrawn):
        sentence = tr("Meetings are being shared. You can go on working, or stop and go on later.")
        return NextStep(Step.STOP, tr("Stop"), sentence)
    if is_withdrawn:
        return NextStep(Step.JOIN, tr("Join again…"))
    if is_reading:
        sentence = tr(
            "Reading what the others have shared already. After that you see what is only on this "
            "laptop."
        )
        return NextStep(Step.NOW, tr("Share now"), sentence)
    is_unread = state is not None and state.kind is SyncKind.OFFLINE and not state.has_read
    if to_share is not None and to_share.containers and not is_unread:
        text = counted(to_share.meetings, tr("Share {n} meeting"), tr("Share {n} meetings"))
        return NextStep(
            Step.UPLOAD, text if to_share.meetings else tr("Share them"), _question(to_share)
        )
    return NextStep(Step.NOW, tr("Share now"))


def _question(found: ToShare) -> str:
    """Return what would be shared: how much, since when, of which teams."""
    parts = [meetings_of(found)]
    if found.since is not None and found.meetings:
        day = dates.day(found.since, with_weekday=False, with_year=True)
        one, more = tr("It was on {day}."), tr("The earliest was on {day}.")
        parts.append(counted(found.meetings, one, more, day=day))
    if found.records:
        parts.append(
            counted(
                found.records,
                tr("{n} card, promise or other entry comes along."),
                tr("{n} cards, promises and other entries come along."),
            )
        )
    parts.append(tr("You can stop at any time and go on later."))
    return " ".join(parts)


def facts_of(
    membership: "Membership",
    state: "SyncState | None",
    to_share: ToShare | None,
) -> list[Fact]:
    """Return the facts in the order in which they matter."""
    can_write = any(team.writes for team in membership.teams)
    facts = [_going(state, to_share, writes=can_write)]
    if state is not None and state.waiting:
        facts.append(Fact(tr("Waiting"), _waiting(state)))
    if to_share is not None and to_share.last_shared is not None:
        facts.append(Fact(tr("Last shared"), dates.moment(_utc(to_share.last_shared))))
    if to_share is not None and to_share.refused:
        facts.append(Fact(tr("Not taken"), _refused(to_share.refused), is_trouble=True))
    if state is not None and state.only_here:
        facts.append(Fact(tr("Only here"), _only_here(state.only_here)))
    writes = tuple(team.name for team in membership.teams if team.writes)
    reads = tuple(team.name for team in membership.teams if not team.writes)
    if writes:
        facts.append(Fact(tr("Shared teams"), listed(writes)))
    if reads:
        facts.append(Fact(tr("Can only read"), listed(reads)))
    if not membership.teams:
        facts.append(Fact(tr("Shared teams"), tr("none yet: an administrator chooses them")))
    facts += [
        Fact(tr("This laptop"), _laptop(membership)),
        Fact(tr("Hub"), _host(membership.hub)),
    ]
    return facts


def _going(state: "SyncState | None", to_share: ToShare | None, *, writes: bool) -> Fact:
    """Return how sharing goes now, in one line."""
    about = tr("State")
    if state is None:
        return Fact(about, tr("starting…"))
    says = {
        SyncKind.OFF: tr("off"),
        SyncKind.UP_TO_DATE: tr("connected"),
        SyncKind.SENDING: tr("sharing…"),
        SyncKind.OFFLINE: tr("the hub can’t be reached; Facilitator keeps trying"),
        SyncKind.WITHDRAWN: tr("this laptop has no access any more"),
        SyncKind.NEEDS_NEWER: tr("the hub asks for a newer Facilitator"),
        SyncKind.REFUSED: tr("something has to be done first"),
        SyncKind.UPLOADING: tr("sharing meetings…"),
    }
    text = says[state.kind]
    is_all = state.kind is SyncKind.UP_TO_DATE and not (to_share and to_share.containers)
    if state.kind is SyncKind.UP_TO_DATE and state.since is not None:
        moment = dates.moment(_utc(state.since))
        text = tr("connected; the hub answered {moment}", moment=moment)
        if is_all and writes:
            text = tr("everything is shared; the hub answered {moment}", moment=moment)
    elif state.reason and state.kind is not SyncKind.UP_TO_DATE:
        text = state.reason
    return Fact(about, text, is_trouble=state.kind in _TROUBLE)


def _waiting(state: "SyncState") -> str:
    changes = counted(state.waiting, tr("{n} change"), tr("{n} changes"))
    if state.since is None:
        return changes
    moment = dates.moment(_utc(state.since))
    return tr("{changes}, waiting since {moment}", changes=changes, moment=moment)


def _only_here(count: int) -> str:
    return counted(
        count,
        tr("{n} change to a team that this laptop can only read"),
        tr("{n} changes to teams that this laptop can only read"),
    )


def _refused(count: int) -> str:
    return counted(
        count,
        tr("{n} change that the hub does not take; it stays on this laptop"),
        tr("{n} changes that the hub does not take; they stay on this laptop"),
    )


def _laptop(membership: "Membership") -> str:
    name = shortened(membership.name, LONGEST_NAME)
    day = dates.day(membership.joined_at.astimezone().date(), with_weekday=False, with_year=True)
    return tr("{name}, {role}, since {day}", name=name, role=role_name(membership.role), day=day)


def _host(address: str) -> str:
    """Return the name of the hub as people say it."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
