"""Every way out of the program, and no hidden word in any of them before it is revealed."""

import json
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from facilitator import crash_report, paths
from facilitator.domain.chain.chain import gaps
from facilitator.domain.chain.flow import step_at
from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.facilitation.lifecycle import MeetingSetup, describe, import_meeting
from facilitator.domain.facilitation.privacy import begin_private
from facilitator.domain.facilitation.trash import erase
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Side
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.room_view import room_view
from facilitator.domain.vote import tally
from facilitator.export.formats import Format, Paper, export_meeting, suggested_name
from facilitator.export.report import build_report
from facilitator.launch import Start
from facilitator.storage.backup.names import backup_folder
from facilitator.storage.recovery.salvage import Salvaged
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.audience.room_feed import RoomFeed
from facilitator.ui.meeting.heard.heard_text import suggestion
from facilitator.ui.recovery import recovery_text
from tests.support.command_line import facilitator
from tests.support.earlier_meetings import TEAM, Held
from tests.support.seen_texts import Seen
from tests.support.window import PROJECTOR, OpenRoom, Room, faces

SEEN, VOTERS, SECRET_DOTS = "seen by all", 200, 577
SECRET_LEFT = VOTERS * tally.DOTS - SECRET_DOTS
"""The dots of a vote that is going on, and how many are left: one tells the other."""
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
    exercise = room.session.exercise
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
    room.walks_to(exercise.stages[0].id)
    yield from at.seen.texts


def what_the_room_sees(at: Open) -> Iterator[str]:
    session = at.room.session
    for stage in session.exercise.stages:
        # Elsewhere nothing is private.
        text = at.typed if stage.kind in (Kind.BOARD, Kind.RANK) else ""
        step = step_at(at.meeting, session.exercise, stage)
        entry = Entry(name="Card", prompt="", text=text)
        yield in_words(room_view(at.meeting, session.exercise, step, Attention(), entry))


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


def in_words(value: object) -> str:
    """A value without ids and microseconds, which may hold any number by chance."""
    return re.sub(r"\b([0-9a-f]{32}|\d{4,6})\b", "", repr(value))


def what_find_finds(at: Open) -> Iterator[str]:
    for words in ["", SEEN, *at.hidden, at.typed]:
        at.room.presses("Ctrl+F")
        if words:
            at.room.pastes(words)
        yield from (repr(face) for face in faces(at.room.controller.finder().sheet.list))
        at.room.presses("Esc")


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


def what_home_lists(at: Open) -> Iterator[str]:
    yield from map(in_words, at.room.controller.workspace.store.meetings(date.today()).result())


# Files and reports


def exported(at: Open, fmt: Format, paper: Paper = Paper.A4) -> Iterator[str]:
    exercise = at.room.session.exercise
    file = at.folder / suggested_name(at.meeting, fmt)
    yield file.name
    export_meeting(at.meeting, exercise, fmt, file, today=date.today(), paper=paper)
    data = file.read_bytes()
    if data.startswith(b"%PDF"):
        document = PdfDocument(data)
        yield repr(document.get_metadata_dict())
        yield from (mark.get_title() for mark in document.get_toc())
        yield " ".join(page.get_textpage().get_text_range() for page in document)
        yield repr(build_report(at.meeting, exercise, date.today()))
    elif is_zipfile(BytesIO(data)):
        with ZipFile(BytesIO(data)) as parts:
            yield from (parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    else:
        # Some formats write other letters as numbers.
        yield str(json.loads(data)) if fmt is Format.JSON else data.decode("utf-8", "replace")


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
)


def files_beside_the_meetings(data: Path) -> Iterator[str]:
    for file in data.rglob("*"):
        yield str(file)
        is_copy = ".db" in file.name and not file.name.endswith(".sha256")
        if file.is_file() and not is_copy:
            yield file.read_bytes().decode("utf-8", "replace")


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
    "what was heard before": Outlet(what_is_suggested),
    "find": Outlet(what_find_finds),
    "clipboard and drag": Outlet(what_is_copied),
    "names of undo": Outlet(what_undo_is_called),
    "home": Outlet(what_home_lists, tells_cards=False),
    "salvage": Outlet(what_a_salvage_says),
    "crash report": Outlet(what_a_report_says, tells_cards=False),
    "PDF on Letter": Outlet(partial(exported, fmt=Format.PDF, paper=Paper.LETTER)),
    **{
        f"export as {fmt}": Outlet(
            partial(exported, fmt=fmt),
            holds_hidden="importing it gives back the whole meeting, with what is hidden"
            if fmt is Format.JSON
            else "",
        )
        for fmt in Format
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
        writes_in_private(at, cards)
        words_hidden = [*(word.split()[0] for word in hidden), typed]
        secrets = [*words_hidden, was_hidden, str(SECRET_DOTS), str(SECRET_LEFT)]
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
    beside = list(files_beside_the_meetings(data))
    assert found_in([printed, caplog.text, *beside], words_hidden) == []
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
    store.commit(import_meeting(then.records())).result()
    team_id = room.controller.workspace.teams.register(TEAM)
    setup = MeetingSetup(title=room.meeting.details.title, team=TEAM)
    room.session.execute(describe(room.meeting, setup, team_id))
    return then


def writes_in_private(at: Open, cards: list[Side]) -> None:
    """One card on each side that all see, hidden ones, a text, and an open secret vote."""
    room = at.room
    room.says(SEEN)
    room.presses("Ctrl+PgDown")
    room.says(f"{SEEN} too")
    heard = room.controller.host.heard()
    room.until(lambda: bool(heard.suggested))
    room.session.execute(tally.open_ballot(room.meeting, VOTERS))
    (gap, *_) = gaps(room.meeting, room.session.exercise)
    room.session.execute(tally.set_dots(room.meeting, gap, SECRET_DOTS))
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
