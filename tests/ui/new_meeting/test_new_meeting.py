"""What is typed into the forms around a meeting outlives the window, finished or not."""

import stat
from pathlib import Path

import pytest

from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.launch import Start
from facilitator.storage.folder.form_draft import (
    FormDraft,
    form_draft_file,
    read_form_draft,
    write_form_draft,
)
from tests.support.screens import form
from tests.support.window import OpenRoom, Room


def half_types(room: Room) -> None:
    """A new meeting of the second exercise with a title and a name, and no Enter."""
    room.presses("Ctrl+N", "Ctrl+O", "Down", "Enter")
    room.types("Counter and ki")
    room.presses("Tab", "Tab", "Tab")
    room.types("Ada, Gr")


def test_a_new_meeting_that_is_half_typed_is_on_disk_and_comes_back(open_room: OpenRoom) -> None:
    first = open_room()
    half_types(first)
    file = form_draft_file(first.data)
    first.until(lambda: file.exists() and "Ada, Gr" in ", ".join(names(first.data)))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    exercise = form(first).sheet.title.text()
    first.types("ace")
    first.leaves()
    second = open_room()
    second.presses("Ctrl+N")
    assert form(second).sheet.title.text() == exercise
    assert form(second).title.text == "Counter and ki"
    assert form(second).participants.text == "Ada, Grace"
    second.presses("Enter")
    assert second.meeting.details.participants == ("Ada", "Grace")
    second.until(lambda: not file.exists())
    second.presses("Ctrl+N")
    assert form(second).participants.text == ""


def test_names_are_typed_as_in_a_sentence(open_room: OpenRoom) -> None:
    room = open_room()
    room.presses("Ctrl+N")
    form(room).participants.field.setFocus()
    room.types("Tom, Aisha and Karl")
    room.presses("Enter")
    assert room.meeting.details.participants == ("Tom", "Aisha", "Karl")
    room.presses("Ctrl+I")
    assert form(room).participants.text == "Tom, Aisha, Karl"


def names(data: Path) -> list[str]:
    kept = read_form_draft(data)
    return [name.strip() for name in kept.invitation.participants] if kept else []


def test_a_form_that_was_left_is_forgotten_with_the_window(open_room: OpenRoom) -> None:
    first = open_room()
    half_types(first)
    first.until(form_draft_file(first.data).exists)
    first.presses("Esc")
    first.until(lambda: not form_draft_file(first.data).exists())
    first.presses("Ctrl+N")
    assert form(first).title.text == "Counter and ki"
    first.presses("Esc")
    first.leaves()
    second = open_room()
    second.presses("Ctrl+N")
    assert form(second).participants.text == ""


def test_details_that_are_half_typed_come_back_with_the_meeting(open_room: OpenRoom) -> None:
    first = open_room(Start("new", title="Monday"))
    first.presses("Ctrl+I", "End")
    first.types(" at no")
    first.until(lambda: bool(first.meeting.bookmark.drafts))
    first.types("on")
    first.leaves()
    second = open_room(Start("open", meeting=first.meeting_id))
    assert second.meeting.details.title == "Monday"
    second.presses("Ctrl+I")
    assert form(second).title.text == "Monday at noon"
    second.presses("Enter")
    assert second.meeting.details.title == "Monday at noon"
    second.until(lambda: not second.meeting.bookmark.drafts)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 9_000,
        b'{"exercise": 7}',
        b'{"exercise": "a", "title": "\\ud800"}',
    ],
)
def test_a_form_of_which_nothing_can_be_read_is_empty(
    open_room: OpenRoom, own_data_folder: Path, content: bytes
) -> None:
    own_data_folder.mkdir()
    form_draft_file(own_data_folder).write_bytes(content)
    room = open_room()
    room.presses("Ctrl+N")
    assert form(room).participants.text == ""


def test_a_form_that_cannot_be_kept_keeps_nobody_from_beginning(
    open_room: OpenRoom, own_data_folder: Path
) -> None:
    form_draft_file(own_data_folder).mkdir(parents=True)
    room = open_room()
    half_types(room)
    room.presses("Enter")
    assert room.meeting.details.title == "Counter and ki"


def test_an_exercise_that_is_gone_leaves_what_was_typed(
    open_room: OpenRoom, own_data_folder: Path
) -> None:
    own_data_folder.mkdir()
    typed = MeetingSetup(title="Mon", participants=["Ada"])
    write_form_draft(own_data_folder, FormDraft("gone", typed))
    room = open_room()
    room.presses("Ctrl+N")
    assert (form(room).title.text, form(room).participants.text) == ("Mon", "Ada")
