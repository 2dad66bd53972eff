"""Search over all meetings: what one types, what is listed, and where it leads."""

from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from facilitator.domain.chain.verbs import stamp
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.facilitation.trash import discard
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Status
from facilitator.domain.search import MOST_HITS, SearchQuery, SearchResults
from facilitator.errors import StorageError
from facilitator.exercises.exercise_library import Library
from facilitator.ui.cards.picker_sheet import PickerSheet
from facilitator.ui.search.filters import Filter
from facilitator.ui.search.search import Search
from tests.support.earlier_meetings import OCTOBER, SEPTEMBER, Held
from tests.support.mouse import clicks, spot_on
from tests.support.series import Series
from tests.support.window import faces
from tests.support.workspace import Frame, frame

__all__ = ["frame"]


class Searching:
    """The search alone in a window, over the meetings that it is given."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.held: list[Meeting] = []
        self.places: list[tuple[str, str]] = []
        self.left: list[str] = []
        self.search = Search(frame.workspace, frame.shell, lambda: bool(self.held))
        self.screen = self.search.screen
        frame.shell.add_screen(self.screen)
        self.search.place_chosen.connect(lambda *place: self.places.append(place))
        self.search.left.connect(self.left.append)
        frame.show()

    def has(self, held: Held, team: str = "Front desk") -> Meeting:
        """Let a team have held a meeting."""
        meeting = held.meeting(Library().default, team)
        self.frame.workspace.store.commit(import_meeting(meeting.records()))
        self.held.append(meeting)
        return meeting

    def opens(self, typed: str = "", came_from: str = "") -> None:
        self.search.begin(typed, came_from)
        self.frame.shell.show_screen(self.screen)
        self.search.enter()

    def types(self, words: str) -> None:
        """Type, and wait until it is answered."""
        self.frame.presses("Ctrl+A")
        self.frame.types(words)
        self.is_answered()

    def is_answered(self) -> None:
        self.frame.until(lambda: self.search.is_answered)

    def narrows(self, to: Filter, typed: str) -> None:
        """Choose for a filter by the keyboard."""
        self.screen.filter_requested.emit(to)
        self.frame.types(typed)
        self.frame.presses("Enter")
        self.is_answered()

    @property
    def found(self) -> list[str]:
        return [face.text for face in faces(self.screen.list)]

    @property
    def answer(self) -> str:
        return self.screen.answer.text()


@pytest.fixture
def at(frame: Frame) -> Searching:
    return Searching(frame)


AUTUMN = Held(title="Autumn", gap="Nobody answers the phone", strategy="One phone goes with us")
EARLY = Held(
    day=OCTOBER, title="On the phone", gap="Closed at noon", excuse="", strategy="", action=""
)


def test_what_was_said_anywhere_is_found_with_its_kind_meeting_team_and_day(at: Searching) -> None:
    at.has(AUTUMN)
    at.has(EARLY, "Harbour")
    at.opens()
    at.types("PHONE")
    shown = {face.text: face for face in faces(at.screen.list)}
    assert set(shown) == {"Nobody answers the phone", "One phone goes with us", "On the phone"}
    card, title = shown["Nobody answers the phone"], shown["On the phone"]
    assert (card.detail, card.aside) == ("Card · Autumn · Front desk", "Sep 12")
    assert (title.detail, title.aside) == ("Meeting · Harbour", "Oct 3")
    assert [card.text[begin:end] for begin, end in card.marks] == ["phone"]
    assert at.screen.count.text() == "3 found"


def test_down_and_enter_or_a_click_open_the_place(at: Searching) -> None:
    meeting = at.has(AUTUMN)
    at.opens()
    at.types("phone nobody")
    (gap,) = meeting.all(Card)
    at.frame.presses("Enter")
    assert at.places == [(meeting.id, gap.id)]
    at.types("phone")
    second = at.screen.list.column.ids[1]
    at.frame.presses("Down", "Down", "Enter")
    assert "/".join(at.places[1]) == second
    at.frame.presses("Up", "Up")
    assert at.frame.focus is at.screen.words.field
    at.frame.presses("Down")
    at.frame.types("s")
    assert at.screen.typed == "phones", "letters go on in the field"


def test_enter_before_the_answer_opens_what_is_found_then(at: Searching) -> None:
    meeting = at.has(AUTUMN)
    at.opens()
    at.frame.types("answers")
    at.frame.presses("Enter")
    at.frame.until(lambda: bool(at.places))
    assert at.places[0][0] == meeting.id


def test_what_is_found_for_older_words_never_hides_what_newer_words_found(
    at: Searching, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.has(AUTUMN)
    store = at.frame.workspace.store
    answer, asked = store.search, []

    def held_back(query: SearchQuery) -> "Future[SearchResults]":
        future: Future[SearchResults] = Future()
        asked.append((query, future))
        return future

    monkeypatch.setattr(store, "search", held_back)
    at.opens()
    at.frame.types("phone nobody")
    assert [query.text for query, _ in asked] == ["p"], "one is asked at a time"
    query, future = asked[0]
    future.set_result(answer(query).result(10))
    at.frame.until(lambda: len(asked) == 2)
    assert at.found == []
    query, future = asked[1]
    assert query.text == "phone nobody"
    future.set_result(answer(query).result(10))
    at.is_answered()
    assert at.found == ["Nobody answers the phone"]


def test_filters_narrow_it_and_one_key_clears_them(at: Searching) -> None:
    meeting = at.has(AUTUMN)
    at.has(replace(AUTUMN, day=OCTOBER, title="Later"))
    label = Library().default.labels[0]
    (gap,) = meeting.all(Card)
    at.frame.workspace.store.commit(stamp(meeting, gap, label.id))
    at.opens()
    at.types("phone")
    assert len(at.found) == 4
    at.narrows(Filter.KIND, "strat")
    assert at.found == ["One phone goes with us"] * 2
    kind = at.screen.filters.buttons[Filter.KIND]
    assert (kind.is_on, kind.text(), kind.accessibleName()) == (
        *(True, "Strategies", "Kind: Strategies"),
    )
    at.narrows(Filter.TIME, "sep 1 - sep 30")
    assert [face.aside for face in faces(at.screen.list)] == ["Sep 12"]
    at.frame.presses("Ctrl+0")
    at.is_answered()
    assert len(at.found) == 4
    assert not kind.is_on
    at.narrows(Filter.LABEL, label.text)
    assert at.found == ["Nobody answers the phone"]
    at.screen.filters.buttons[Filter.LABEL].setFocus()
    at.frame.presses("Del")
    at.is_answered()
    assert len(at.found) == 4


def test_filters_are_chosen_and_cleared_by_the_mouse(at: Searching) -> None:
    at.has(AUTUMN)
    at.opens()
    at.types("phone")
    clicks(at.screen.filters.buttons[Filter.KIND])
    picker = at.frame.shell.sheet
    assert isinstance(picker, PickerSheet)
    clicks(picker.list.viewport(), spot_on(picker.list, "Strategies"))
    at.is_answered()
    assert at.found == ["One phone goes with us"]
    clicks(at.screen.filters.clear)
    at.is_answered()
    assert len(at.found) == 2


def test_filters_alone_list_what_they_let_through(at: Searching) -> None:
    at.has(AUTUMN)
    at.opens()
    at.narrows(Filter.KIND, "excuses")
    assert at.found == ["We are too few in the morning"]
    at.screen.filters.buttons[Filter.KIND].setFocus()
    at.frame.presses("Enter", "Enter")
    at.is_answered()
    assert at.found == []


def test_the_team_that_is_shown_everywhere_narrows_the_search(at: Searching) -> None:
    store = at.frame.workspace.store
    teams = [Series(store, name) for name in ("Front desk", "Harbour")]
    for team in teams:
        at.held.append(team.meets(SEPTEMBER, f"Phone of {team.name}"))
    chosen = at.frame.workspace.chosen_team
    chosen.refresh()
    at.frame.until(lambda: len(chosen.choices) == 2)
    at.opens()
    at.types("phone")
    assert sorted(at.found) == ["Phone of Front desk", "Phone of Harbour"]
    chosen.choose(teams[1].team_id)
    at.is_answered()
    assert at.found == ["Phone of Harbour"]
    button = at.screen.filters.buttons[Filter.TEAM]
    assert (button.isVisible(), button.text()) == (True, "Harbour")
    at.types("phone of front")
    assert at.answer.startswith("Nothing found for “phone of front” with these filters.")
    at.screen.clear.click()
    at.is_answered()
    assert at.found == ["Phone of Front desk"]
    assert chosen.id is None


def test_it_says_what_can_be_searched_and_what_was_not(at: Searching) -> None:
    at.opens()
    assert at.answer.startswith("No meetings yet.")
    meeting = at.has(AUTUMN)
    at.opens()
    assert at.answer.startswith("Type a word or part of one.")
    at.types("xyz")
    assert at.answer.startswith("Nothing found for “xyz” in all your meetings.")
    assert "hidden and meetings in the trash are not searched" in at.answer
    at.types("phone")
    assert at.found
    assert at.answer == ""
    at.frame.workspace.store.commit(discard(meeting, datetime.now(UTC)))
    at.opens()
    at.is_answered()
    assert at.found == []


def test_of_too_many_it_says_so(at: Searching) -> None:
    for number in range(MOST_HITS // 3 + 1):
        at.has(replace(AUTUMN, title=f"The phone {number}"))
    at.opens()
    at.types("phone")
    assert len(at.found) == MOST_HITS
    assert at.screen.count.text() == "More than 60 found: type more to narrow it down"
    column = at.screen.list.column
    first = column.rows[0].item_id
    at.frame.presses("PgDown")
    assert at.screen.list.selected_id == column.rows[0].item_id != first
    at.frame.presses("PgUp")
    assert at.screen.list.selected_id == first


def test_meetings_that_cannot_be_read_are_tried_again(
    at: Searching, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.has(AUTUMN)

    def fails(query: SearchQuery) -> "Future[SearchResults]":
        future: Future[SearchResults] = Future()
        future.set_exception(StorageError("The disk reports an error."))
        return future

    with monkeypatch.context() as broken:
        broken.setattr(at.frame.workspace.store, "search", fails)
        at.opens()
        at.frame.types("phone")
        at.frame.until(lambda: "can’t be read right now" in at.answer)
    at.frame.presses("Down", "Enter")
    at.is_answered()
    assert len(at.found) == 2


def test_esc_clears_the_words_and_then_goes_back_to_where_it_was_begun(at: Searching) -> None:
    meeting = at.has(AUTUMN)
    at.opens("pho", meeting.id)
    at.frame.types("ne")
    assert at.screen.typed == "phone"
    at.is_answered()
    at.frame.presses("Down", "Esc")
    assert (at.screen.typed, at.left) == ("", [])
    at.frame.presses("Ctrl+Z")
    assert at.screen.typed == "phone", "cleared words come back"
    at.frame.presses("Esc", "Esc")
    assert at.left == [meeting.id]
    at.opens()
    at.frame.presses("Esc")
    assert at.left == [meeting.id, ""]


def test_words_stay_and_the_next_letter_replaces_them(at: Searching) -> None:
    at.has(AUTUMN)
    at.opens()
    at.types("phone")
    at.opens()
    at.is_answered()
    assert at.found
    at.frame.types("x")
    assert at.screen.typed == "x"


def test_what_was_said_between_meetings_leads_to_the_promise(at: Searching) -> None:
    """A verdict in the team's journal opens the meeting in which it was promised."""
    series = Series(at.frame.workspace.store, "Front desk")
    meeting = series.meets(SEPTEMBER)
    at.held.append(meeting)
    (promise,) = series.promises(meeting, "Read the mailbox", due=OCTOBER)
    series.judges_between("Read the mailbox", Status.EXCUSE, OCTOBER, "The lid was stuck")
    at.opens()
    at.types("stuck")
    (excuse,) = faces(at.screen.list)
    assert (excuse.text, excuse.aside) == ("The lid was stuck", "Oct 3"), "each is listed once"
    at.frame.presses("Enter")
    at.frame.until(lambda: bool(at.places))
    assert at.places == [(meeting.id, promise.id)]
