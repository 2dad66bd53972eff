"""The library of exercises: those that are shipped, then the user's own."""

import os
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator import file_faults, file_reader
from facilitator.domain.text import clean_line, shortened
from facilitator.errors import ExerciseError
from facilitator.exercises.refusals import ID, LINE, refusal
from facilitator.own_files import EXERCISE
from facilitator.paths import resources

if TYPE_CHECKING:
    from facilitator.domain.exercise import Exercise, Stage
    from facilitator.domain.meeting import Meeting

OPENING = "opening"
"""The id of the stage that a meeting opens with."""
ORDER = "order.txt"
"""Beside the shipped files: their ids in the order in which they are offered, the default first."""


class Library:
    """All exercises; each is read once, when it is first asked for.

    `own` is the folder of the user's own exercise files; it may be missing.
    """

    def __init__(self, own: Path | None = None) -> None:
        self._shipped = resources() / "exercises"
        self._former = self._shipped / "former"
        self._own = own
        self._read: dict[str, Exercise] = {}
        self._all: list[Exercise] | None = None
        self._refused: list[str] = []

    def all(self) -> "list[Exercise]":
        """Return the shipped exercises in their order, then the user's own by title."""
        if self._all is None:
            shipped = [found for key in self.shipped_ids() if (found := self._offer(key))]
            own = [found for key in self._own_ids() if (found := self._offer(key))]
            self._all = shipped + sorted(own, key=lambda found: (found.title.casefold(), found.id))
        return list(self._all)

    def is_own(self, exercise_id: str) -> bool:
        """Return whether it is one of the user's own, which can be changed."""
        is_shipped = os.path.lexists(self._shipped / f"{exercise_id}.toml")
        return bool(ID.fullmatch(exercise_id)) and not is_shipped

    def reread(self) -> None:
        """Read the user's own exercises again when they are next asked for: one has changed."""
        self._read.clear()
        self._all = None
        self._refused.clear()

    @property
    def refused(self) -> list[str]:
        """Return a sentence for each file that all() leaves out."""
        self.all()
        return list(self._refused)

    def get(self, exercise_id: str) -> "Exercise":
        """Return the exercise of that id; no other file is read.

        Raises ExerciseError when its file is missing or broken.
        """
        if exercise_id not in self._read:
            file = self._file(exercise_id)
            of_the_program = file.parent == self._shipped
            self._read[exercise_id] = _shipped(file) if of_the_program else _load(file)
        return self._read[exercise_id]

    def of_meeting(self, meeting: "Meeting") -> "Exercise":
        """Return the exercise of a meeting in the wording in which it was held.

        What it opens with is its first stage, then a review where it looks back on actions. Raises
        ExerciseError when its file is missing or broken.
        """
        from facilitator.domain.records import EarlierAction

        return as_held(self._wording(meeting), looks_back=meeting.count(EarlierAction) > 0)

    def of_copy(self, meeting: "Meeting") -> "Exercise":
        """Return the exercise of a meeting for one like it, which looks back on nothing.

        Raises ExerciseError when its file is missing or broken.
        """
        return as_held(self._wording(meeting), looks_back=False)

    def _wording(self, meeting: "Meeting") -> "Exercise":
        """Return the exercise that a meeting keeps; of an older meeting as it was then."""
        known, unread = meeting.details.exercise, None
        if meeting.script is not None:
            try:
                return _of_script(meeting.script.toml, known)
            except ExerciseError as error:
                unread = error
        former = self._former / f"{known}.toml"
        if ID.fullmatch(known) and former.is_file():
            return _shipped(former)
        try:
            return self.get(known)
        except ExerciseError as error:
            # What the meeting keeps says more than that there is no other: it may need a newer one.
            raise unread or error from None

    def stage_name(self, exercise_id: str, stage_id: str) -> str:
        """Return the name of a stage on which a meeting can be; empty when there is no such stage.

        Raises ExerciseError when the file of the exercise is missing or broken.
        """
        plain = self.get(exercise_id)
        # What the program adds is looked at only where it is needed: lists ask for many meetings.
        known = {stage.id: stage.name for stage in plain.stages}
        if stage_id not in known:
            known = {stage.id: stage.name for stage in as_held(plain, looks_back=True).stages}
        return known.get(stage_id, "")

    @property
    def default(self) -> "Exercise":
        """Return the exercise that is offered first. Raises ExerciseError if its file is broken."""
        return self.get(self.shipped_ids()[0])

    def _offer(self, exercise_id: str) -> "Exercise | None":
        try:
            return self.get(exercise_id)
        except ExerciseError as error:
            self._refused.append(str(error))
            return None

    def _file(self, exercise_id: str) -> Path:
        # An id may come from an imported file: only a plain name may become a path.
        if ID.fullmatch(exercise_id):
            for folder in (self._shipped, self._own):
                if folder and os.path.lexists(file := folder / f"{exercise_id}.toml"):
                    return file
        place = f" into {self._own}" if self._own else ""
        raise ExerciseError(
            f"The exercise “{shortened(clean_line(exercise_id[:LINE]))}” is not on this computer; "
            f"its meetings are safe. Put its file back{place} and try again."
        )

    def shipped_ids(self) -> list[str]:
        """Return the ids of the exercises that come with the program, in their order."""
        listed = file_reader.read(self._shipped / ORDER, EXERCISE.largest).decode().split()
        others = sorted({file.stem for file in self._shipped.glob("*.toml")} - set(listed))
        return [*listed, *others]

    def _own_ids(self) -> list[str]:
        found = []
        for file in self._own_files():
            if os.path.lexists(self._shipped / file.name):
                problem = f"id is “{file.stem}”, the id of a built-in exercise; choose another"
                self._refused.append(refusal(file.name, problem).args[0])
            elif not ID.fullmatch(file.stem):
                right = "should be lowercase letters, digits and hyphens, followed by .toml"
                self._refused.append(refusal(file.name, f"the file's name {right}").args[0])
            else:
                found.append(file.stem)
        return found

    def _own_files(self) -> list[Path]:
        if self._own is None:
            return []
        try:
            return sorted(file for file in self._own.iterdir() if EXERCISE.is_named(file.name))
        except FileNotFoundError:
            return []
        except OSError as error:
            self._refused.append(
                f"The folder {self._own} for your own exercises cannot be read "
                f"({file_faults.reason(error)}); your meetings are safe. Check that folder."
            )
            return []


@lru_cache(maxsize=64)
def as_held(exercise: "Exercise", *, looks_back: bool) -> "Exercise":
    """Return an exercise with what the program adds: a slide to open with, and a review."""
    return with_opening(with_review(exercise) if looks_back else exercise)


def with_opening(exercise: "Exercise") -> "Exercise":
    """Return an exercise with what it opens with as its first stage."""
    from dataclasses import replace

    from facilitator.domain.exercise import Heading, Kind, Stage
    from facilitator.domain.records import Side

    opening = exercise.opening
    if opening is None or any(stage.kind is Kind.OPENING for stage in exercise.stages):
        return exercise
    nothing = Heading(title=opening.title, name=opening.name, prompt="", empty="")
    taken, stage_id = {stage.id for stage in exercise.stages}, OPENING
    while stage_id in taken:
        stage_id += "-"
    first = Stage(
        id=stage_id,
        kind=Kind.OPENING,
        name=opening.name,
        question=opening.title,
        notes=opening.notes,
        minutes=opening.minutes,
        active=Side.LEFT,
        left=nothing,
        right=nothing,
    )
    return replace(exercise, stages=(first, *exercise.stages))


def with_review(exercise: "Exercise") -> "Exercise":
    """Return an exercise that has a stage for what was promised before: first, unless it says."""
    from dataclasses import replace

    from facilitator.domain.exercise import Kind
    from facilitator.domain.follow_up.look_back import review_stage

    if any(stage.kind is Kind.REVIEW for stage in exercise.stages):
        return exercise
    review = replace(_review_stage(), id=review_stage(exercise))
    return replace(exercise, stages=(review, *exercise.stages))


@cache
def _review_stage() -> "Stage":
    from facilitator.exercises.loader import load_stage

    return load_stage(resources() / "stages" / "review.toml")


def _load(file: Path) -> "Exercise":
    # Only here: the first window is painted before it names a stage.
    from facilitator.exercises.loader import load_exercise

    return load_exercise(file)


@lru_cache(maxsize=64)
def _of_script(toml: str, exercise_id: str) -> "Exercise":
    """Return the exercise that a meeting keeps. Raises ExerciseError when it is broken."""
    from facilitator.exercises.loader import parse_exercise

    return parse_exercise(toml, f"{exercise_id}.toml")


@cache
def _shipped(file: Path) -> "Exercise":
    """Return a shipped exercise; it stays as it is for as long as the program runs."""
    return _load(file)
