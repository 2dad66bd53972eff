"""An exercise is changed step by step, told what is wrong, and every step can be undone."""

from pathlib import Path

import pytest

from facilitator.domain.exercise import Kind
from facilitator.errors import ExerciseError
from facilitator.exercises.blanks import blank_exercise
from facilitator.exercises.draft import ExerciseDraft
from facilitator.exercises.draft_file import NEW, forget_draft, read_draft, write_draft
from facilitator.exercises.exercise_library import Library
from facilitator.exercises.faults import problem_of
from facilitator.exercises.names import free_name
from facilitator.exercises.own_exercises import (
    delete_exercise,
    import_exercise,
    restore_exercise,
    save_exercise,
    share_exercise,
)


def test_words_typed_in_one_place_are_one_step_and_come_back() -> None:
    draft = ExerciseDraft(blank_exercise())
    for text in ("R", "Re", "Repair"):
        draft.put(("title",), text)
    draft.put(("summary",), "Why bikes wait.")
    assert draft.undo() == ("summary",)
    assert draft.undo() == ("title",)
    assert draft.value(("title",)) == "My exercise"
    assert draft.undo() is None
    assert draft.redo() == ("title",)
    assert draft.value(("title",)) == "Repair"


def test_words_deleted_again_are_no_step() -> None:
    draft = ExerciseDraft(blank_exercise())
    draft.put(("title",), "Bikes")
    draft.put(("summary",), "x")
    draft.put(("summary",), blank_exercise()["summary"])
    assert draft.undo() == ("title",)
    assert not draft.is_changed


def test_a_fault_is_told_and_the_rest_stays_usable() -> None:
    draft = ExerciseDraft(blank_exercise())
    draft.put(("stages", 0, "minutes"), "soon")
    assert [problem_of(fault) for fault in draft.faults()] == [
        "stages[0].minutes is “soon” and should be a whole number from 1 to 600"
    ]
    assert draft.exercise() is None
    draft.put(("title",), "Bikes")
    draft.put(("stages", 0, "minutes"), 5)
    made = draft.exercise()
    assert made is not None and made.title == "Bikes" and made.stages[0].minutes == 5


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.OPENING])
def test_a_stage_becomes_any_kind_and_stays_right(kind: Kind) -> None:
    draft = ExerciseDraft(blank_exercise())
    draft.add("fields")
    for index in range(len(blank_exercise()["stages"])):
        draft.set_kind(index, kind)
        if kind is Kind.REVIEW:
            break
    assert [problem_of(fault) for fault in draft.faults()] == []
    assert draft.value(("stages", 0, "question")) == blank_exercise()["stages"][0]["question"]


def test_parts_are_added_moved_and_removed_with_what_refers_to_them() -> None:
    draft = ExerciseDraft(blank_exercise())
    field = draft.add("fields")
    draft.put(("stages", 0, "pinned_from"), [draft.value((*field, "id"))], typing=False)
    place = draft.add("stages", Kind.RANK, after=1)
    assert place == ("stages", 2)
    place = draft.move(draft.move(place, 1), 1)
    assert [stage["kind"] for stage in draft.tables["stages"]][2:5] == [
        *("discuss", "strategies", "rank")
    ]
    for name in ("labels", "labels", "checks", "close"):
        draft.add(name)
    draft.add_opening()
    assert [problem_of(fault) for fault in draft.faults()] == []
    draft.remove(field)
    assert "fields" not in draft.tables
    assert "pinned_from" not in draft.tables["stages"][0]
    draft.undo()
    assert draft.value((*field, "id")) == "question"
    assert not draft.can_remove(("columns", 0))


def test_an_older_file_gets_ids_for_its_labels() -> None:
    old = {**blank_exercise(), "format": 1, "labels": [{"text": "No spare part!"}]}
    draft = ExerciseDraft(old)
    assert draft.tables["labels"][0]["id"] == "no-spare-part"
    assert not draft.faults()


def test_names_are_plain_and_free() -> None:
    assert free_name("Café: what’s up?", ()) == "cafe-whats-up"
    assert free_name("日本", ()) == "exercise"
    assert free_name("A", {"a", "a-2"}) == "a-3"


def test_what_is_saved_is_offered_and_what_was_deleted_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "exercises"
    library = Library(folder)
    before = len(library.all())
    saved = save_exercise(folder, {**blank_exercise(), "id": "bikes", "title": "Bikes"})
    library.reread()
    assert library.all()[-1] == saved
    assert library.is_own("bikes") and not library.is_own(library.default.id)
    text = delete_exercise(folder, "bikes")
    library.reread()
    assert len(library.all()) == before
    assert restore_exercise(folder, text).id == "bikes"
    library.reread()
    assert library.get("bikes") == saved


def test_an_id_of_the_program_is_never_taken(tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match="the id of a built-in exercise"):
        save_exercise(tmp_path, {**blank_exercise(), "id": Library().default.id})
    assert list(tmp_path.iterdir()) == []


def test_what_is_shared_is_imported_elsewhere_and_replaces_nothing_unasked(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    bikes = save_exercise(here, {**blank_exercise(), "id": "bikes", "title": "Bikes"})
    file = tmp_path / "bikes (1).toml"
    share_exercise(bikes, file)
    assert not import_exercise(there, file).was_here
    again = import_exercise(there, file)
    assert again.was_here and not again.differs
    share_exercise(save_exercise(here, {**blank_exercise(), "id": "bikes"}), file)
    assert import_exercise(there, file).differs
    assert Library(there).get("bikes").title == "Bikes"
    assert import_exercise(there, file, replaces=True).exercise.title == "My exercise"
    assert Library(there).get("bikes").title == "My exercise"
    file.write_text("title = 3", encoding="utf-8")
    with pytest.raises(ExerciseError, match=r"bikes \(1\).toml, line 1: title is 3"):
        import_exercise(there, file)


def test_a_draft_is_kept_until_it_is_forgotten(tmp_path: Path) -> None:
    tables = blank_exercise() | {"title": "half \ud800"}
    write_draft(tmp_path, NEW, tables)
    assert read_draft(tmp_path, NEW) == tables
    for odd in ("[1]", "{", '{"stages": [1]}', '{"columns": 3, "stages": []}'):
        (tmp_path / "odd.draft.json").write_text(odd, encoding="utf-8")
        assert read_draft(tmp_path, "odd") is None
    forget_draft(tmp_path, NEW)
    assert read_draft(tmp_path, NEW) is None
