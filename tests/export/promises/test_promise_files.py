"""Promises as files to be read and worked on: each format tells the same, as often."""

from dataclasses import replace
from pathlib import Path

from facilitator.domain.records import Status
from facilitator.export.options import Options
from facilitator.export.writers.all_actions import WRITERS, export_actions
from facilitator.export.writers.formats import Format
from tests.support.printed_promises import TODAY, entry
from tests.support.read_exports import shown

SOME = (
    entry("Tell every shift", "Aisha", due_in=4, gap="No refund"),
    entry("Read the mailbox", "Maria", due_in=-1, gap="Nobody answers"),
    replace(entry("Ask <three> | guests", "Peter, Lin", due_in=11), status=Status.DROPPED),
    entry("Tidy the shelf", "", due_in=None),
)


def test_each_text_is_as_often_in_every_format(tmp_path: Path) -> None:
    entries = [replace(each, action=str(n)) for n, each in enumerate(SOME)]
    for fmt in WRITERS:
        file = tmp_path / f"actions.{fmt}"
        told = export_actions(entries, "Front desk", fmt, file, Options(today=TODAY))
        text = " ".join(shown(fmt, file.read_bytes()).split())
        assert told.left_out == (1 if fmt is Format.ICS else 0)
        for each in SOME if fmt is not Format.ICS else SOME[:3]:
            assert text.count(each.text) == 1, f"{each.text} in {fmt}"
            assert each.owner in text
        assert [text.count(gap) for gap in ("No refund", "Nobody answers")] == [1, 1]


def test_nobody_is_named_where_that_is_asked_for(tmp_path: Path) -> None:
    for fmt in WRITERS:
        file = tmp_path / f"actions.{fmt}"
        export_actions(SOME, "", fmt, file, Options(today=TODAY, without_names=True))
        text = shown(fmt, file.read_bytes())
        assert "Person 1" in text
        assert not any(name in text for name in ("Aisha", "Maria", "Peter", "Lin"))
