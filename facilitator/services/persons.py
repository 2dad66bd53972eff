"""A person's name in all meetings and journals: where it is, and the changes that replace it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import reduce
from operator import add

from facilitator.domain.change import Change
from facilitator.domain.follow_up.persons import NameUses, rename_person, uses_of
from facilitator.domain.meeting import Meeting
from facilitator.domain.rebase import rebase
from facilitator.domain.records import Details
from facilitator.errors import InputRefusedError
from facilitator.progress import Progress
from facilitator.storage.store import Store


def read_uses(store: Store, name: str, progress: Progress) -> NameUses:
    """Return where a name is used; waits for the store. Raises StorageError and Stopped."""
    uses = (uses_of(meeting, name) for meeting in _naming(store, name, progress))
    return reduce(add, uses, NameUses())


def read_changes(
    store: Store,
    old: str,
    new: str,
    progress: Progress,
    may_change: Callable[[Details], bool] = lambda details: True,
) -> list[Change]:
    """Return the change of each meeting and journal that replaces a name; nothing is made yet.

    Without a new name the old one is left out. Of those with the name only what `may_change` is
    changed. Waits for the store. Raises StorageError and Stopped.
    """
    found = []
    for meeting in _naming(store, old, progress):
        change = rename_person(meeting, old, new)
        if change and may_change(meeting.details):
            found.append(change)
    return found


def read_inverses(store: Store, made: Sequence[Change], progress: Progress) -> list[Change]:
    """Return what undoes changes, as far as nobody has altered the same fields since.

    Waits for the store. Raises StorageError and Stopped.
    """
    found = []
    for number, change in enumerate(made):
        progress(number, len(made))
        meeting = _load(store, change.meeting)
        if meeting is not None:
            found.append(rebase(change.inverse(), meeting))
    return [change for change in found if change]


def _naming(store: Store, name: str, progress: Progress) -> Iterator[Meeting]:
    latest = {each.id: n for n, each in enumerate(store.meetings(date.today()).result())}
    # The one that was changed last comes last again, so that the list of meetings keeps its order.
    known = sorted(store.naming(name).result(), key=lambda each: -latest.get(each, len(latest)))
    for number, meeting_id in enumerate(known):
        progress(number, len(known))
        meeting = _load(store, meeting_id)
        if meeting is not None:
            yield meeting


def _load(store: Store, meeting_id: str) -> Meeting | None:
    """Return a meeting; None for one that was erased since."""
    try:
        return store.load(meeting_id).result()
    except InputRefusedError:
        return None
