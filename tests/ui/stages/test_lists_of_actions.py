"""Who does what by when: a list of actions that the room reads, and the form that fills it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale, QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.domain.chain import verbs
from facilitator.domain.chain.owners import agree, unasked
from facilitator.domain.chain.status import status_of
from facilitator.domain.change import Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.facilitation import lifecycle, rounds
from facilitator.domain.records import Action, Card, Excuse, Side, Status, Strategy, new_id
from facilitator.ui.audience.audience_stage import AudienceStage
from facilitator.ui.base import dates
from facilitator.ui.cards.card_cells import cell_columns
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.card_layout import CardLayout
from facilitator.ui.cards.card_list import card_rect
from facilitator.ui.stages.form.field_widths import shared_out
from facilitator.ui.stages.widgets.item_band import ItemBand
from facilitator.ui.style.colors import Scheme
from facilitator.ui.style.theme import Depth, Metrics, Type
from facilitator.ui.widgets.label import Label
from tests.support.keyboard import settle
from tests.support.window import LAPTOP, PROJECTOR, OpenRoom, Room

TODAY = date.today()
WHAT = (
    "Tell every shift to refund first and ask later",
    "Write the limit into the guide for the desk",
    "Read the complaints mailbox each morning at 9",
    "Ask three guests who never complain how it was",
    "Move the passport question to the online form",
    "Ring head office about the deposits we take in",
)
"""Sentences of some 45 letters."""
WHO = ("Aisha", "Tom", "Maria Jensen", "Peter, Lin", "Sofia", "Karl")


def chain(room: Room, actions: int, strategies: int = len(WHAT)) -> None:
    """A gap, an excuse, strategies for it, and an action of each of the first of them."""
    session = room.session
    column = session.exercise.columns[1].id
    session.execute(verbs.add_cards(room.meeting, column, ["Deposit even for guests we know"]))
    (gap,) = room.meeting.all(Card)
    session.execute(verbs.add_excuses(room.meeting, gap.id, ["It was always so and nobody asked"]))
    (excuse,) = room.meeting.all(Excuse)
    texts = [WHAT[n % len(WHAT)] for n in range(strategies)]
    session.execute(verbs.add_strategies(room.meeting, excuse.id, texts))
    made = room.meeting.children(Strategy, excuse.id)
    for n in range(actions):
        action = Action(
            id=new_id(),
            strategy=made[n].id,
            text=made[n].text,
            place=0,
            owner=WHO[n % len(WHO)],
            due=TODAY + timedelta(3 * n + 1),
            sign="They smile",
        )
        session.execute(verbs.commit_action(room.meeting, action))


def action_of(room: Room, owner: str) -> Action:
    """The action that somebody committed to."""
    return next(action for action in room.meeting.all(Action) if action.owner == owner)


def on_page(room: Room, side: Side) -> int:
    """How many items of a list are seen at once and whole."""
    settle()
    column = room.view(side).column
    return len(column.ids) - column.elsewhere


def in_audience(room: Room, size: tuple[int, int]) -> int:
    """How many items of the first list the audience window shows at once and whole."""
    frame = QWidget()
    frame.resize(*size)
    stage = AudienceStage(room.stage.script.kind, room.window.metrics, frame)
    stage.resize(frame.size())
    frame.show()
    stage.show_view(room.stage.room.view())
    settle()
    column = stage.panels[Side.LEFT].view.column
    seen = len(column.ids) - column.elsewhere
    frame.deleteLater()
    room.window.activateWindow()
    room.until(room.window.isActiveWindow)
    return seen


@pytest.mark.parametrize(
    "size", [PROJECTOR, (PROJECTOR[0], 1060), LAPTOP], ids=["1080", "title bar", "laptop"]
)
def test_a_screen_holds_six_strategies_and_actions_and_in_a_deep_room_four(
    open_room: OpenRoom, size: tuple[int, int]
) -> None:
    room = open_room(size=size)
    room.presses("Ctrl+N", "Enter")
    chain(room, actions=6)
    room.session.execute(lifecycle.choose_first(room.meeting, room.meeting.all(Action)[2]))
    for action, name in unasked(room.meeting, room.session.exercise):
        # A check beside a name costs no row.
        now = room.meeting.get(Action, action.id)
        assert now is not None
        room.session.execute(agree(room.meeting, now, name))
    counts: dict[Depth, tuple[int, int, int]] = {}
    for depth in Depth:
        room.window.set_appearance(Scheme.LIGHT, depth)
        seen = []
        for stage, side in (
            ("instead", Side.RIGHT),
            ("who-when", Side.RIGHT),
            ("close", Side.LEFT),
        ):
            room.walks_to(stage)
            seen.append(min(on_page(room, side), in_audience(room, size)))
        counts[depth] = (seen[0], seen[1], seen[2])
        room.walks_to("instead")
    assert all(n >= 6 for n in counts[Depth.MEDIUM]), counts
    assert all(n >= 4 for n in counts[Depth.LARGE]), counts
    assert all(s >= m for s, m in zip(counts[Depth.SMALL], counts[Depth.MEDIUM], strict=True))


def test_what_is_changed_first_is_a_band_above_the_plan(open_room: OpenRoom) -> None:
    room = open_room(size=PROJECTOR)
    room.presses("Ctrl+N", "Enter")
    chain(room, actions=5)
    first = action_of(room, "Maria Jensen")
    room.session.execute(lifecycle.choose_first(room.meeting, first))
    room.walks_to("close")
    band, view = room.stage.band, room.view(Side.LEFT)
    assert isinstance(band, ItemBand)
    assert (room.first_change, room.left()[0]) == (WHAT[2], WHAT[2])
    assert first.due is not None
    assert all(words in band.accessibleName() for words in (first.owner, dates.day(first.due)))
    assert view.column.rows[0].height == 0, "it takes no row from the others"
    QTest.mouseClick(band, Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    assert (room.focus, room.selected(), band.is_outlined) == (view, WHAT[2], True)
    room.presses("1", "Enter")
    assert "done" in band.accessibleName()
    room.presses("Down")
    assert (room.selected(), band.is_outlined) == (WHAT[0], False)
    QTest.mouseDClick(band, Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    assert (room.at, room.selected()) == ("who-when", WHAT[2])


def test_what_is_open_is_named_in_a_deep_room_while_four_actions_are_seen(
    open_room: OpenRoom,
) -> None:
    room = open_room(size=PROJECTOR)
    room.presses("Ctrl+N", "Enter")
    room.window.set_appearance(Scheme.LIGHT, Depth.LARGE)
    room.walks_to("close")
    assert room.stage.panels[Side.RIGHT].isHidden(), "before there is a gap nothing is told"
    room.walks_to("feel-first")
    chain(room, actions=5)
    first = replace(action_of(room, "Tom"), text="Write down the limit")
    room.session.execute(verbs.commit_action(room.meeting, first))
    room.session.execute(lifecycle.choose_first(room.meeting, first))
    room.walks_to("close")
    assert not room.stage.panels[Side.RIGHT].isHidden()
    assert (on_page(room, Side.LEFT) >= 4, on_page(room, Side.RIGHT)) == (True, 1)


def test_an_action_without_an_owner_is_a_row_like_the_others(room: Room) -> None:
    chain(room, actions=2)
    builder = ChangeBuilder(room.meeting)
    builder.upsert(replace(action_of(room, "Aisha"), owner=""))
    room.session.execute(builder.change(Verb.EDIT, "as from a file made elsewhere"))
    room.walks_to("close")
    row, other = room.faces(Side.LEFT)
    assert (row.ticked, row.cells[0], len(row.cells)) == (False, "nobody yet", len(other.cells))
    assert room.face(Side.RIGHT, row.text).aside == "no owner"


def test_the_words_offered_are_accepted_replaced_or_deleted(room: Room) -> None:
    chain(room, actions=0, strategies=3)
    room.session.execute(rounds.set_participants(room.meeting, ["Aisha", "Ana & Bob"]))
    room.walks_to("who-when")
    form = room.form
    assert (form.what.text(), form.draft) == (WHAT[0], ("", "", "", ""))
    room.presses("Enter")
    assert (room.focus, form.what.text()) == (form.who, WHAT[0])
    room.types("ana")
    room.presses("Tab")
    room.says("tomorrow", "")
    assert [action.owner for action in room.meeting.all(Action)] == ["Ana & Bob"]
    assert form.what.text() == WHAT[1]
    room.types("Ring them")
    assert form.what.text() == "Ring them"
    room.presses("Ctrl+A", "Delete", "Ctrl+Down")
    assert form.what.text() == WHAT[2], "the next strategy has words of its own"
    room.presses("Delete", "Ctrl+Tab", "Ctrl+Tab")
    assert form.what.text() == "", "whoever deletes them has an empty field"


@pytest.mark.parametrize("way", ["Enter", "Tab", "Shift+Tab", "click"])
def test_a_field_is_left_in_any_way_with_the_same_end(room: Room, way: str) -> None:
    chain(room, actions=1, strategies=2)
    room.walks_to("who-when")
    form = room.form
    for field, typed in ((form.who, "ais"), (form.when, "29 Feb")):
        field.setFocus()
        room.types(typed)
        if way == "click":
            QTest.mouseClick(form.what, Qt.MouseButton.LeftButton)
        else:
            room.presses(way)
    assert form.who.text() == "Aisha"
    assert form.when.day is not None
    assert (form.when.day.month, form.when.day.day) == (2, 29)
    assert form.when.text() == dates.to_type(form.when.day)
    form.when.setFocus()
    room.presses("Ctrl+A")
    room.types("asap")
    if way == "click":
        QTest.mouseClick(form.what, Qt.MouseButton.LeftButton)
    else:
        room.presses(way)
    assert form.error.field is form.when
    assert "asap" in form.error.text()
    seen = [label for label in form.findChildren(Label) if label.isVisible()]
    assert form.error in seen
    assert not any(
        label.geometry().intersects(form.error.geometry())
        for label in seen
        if label is not form.error
    )
    form.when.clear()
    assert all(label.isVisible() for label in form._labels)


def test_a_click_on_the_name_of_a_field_begins_to_type_there(room: Room) -> None:
    chain(room, 0)
    room.walks_to("who-when")
    for field, label in zip(room.form.fields, room.form._labels, strict=True):
        QTest.mouseClick(label, Qt.MouseButton.LeftButton)
        assert room.focus is field


def test_people_who_are_known_are_written_as_they_are_known(room: Room) -> None:
    chain(room, 2, 3)
    room.walks_to("who-when")
    room.presses("Enter")
    room.types("tom & AISHA")
    room.presses("Enter")
    assert (room.form.who.text(), room.focus) == ("Tom & Aisha", room.form.when)


def test_all_that_people_committed_to_stays_and_the_new_one_is_outlined(room: Room) -> None:
    chain(room, actions=2, strategies=4)
    room.walks_to("who-when")
    assert room.band == WHAT[2]
    room.presses("Enter")
    room.says("Sofia", "tomorrow", "")
    assert room.right() == list(WHAT[:3])
    (new,) = (action for action in room.meeting.all(Action) if action.owner == "Sofia")
    view = room.view(Side.RIGHT)
    assert view.is_fresh(new.id)
    assert view.column.row_of(new.id) >= 0
    assert room.stage.room.view().columns[0].fresh == {new.id}
    assert (room.band, room.focus) == (WHAT[3], room.form.what)
    room.until(lambda: not view.is_fresh(new.id))


def became(room: Room, action_id: str) -> Status:
    action = room.meeting.get(Action, action_id)
    assert action is not None
    return status_of(room.meeting, action)


def test_a_click_on_the_box_or_space_ticks_an_action(room: Room) -> None:
    chain(room, actions=2)
    for stage, side in (("who-when", Side.RIGHT), ("close", Side.LEFT)):
        room.walks_to(stage)
        settle()
        view = room.view(side)
        row = view.column.rows[0]
        card = card_rect(view, view.visualRect(view.column.index(0)), row, 0)
        at = row.layout.box(QRectF(card)).center().toPoint()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        if stage == "close":
            # It asks what changed; nobody has to say it.
            room.presses("Enter")
        assert became(room, row.item_id) is Status.DONE
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at + QPoint(200, 0))
        assert became(room, row.item_id) is Status.DONE
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert became(room, row.item_id) is Status.OPEN
    room.walks_to("who-when")
    room.presses("Up", "F2")
    room.types("What was typed")
    ticked = room.view(Side.RIGHT).selected_id
    room.stage.tick(str(ticked))
    assert room.form.what.text().endswith("What was typed")
    room.presses("Esc", "Space")
    assert room.selected().endswith("What was typed")
    room.presses("Space")
    actions = room.meeting.all(Action)
    done = [action.text for action in actions if became(room, action.id) is Status.DONE]
    assert done == [room.selected()]


def test_words_that_are_no_day_keep_the_window_open_but_not_the_system(room: Room) -> None:
    chain(room, actions=1)
    room.walks_to("who-when")
    room.presses("Up", "F2", "Tab", "Tab")
    room.types("soonish")
    room.window.close()
    assert room.window.isVisible() and "soonish" in room.said
    room.controller.shutdown.unattended = True
    room.leaves()


def test_a_click_on_the_band_leads_to_the_other_strategies(room: Room) -> None:
    chain(room, actions=0, strategies=3)
    room.walks_to("who-when")
    band = room.stage.band
    assert band is not None
    arrow = band.arrow(1).center().toPoint()  # type: ignore[attr-defined]
    QTest.mouseClick(band, Qt.MouseButton.LeftButton, pos=arrow)
    assert room.band == WHAT[1]
    QTest.mouseClick(band, Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    assert (room.stage.side, room.view(Side.LEFT).isVisible()) == (Side.LEFT, True)
    assert room.left() == list(WHAT[:3])
    room.presses("Ctrl+Tab")
    assert room.focus is room.form.what


def test_owner_and_day_are_in_the_same_place_and_mirrored_from_right_to_left(
    dressed: QApplication,
) -> None:
    metrics = Metrics.for_size(*PROJECTOR)
    long = CardContent(text=WHAT[0], cells=("Maria Jensen", "Mon Nov 30"), ticked=False)
    short = CardContent(text="Ring", cells=("Tom", "Tue Dec 1"), ticked=True)
    columns = cell_columns([long, short], 1700, metrics, Type.PLAN_BOLD)
    assert columns is not None
    assert not columns.leftwards
    boxes = []
    for content in (long, short):
        layout = CardLayout(content, 1700, metrics, Type.PLAN, columns)
        boxes.append(layout.box(QRectF(0, 0, 1700, layout.height())))
    assert boxes[0].left() == boxes[1].left() < 850
    backwards = CardContent(text="להתקשר", cells=("דנה", "יום ב׳"), ticked=False)
    mirrored = cell_columns([backwards], 1700, metrics, Type.PLAN_BOLD)
    assert mirrored is not None
    assert mirrored.leftwards
    layout = CardLayout(backwards, 1700, metrics, Type.PLAN, mirrored)
    assert layout.box(QRectF(0, 0, 1700, layout.height())).left() > 850


def test_what_is_typed_has_the_room_it_needs() -> None:
    shares, least = (36, 18, 22, 24), (10, 10, 10, 300)
    assert shared_out(1000, shares, (0, 0, 0, 0), (10, 10, 10, 10), 0) == [360, 180, 220, 240]
    widths = shared_out(1768, shares, (900, 250, 600, 0), least, 2)
    assert widths[2] >= 600
    assert widths[1] >= 250
    assert widths[3] >= 300
    assert sum(widths) == pytest.approx(1768, abs=2)


@pytest.mark.parametrize("name", ["en_US", "de_DE", "ar_EG", "fa_IR", "he_IL", "ja_JP", "th_TH"])
def test_a_day_is_written_so_that_it_is_read_back(name: str) -> None:
    before = QLocale()
    days = [TODAY - timedelta(1), TODAY + timedelta(1), TODAY + timedelta(300), date(2028, 2, 29)]
    try:
        QLocale.setDefault(QLocale(name))
        assert [dates.read(dates.to_type(day)).day for day in days] == days
    finally:
        QLocale.setDefault(before)
