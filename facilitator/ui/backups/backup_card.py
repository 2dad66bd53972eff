"""Cards and sentences about backups and the meetings in them."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from facilitator.ui.base import dates
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.cards.card_content import CardContent, Stripe

if TYPE_CHECKING:
    from facilitator.storage.backup.backups import Backup
    from facilitator.storage.backup.contents import BackupMeeting
    from facilitator.storage.backup.names import NamedBackup
    from facilitator.storage.summary import MeetingSummary


def titles(named: "Iterable[NamedBackup]") -> dict[str, str]:
    """Return the title of each backup by its file name: when it was made, as exactly as needed.

    Two of the same minute are told apart by their seconds.
    """
    dated = {one.file.name: one.moment for one in named}
    minutes = Counter(moment.replace(second=0) for moment in dated.values())
    said = {
        name: dates.moment(moment, seconds=minutes[moment.replace(second=0)] > 1)
        for name, moment in dated.items()
    }
    return {name: when[:1].upper() + when[1:] for name, when in said.items()}


def dated_ahead(named: "Iterable[NamedBackup]", now: datetime) -> str:
    """Return a warning when a backup is dated after `now`: the clock was set back. Else empty."""
    ahead = sum(one.moment > now + timedelta(minutes=1) for one in named)
    if not ahead:
        return ""
    return counted(
        ahead,
        tr("{n} of them is dated in the future: the clock was set back."),
        tr("{n} of them are dated in the future: the clock was set back."),
    )


def backup_content(
    named: "NamedBackup", title: str, size: int, backup: "Backup | None", mark: str
) -> CardContent:
    """Return the card of a backup; `size` is in bytes, `backup` is None until it is verified."""
    parts = [QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)]
    aside = ""
    if backup is None:
        parts.append(tr("checking…"))
    elif backup.fault:
        parts = [backup.fault[:1].upper() + backup.fault[1:]]
        aside = tr("not good")
    else:
        meetings = counted(backup.meetings, tr("{n} meeting"), tr("{n} meetings"))
        parts = [meetings, *parts]
        aside = tr("good")
    if named.mark not in ("", mark):
        parts.append(tr("from another folder of meetings"))
    return CardContent(
        text=title,
        detail=" · ".join(parts),
        aside=aside,
        stripe=Stripe.NONE,
        bold=True,
        alert=bool(backup and backup.fault),
        muted=bool(backup and backup.fault),
    )


def about_backup(backup: "Backup | None", difference: str) -> str:
    """Say whether a backup is good, and how it differs from the meetings of now."""
    state = tr("Checking…") if backup is None else tr("Checked just now: it’s good.")
    return f"{state} {difference}".strip()


def difference(held: "Sequence[BackupMeeting]", now: "Sequence[MeetingSummary]") -> str:
    """Say how the meetings in a backup differ from those of now."""
    in_it = {meeting.id: meeting.updated_at for meeting in held}
    missing = sum(meeting.id not in in_it for meeting in now)
    older = sum(meeting.id in in_it and in_it[meeting.id] != meeting.updated_at for meeting in now)
    gone = len(in_it.keys() - {meeting.id for meeting in now})
    parts = []
    if missing:
        one, many = tr("{n} newer meeting is not in it"), tr("{n} newer meetings are not in it")
        parts.append(counted(missing, one, many))
    if older:
        one, many = tr("{n} meeting has changed since"), tr("{n} meetings have changed since")
        parts.append(counted(older, one, many))
    if gone:
        one = tr("{n} of its meetings is no longer in your list")
        many = tr("{n} of its meetings are no longer in your list")
        parts.append(counted(gone, one, many))
    if parts:
        return ". ".join(parts) + "."
    return tr("It is the same as what is here now.") if now else ""


def held_cards(
    held: "Sequence[BackupMeeting]", stage_name: Callable[[str, str], str]
) -> list[tuple[str, CardContent]]:
    """Return cards of the meetings in a backup, as in the list of meetings."""
    return [(meeting.id, _held_content(meeting, stage_name)) for meeting in held]


def _held_content(meeting: "BackupMeeting", stage_name: Callable[[str, str], str]) -> CardContent:
    stage = stage_name(meeting.exercise, meeting.stage)
    parts = [meeting.team, dates.day(meeting.held_on), stage and tr("at {stage}", stage=stage)]
    return CardContent(
        text=meeting.title,
        detail=" · ".join(part for part in parts if part),
        stripe=Stripe.NONE,
    )
