"""What is said of sharing where it is said that everything is saved."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTime

from facilitator.domain.text import shortened
from facilitator.sync.sync_state import SyncKind
from facilitator.ui.base import dates
from facilitator.ui.base.translate import counted, tr

if TYPE_CHECKING:
    from facilitator.storage.sharing.states import Membership
    from facilitator.sync.sync_state import SyncState

LONGEST_NAME = 40
"""Characters of the name of a team or an organisation."""


@dataclass(frozen=True, slots=True)
class SharingText:
    """One quiet line; `is_trouble` if somebody has to do something about it."""

    text: str
    is_waiting: bool = False
    is_trouble: bool = False


def sharing_text(
    state: "SyncState", membership: "Membership", *, is_fresh: bool = False
) -> SharingText | None:
    """Return how sharing is; `is_fresh` just after something was shared. None if it is off."""
    organisation = shortened(membership.organisation_name, LONGEST_NAME)
    waiting = _waiting(state)
    match state.kind:
        case SyncKind.OFF:
            return None
        case SyncKind.WITHDRAWN:
            removed = tr("This laptop was removed from {organisation}", organisation=organisation)
            return SharingText(removed, is_trouble=True)
        case SyncKind.NEEDS_NEWER:
            return SharingText(tr("The hub asks for a newer Facilitator"), is_trouble=True)
        case SyncKind.REFUSED:
            return SharingText(tr("Not shared: click for the reason"), is_trouble=True)
        case SyncKind.UPLOADING:
            return SharingText(_uploading(state), is_waiting=True)
        case SyncKind.SENDING:
            return SharingText(tr("Sharing…"), is_waiting=True)
        case SyncKind.OFFLINE:
            return SharingText(waiting or tr("The hub can’t be reached"), is_waiting=True)
    if waiting:
        return SharingText(waiting, is_waiting=True)
    if state.only_here:
        return SharingText(_only_here(state.only_here, membership))
    return SharingText(tr("Shared just now") if is_fresh else tr("Shared"))


def _waiting(state: "SyncState") -> str:
    """Return how much waits to be shared, and since when; empty when nothing does."""
    if not state.waiting:
        return ""
    if state.since is None:
        return counted(
            state.waiting, tr("{n} change waits to be shared"), tr("{n} changes wait to be shared")
        )
    since = short_moment(state.since)
    return counted(
        state.waiting,
        tr("{n} change waits since {moment}"),
        tr("{n} changes wait since {moment}"),
        moment=since,
    )


def _uploading(state: "SyncState") -> str:
    if state.progress is None:
        return tr("Uploading meetings")
    done, total = state.progress
    return tr("Uploading {n} of {total} meetings", n=done, total=total)


def _only_here(count: int, membership: "Membership") -> str:
    """Return that some changes are never shared, and of which team they are if that is known."""
    read = [team.name for team in membership.teams if not team.writes]
    if len(read) == 1:
        team = shortened(read[0], LONGEST_NAME)
        return counted(
            count,
            tr("{n} change stays here: you can only read {team}"),
            tr("{n} changes stay here: you can only read {team}"),
            team=team,
        )
    return counted(
        count,
        tr("{n} change stays here: you can only read that team"),
        tr("{n} changes stay here: you can only read those teams"),
    )


def short_moment(moment: datetime) -> str:
    """Return a moment in local time: "14:05" if it is of today, else with its day."""
    local = moment.astimezone()
    if local.date() != date.today():
        return dates.moment(moment)
    return QLocale().toString(
        QTime(local.hour, local.minute), QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    )
