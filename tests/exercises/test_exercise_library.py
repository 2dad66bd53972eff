"""What a facilitator can pick from, with the team's own exercises beside the shipped ones."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from facilitator.domain.exercise import Kind
from facilitator.domain.follow_up.look_back import look_back
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Details, EarlierAction, Script
from facilitator.errors import ExerciseError
from facilitator.exercises import exercise_library, loader
from facilitator.exercises.exercise_library import Library
from facilitator.exercises.loader import load_exercise
from facilitator.paths import resources
from tests.support.answered_meeting import TOML, whole_meeting
from tests.support.small_meeting import EXERCISE, Room

SHIPPED = [
    "hold-a-meeting",
    "the-way-we-do-things",
    "when-we-fail-a-customer",
    "what-good-service-means",
    "three-rules",
]

PROMISE = EarlierAction(
    id="e",
    stage="review",
    text="Ring back",
    place=1,
    meeting="m",
    action="a",
    promised_on=date(2026, 11, 2),
)


def write_own(folder: Path, exercise_id: str, title: str) -> Path:
    """A file of the team's own, made from the default exercise."""
    text = (resources() / "exercises" / "hold-a-meeting.toml").read_text(encoding="utf-8")
    text = text.replace('id = "hold-a-meeting"', f'id = "{exercise_id}"', 1)
    text = text.replace('title = "Hold a meeting"', f'title = "{title}"', 1)
    file = folder / f"{exercise_id}.toml"
    file.write_text(text, encoding="utf-8")
    return file


def ids(library: Library) -> list[str]:
    return [exercise.id for exercise in library.all()]


def test_offers_the_shipped_five_in_their_order(tmp_path: Path) -> None:
    for library in (Library(), Library(tmp_path), Library(tmp_path / "missing")):
        assert ids(library) == SHIPPED
        assert library.refused == []
        assert library.default.id == "hold-a-meeting"


def test_own_exercises_follow_by_title(tmp_path: Path) -> None:
    write_own(tmp_path, "a", "Zebra crossing")
    write_own(tmp_path, "z", "apple day")
    library = Library(tmp_path)
    assert ids(library) == [*SHIPPED, "z", "a"]
    assert library.get("a").title == "Zebra crossing"


def test_broken_own_files_are_left_out_and_say_why(tmp_path: Path) -> None:
    write_own(tmp_path, "fine", "Fine")
    write_own(tmp_path, "broken", "Broken").write_text("id = ", encoding="utf-8")
    write_own(tmp_path, "three-rules", "Ours instead")
    write_own(tmp_path, "fine", "Fine").rename(tmp_path / "Our Way.toml")
    write_own(tmp_path, "fine", "Fine")
    library = Library(tmp_path)
    assert ids(library) == [*SHIPPED, "fine"]
    assert library.get("three-rules").title == "Three rules"
    said = sorted(library.refused)
    assert [sentence.split(":")[0] for sentence in said] == [
        "Our Way.toml",
        "broken.toml",
        "three-rules.toml",
    ]
    assert "the file is not valid TOML" in said[1]
    assert "id is “three-rules”, the id of a built-in exercise" in said[2]


def test_only_the_file_that_is_asked_for_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def load(path: Path) -> object:
        read.append(path.name)
        return load_exercise(path)

    monkeypatch.setattr(loader, "load_exercise", load)
    exercise_library._shipped.cache_clear()
    library = Library()
    assert read == []
    assert library.get("hold-a-meeting") is library.get("hold-a-meeting")
    assert library.default is library.get("hold-a-meeting")
    assert read == ["hold-a-meeting.toml"]
    library.all()
    library.all()
    assert len(read) == len(SHIPPED)


def test_a_meeting_of_an_exercise_that_is_gone_is_told_to_be_safe(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    write_own(tmp_path, "outside", "Outside")
    library = Library(tmp_path / "exercises")
    for exercise_id in ("gone", "../outside", "", "x" * 5000):
        with pytest.raises(ExerciseError, match=r"not on this computer; its meetings are safe"):
            library.get(exercise_id)


def test_a_file_that_was_corrected_is_read_at_the_next_try(tmp_path: Path) -> None:
    write_own(tmp_path, "ours", "Ours").write_text("", encoding="utf-8")
    library = Library(tmp_path)
    with pytest.raises(ExerciseError, match=r"ours.toml: id is missing"):
        library.get("ours")
    write_own(tmp_path, "ours", "Ours")
    assert library.get("ours").title == "Ours"


def test_a_review_is_first_unless_the_exercise_places_it(tmp_path: Path) -> None:
    script = write_own(tmp_path, "ours", "Ours")
    review = (resources() / "stages" / "review.toml").read_text(encoding="utf-8")
    text = script.read_text(encoding="utf-8")
    before, marker, rest = text.rpartition("[[stages]]")
    review = review.replace('id = "review"', 'id = "before-we-go"')
    placed = f"{marker}\n{review}\n"
    script.write_text(f"{before}{placed}{marker}{rest}", encoding="utf-8")
    write_own(tmp_path, "plain", "Plain")
    library, room = Library(tmp_path), Room()

    def kinds(exercise: str) -> list[Kind]:
        details = replace(room.meeting.details, exercise=exercise)
        records = [
            details if isinstance(record, Details) else record for record in room.meeting.records()
        ]
        meeting = Meeting.from_records(records)
        held = library.of_meeting(meeting)
        assert library.of_meeting(meeting) is held, "it is put together once"
        return [stage.kind for stage in held.stages]

    own = kinds("ours")
    assert own[-2:] == [Kind.REVIEW, Kind.CLOSE]
    assert Kind.REVIEW not in kinds("plain"), "nothing is looked back on"
    room.does(look_back(room.meeting, EXERCISE, [PROMISE]))
    assert kinds("ours") == own
    assert kinds("plain")[:3] == [Kind.OPENING, Kind.REVIEW, Kind.BOARD]


def test_a_stage_that_the_program_adds_has_its_name_too() -> None:
    library = Library()
    assert library.stage_name("hold-a-meeting", "opening") == "Why we meet"
    assert library.stage_name("hold-a-meeting", "feel-first") == "Feel #1"
    assert library.stage_name("hold-a-meeting", "gone by now") == "", "not the name of another"


def test_a_meeting_whose_own_wording_needs_a_newer_program_says_so() -> None:
    newer = TOML.replace("format = 2", "format = 9")
    meeting = Meeting.from_records(
        replace(each, toml=newer) if isinstance(each, Script) else each
        for each in whole_meeting().meeting.records()
    )
    with pytest.raises(ExerciseError, match=r"line 2: format is 9 .* you need a newer Facilitator"):
        Library().of_meeting(meeting)
