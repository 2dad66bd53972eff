"""An excuse or gap that the team has heard before: suggested quietly, confirmed by a person."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from facilitator.domain.chain.verbs import add_cards, add_excuses
from facilitator.domain.exercise import Tone
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin, import_meeting
from facilitator.domain.facilitation.trash import discard, erase
from facilitator.domain.follow_up.look_back import open_promises, put_before, review_stage
from facilitator.domain.follow_up.teams import begin_journal, id_for
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Excuse, ExcuseKind, Side
from facilitator.exercises.exercise_library import Library, with_review
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command
from facilitator.ui.meeting.heard.heard_before import HeardBefore
from facilitator.ui.stages import item_actions
from facilitator.ui.style.theme import Metrics
from tests.support.audience import shown
from tests.support.earlier_meetings import OCTOBER, SEPTEMBER, TEAM, Held
from tests.support.legibility import PaintedText, assert_legible, faults
from tests.support.window import LAPTOP, Room, faces

TEXT = "We are too few in the morning"


def plain(text: str) -> str:
    """A sentence without the marks that isolate the words of users."""
    return text.replace("\u2068", "").replace("\u2069", "")


def feature(room: Room) -> HeardBefore:
    return room.controller.host.heard()


def line(room: Room) -> str:
    """What the quiet line above the entry line says."""
    lines = feature(room).lines
    return plain(lines[room.stage].text) if room.stage in lines else ""


@pytest.fixture
def team(home: Room) -> Room:
    """A team that has met twice, and begins to ask why in a new meeting."""
    exercise, store = Library().default, home.controller.workspace.store
    store.commit(begin_journal(TEAM, SEPTEMBER))
    for held in (
        Held(strategy="Two people from seven on", action="Two at the counter"),
        Held(day=OCTOBER, title="Tuesday", excuse="In the morning we were too few"),
    ):
        store.commit(import_meeting(held.meeting(exercise).records()))
    meeting = Meeting()
    setup = MeetingSetup(title="Today", team=TEAM)
    meeting.apply(begin(exercise, setup, date.today(), id_for(TEAM)))
    column = exercise.column_of(Tone.GAP).id
    meeting.apply(add_cards(meeting, column, ["The queue blocks the door"]))
    (gap,) = meeting.all(Card)
    meeting.apply(add_excuses(meeting, gap.id, ["Head office decides"]))
    home.takes_in(meeting)
    home.walks_to("why")
    return home


@pytest.fixture
def room(team: Room) -> Room:
    """The window that the audience window is beside."""
    return team


def excuse(room: Room, text: str) -> Excuse:
    return next(each for each in room.meeting.all(Excuse) if each.text == text)


def test_it_is_suggested_once_entered_confirmed_by_a_key_and_undone(team: Room) -> None:
    team.says(TEXT)
    team.until(lambda: bool(line(team)))
    said = f"Heard before? Sep 12, Oct 3: “In the morning we were too few”, then “{WAY}”"
    assert line(team) == said
    # Nothing is confirmed by itself.
    assert team.meeting.recurrences == []
    assert team.face(Side.LEFT, TEXT).detail == ""
    team.presses("Ctrl+J")
    assert [each.day for each in team.meeting.recurrences] == [SEPTEMBER, OCTOBER]
    assert team.face(Side.LEFT, TEXT).detail == "heard before: Sep 12, Oct 3"
    assert "heard before" in team.face(Side.LEFT, TEXT).spoken
    assert line(team) == ""
    team.presses("Ctrl+Z")
    assert team.meeting.recurrences == []
    assert line(team) == said
    # By the mouse as well, and the focus stays in the sentence.
    feature(team).lines[team.stage].yes.click()
    assert len(team.meeting.recurrences) == 2
    assert team.focus is team.stage.entry.edit


WAY = "Two people from seven on"


def test_what_is_dismissed_is_not_suggested_again(team: Room) -> None:
    team.says(TEXT)
    team.until(lambda: bool(line(team)))
    team.presses("Ctrl+Shift+J")
    assert line(team) == ""
    assert team.meeting.recurrences == []
    team.says("No budget")
    assert line(team) == ""
    team.presses("Up")
    team.presses("Up")
    assert team.selected() == TEXT
    assert line(team) == ""
    team.presses("Ctrl+J")
    assert team.said == "Nothing was heard before that sounds like this."


def test_the_room_sees_only_what_was_confirmed(team: Room, audience: AudienceWindow) -> None:
    def details() -> list[str]:
        return [face.detail for face in faces(shown(audience).panels[Side.LEFT].view)]

    team.says(TEXT)
    team.until(lambda: bool(line(team)))
    team.until(lambda: len(details()) == 2)
    assert details() == ["", ""]
    team.presses("Ctrl+J")
    team.until(lambda: details() == ["", "heard before: Sep 12, Oct 3"])


def test_a_gap_shows_when_it_was_one_and_what_was_promised(team: Room) -> None:
    team.walks_to("where-not")
    team.says("We are closed at noon")
    team.until(lambda: bool(line(team)))
    assert line(team) == (
        "Heard before? Sep 12, Oct 3: “Closed at noon”, then promised: “Two at the counter”"
    )
    team.presses("Ctrl+J")
    assert team.face(Side.RIGHT, "We are closed at noon").detail == "heard before: Sep 12, Oct 3"


def test_a_strength_says_that_it_was_a_gap_once_somebody_confirmed_it(
    team: Room, audience: AudienceWindow
) -> None:
    team.walks_to("feel-first")
    team.says("Never closed at noon")
    team.until(lambda: bool(line(team)))
    assert line(team) == "Was that a gap once? Sep 12, Oct 3: “Closed at noon”"

    def in_room() -> list[str]:
        return [plain(face.detail) for face in faces(shown(audience).panels[Side.LEFT].view)]

    team.until(lambda: in_room() == [""])
    team.presses("Ctrl+J")
    assert plain(team.face(Side.LEFT, "Never closed at noon").detail) == "was a gap on Oct 3"
    team.until(lambda: in_room() == ["was a gap on Oct 3"])
    team.presses("Ctrl+Shift+L")
    sheet = feature(team).life_sheet()
    assert [face.text for face in faces(sheet.list)][:2] == ["Closed at noon"] * 2
    sheet.back.click()
    assert team.meeting.recurrences == []
    team.presses("Ctrl+Shift+L")
    assert not sheet.isVisible(), "a strength that was never a gap has no life to tell"


def test_nothing_is_compared_while_somebody_writes_in_private(team: Room) -> None:
    team.walks_to("where-not")
    team.says("The phone rings")
    team.until(lambda: feature(team).history is not None)
    team.presses("Ctrl+H")
    team.says("We are closed at noon")
    assert line(team) == ""
    team.presses("Ctrl+H")
    assert line(team) == ""
    team.presses("Ctrl+Shift+H")
    assert not team.meeting.hidden_cards()
    revealed = next(card for card in team.meeting.all(Card) if card.text == "We are closed at noon")
    team.stage.show_item(revealed.id)
    assert line(team) != ""


def test_the_life_of_an_excuse_lists_days_meetings_and_what_came_of_it(team: Room) -> None:
    team.says(TEXT)
    team.until(lambda: bool(line(team)))
    team.presses("Ctrl+J", "Ctrl+Shift+L")
    sheet = feature(team).life_sheet()
    assert sheet.isVisible()
    assert plain(sheet.title.text()) == "Life of this excuse"
    told = [(face.number, face.text, plain(face.detail)) for face in faces(sheet.list)]
    assert told[:2] == [
        ("Sep 12", TEXT, f"first heard · Monday · replaced by “{WAY}”"),
        ("Oct 3", "In the morning we were too few", "Tuesday"),
    ]
    assert told[2][1:] == (TEXT, "this meeting")
    sheet.back.click()
    assert not sheet.isVisible()
    assert team.meeting.recurrences == []
    assert line(team) == ""
    team.presses("Ctrl+Shift+L")
    assert len(faces(sheet.list)) == 1
    assert plain(sheet.message.text()) == "As far as anybody has said, this excuse is new."
    team.presses("Esc")
    assert team.focus is team.stage.entry.edit


def test_an_excuse_has_a_kind_and_one_that_is_not_ours_somebody_to_ask(team: Room) -> None:
    team.says(TEXT)
    team.presses("Ctrl+Shift+K")
    sheet = feature(team).kind_sheet()
    assert sheet.isVisible()
    assert sheet.ask_whom.isHidden()
    sheet.kind.button(ExcuseKind.NOT_OURS.value).click()
    assert sheet.ask_whom.isVisible()
    # The first Enter asks whom.
    team.presses("Enter")
    assert sheet.isVisible()
    team.types("the area manager")
    team.presses("Enter")
    assert not sheet.isVisible()
    assert excuse(team, TEXT).kind is ExcuseKind.NOT_OURS
    detail = "not ours to decide: ask the area manager"
    assert plain(team.face(Side.LEFT, TEXT).detail) == detail
    team.presses("Ctrl+Z")
    assert excuse(team, TEXT).kind is None
    team.presses("Ctrl+Y", "Ctrl+Shift+K")
    assert sheet.ask_whom.text == "the area manager"
    team.presses("Esc")
    assert excuse(team, TEXT).kind is ExcuseKind.NOT_OURS


def test_a_meeting_in_the_trash_or_erased_is_no_candidate(team: Room) -> None:
    workspace = team.controller.workspace
    ids = {each.title: each.id for each in workspace.store.meetings(date.today()).result()}
    team.says(TEXT)
    team.until(lambda: bool(line(team)))
    team.goes_home()
    monday = workspace.store.load(ids["Monday"]).result()
    workspace.store.commit(discard(monday, datetime.now(UTC))).result()
    team.controller.meetings.open_meeting(ids["Today"])
    team.until(lambda: team.controller.host.screen is not None)
    team.until(lambda: line(team) == "Heard before? Oct 3: “In the morning we were too few”")
    team.goes_home()
    tuesday = workspace.store.load(ids["Tuesday"]).result()
    workspace.store.commit(erase(tuesday)).result()
    team.controller.meetings.open_meeting(ids["Today"])
    team.until(lambda: team.controller.host.screen is not None)
    team.until(lambda: feature(team).history is not None)
    assert line(team) == ""


def test_the_menus_have_what_the_keys_do(team: Room) -> None:
    team.says(TEXT)
    offered = {
        command.spec: bool(command.works())
        for command in team.window._offered()
        if command.spec.where is catalog.LIFE.where
    }
    assert offered[catalog.LIFE]
    assert offered[catalog.KIND]


def test_nothing_is_cut_where_screens_are_small_or_letters_large(
    team: Room, painted: PaintedText
) -> None:
    team.says(TEXT)
    team.until(lambda: bool(line(team)))
    for size in (LAPTOP, (533, 400), (911, 512), (960, 540)):
        team.window.resize(*size)
        for is_console in (False, True):
            team.window.set_console(is_console)
            # The bars are laid out once their texts are.
            team.until(lambda: not list(faults(team.window)))
            assert_legible(team, painted)
        for key in ("Ctrl+Shift+L", "Ctrl+Shift+K"):
            team.presses(key)
            assert team.window.sheet is not None
            assert_legible(team, painted)
            assert list(faults(team.window.sheet)) == [], (size, key)
            team.presses("Esc")
        team.window.set_console(False)


def test_in_the_review_the_excuse_of_this_time_is_compared(team: Room, heard: list[str]) -> None:
    exercise = Library().default
    first = Held(strategy=WAY, action="Two at the counter").meeting(exercise)
    meeting = Meeting()
    promises = put_before(exercise, open_promises([first]))
    setup = MeetingSetup(title="Next", team=TEAM)
    reviewed = with_review(exercise)
    meeting.apply(begin(reviewed, setup, date.today(), id_for(TEAM), brought_along=promises))
    team.goes_home()
    team.takes_in(meeting)
    team.until(lambda: team.at == review_stage(reviewed))
    team.presses("3")
    team.types("There were too few of us in the morning")
    team.presses("Enter")
    team.until(lambda: bool(line(team)))
    assert line(team).startswith("Heard before? Sep 12, Oct 3: “")
    assert any(plain(said).startswith(line(team)) for said in heard)
    team.presses("Ctrl+J")
    (said,) = team.meeting.all(Excuse)
    assert {each.item for each in team.meeting.recurrences} == {said.id}
    assert team.face(Side.RIGHT, said.text).detail == "heard before: Sep 12, Oct 3"


def test_the_right_mouse_button_offers_its_life_and_its_kind(
    team: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[Command] = []

    def pop_up(parent: QWidget, metrics: Metrics, shown: Sequence[Command], at: QPoint) -> None:
        offered[:] = shown

    monkeypatch.setattr(item_actions, "pop_up", pop_up)
    team.says(TEXT)
    team.presses("Up")
    team.view(Side.LEFT).menu_requested.emit(QPoint())
    by_spec = {command.spec: command for command in offered if command.works()}
    by_spec[catalog.LIFE].run()
    team.until(feature(team).life_sheet().isVisible)
    team.presses("Esc")
    by_spec[catalog.KIND].run()
    assert feature(team).kind_sheet().isVisible()
    team.presses("Esc")
    team.walks_to("where-not")
    team.says("Warm bread")
    team.presses("Up")
    team.view(Side.RIGHT).menu_requested.emit(QPoint())
    names = [plain(command.name) for command in offered if command.spec is catalog.LIFE]
    assert names == ["Life of this gap…"]
    assert catalog.KIND not in {command.spec for command in offered}
