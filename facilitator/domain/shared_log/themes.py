"""Themes that are left without cards by what two sites did: they go, as they do on one."""

from dataclasses import replace

from facilitator.domain.change import Change, Edit
from facilitator.domain.meeting import Meeting
from facilitator.domain.rebase import UNDER
from facilitator.domain.records import Card, Item, Record, Theme, parent_of
from facilitator.domain.shared_log.entry import Key, key_of


def without_empty_themes(change: Change, meant: Change, meeting: Meeting) -> Change:
    """Return the change without a theme that it leaves with no card and nothing under it.

    `meant` is the change as it was made; cards that it gathers may be gone by now.
    """
    left = [theme for edit in change.edits if (theme := theme_left(edit)) is not None]
    left += [e.after.theme for e in meant.edits if isinstance(e.after, Card) and e.after.theme]
    if not left:
        return change
    edits = {key_of(edit): edit for edit in change.edits}
    themes = _Themes(meeting, edits)
    for theme in dict.fromkeys(left):
        themes.drop_if_empty(theme)
    made = tuple(edits.values())
    return change if made == change.edits else replace(change, edits=made)


def theme_left(edit: Edit) -> str | None:
    """Return the theme that a card leaves; None where it is no card, or leaves none."""
    before, after = edit.before, edit.after
    if not isinstance(before, Card):
        return None
    return None if isinstance(after, Card) and after.theme == before.theme else before.theme


class _Themes:
    """Which themes have cards once the edits are made."""

    def __init__(self, meeting: Meeting, edits: dict[Key, Edit]) -> None:
        self._meeting = meeting
        self._edits = edits

    def drop_if_empty(self, theme_id: str) -> None:
        key: Key = (Theme, theme_id)
        edit = self._edits.get(key)
        now = self._meeting.get(Theme, theme_id)
        if (edit.after if edit is not None else now) is None or not self._is_empty(theme_id):
            return
        if now is None:
            del self._edits[key]
        else:
            self._edits[key] = Edit(now, None)

    def _is_empty(self, theme_id: str) -> bool:
        if any(self._is_in(Card, card.id, theme_id) for card in self._meeting.members(theme_id)):
            return False
        if any(
            self._is_in(kind, child, theme_id)
            for kind in UNDER[Theme]
            for child in self._meeting.child_ids(kind, theme_id)
        ):
            return False
        return not any(_belongs_to(edit.after, theme_id) for edit in self._edits.values())

    def _is_in(self, kind: type[Item], record_id: str, theme_id: str) -> bool:
        edit = self._edits.get((kind, record_id))
        return edit is None or _belongs_to(edit.after, theme_id)


def _belongs_to(record: Record | None, theme_id: str) -> bool:
    if isinstance(record, Card):
        return record.theme == theme_id
    return isinstance(record, UNDER[Theme]) and parent_of(record) == theme_id
