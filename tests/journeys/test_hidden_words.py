"""Every way out of the program, and no hidden word in any of them before it is revealed."""

import json
import logging
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from facilitator import crash_report, paths
from facilitator.cli.organisation import overview
from facilitator.domain.chain.chain import gaps
from facilitator.domain.chain.flow import step_at
from facilitator.domain.chain.verbs import (
    add_cards,
    add_excuses,
    add_strategies,
    commit_action,
    stamp,
)
from facilitator.domain.change import Change
from facilitator.domain.contributions.own import Own
from facilitator.domain.contributions.own_view import own_view
from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.facilitation.lifecycle import MeetingSetup, describe, import_meeting
from facilitator.domain.facilitation.privacy import begin_private
from facilitator.domain.facilitation.trash import erase
from facilitator.domain.follow_up.gap_numbers import set_number
from facilitator.domain.follow_up.journal import came_from
from facilitator.domain.follow_up.recurrence import Heard, recognise
from facilitator.domain.follow_up.registers import register_labels
from facilitator.domain.follow_up.teams import id_for
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Card, Side, new_id
from facilitator.domain.room.device_view import device_view
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.room_view import room_view
from facilitator.domain.search import SearchQuery
from facilitator.domain.vote import tally
from facilitator.domain.vote.slips import give_dots
from facilitator.export.charts.chart import Subject
from facilitator.export.charts.files import export_charts
from facilitator.export.charts.team_charts import team_charts
from facilitator.export.options import Options, Source, What
from facilitator.export.paper import Paper
from facilitator.export.poster.files import export_poster, poster_name
from facilitator.export.poster.poster import build_poster
from facilitator.export.promises.files import PromiseFile, export_promises, title_of
from facilitator.export.report import build_report
from facilitator.export.writers import all_actions
from facilitator.export.writers.all_actions import export_actions
from facilitator.export.writers.formats import Format, export_meeting, suggested_name
from facilitator.join.page_view import page_view
from facilitator.launch import Start
from facilitator.progress import no_progress
from facilitator.services.beside import read_beside
from facilitator.services.clipboard.plan_copy import plan_texts
from facilitator.services.organisation import read_organisation
from facilitator.services.over_time import read_over_time
from facilitator.services.persons import read_uses
from facilitator.storage.backup.names import backup_folder
from facilitator.storage.recovery.salvage import Salvaged
from facilitator.storage.store import Store
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.audience.room_feed import RoomFeed
from facilitator.ui.charts.screen_language import screen_language
from facilitator.ui.follow_up.promise_list import spoken
from facilitator.ui.follow_up.promise_rows import Shown, register_rows, rows_of
from facilitator.ui.meeting.heard.heard_text import suggestion
from facilitator.ui.organisation.charts import organisation_charts
from facilitator.ui.recovery import recovery_text
from facilitator.ui.search.hit_cards import hit_content
from tests.support.command_line import facilitator
from tests.support.earlier_meetings import TEAM, Held
from tests.support.read_exports import EVERY_FILE, everything, name_of
from tests.support.seen_texts import Seen
from tests.support.shared_rooms import SyncByHand, TeamLog, joins
from tests.support.window import PROJECTOR, OpenRoom, Room, faces

SEEN, VOTERS, DOTS_EACH = "seen by all", 3, 300
BY_HANDS, ON_A_SLIP, SLIP = 577, 187, "slipquokka"
SECRET_LEFT = (VOTERS + 1) * DOTS_EACH - BY_HANDS - ON_A_SLIP
SECRET_DOTS = [BY_HANDS, ON_A_SLIP, BY_HANDS + ON_A_SLIP, SECRET_LEFT]
"""The dots of a vote that is going on, together, and how many are left: one tells the other."""
HIDDEN_WORDS = ["zanzibar", "quagga", "łódźka", "цапля", "λυχνάρι", "霧島市", "قنديل", "xýlofon"]
"""Words that nothing of the program holds, in several scripts."""


@dataclass
class Open:
    """A meeting with hidden cards, a private text and a secret vote, and who looks at it."""

    room: Room
    audience: AudienceWindow
    seen: Seen
    hidden: list[str]
    typed: str
    folder: Path

    @property
    def meeting(self) -> Meeting:
        return self.room.meeting


# While the window is open


def what_windows_show(at: Open) -> Iterator[str]:
    """All that is painted, announced and in the accessibility tree, with every sheet, anywhere."""
    room, at.seen.texts[:] = at.room, []
    exercise, began_at = room.session.exercise, room.at
    while room.at != exercise.stages[0].id:
        room.steps("Ctrl+PgUp")
    for stage in exercise.stages:
        for key in ("", "F4", "Ctrl+K", "F3"):
            room.presses(*filter(None, [key]))
            at.seen.look(*(w for w in QApplication.topLevelWidgets() if w.isVisible()))
            if room.window.sheet is not None:
                room.presses("Esc")
        if stage is not exercise.stages[-1]:
            room.steps("Ctrl+PgDown")
    room.walks_to(began_at)
    yield from at.seen.texts


def what_the_room_sees(at: Open) -> Iterator[str]:
    session = at.room.session
    for stage in session.exercise.stages:
        # Elsewhere nothing is private.
        text = at.typed if stage.kind in (Kind.BOARD, Kind.RANK) else ""
        step = step_at(at.meeting, session.exercise, stage)
        entry = Entry(name="Card", prompt="", text=text)
        yield in_words(room_view(at.meeting, session.exercise, step, Attention(), entry))


def what_devices_show(at: Open) -> Iterator[str]:
    """What the page has of the meeting on every stage, on a device that wrote nothing of it."""
    session = at.room.session
    for stage in session.exercise.stages:
        step = step_at(at.meeting, session.exercise, stage)
        view = room_view(at.meeting, session.exercise, step, Attention(), Entry(text=at.typed))
        found = device_view(at.meeting, session.exercise, step)
        page = json.dumps(page_view(view, found, session.exercise, people=2), ensure_ascii=False)
        # An id may hold any number by chance.
        yield re.sub("[0-9a-f]{32}", "", page)
    yield in_words(own_view(at.meeting, session.exercise, Own(name="Lin")))


def what_is_suggested(at: Open) -> Iterator[str]:
    """What the team has heard before, of every card, also of those that are hidden."""
    heard, meeting = at.room.controller.host.heard(), at.meeting
    assert heard.history is not None
    for card in meeting.all(Card):
        found = heard.history.suggestion(meeting, card)
        yield suggestion(found)
        yield from map(in_words, found)
        if not card.hidden:
            yield from map(in_words, heard.history.life(meeting, card))


def what_is_beside_the_last(at: Open) -> Iterator[str]:
    """What is shown, said and printed of the meeting beside the last one of its team."""
    workspace, session = at.room.controller.workspace, at.room.session
    library = workspace.exercise_library
    found = read_beside(at.meeting, session.exercise, workspace.store, library)
    assert found is not None
    yield in_words(found)
    at.seen.texts[:] = []
    at.room.presses("Shift+F4")
    sheet = at.room.controller.host.beside().sheet
    at.room.until(sheet.isVisible)
    at.seen.look(*(w for w in QApplication.topLevelWidgets() if w.isVisible()))
    yield from at.seen.texts
    at.room.presses("Esc")
    file = at.folder / "beside.pdf"
    export_meeting(
        at.meeting, session.exercise, Format.PDF, file, Options(today=date.today(), beside=found)
    )
    yield from (page.get_textpage().get_text_range() for page in PdfDocument(file))


def in_words(value: object) -> str:
    """A value without ids and microseconds, which may hold any number by chance."""
    return without_numbers(repr(value))


def without_numbers(text: str) -> str:
    return re.sub(r"\b([0-9a-f]{32}|\d{4,6}|\d{8}T\d{6}Z?)\b", "", text)


def what_find_finds(at: Open) -> Iterator[str]:
    for words in ["", SEEN, *at.hidden, at.typed]:
        at.room.presses("Ctrl+F")
        if words:
            at.room.pastes(words)
        yield from (repr(face) for face in faces(at.room.controller.finder().sheet.list))
        at.room.presses("Esc")


def what_a_search_over_all_meetings_finds(at: Open) -> Iterator[str]:
    store = at.room.controller.workspace.store
    for words in [SEEN, *at.hidden, at.typed]:
        for hit in store.search(SearchQuery(text=words)).result().hits:
            # What was said openly in an earlier meeting is found there.
            if hit.meeting == at.meeting.id or words is SEEN:
                yield in_words(hit)
                yield repr(hit_content(hit, words))


def what_is_copied(at: Open) -> Iterator[str]:
    room, clipboard = at.room, QGuiApplication.clipboard()

    def copied() -> Iterator[str]:
        yield clipboard.text(QClipboard.Mode.Selection)
        source = clipboard.mimeData()
        for kind in source.formats() if source is not None else ():
            yield bytes(source.data(kind).data()).decode("utf-8", "replace")

    clipboard.clear()
    room.stage.focus_entry()
    room.presses("Ctrl+A", "Ctrl+C")
    yield from copied()
    edit = room.stage.entry.edit
    assert isinstance(edit, QPlainTextEdit)
    yield edit.createMimeDataFromSelection().text()
    for side in Side:
        room.stage.panels[side].view.setFocus()
        room.presses("Ctrl+A", "Ctrl+C")
        yield from copied()
        room.presses("Esc", "Esc")
    clipboard.clear()


def what_undo_is_called(at: Open) -> Iterator[str]:
    stack = at.room.session.undo_stack
    yield from (stack.text(number) for number in range(stack.count()))


def what_registers_list(at: Open) -> Iterator[str]:
    """What was promised, and the rules that were found, under what all see and what is hidden."""
    exercise, store = at.room.session.exercise, at.room.controller.workspace.store
    meeting, column = (
        Held(gap=f"{SEEN} before", excuse="").meeting(exercise, TEAM),
        exercise.column_of(Tone.GAP),
    )
    meeting.apply(add_cards(meeting, column.id, [SEEN]))
    meeting.apply(begin_private(meeting))
    meeting.apply(add_cards(meeting, column.id, at.hidden))
    label = next(label.id for label in exercise.labels if label.register)
    for card in meeting.all(Card):
        meeting.apply(stamp(meeting, card, label))
        meeting.apply(said := add_excuses(meeting, card.id, [card.text]))
        meeting.apply(way := add_strategies(meeting, said.added[0].id, [card.text]))
        action = Action(
            id=new_id(),
            strategy=way.added[0].id,
            text=card.text,
            place=0,
            owner="Ana",
            due=date.today(),
        )
        meeting.apply(commit_action(meeting, action))
    store.commit(import_meeting(meeting.records())).result()
    yield in_words(store.actions(with_chain=True).result())
    yield in_words(store.actions(only_open=True).result())
    registers = store.register_entries(register_labels([exercise])).result()
    yield in_words(registers)
    # As the section of promises shows them.
    shown, entries = Shown(settled_too=True), store.actions().result()
    rows = [*rows_of(entries, shown, date.today()), *register_rows(registers, shown)]
    yield from map(spoken, rows)
    yield from (in_words(came_from(meeting, each.action)) for each in entries)
    store.commit(erase(meeting)).result()


def what_changes_over_time(at: Open) -> Iterator[str]:
    """Excuses that come back and numbers on gaps, of cards that all see and of hidden ones."""
    room, exercise = at.room, at.room.session.exercise
    store, column = room.controller.workspace.store, exercise.column_of(Tone.GAP).id
    held = []
    for day in (date(2026, 2, 2), date(2026, 3, 2)):
        meeting = Held(day=day, gap=SEEN, excuse="").meeting(exercise, TEAM)
        meeting.apply(begin_private(meeting))
        meeting.apply(add_cards(meeting, column, at.hidden))
        for number, card in enumerate(meeting.all(Card)):
            meeting.apply(add_excuses(meeting, card.id, [card.text]))
            meeting.apply(set_number(meeting, card, number, day))
        for gap in held[0].all(Card) if held else ():
            then = Heard(meeting=held[0].id, item=gap.id, text=gap.text, day=day)
            same = next(each for each in meeting.all(Card) if each.text == gap.text)
            meeting.apply(recognise(meeting, same, then))
        store.commit(import_meeting(meeting.records())).result()
        held.append(meeting)
    team_ids = [room.controller.workspace.teams.register(TEAM)]
    found = read_over_time(store, room.controller.workspace.exercise_library, team_ids)
    charts = team_charts(found.history, found.registers, screen_language())
    assert {chart.subject for chart in charts} >= {Subject.EXCUSES, Subject.NUMBERS}
    yield in_words(charts)
    yield from (chart.spoken() for chart in charts)
    file = at.folder / "charts.pdf"
    export_charts(found.history, found.registers, "Over time", file, team=TEAM, today=date.today())
    with PdfDocument(file) as document:
        yield " ".join(page.get_textpage().get_text_range() for page in document)
    for meeting in held:
        store.commit(erase(meeting)).result()


@dataclass(frozen=True)
class SharedTeam:
    """A team as an organisation knows it."""

    name: str

    @property
    def id(self) -> str:
        return id_for(self.name)


def what_the_organisation_is_told(at: Open) -> Iterator[str]:
    """What two teams have in common: what all see, and what is hidden in both."""
    room, exercise = at.room, at.room.session.exercise
    store, column = room.controller.workspace.store, exercise.column_of(Tone.GAP).id
    label = next(label.id for label in exercise.labels if label.register)
    shared, held = [SharedTeam(TEAM), SharedTeam("The other team")], []
    for team in shared:
        meeting = Held(day=date.today(), gap=SEEN, excuse="").meeting(exercise, team.name)
        meeting.apply(begin_private(meeting))
        meeting.apply(add_cards(meeting, column, at.hidden))
        for card in meeting.all(Card):
            meeting.apply(stamp(meeting, card, label))
            meeting.apply(add_excuses(meeting, card.id, [card.text]))
        store.commit(import_meeting(meeting.records())).result()
        held.append(meeting)
    library = room.controller.workspace.exercise_library
    found = read_organisation(store, library, shared, date.today(), "somebody", no_progress)
    assert found.excuses and found.rules == len(shared), "those that all see"
    yield in_words(found)
    charts = organisation_charts(found, screen_language())
    yield in_words(charts)
    yield from (chart.spoken() for chart in charts)
    yield from overview.in_words("Corner Hotels", found)
    yield from overview.in_json("Corner Hotels", found)
    for meeting in held:
        store.commit(erase(meeting)).result()


def what_home_lists(at: Open) -> Iterator[str]:
    yield from map(in_words, at.room.controller.workspace.store.meetings(date.today()).result())


def what_is_told_of_names(at: Open) -> Iterator[str]:
    store = at.room.controller.workspace.store
    yield from store.names().result()
    for card in at.meeting.all(Card):
        yield repr(read_uses(store, card.text, no_progress))


# Files and reports


def exported(at: Open, fmt: Format, what: What, paper: Paper = Paper.A4) -> Iterator[str]:
    """The meeting as a file, had each card led to a promise in the same words."""
    meeting, exercise = at.meeting.copy(), replace(at.room.session.exercise, poster="On the wall")
    for card in meeting.all(Card):
        promise(meeting, card)
    entries = at.room.controller.workspace.store.actions(with_chain=True).result()
    options = Options(today=date.today(), what=what, paper=paper, promises=entries)
    file = at.folder / suggested_name(meeting, fmt)
    yield file.name
    if what is What.GUIDE:
        # There may be none for the exercise, and nothing of a meeting is in it.
        return
    export_meeting(meeting, exercise, fmt, file, options)
    yield without_numbers(everything(fmt, file.read_bytes()))


def what_is_reported(at: Open) -> Iterator[str]:
    yield in_words(build_report(at.meeting, at.room.session.exercise, date.today()))


def what_the_poster_shows(at: Open) -> Iterator[str]:
    """The poster of the meeting, had each card led to a strategy in the same words."""
    meeting, exercise = at.meeting.copy(), replace(at.room.session.exercise, poster="On the wall")
    for card in meeting.all(Card):
        meeting.apply(add_strategies(meeting, card.id, [card.text]))
    yield in_words(build_poster(meeting, exercise))
    yield poster_name(meeting, exercise)
    file = at.folder / "poster.pdf"
    export_poster(meeting, exercise, file)
    with PdfDocument(file) as document:
        yield repr(document.get_metadata_dict())
        yield from (mark.get_title() for mark in document.get_toc())
        yield " ".join(page.get_textpage().get_text_range() for page in document)


def what_promises_print(at: Open) -> Iterator[str]:
    entries = at.room.controller.workspace.store.actions(with_chain=True).result()
    for kind in PromiseFile:
        file = at.folder / f"{title_of(kind, '')}.pdf"
        export_promises(entries, "", kind, file, today=date.today())
        with PdfDocument(file) as document:
            yield repr(document.get_metadata_dict())
            yield from (mark.get_title() for mark in document.get_toc())
            yield " ".join(page.get_textpage().get_text_range() for page in document)


def what_promises_export(at: Open) -> Iterator[str]:
    """The actions of all meetings in every format."""
    entries = at.room.controller.workspace.store.actions(with_chain=True).result()
    for fmt in all_actions.WRITERS:
        file = at.folder / f"actions.{fmt}"
        export_actions(entries, "", fmt, file, Options(today=date.today()))
        yield without_numbers(everything(fmt, file.read_bytes()))


def what_is_copied_of_promises(at: Open) -> Iterator[str]:
    controller, clipboard = at.room.controller, QGuiApplication.clipboard()
    controller.home_sections.promise_export().copy(controller.workspace.store.actions().result())
    source = clipboard.mimeData()
    for kind in source.formats() if source is not None else ():
        yield bytes(source.data(kind).data()).decode("utf-8", "replace")
    yield at.room.said
    clipboard.clear()


def what_is_copied_of_the_plan(at: Open) -> Iterator[str]:
    """The plan to paste into a mail or a chat, had each card led to a promise in its words."""
    meeting, exercise = at.meeting.copy(), at.room.session.exercise
    for card in meeting.all(Card):
        promise(meeting, card)
    options = Options(today=date.today(), what=What.PLAN)
    texts = plan_texts(Source(meeting, exercise, options))
    yield from map(without_numbers, (texts.rich, texts.plain, texts.markdown))


def what_the_preview_shows(at: Open) -> Iterator[str]:
    """The sheet of the export, and every page before it is written, as it is read aloud."""
    at.seen.texts[:] = []
    at.room.presses("Ctrl+Shift+E")
    sheet = at.room.controller.export().preview.sheet
    at.room.until(sheet.isVisible)
    for page in range(sheet.view.count):
        at.room.until(lambda: bool(sheet.view.accessibleDescription()))
        yield sheet.view.accessibleDescription()
        at.seen.look(*(w for w in QApplication.topLevelWidgets() if w.isVisible()))
        if page < sheet.view.count - 1:
            at.room.presses("PgDown")
    at.room.presses("Esc", "Esc")
    yield from at.seen.texts


def what_is_shared(at: Open) -> Iterator[str]:
    """What waits for the organisation, what its log has, and what another laptop makes of that."""
    sharing, log = at.room.controller.workspace.store.sharing, TeamLog()
    log.push(sharing.waiting(10_000, 1 << 30).result())
    own = [entry for entry in log.entries if entry["meeting"] == at.meeting.id]
    for entry in own:
        # An id may hold any number by chance, and the moment too.
        yield without_numbers(json.dumps(entry["body"], ensure_ascii=False))
    other = Store(at.folder / new_id())
    other.start()
    joins(other, "Another laptop", team_name=TEAM)
    arrived = other.sharing.arrived(id_for(TEAM), log.entries, len(log.entries)).result()
    for meeting in arrived:
        other.sharing.lay(meeting).result()
    yield from map(in_words, other.load(at.meeting.id).result().records())
    assert other.close(timeout=30)


def what_a_salvage_says(at: Open) -> Iterator[str]:
    """Where the title is lost, a card tells which meeting it is."""
    others = [record for record in at.meeting.records() if getattr(record, "hidden", True)]
    for meeting in (at.meeting, Meeting.from_records(others)):
        found = Salvaged(meeting, at.room.session.exercise, 1, 1, named=False, kept={})
        yield in_words(recovery_text.read_meeting(found))


def what_a_report_says(at: Open) -> Iterator[str]:
    try:
        raise KeyError(at.typed, at.meeting.all(Card))
    except KeyError as bug:
        yield repr(crash_report.describe(bug))


# When the window is closed, and what other programs can read


COMMANDS = (
    ("list",),
    ("list", "--json"),
    ("backup",),
    ("restore",),
    ("salvage",),
    ("trash",),
    ("doctor",),
    ("actions",),
    ("actions", "--json"),
    ("registers",),
    ("registers", "--json"),
)


def files_beside_the_meetings(data: Path) -> Iterator[tuple[str, str]]:
    """The names and contents of all files but the databases."""
    for file in data.rglob("*"):
        yield "a name", str(file)
        # A backup has this name until all of it is written.
        is_unfinished = file.name.startswith(".facilitator-") and file.suffix == ".part"
        is_copy = is_unfinished or (".db" in file.name and not file.name.endswith(".sha256"))
        if file.is_file() and not is_copy:
            yield file.name, file.read_bytes().decode("utf-8", "replace")


def searched_texts(database: Path) -> Iterator[str]:
    """All that the search index of a database holds, in its own pages too."""
    with closing(sqlite3.connect(database)) as raw:
        raw.text_factory = bytes
        for (text,) in raw.execute("SELECT text FROM search_texts"):
            yield text.decode()
        for (block,) in raw.execute("SELECT block FROM search_index_data"):
            yield block.decode("utf-8", "replace")


@dataclass(frozen=True)
class Outlet:
    """One way out of the program: `tells_cards` if cards that are not hidden come out there."""

    texts: Callable[..., Iterator[str]]
    """All the text it gives away of an `Open`."""
    tells_cards: bool = True
    holds_hidden: str = ""
    """Why hidden words are in it by design; empty where none may be."""


OUTLETS = {
    "windows, announcements, accessibility": Outlet(what_windows_show),
    "the value that the room sees": Outlet(what_the_room_sees),
    "other people’s devices": Outlet(what_devices_show),
    "what was heard before": Outlet(what_is_suggested),
    "beside the last meeting": Outlet(what_is_beside_the_last),
    "find": Outlet(what_find_finds),
    "search over all meetings": Outlet(what_a_search_over_all_meetings_finds),
    "clipboard and drag": Outlet(what_is_copied),
    "the poster": Outlet(what_the_poster_shows),
    "promises on paper": Outlet(what_promises_print),
    "promises in every format": Outlet(what_promises_export),
    "promises that are copied": Outlet(what_is_copied_of_promises),
    "the plan that is copied": Outlet(what_is_copied_of_the_plan),
    "the preview": Outlet(what_the_preview_shows),
    "names of undo": Outlet(what_undo_is_called),
    "registers": Outlet(what_registers_list),
    "what changes over time": Outlet(what_changes_over_time),
    "the organisation": Outlet(what_the_organisation_is_told),
    "names of people": Outlet(what_is_told_of_names, tells_cards=False),
    "home": Outlet(what_home_lists, tells_cards=False),
    "what is shared": Outlet(what_is_shared),
    "salvage": Outlet(what_a_salvage_says),
    "crash report": Outlet(what_a_report_says, tells_cards=False),
    "the report": Outlet(what_is_reported),
    "PDF on Letter": Outlet(
        partial(exported, fmt=Format.PDF, what=What.RECORD, paper=Paper.LETTER)
    ),
    **{
        f"export as {name_of((fmt, what))}": Outlet(
            partial(exported, fmt=fmt, what=what),
            tells_cards=what is not What.GUIDE,
            holds_hidden="importing it gives back the whole meeting, with what is hidden"
            if fmt is Format.JSON
            else "",
        )
        for fmt, what in EVERY_FILE
    },
}


def folded(text: str) -> str:
    return "".join(text.casefold().split())


def found_in(texts: list[str], words: list[str]) -> list[str]:
    whole = [folded(text) for text in texts]
    return [word for word in words for text in whole if folded(word) in text]


@settings(
    max_examples=2,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    words=st.permutations(HIDDEN_WORDS),
    cards=st.lists(st.sampled_from(list(Side)), min_size=1, max_size=6),
)
def test_no_hidden_word_leaves_by_any_way_before_it_is_revealed(
    open_room: OpenRoom,
    tmp_path: Path,
    heard: list[str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    words: list[str],
    cards: list[Side],
) -> None:
    caplog.set_level(logging.DEBUG)
    with monkeypatch.context() as patched:
        room = open_room(Start("new", title="Monday"))
        # What is shared is looked at by hand.
        log = TeamLog()
        room.controller.workspace.shared_work.make_sync = lambda _, *others: SyncByHand(
            log, *others
        )
        joins(room.controller.workspace.store, "Front desk", team_name=TEAM)
        room.controller.workspace.teams.forget()
        audience = AudienceWindow()
        audience.resize(*PROJECTOR)
        audience.show()
        feed = RoomFeed(audience)
        feed.follow(room.screen)
        room.window.activateWindow()
        room.until(room.window.isActiveWindow)
        hidden, typed = [f"{word} is here" for word in words[: len(cards)]], words[-1]
        was_hidden = words[-2]
        then = met_before(room, [*hidden, typed], f"{SEEN} {was_hidden}")
        at = Open(room, audience, Seen(patched, heard), hidden, typed, tmp_path)
        while room.controller.workspace.store.sharing.upload_next(id_for(TEAM)).result():
            pass
        writes_in_private(at, cards)
        words_hidden = [*(word.split()[0] for word in hidden), typed]
        words_hidden.append(SLIP)
        secrets = [*words_hidden, was_hidden, *map(str, SECRET_DOTS)]
        for name, outlet in OUTLETS.items():
            texts = list(outlet.texts(at))
            assert not outlet.tells_cards or found_in(texts, [SEEN]), f"{name} is blind"
            leaked = found_in(texts, secrets)
            assert bool(leaked) is bool(outlet.holds_hidden), f"{name}: {leaked}"
        # What was said openly then is listed with that meeting.
        room.controller.workspace.store.commit(erase(then)).result()
        room.is_saved()
        feed.follow(None)
        audience.deleteLater()
        data, meeting = room.data, room.meeting
        room.leaves()
    capfd.readouterr()
    for arguments in COMMANDS:
        facilitator("--data", data, *arguments)
    printed = "".join(capfd.readouterr())
    assert meeting.details.title in printed
    places = [("printed", printed), ("log", caplog.text), *files_beside_the_meetings(data)]
    leaks = [(name, found_in([text], words_hidden)) for name, text in places]
    assert [(name, words) for name, words in leaks if words] == []
    searched = list(searched_texts(paths.database_file(data)))
    assert found_in(searched, [SEEN])
    assert found_in(searched, words_hidden) == []
    # By design: the database is the meeting, and a backup is a copy of it.
    *_, backup = sorted(backup_folder(data).glob("*.db"))
    for file in (paths.database_file(data), backup):
        assert all(word.encode() in file.read_bytes() for word in words_hidden)


def met_before(room: Room, gaps_then: list[str], hidden_then: str) -> Meeting:
    """Let the team have said before what is hidden now, and have hidden what is like what is seen.

    Whoever compares what is hidden, or with what was, tells it.
    """
    exercise, store = room.session.exercise, room.controller.workspace.store
    then = Held(day=date(2026, 1, 12), gap=f"{SEEN} then", excuse="").meeting(exercise, TEAM)
    column = exercise.column_of(Tone.GAP).id
    then.apply(add_cards(then, column, gaps_then))
    then.apply(begin_private(then))
    then.apply(add_cards(then, column, [hidden_then]))
    for card in then.children(Card, column):
        # The one that was seen, and the one that was hidden.
        if card.text.startswith(SEEN):
            promise(then, card)
    store.commit(import_meeting(then.records())).result()
    team_id = room.controller.workspace.teams.register(TEAM)
    setup = MeetingSetup(title=room.meeting.details.title, team=TEAM)
    room.session.execute(describe(room.meeting, setup, team_id))
    return then


def promise(meeting: Meeting, gap: Card) -> None:
    """Promise something in the words of a gap, for an excuse in the same words."""

    def adds(change: Change) -> str:
        meeting.apply(change)
        return change.added[0].id

    way = adds(add_strategies(meeting, adds(add_excuses(meeting, gap.id, [gap.text])), [gap.text]))
    action = Action(
        id=new_id(), strategy=way, text=gap.text, place=0, owner="Ana", due=date.today()
    )
    meeting.apply(commit_action(meeting, action))


def writes_in_private(at: Open, cards: list[Side]) -> None:
    """One card on each side that all see, hidden ones, a text, and an open secret vote.

    It has raised hands, and a slip of somebody with a device.
    """
    room = at.room
    room.says(SEEN)
    room.presses("Ctrl+PgDown")
    room.says(f"{SEEN} too")
    heard = room.controller.host.heard()
    room.until(lambda: bool(heard.suggested))
    exercise = room.session.exercise
    room.session.execute(tally.open_ballot(room.meeting, VOTERS, DOTS_EACH, DOTS_EACH))
    (gap, *_) = gaps(room.meeting, exercise)
    room.session.execute(tally.set_dots(room.meeting, gap, BY_HANDS))
    on_a_device = give_dots(room.meeting, exercise, SLIP, gap.id, ON_A_SLIP, Random(1))
    room.session.execute(on_a_device)
    room.presses("Ctrl+PgUp", "Ctrl+H")
    side = Side.LEFT
    for wanted, text in zip(cards, at.hidden, strict=False):
        if wanted is not side:
            room.presses("Ctrl+Tab")
            side = wanted
        room.pastes(text)
        room.presses("Enter")
    room.pastes(at.typed)
    assert sum(card.hidden for card in room.meeting.all(Card)) == len(cards)
