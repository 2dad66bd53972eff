"""Change an exercise: what is typed is checked at once, kept at once, and saved when asked."""

from copy import deepcopy
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from facilitator import paths
from facilitator.domain.exercise import Exercise, Kind
from facilitator.errors import FacilitatorError
from facilitator.exercises.blanks import Table, blank_exercise
from facilitator.exercises.draft import ExerciseDraft, Place
from facilitator.exercises.draft_file import NEW
from facilitator.exercises.exercise_library import with_opening
from facilitator.exercises.faults import place_of, wrong_with
from facilitator.exercises.lines import steps_of
from facilitator.exercises.names import free_name
from facilitator.exercises.own_exercises import save_exercise
from facilitator.exercises.text_types import LONGEST_TITLE
from facilitator.exercises.writer import toml_of
from facilitator.parsed_text import Fault, parse_toml
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.exercise_editor.add_sheet import AddSheet
from facilitator.ui.exercise_editor.draft_saver import DraftSaver
from facilitator.ui.exercise_editor.editor_screen import EditorScreen
from facilitator.ui.exercise_editor.outline import outline, part_around
from facilitator.ui.exercise_editor.stage_preview import preview_name
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.style.colors import Scheme
from facilitator.ui.style.theme import Depth
from facilitator.ui.widgets.hint_bar import Lamp
from facilitator.ui.workspace.workspace import Workspace

PAUSE = 40
"""Milliseconds from a letter to what is shown of it beside its field."""
SAVE_SECONDS = 5.0
"""How long closing the window waits for an exercise that is being saved."""

_SHOWN_ON: dict[Place, Kind] = {
    ("columns",): Kind.BOARD,
    ("labels",): Kind.BOARD,
    ("fields",): Kind.ANSWERS,
    ("checks",): Kind.DISCUSS,
    ("close",): Kind.CLOSE,
}
"""The kind of stage on which the room sees most of a part."""


class ExerciseEditor(QObject):
    """The screen and the draft behind it; a draft is on disk until it is saved or discarded."""

    left = Signal(str)
    """Back to the exercises, where this one is selected: an id, or empty for one never saved."""
    share_requested = Signal(Exercise)

    def __init__(self, workspace: Workspace, shell: MainWindow) -> None:
        super().__init__(shell)
        self._shell = shell
        self._library = workspace.exercise_library
        self._folder = paths.own_exercises_folder(workspace.data)
        self._tasks = Tasks(self)
        self._saver = DraftSaver(self._folder, self)
        self._name = NEW
        """The id of the exercise, or that of one that was never saved."""
        self._draft = ExerciseDraft(blank_exercise())
        self._good: Exercise | None = None
        """The exercise as it was when it was right last."""
        self._faults: tuple[Fault, ...] = ()
        self._stage = 0
        """The index of the stage that is previewed, -1 for the opening."""
        self._is_saving = False
        self._soon = single_shot(self, PAUSE, self._show_again)
        self.screen = EditorScreen()
        shell.add_screen(self.screen)
        self.sheet = shell.add_sheet(AddSheet(shell))
        self._wire()

    def _wire(self) -> None:
        screen = self.screen
        screen.part_selected.connect(self._on_part_selected)
        screen.changed.connect(self._on_changed)
        screen.add_requested.connect(self._on_add_requested)
        screen.remove_requested.connect(self._on_remove_requested)
        screen.move_requested.connect(self._on_move_requested)
        screen.save_requested.connect(self.save)
        screen.share_requested.connect(self._on_share_requested)
        screen.discard_requested.connect(self._on_discard_requested)
        screen.undo_requested.connect(lambda: self._go_to(self._draft.undo(), tr("Undone.")))
        screen.redo_requested.connect(lambda: self._go_to(self._draft.redo(), tr("Done again.")))
        screen.left.connect(self._on_left)
        self.sheet.stage_chosen.connect(self._on_stage_chosen)
        self.sheet.part_chosen.connect(self._on_part_chosen)

    @property
    def draft(self) -> ExerciseDraft:
        """What is being changed."""
        return self._draft

    # Begin

    def make(self) -> None:
        """Begin an exercise from a blank, or go on with one that was never saved."""
        self._begin(NEW, blank_exercise())

    def change(self, exercise_id: str) -> None:
        """Change an exercise of one's own; of one that comes with the program make a copy."""
        try:
            tables = parse_toml(self._library.get(exercise_id).toml)
        except FacilitatorError as error:
            self._shell.toast.say(str(error))
            return
        if self._library.is_own(exercise_id):
            self._begin(exercise_id, tables)
        else:
            self._begin(NEW, self._copied(tables))

    def _copied(self, tables: Table) -> Table:
        title = tr("My {title}", title=tables["title"])
        return {**tables, "title": title[:LONGEST_TITLE].rstrip()}

    def _begin(self, name: str, tables: Table) -> None:
        kept = self._saver.load(name)
        self._name = name
        self._draft = ExerciseDraft(tables)
        self._good, self._stage = self._draft.exercise(), 0
        if kept is not None:
            self._draft.resume(kept)
        self._shell.show_screen(self.screen)
        self._show(())
        self.screen.focus_start()
        if kept is not None and self._draft.is_changed:
            self._say_kept(tables)

    def _say_kept(self, wanted: Table) -> None:
        """Say that there are unsaved changes, and offer to do without them."""
        if self._name != NEW:
            said = tr("Your unsaved changes are here again.")
            self._shell.toast.say(said, [(tr("Discard them"), self._on_discard_requested)])
            return
        title = self._draft.value(("title",)) or ""
        said = tr("“{title}” isn’t saved yet: here it is again.", title=title)

        def begin_other() -> None:
            self._saver.forget(NEW)
            self._begin(NEW, wanted)

        self._shell.toast.say(said, [(tr("Discard it and begin another"), begin_other)])

    # Show

    def set_appearance(self, scheme: Scheme, depth: Depth) -> None:
        """Let the preview have these colors, for a room of this depth."""
        self.screen.preview.set_appearance(scheme, depth)

    def _show(self, part: Place) -> None:
        """Show the draft as it is now, with the form of a part."""
        self._soon.stop()
        draft, screen = self._draft, self.screen
        self._faults = draft.faults()
        good = draft.exercise() if not self._faults else None
        self._good = good or self._good
        screen.heading.setText(str(draft.value(("title",)) or tr("(empty)")))
        of_parts: dict[Place, list[Fault]] = {}
        for fault in self._faults:
            of_parts.setdefault(part_around(steps_of(place_of(fault))), []).append(fault)
        screen.show_parts(list(outline(draft, of_parts)), part)
        screen.show_form(draft, {steps_of(place_of(f)): _beside(f) for f in self._faults})
        self._show_allowed()
        self._show_state()
        self._show_preview(is_older=good is None)

    def _show_allowed(self) -> None:
        part, draft = self.screen.part, self._draft
        listed = draft.value(part[:1]) if len(part) == 2 and part[0] != "columns" else None
        index = part[1] if listed and isinstance(part[1], int) else 0
        self.screen.allow(
            remove=draft.can_remove(part),
            up=bool(listed) and index > 0,
            down=bool(listed) and index < len(listed or ()) - 1,
        )

    def _show_state(self) -> None:
        count = len(self._faults)
        is_new = self._name == NEW
        lamp = Lamp.WAITING
        if count:
            lamp = Lamp.NONE
            said = counted(
                count,
                tr("{n} thing to correct before it can be saved. What you typed is kept."),
                tr("{n} things to correct before it can be saved. What you typed is kept."),
            )
        elif is_new or self._draft.is_changed:
            key = self.screen.commands()[0].key
            said = tr("Not saved yet: {key} saves it", key=key)
        else:
            lamp, said = Lamp.SAVED, tr("Saved")
        self.screen.show_state(
            said, lamp, is_wrong=bool(count), is_changed=is_new or self._draft.is_changed
        )

    def _show_preview(self, *, is_older: bool) -> None:
        part, exercise = self.screen.part, self._good
        if part[:1] == ("stages",) and isinstance(part[-1], int):
            self._stage = part[-1]
        elif part == ("opening",):
            self._stage = -1
        elif exercise is not None and part[:1] in _SHOWN_ON:
            kinds = [stage.kind for stage in exercise.stages]
            kind = _SHOWN_ON[part[:1]]
            self._stage = kinds.index(kind) if kind in kinds else self._stage
        if exercise is None:
            return
        shown = exercise.stages[min(max(self._stage, 0), len(exercise.stages) - 1)]
        if self._stage < 0 and exercise.opening is not None:
            exercise = with_opening(exercise)
            shown = exercise.stages[0]
        self.screen.preview.show_stage(exercise, shown)
        self.screen.preview.set_caption(preview_name(shown, is_older=is_older))

    # What the user does

    def _on_part_selected(self, part: Place) -> None:
        if self._soon.isActive():
            self._saver.note(self._name, self._draft.tables)
        self._draft.end_step()
        self._show(part)

    def _on_changed(self, place: Place, value: object, typed: bool) -> None:
        if place[:1] == ("stages",) and place[-1] == "kind" and isinstance(place[1], int):
            self._draft.set_kind(place[1], Kind(str(value)))
        else:
            self._draft.put(place, value, typing=typed)
        if not typed:
            self._keep(self.screen.part)
        elif not self._soon.isActive():
            # The next letter must not wait for the picture of this one.
            self._soon.start()

    def _show_again(self) -> None:
        self._keep(self.screen.part)

    def _settle(self) -> None:
        """Show at once what was typed last."""
        if self._soon.isActive():
            self._show_again()

    def _on_add_requested(self) -> None:
        self.sheet.ask_what(has_opening=self._draft.value(("opening",)) is not None)

    def _on_stage_chosen(self, kind: Kind) -> None:
        part = self.screen.part
        last = part[-1] if part[:1] == ("stages",) else None
        after = last if isinstance(last, int) else None
        self._keep(self._draft.add("stages", kind, after))
        self.screen.form.focus_row(())

    def _on_part_chosen(self, name: str) -> None:
        added = self._draft.add_opening() if name == "opening" else self._draft.add(name)
        self._keep(added)
        self.screen.form.focus_row(())

    def _on_remove_requested(self) -> None:
        part = self.screen.part
        if not self._draft.can_remove(part):
            self._shell.toast.say(tr("An exercise can’t do without this part."))
            return
        self._draft.remove(part)
        near = part
        if len(part) == 2 and isinstance(part[1], int):
            count = len(self._draft.value(part[:1]) or ())
            near = (part[0], min(part[1], count - 1)) if count else ()
        self._keep(near)
        undo = (tr("Undo"), self.screen.undo_requested.emit)
        self._shell.toast.say(tr("Removed."), [undo])

    def _on_move_requested(self, by: int) -> None:
        self._keep(self._draft.move(self.screen.part, by))

    def _go_to(self, place: Place | None, said: str) -> None:
        """Show where something was undone."""
        if place is None:
            self._shell.toast.say(tr("There is nothing more to undo or redo."))
            return
        part = part_around(place)
        in_form = not self.screen.list.hasFocus()
        self._keep(part if self._draft.value(part) is not None else self.screen.part)
        if in_form:
            self.screen.form.focus_row(place)

    def _keep(self, part: Place) -> None:
        """Show the draft after a change, and keep it on disk."""
        self._show(part)
        if self._draft.is_changed:
            self._saver.note(self._name, self._draft.tables)
        else:
            self._saver.forget(self._name)

    # Save and leave

    def save(self) -> None:
        """Save the exercise; where something is wrong, go there instead."""
        self._settle()
        if self._faults:
            self._go_to_fault(self._faults[0])
            return
        if self._is_saving:
            return
        if self._name == NEW:
            taken = {*self._library.shipped_ids(), *self._ids_in_folder()}
            self._draft.name(free_name(str(self._draft.value(("title",))), taken))
        tables, before = deepcopy(self._draft.tables), self._name
        folder = self._folder
        self._is_saving = True
        task = self._tasks.run(lambda progress: save_exercise(folder, tables))
        task.on_success(lambda saved: self._on_saved(saved, tables, before))
        task.on_error(lambda error: self._shell.toast.say(str(error)))
        task.on_done(self._on_saving_ended)

    def _ids_in_folder(self) -> list[str]:
        return [exercise.id for exercise in self._library.all()] + [
            file.stem for file in (self._folder.glob("*.toml") if self._folder.is_dir() else ())
        ]

    def _on_saving_ended(self) -> None:
        self._is_saving = False

    def _on_saved(self, saved: Exercise, tables: Table, before: str) -> None:
        self._library.reread()
        if self._name != before:
            # Another one is being changed by now.
            return
        self._saver.forget(before)
        self._name = saved.id
        self._draft.mark_saved(tables)
        self._keep(self.screen.part)
        self._shell.toast.say(tr("“{title}” is saved.", title=saved.title))

    def _go_to_fault(self, fault: Fault) -> None:
        place = steps_of(place_of(fault))
        self._show(part_around(place))
        self.screen.form.focus_row(place)
        said = tr("This has to be corrected first: it {wrong}.", wrong=wrong_with(fault))
        self._shell.toast.say(said)

    def _on_share_requested(self) -> None:
        self._settle()
        if self._faults:
            self._go_to_fault(self._faults[0])
        elif (exercise := self._draft.exercise()) is not None:
            name = exercise.id if self._name != NEW else free_name(exercise.title, ())
            text = toml_of({**self._draft.tables, "id": name})
            self.share_requested.emit(replace(exercise, id=name, toml=text))

    def _on_discard_requested(self) -> None:
        """Go back to what is saved; a new exercise is given up. Both can be undone."""
        self._settle()
        name, given_up = self._name, deepcopy(self._draft.tables)
        self._saver.forget(name)

        def undo() -> None:
            self._saver.note(name, given_up)
            self._saver.flush()
            if name == NEW:
                self.make()
            else:
                self.change(name)

        if name == NEW:
            self.left.emit("")
        else:
            self.change(name)
        self._shell.toast.say(tr("The changes are discarded."), [(tr("Undo"), undo)])

    def _on_left(self) -> None:
        self._settle()
        self._saver.flush()
        is_kept = self._draft.is_changed
        name = self._name
        self.left.emit("" if name == NEW else name)
        if is_kept:
            self._shell.toast.say(tr("Your changes aren’t saved yet; they are kept as a draft."))

    def finish(self) -> None:
        """Write what is not saved, and stop: the window closes."""
        self._settle()
        self._saver.finish()
        self._tasks.wait(SAVE_SECONDS)
        self._tasks.finish()
        self.screen.preview.finish()

    def flush(self) -> None:
        """Write what is not saved: the window is about to close."""
        self._settle()
        self._saver.flush()


def _beside(fault: Fault) -> str:
    """Return what is wrong, beside the name of the value."""
    place = steps_of(place_of(fault))
    depth = len(part_around(place)) + 1
    if fault.known or fault.problem or any(isinstance(step, int) for step in place[depth:]):
        return wrong_with(fault)
    return tr("should be {right}", right=fault.right)
