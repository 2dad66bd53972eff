"""A year of a team: what it promised and what became of that, counted twice.

Every figure that the program shows is counted once more from the exported files, by a few lines
that share nothing with the program.
"""

import json
import re
from collections import Counter
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from pypdf import PdfReader

from facilitator.domain.chain import verbs
from facilitator.domain.exercise import Kind, Tone, Word
from facilitator.domain.follow_up.look_back import open_promises
from facilitator.domain.records import EarlierAction, Excuse, Side, Status
from facilitator.exercises.exercise_library import Library
from facilitator.export.charts.chart import Subject
from facilitator.export.json_format import dumps
from facilitator.export.options import Options
from facilitator.export.writers.formats import Format, export_meeting
from facilitator.storage.store import Store
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.stages.kinds.review import ReviewStage
from facilitator.ui.stages.verdicts.asked import Asked
from tests.support.calendar import Calendar
from tests.support.command_line import facilitator
from tests.support.counted_files import actions_in
from tests.support.counted_over_time import over_time
from tests.support.screens import form, listed
from tests.support.series import PATIENCE, Series
from tests.support.window import OpenRoom, Room, faces

FIRST, MONTH = date(2025, 9, 1), timedelta(weeks=4)
TEAM = "Front desk"
EXERCISES = [exercise.id for exercise in Library().all()]
EXCUSES = ("Somebody else will look", "We are too few", "The till can't do it")
FINGERS = str.maketrans("06789", "12345")
File = dict[str, Any]
Numbers = Counter[str]


class Year:
    """The meetings of a year, held in a window by keys."""

    def __init__(self, room: Room, calendar: Calendar) -> None:
        self.room, self.calendar = room, calendar
        self.meetings: list[str] = []
        self._verdicts = cycle("DPEDX-")
        self._heard: set[str] = set()
        """The excuses of the meetings before."""

    @property
    def store(self) -> Store:
        return self.room.controller.workspace.store

    def holds(self, number: int) -> None:
        """Hold one meeting from the form to the close."""
        self.calendar.day = FIRST + number * MONTH
        self.begins(EXERCISES[number % len(EXERCISES)])
        self.room.passes_opening()
        if self.room.meeting.count(EarlierAction):
            self.looks_back()
        self.finds(number)
        self.commits()
        self.closes(number)
        self._heard |= {each.text for each in self.room.meeting.all(Excuse)}
        self.room.goes_home()
        self.room.until(lambda: len(listed(self.room)) == number + 1)

    def begins(self, exercise: str) -> None:
        room, wanted = self.room, self.asked_about()
        room.presses("Ctrl+N", "Ctrl+O", *["Down"] * EXERCISES.index(exercise), "Enter", "Tab")
        if not room.controller.workspace.settings.team:
            room.types(TEAM)
        if wanted:
            question = form(room).questions.promises
            room.until(question.isVisible)
            assert f"{wanted} promise" in " ".join(room.texts())
        room.presses("Enter")
        self.meetings.append(room.meeting.id)
        assert room.meeting.count(EarlierAction) == wanted

    def asked_about(self) -> int:
        """How many promises are open, counted over the files."""
        plans, _ = counted(exported(self.store), "")
        return sum(plan["left"] for plan in plans.values())

    def looks_back(self) -> None:
        """A verdict on each promise, by its key; some are skipped."""
        room = self.room
        for _ in room.meeting.all(EarlierAction):
            stage = room.stage
            assert isinstance(stage, ReviewStage)
            key = next(self._verdicts)
            if key == "-":
                room.presses("PgDown")
                continue
            room.presses(key)
            room.types("We are too few" if key == "E" else "so it is")
            room.presses("Enter")
            if key == "P":
                room.says("in 3 weeks")
            elif key == "E":
                self.recognises("We are too few")
                room.presses("Enter")
            if stage.asked is Asked.AGAIN:
                room.presses("N")

    def finds(self, number: int) -> None:
        """A gap, an excuse that was heard before perhaps, and two strategies."""
        session, text = self.room.session, EXCUSES[number % len(EXCUSES)]
        gaps = session.exercise.column_of(Tone.GAP).id
        session.execute(verbs.add_cards(session.meeting, gaps, [f"Gap {number}"]))
        self.room.walks_to(self.stage_of(Kind.DISCUSS))
        self.room.says(text)
        self.recognises(text)
        said = next(each for each in session.meeting.all(Excuse) if each.text == text)
        promises = [f"Promise {number}.{n}" for n in (1, 2)]
        session.execute(verbs.add_strategies(session.meeting, said.id, promises))

    def recognises(self, text: str) -> None:
        """Say of an excuse that it was heard before, if it was, as is suggested."""
        if text in self._heard:
            heard = self.room.controller.host.heard()
            self.room.until(lambda: self.room.stage in heard.lines)
            self.room.until(lambda: bool(heard.lines[self.room.stage].text))
            self.room.presses("Ctrl+J")

    def stage_of(self, kind: Kind) -> str:
        """The id of the first stage of a kind."""
        return next(each.id for each in self.room.session.exercise.stages if each.kind is kind)

    def commits(self) -> None:
        self.room.walks_to(self.stage_of(Kind.COMMIT))
        for _ in self.room.left():
            self.room.presses("Right", "Enter")
            self.room.says("Ana", "in 3 weeks", "")

    def closes(self, number: int) -> None:
        """The day of the next meeting, and what it was worth; at times something is done."""
        self.room.walks_to(self.stage_of(Kind.CLOSE))
        self.room.says("in 4 weeks")
        self.room.presses("F7", *str(100 + 37 * number).translate(FINGERS), "Enter")
        if number % 3 == 0:
            self.room.presses("Up", "Home", "1")
            self.room.says("at once")

    def judges_between(self, number: int) -> None:
        """Two weeks after a meeting, something is said of the promise that is open longest."""
        self.calendar.day = FIRST + number * MONTH + MONTH / 2
        series = Series(self.store, TEAM)
        found = self.store.containers([series.team_id]).result(PATIENCE)
        oldest = min(open_promises(found.found, found.gone), key=lambda each: each.text)
        status = (Status.PROGRESS, Status.EXCUSE, Status.DONE)[number % 3]
        series.judges_between(oldest.text, status, self.calendar.day, "said in between")


def exported(store: Store) -> list[File]:
    """Every meeting of the team, and its journal, as their files."""
    found = store.containers([Series(store, TEAM).team_id]).result(PATIENCE).found
    library = Library()
    exercises = [library.get(each.details.exercise or EXERCISES[0]) for each in found]
    return [json.loads(dumps(m, e)) for m, e in zip(found, exercises, strict=True)]


def counted(files: list[File], today: str) -> tuple[dict[str, Numbers], dict[str, Numbers]]:
    """Count what became of each meeting's actions by a day, and what its review said of others."""
    said: dict[tuple[str, str], list[File]] = {}
    for file in sorted(files, key=lambda each: str(each["meeting"]["held_on"])):
        earlier = {e["id"]: (e["meeting"], e["action"]) for e in file["earlier_actions"]}
        for verdict in file["verdicts"]:
            key = earlier.get(verdict["action"], (file["meeting"]["id"], verdict["action"]))
            said.setdefault(key, []).append(verdict)
    plans, reviews = {}, {}
    for file in files:
        own = file["meeting"]["id"]
        plan, review = plans[own], reviews[own] = Counter[str](), Counter[str]()
        for action in file["actions"]:
            verdicts = sorted(said.get((own, action["id"]), []), key=lambda v: str(v["day"]))
            status = verdicts[-1]["status"] if verdicts else "open"
            due = [action["due"], *(v["due"] for v in verdicts if v["due"])][-1]
            is_open = status not in ("done", "dropped")
            plan.update({"all": 1, status: 1, "left": is_open, "late": is_open and due < today})
        for action in file["earlier_actions"]:
            here = [v for v in file["verdicts"] if v["action"] == action["id"]]
            status = here[-1]["status"] if here else "none"
            due, by = [(action["due"], today), *((v["due"], v["day"]) for v in here)][-1]
            is_open = status not in ("done", "dropped")
            is_late = is_open and (due or action["due"]) < min(today, by)
            review.update({"all": 1, status: 1, "late": is_late})
    return plans, reviews


def in_the_list(plan: Numbers) -> list[str]:
    """The numbers that the list of the home screen has room for."""
    wanted = [plan["left"], plan["late"]]
    if not plan["late"]:
        wanted = [plan["done"], plan["all"]] if plan["left"] and plan["done"] else [plan["left"]]
    return [str(number) for number in wanted if plan["left"]] or [str(plan["done"])]


def line(review: Numbers, excuse: Word) -> str:
    """What the wall and the plan say of a review."""
    names = {"done": "done", "progress": "moved on", "dropped": "dropped"}
    excuses = excuse.one if review["excuse"] == 1 else excuse.many
    order = ("done", "progress", "excuse", "dropped", "none")
    names |= {"excuse": excuses, "none": "without a verdict"}
    parts = ", ".join(f"{review[each]} {names[each]}" for each in order if review[each])
    return f"{review['all']} promise{'' if review['all'] == 1 else 's'}: {parts}"


def holds_a_year(room: Room, calendar: Calendar, meetings: int) -> Year:
    year = Year(room, calendar)
    for number in range(meetings):
        year.holds(number)
        year.judges_between(number)
    calendar.day = FIRST + meetings * MONTH
    return year


@pytest.mark.parametrize("meetings", [5, pytest.param(12, marks=pytest.mark.soak)])
def test_every_figure_equals_a_count_over_the_files(
    open_room: OpenRoom,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    meetings: int,
) -> None:
    calendar = Calendar(monkeypatch, FIRST)
    room = open_room()
    year = holds_a_year(room, calendar, meetings)
    files, today = exported(year.store), calendar.day.isoformat()
    plans, reviews = counted(files, today)
    # A verdict of every kind was given, in meetings and between them, and excuses came back.
    assert sum(reviews.values(), Counter()).keys() >= {"done", "progress", "excuse", "dropped"}
    assert any(file["recurrences"] for file in files)
    assert any(file["journal"] and file["verdicts"] for file in files)

    # The list of the home screen, and that of the teams.
    room.controller.meetings.refresh()
    home, wanted = room.controller.home.list, {m: in_the_list(plans[m]) for m in year.meetings}

    def listed_now() -> dict[str, list[str]]:
        ids = [each.id for each in room.controller.meetings.listed]
        return dict(zip(ids, [numbers(row.aside) for row in faces(home)], strict=True))

    room.until(lambda: listed_now() == wanted)
    room.window.run_command(catalog.TEAMS)
    teams = room.controller.team_changes().sheet.list
    left = sum(plan["left"] for plan in plans.values())
    stands = ([str(meetings)], [str(left)])
    room.until(lambda: [(numbers(r.detail), numbers(r.aside)) for r in faces(teams)] == [stands])
    room.presses("Esc")

    # Each plan on paper, each review and each close on the screen.
    for known in year.meetings:
        meeting = year.store.load(known).result(PATIENCE)
        exercise, plan = Library().of_meeting(meeting), tmp_path / f"{known}.pdf"
        export_meeting(meeting, exercise, Format.PDF, plan, Options(today=calendar.day))
        text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(plan).pages)
        table, _, rest = text.partition("How we got here")[0].partition("What we promised")
        assert table.count("‼ late") == plans[known]["late"]
        assert rest.count("‼ late") == reviews[known]["late"]
        raised = next(file["roti"] for file in files if file["meeting"]["id"] == known)
        assert f"{sum(raised) / len(raised):.1f} of 5 ({len(raised)} hands)" in text
        if reviews[known]:
            assert line(reviews[known], exercise.words.excuse) in text
    for known in year.meetings[-2:]:
        room.controller.meetings.open_meeting(known)
        room.until(lambda: room.controller.workspace.current is not None)
        room.walks_to(year.stage_of(Kind.CLOSE))
        ticks = [face.ticked for face in faces(room.view(Side.LEFT))]
        assert (len(ticks), ticks.count(True)) == (plans[known]["all"], plans[known]["done"])
        skipped = reviews[known]["none"]
        assert (f"{skipped} promise" in room.open_ends) == (skipped > 0)
        room.walks_to("review")
        assert isinstance(room.stage, ReviewStage)
        said = line(reviews[known], room.session.exercise.words.excuse)
        assert skipped or room.stage.card.shown.wall == said
        room.goes_home()

    # The charts of what changes over time.
    assert charted(room) == drawn_from(files, year.meetings)

    # The command line, by the calendar of the computer.
    room.leaves()
    assert facilitator("list", "--json", "--data", room.data) == 0
    plans, _ = counted(files, date.today().isoformat())
    for row in json.loads(capsys.readouterr().out):
        plan, open_now = plans[row["id"]], row["still_open"]["promises_without_verdict"]
        counts = [row[f"actions{which}"] for which in ("", "_open", "_done", "_late")]
        assert counts == [plan[which] for which in ("all", "left", "done", "late")]
        assert open_now == reviews[row["id"]]["none"]
    assert facilitator("actions", "--json", "--data", room.data) == 0
    told = {(r["meeting"]["id"], r["id"]): r for r in json.loads(capsys.readouterr().out)}
    promised = actions_in(files)
    assert told.keys() == promised.keys()
    for key, row in told.items():
        wanted = promised[key]
        assert (row["status"], row["due"]) == (wanted["status"], wanted["due_now"])
        assert [v["text"] for v in row["verdicts"]] == [v["text"] for v in wanted["said"]]
        assert (row["gap"], row["excuse"]) == (wanted["gap"], wanted["excuse"])


def charted(room: Room) -> dict[Subject, list[tuple[str, ...]]]:
    """What the tables of charts say, without the days that head their rows."""
    room.presses("Ctrl+3")
    section = room.controller.over_time()
    room.until(lambda: section.shown is not None and bool(section.shown.charts))
    assert section.shown is not None
    tables = {chart.subject: chart.table.rows for chart in section.shown.charts}
    found = {s: [row[1:] for row in tables[s]] for s in (Subject.PROMISES, Subject.DAYS)}
    found[Subject.ROTI] = [row[1:] for row in tables[Subject.ROTI]]
    return found | {Subject.EXCUSES: sorted((row[0],) for row in tables[Subject.EXCUSES])}


def drawn_from(files: list[File], meetings: list[str]) -> dict[Subject, list[tuple[str, ...]]]:
    """The same, counted over the files; what was said since the last meeting comes last."""
    found, order = over_time(files), [*meetings, ""]
    statuses = ("done", "progress", "excuse", "dropped")
    said = [tuple(str(found.said[m][s]) for s in statuses) for m in order if found.said[m]]
    took = [found.took[m] for m in order if found.took[m]]
    return {
        Subject.PROMISES: said,
        Subject.DAYS: [(f"{median(d):g}", f"{min(d)}", f"{max(d)}") for d in took],
        Subject.ROTI: [
            (f"{mean:.1f}", f"{hands}") for m in meetings for mean, hands in [found.worth[m]]
        ],
        Subject.EXCUSES: sorted((f"“{text}”",) for text in found.excuses),
    }


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)
