"""Texts of the recovery screen: what happened, and what each choice would do."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from facilitator.domain.meeting import Meeting
from facilitator.domain.records import ITEM_TYPES, Card
from facilitator.domain.repair.reconstruction import UNREADABLE, read_of
from facilitator.domain.text import shortened
from facilitator.storage.backup.backups import Backup
from facilitator.storage.db.problems import HeldError, Unusable, UnusableFileError
from facilitator.ui.base import dates, phrases
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.cards.card_content import CardContent, Stripe

if TYPE_CHECKING:
    # Loaded by the threads that use them: the UI thread must not wait for SQLAlchemy.
    from facilitator.storage.recovery.repair import Repair
    from facilitator.storage.recovery.rescue import Rescue
    from facilitator.storage.recovery.salvage import Salvage, Salvaged

_NAMED = 4
"""Number of titles in a sentence; the others are counted."""


def heading(*, opens: bool) -> str:
    """Return the heading; `opens` if the meetings are listed but not all can be read."""
    if opens:
        return tr("Part of your meetings can’t be read")
    return tr("Your meetings can’t be opened right now")


def happened(error: UnusableFileError) -> str:
    """Say what is wrong with the file, and that it is left alone."""
    kept = tr("Whatever you choose, that file is kept in {folder}.", folder=error.file.parent)
    said = {
        Unusable.DAMAGED: tr("The file that holds them is damaged. It was left untouched."),
        Unusable.FOREIGN: tr(
            "Another program’s file is where they should be. It was left untouched."
        ),
        Unusable.ODD: tr(
            "Something else is where their file should be, such as a folder, a link that leads "
            "nowhere or a pipe. It was left untouched."
        ),
        Unusable.NEWER: tr(
            "A newer Facilitator saved them. They are safe and untouched; update this program to "
            "open them."
        ),
        Unusable.ALTERED: tr(
            "Another program changed their file: it holds {what}, which Facilitator never creates. "
            "Nothing in it was run, and it was left untouched.",
            what=error.what,
        ),
    }
    return f"{said[error.why]} {kept}"


def held(error: HeldError) -> str:
    """Say that another program has the meetings open."""
    return tr("{what} As soon as they are free, this window continues by itself.", what=error)


def nothing_found() -> str:
    return tr("Nothing can be read in it, and there is no good backup.")


def no_backup() -> str:
    return tr("There is no good backup.")


def looking() -> str:
    return tr("Looking for backups and for what can be read…")


def meetings(n: int) -> str:
    return counted(n, tr("{n} meeting"), tr("{n} meetings"))


def named_meetings(titles: Sequence[str]) -> str:
    """Say how many meetings there are, and the titles of the first ones."""
    named = [f"“{bidi_isolate(shortened(title, 32))}”" for title in titles[:_NAMED]]
    if rest := len(titles) - len(named):
        named.append(counted(rest, tr("{n} other"), tr("{n} others")))
    how_many = meetings(len(titles))
    if not named:
        return how_many
    return tr("{meetings}: {titles}", meetings=how_many, titles=phrases.listed(named))


def rescue(found: "Rescue") -> CardContent:
    return _choice(tr("Put back what was saved in another file"), named_meetings(found.titles))


def backup(made: Backup, titles: Sequence[str]) -> CardContent:
    return _choice(
        tr("Restore the backup of {moment}", moment=dates.moment(made.moment)),
        named_meetings(titles) if titles else meetings(made.meetings),
    )


def salvage(found: "Salvage") -> CardContent:
    cards = sum(read_of(each.meeting, Card) for each in found.meetings)
    held = tr(
        "{meetings}, {cards}",
        meetings=meetings(len(found.meetings)),
        cards=counted(cards, tr("{n} card"), tr("{n} cards")),
    )
    if found.whole:
        how = tr("all of it can be read, up to the last change")
    else:
        how = tr("part of it is lost; look at it first")
    return _choice(tr("Continue with what can be read"), f"{held} · {how}")


def afresh() -> CardContent:
    return _choice(tr("Start over"), tr("without any meeting; the old file is kept"))


def leave() -> CardContent:
    return _choice(tr("Quit"), tr("nothing is changed; you are asked again the next time"))


def leave_to_update() -> CardContent:
    return _choice(tr("Quit, and update Facilitator first"), tr("nothing is changed"))


def leave_as_it_is() -> CardContent:
    return _choice(tr("Quit"), tr("nothing is changed"))


def go_back() -> CardContent:
    return _choice(tr("Back to the meetings"), tr("as they are; the others may open as before"))


def try_again() -> CardContent:
    return _choice(tr("Try again"), tr("once that is fixed"))


def look_again() -> CardContent:
    return _choice(tr("Look again"), tr("for backups and for what can be read"))


def _choice(text: str, detail: str) -> CardContent:
    return CardContent(text=text, detail=detail, stripe=Stripe.NONE, bold=True)


# What could be read


def read_heading() -> str:
    return tr("This can be read")


def read_message(found: "Salvage") -> str:
    if found.was_shared:
        shared = tr(
            "These meetings were shared with an organization. Join it again to go on sharing; "
            "nothing is doubled."
        )
        return f"{_read_message(found)} {shared}"
    return _read_message(found)


def _read_message(found: "Salvage") -> str:
    if found.whole:
        return tr("Nothing is missing. Enter continues with these; the old file is kept.")
    if found.lost:
        return tr(
            "Some of it is lost, perhaps more than shows here; what was under a lost card "
            "is now under “(could not be read)”. Enter continues with these; the old file is kept."
        )
    return tr(
        "Some of it is lost; what was under a lost card is now under “(could not be read)”. "
        "Enter continues with these; the old file is kept."
    )


def read_enter(found: "Salvage") -> str:
    n = len(found.meetings)
    return counted(n, tr("continue with this meeting"), tr("continue with these {n} meetings"))


def read_meeting(each: "Salvaged") -> CardContent:
    details = each.meeting.details
    cards = (c.text for c in each.meeting.all(Card) if c.text != UNREADABLE and not c.hidden)
    first = next((f"“{bidi_isolate(shortened(text))}”" for text in cards), "")
    known = [details.team, dates.day(details.held_on)] if each.named else [first]
    parts = [*known, parts_of(each.meeting)]
    missing = []
    if not each.named:
        missing.append(tr("title and day lost"))
    if n := each.placeholders + each.repaired:
        missing.append(counted(n, tr("at least {n} item lost"), tr("at least {n} items lost")))
    return CardContent(
        text=details.title,
        detail=" · ".join(part for part in parts if part),
        aside=", ".join(missing),
        alert=bool(missing),
        stripe=Stripe.NONE,
        bold=True,
    )


def parts_of(meeting: Meeting) -> str:
    """Say what was read of a meeting, such as "12 cards, 3 excuses"."""
    counts = [(kind, read_of(meeting, kind)) for kind in ITEM_TYPES]
    found = [
        phrases.kind_name(kind, n) if n > 1 else tr("1 {kind}", kind=phrases.kind_name(kind))
        for kind, n in counts
        if n
    ]
    return ", ".join(found) or tr("nothing yet")


# What was done


def backup_restored(made: Backup, mended: "Repair") -> str:
    done = tr(
        "Restored {meetings} from the backup of {moment}.",
        meetings=meetings(mended.meetings),
        moment=dates.moment(made.moment),
    )
    return f"{done} {_kept(mended)}".rstrip()


def rescue_restored(mended: "Repair") -> str:
    done = tr("Put back {meetings}.", meetings=meetings(mended.meetings))
    return f"{done} {_kept(mended)}".rstrip()


def started_over(mended: "Repair") -> str:
    done = tr("Continued with {meetings}.", meetings=meetings(mended.meetings))
    return f"{done if mended.meetings else tr('Started over.')} {_kept(mended)}".rstrip()


def _kept(mended: "Repair") -> str:
    return tr("The old file is kept as {file}.", file=mended.aside) if mended.aside else ""
