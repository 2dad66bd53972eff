"""The form of a new meeting, in a window that has nothing else."""

import pytest

from facilitator.settings import load_settings
from facilitator.ui.new_meeting.new_meeting import NewMeeting
from tests.support.workspace import Frame


@pytest.fixture
def form(frame: Frame) -> NewMeeting:
    """The forms, none of which is shown yet."""
    made = NewMeeting(frame.workspace, frame.shell)
    made.left.connect(frame.shell.show_home)
    frame.workspace.current_changed.connect(frame.shell.show_home)
    frame.show()
    return made


def test_enter_begins_the_meeting_and_remembers_whose_it_was(
    frame: Frame, form: NewMeeting
) -> None:
    form.ask()
    frame.types("Monday")
    frame.presses("Tab")
    frame.types("Counter")
    frame.presses("Enter")
    session = frame.workspace.current
    assert session is not None
    assert (session.meeting.details.title, session.meeting.details.team) == ("Monday", "Counter")
    assert load_settings(frame.workspace.data / "settings.json").team == "Counter"
    form.ask()
    assert (form.form.title.text != "Monday", form.form.team.text) == (True, "Counter")


def test_names_pasted_on_lines_or_in_cells_are_one_person_each(
    frame: Frame, form: NewMeeting
) -> None:
    form.ask()
    form.form.participants.field.setFocus()
    frame.pastes("• Tom\n• Aisha\tKarl Huber\n")
    frame.presses("Enter")
    session = frame.workspace.current
    assert session is not None
    assert session.meeting.details.participants == ("Tom", "Aisha", "Karl Huber")


def test_the_form_does_not_come_over_text_that_cannot_be_kept(
    frame: Frame, form: NewMeeting
) -> None:
    frame.workspace.commit_with(lambda: False)
    form.ask()
    assert frame.shell.is_home


def test_esc_goes_back_and_what_was_typed_is_there_again(frame: Frame, form: NewMeeting) -> None:
    form.ask()
    frame.types("Monday")
    frame.presses("Esc")
    assert frame.shell.is_home
    form.ask()
    assert form.form.title.text == "Monday"


def test_esc_in_the_form_of_a_meeting_under_way_keeps_what_was_typed(
    frame: Frame, form: NewMeeting
) -> None:
    session = frame.begins("Monday")
    form.ask_details()
    frame.types("Tuesday")
    frame.presses("Esc")
    assert session.meeting.details.title == "Tuesday"
    session.undo()
    assert session.meeting.details.title == "Monday"
