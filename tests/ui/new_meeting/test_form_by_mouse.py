"""The form of a new meeting for somebody with a mouse: what is prefilled, refused, invited."""

from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.ui.base.commands import Where
from facilitator.ui.shell.help_sheet import HelpSheet
from tests.support.mouse import clicks
from tests.support.screens import form
from tests.support.window import Room


def test_a_click_into_prefilled_words_selects_them_and_a_second_does_not(home: Room) -> None:
    home.presses("Ctrl+N")
    shown = form(home)
    exercise = home.controller.workspace.exercise_library.default
    shown.ask(exercise, MeetingSetup(title="", team="Front desk"), "medium")
    clicks(shown.team.field)
    home.types("Kitchen")
    assert shown.team.text == "Kitchen"
    clicks(shown.title.field)
    clicks(shown.team.field)
    home.types("s")
    assert shown.team.text != "s"
    assert len(shown.team.text) == len("Kitchens")


def test_a_click_anywhere_in_the_box_of_a_field_begins_to_type_there(home: Room) -> None:
    home.presses("Ctrl+N")
    for asked in (form(home).team, form(home).length):
        clicks(asked.label)
        assert home.focus is asked.field


def test_a_refusal_stands_at_the_field_until_it_is_mended(home: Room) -> None:
    home.presses("Ctrl+N")
    length = form(home).length
    clicks(length.field)
    home.types("soon")
    clicks(form(home).begin)
    assert (home.focus, length.refusal.isVisible(), home.said) == (length.field, True, "")
    home.presses("Backspace")
    assert length.refusal.isHidden()


def test_a_refusal_covers_no_word_where_the_form_fills_the_window(home: Room) -> None:
    home.presses("Ctrl+N")
    for asked, typed in ((form(home).room, "many"), (form(home).length, "soon")):
        height = asked.height()
        clicks(asked.field)
        home.types(typed)
        home.presses("Enter")
        assert asked.refusal.isVisible()
        assert not asked.refusal.geometry().intersects(asked.field.geometry())
        assert asked.field.height() >= asked.field.sizeHint().height()
        assert asked.height() == height
        asked.field.clear()
        assert asked.label.isVisible()


def test_an_invitation_to_type_does_not_look_typed(home: Room) -> None:
    home.presses("Ctrl+N")
    field = form(home).participants.field
    assert field.font().italic()
    clicks(field)
    home.types("Ana")
    assert not field.font().italic()
    home.presses("Ctrl+A", "Del")
    assert field.font().italic()


def test_f1_shows_the_keys_of_the_form_first(home: Room) -> None:
    home.presses("Ctrl+N", "F1")
    sheet = home.window.sheet
    assert isinstance(sheet, HelpSheet)
    assert sheet.tables[0].sections[0][0] is Where.FORM
